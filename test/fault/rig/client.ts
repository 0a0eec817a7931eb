import { setTimeout as timer } from 'node:timers/promises';
import type { Agreement } from '@app/agreements/domain';
import { ndjson, type SentFact } from './fact-source.js';

/** What clients have sent, what has been answered, what has not. */
export class Ledger {
  readonly answered = new Set<string>();
  private readonly open = new Set<readonly string[]>();
  answers = 0;
  /** How often something had to be sent again. */
  repeats = 0;
  /** Answers that no fault explains. */
  readonly odd: string[] = [];

  /** Ids of the facts that have been sent and not answered, by request. */
  unanswered(): readonly (readonly string[])[] {
    return [...this.open];
  }

  /** Sends until there is an answer. @param send false: there was none, or a 503 */
  async untilAnswered(ids: readonly string[], send: () => Promise<boolean>): Promise<void> {
    this.open.add(ids);
    while (!(await send())) {
      this.repeats += 1;
      await timer(50);
    }
    this.open.delete(ids);
    for (const id of ids) this.answered.add(id);
    this.answers += 1;
  }
}

export interface Api {
  readonly api: string;
  readonly token: string;
}

interface Call {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Longer than any limit in the API: whoever gets no answer within it would wait for ever. */
const silentMs = 60_000;

/**
 * The whole answer; undefined where there was none, or 503: it may or may not have been recorded. To be left waiting is
 * put down as odd.
 */
const post = async ({ api, token }: Api, ledger: Ledger, call: Call): Promise<Answer | undefined> => {
  const { path, type, body, headers } = call;
  try {
    const answer = await fetch(`${api}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
      signal: AbortSignal.timeout(silentMs),
    });
    const { status } = answer;
    const text = await answer.text();
    return status === 503 ? undefined : { status, text };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      ledger.odd.push(`no answer within ${silentMs} ms: ${path} ${body.slice(0, 200)}`);
    }
    return undefined;
  }
};

/** Gives the agreement that the tickets are judged by. */
export const putAgreement = async ({ api, token }: Api, agreement: Agreement): Promise<void> => {
  const answer = await fetch(`${api}/v1/agreements/${agreement.agreementId}`, {
    method: 'PUT',
    body: JSON.stringify(agreement),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  if (!answer.ok) throw new Error(`the agreement was not taken: ${answer.status} ${await answer.text()}`);
};

const callOf = ({ ticketId, body }: SentFact): Pick<Call, 'path' | 'body'> => {
  if (body['type'] !== 'TicketRegistered') {
    return { path: `/v1/tickets/${ticketId}/facts`, body: JSON.stringify(body) };
  }
  const { type: _, data, ...envelope } = body;
  return { path: '/v1/tickets', body: JSON.stringify({ ...envelope, ...(data as object) }) };
};

/** Posts one fact to its ticket. An answer that is neither of success nor 503 is put down as odd, and ends it. */
export const postFact = (to: Api, ledger: Ledger, fact: SentFact, key?: string): Promise<void> =>
  ledger.untilAnswered([fact.id], async () => {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    const answer = await post(to, ledger, { ...callOf(fact), type: 'application/json', headers });
    if (answer === undefined) return false;
    if (answer.status >= 300) ledger.odd.push(`${fact.id}: ${answer.status} ${answer.text}`);
    return true;
  });

interface Summary {
  readonly recorded: number;
  readonly duplicates: number;
}

/** Imports facts in one request. An answer that does not account for each of them is put down as odd. */
export const postImport = (to: Api, ledger: Ledger, facts: readonly SentFact[]): Promise<void> =>
  ledger.untilAnswered(
    facts.map(({ id }) => id),
    async () => {
      const call = { path: '/v1/imports', type: 'application/x-ndjson', body: ndjson(facts) };
      const answer = await post(to, ledger, call);
      if (answer === undefined) return false;
      const sum = answer.status === 200 ? (JSON.parse(answer.text) as Summary) : undefined;
      if (sum === undefined || sum.recorded + sum.duplicates !== facts.length) {
        ledger.odd.push(`import of ${facts.length}: ${answer.status} ${answer.text}`);
      }
      return true;
    },
  );
