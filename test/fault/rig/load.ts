import { setTimeout as timer } from 'node:timers/promises';
import { type Api, type Ledger, postFact, postImport } from './client.js';
import { createImports, sensibleFacts } from './fact-source.js';
import { Importer } from './importer.js';

export interface Load {
  readonly importer: Importer;
  /** Ends when everything that was begun has been answered. */
  stop(): Promise<void>;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/**
 * Eight clients that never stop: four post fact after fact (every other ticket with an `Idempotency-Key`), three import
 * a few tickets a request, one is the importer with a file. Each repeats what was not answered.
 *
 * @param name before the ids of its tickets, for a second load on the same stack
 */
export const startLoad = (to: Api, ledger: Ledger, directory: string, seed: number, name = ''): Load => {
  const random = randomFrom(seed);
  const imports = createImports(seed);
  let stopping = false;
  const manyTickets = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => imports(`${prefix}-${index}`)).flat();
  const posting = async (client: number): Promise<void> => {
    for (let ticket = 0; !stopping; ticket += 1) {
      for (const fact of sensibleFacts(`${name}P${client}-${ticket}`)) {
        await postFact(to, ledger, fact, ticket % 2 === 0 ? undefined : `key-${fact.id}`);
        if (stopping) break;
      }
    }
  };
  const importing = async (client: number): Promise<void> => {
    for (let turn = 0; !stopping; turn += 1) {
      const facts = manyTickets(`${name}I${client}-${turn}`, 2 + Math.floor(random() * 5));
      await postImport(to, ledger, facts);
      await timer(random() * 50);
    }
  };
  const importer = new Importer(to, ledger, directory, 'facts');
  const filing = async (): Promise<void> => {
    for (let file = 0; !stopping; file += 1) await importer.import(manyTickets(`${name}F${file}`, 60));
  };
  const running = Promise.all([...[0, 1, 2, 3].map(posting), ...[0, 1, 2].map(importing), filing()]);
  running.catch(() => undefined); // told to whoever stops the load
  return {
    importer,
    stop: async () => {
      stopping = true;
      await running;
    },
  };
};
