import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type RunningStack, StackTests } from '../support/stack-process.js';

describe('the example month', () => {
  const stacks = new StackTests();
  afterEach(() => stacks.cleanUp());

  const without = { SLA_LEDGER_EXAMPLE: 'no' };
  const started = async (dataDir: string, env: Record<string, string> = {}): Promise<RunningStack> => {
    const stack = await stacks.start({ dataDir, env, real: true });
    await stack.ready;
    return stack;
  };
  const stop = async (stack: RunningStack): Promise<void> => {
    stack.signal('SIGTERM');
    expect(await stack.exited).toBe(0);
  };
  const call = async (stack: RunningStack, path: string, body?: string): Promise<Record<string, unknown>> => {
    const token = (await readFile(join(stack.dataDir, 'operator.token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await fetch(`http://127.0.0.1:${stack.port}${path}`, {
      method,
      headers,
      ...(body && { body }),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  };
  const ticketIds = async (stack: RunningStack): Promise<readonly string[]> => {
    const { items } = await call(stack, '/v1/tickets?limit=500');
    return (items as { ticketId: string }[]).map(({ ticketId }) => ticketId);
  };
  const example = (): Promise<string> => readFile(resolve('examples/month/facts.ndjson'), 'utf8');

  it('is loaded into an empty ledger and readable with the address, once', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await started(dataDir);
    expect(first.stderr()).toContain('loaded the example month');
    const facts = (await example()).trim().split('\n');
    const tickets = new Set(facts.map((line) => (JSON.parse(line) as { ticketId?: string }).ticketId));
    tickets.delete(undefined);
    expect(new Set(await ticketIds(first))).toEqual(tickets);
    const again = await call(first, '/v1/imports', await example());
    expect(again).toMatchObject({ recorded: 0, duplicates: facts.length, rejected: 0 });
    await stop(first);

    const second = await started(dataDir);
    expect(second.stderr()).toBe('');
  });

  it('is completed when an earlier load was cut short', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await started(dataDir, without);
    const facts = (await example()).trim().split('\n');
    await call(first, '/v1/imports', facts.slice(0, 50).join('\n'));
    await stop(first);
    const second = await started(dataDir);
    expect(second.stderr()).toContain('loaded the example month');
    const again = await call(second, '/v1/imports', facts.join('\n'));
    expect(again).toMatchObject({ recorded: 0, duplicates: facts.length });
  });

  it('is kept away from a ledger that holds anything else', async () => {
    const dataDir = join(await stacks.directory(), 'data');
    const first = await started(dataDir, without);
    expect(await ticketIds(first)).toEqual([]);
    const others = await readFile(resolve('test/fixtures/contract/facts.example.ndjson'), 'utf8');
    const { position } = await call(first, '/v1/imports', others);
    await stop(first);
    const second = await started(dataDir);
    expect(second.stderr()).toBe('');
    const ids = await call(second, `/v1/tickets?minPosition=${String(position)}`);
    expect(ids.items).not.toEqual([]);
    expect((await ticketIds(second)).filter((id) => id.startsWith('EX-'))).toEqual([]);
  });
});
