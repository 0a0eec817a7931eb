import postgres from 'postgres';

/**
 * Watches the read models of a stack: positions as their commits are told.
 *
 * @param {string} url of the stack's Postgres
 */
export const watchReadModels = async (url) => {
  const sql = postgres(url, { max: 3, onnotice: () => undefined, connection: { role: 'sla_ledger_read' } });
  const waiting = [];
  let last = { position: -1n, now: 0 };
  await sql.listen('read_position', (payload) => {
    const now = performance.now();
    const position = BigInt(payload.slice(payload.lastIndexOf(':') + 1));
    while (waiting.length > 0 && waiting[0].position <= position) waiting.shift().seen(now);
    last = { position, now };
  });

  return {
    /** When the read models have been told to hold the position: an instant of `performance.now()`. */
    visible: (position) =>
      last.position >= position
        ? Promise.resolve(last.now)
        : new Promise((seen) => {
            // Answers of appends may come in another order than their positions.
            const at = waiting.findIndex((wait) => wait.position > position);
            waiting.splice(at === -1 ? waiting.length : at, 0, { position, seen });
          }),
    /** Whether the fact's row is there. */
    holds: async (ticketId, factId) => {
      const rows = await sql`
        select from read.ticket_fact where ticket_id = ${ticketId} and fact_id = ${factId}`;
      return rows.length === 1;
    },
    /** How many facts of the bench there are, how many of them twice, and how many tickets have been measured. */
    count: async () => {
      const [facts] = await sql`
        select count(*)::int as facts, count(distinct (ticket_id, fact_id))::int as once
        from read.ticket_fact where ticket_id like 'LAG-%'`;
      const [tickets] =
        await sql`select count(*)::int as tickets from read.ticket where ticket_id like 'LAG-%'`;
      return { ...facts, ...tickets };
    },
    close: () => sql.end({ timeout: 1 }),
  };
};
