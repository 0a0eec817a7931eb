import { nowSecond, pause, Problem } from '@app/platform';
import { problemReactors } from '@app/problems';
import { unsettledOwners } from '@app/reactors';
import type { ApiParts } from '../../apps/api/src/api-parts.js';

const GIVE_UP_MS = 30_000;

/**
 * Waits until nothing more comes of what was recorded: read models hold all of the log, every reactor has acted on it,
 * and everything that has passed is said. Tree heads are signed by their own clock, and not waited for.
 *
 * @returns the position of the last event
 */
export async function untilQuiet(parts: ApiParts): Promise<bigint> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    const head = (await parts.store.last())?.position ?? 0n;
    const isQuiet = (await isHeld(parts, head)) && (await haveActed(parts)) && (await allIsSaid(parts));
    if (isQuiet && ((await parts.store.last())?.position ?? 0n) === head) return head;
    await pause(20);
  }
  throw new Error(`reactors or deadlines were still at work after ${GIVE_UP_MS / 1_000} s`);
}

/** Whether the read models come to hold a position while a request would wait for them. */
async function isHeld({ readModels }: ApiParts, position: bigint): Promise<boolean> {
  try {
    await readModels.reach(position);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code === 'READ_MODEL_BEHIND') return false;
    throw error;
  }
}

/** Whether no reactor has an event before it that it handles: a mark may stand before others. */
async function haveActed({ store, reactorMemory, recording }: ApiParts): Promise<boolean> {
  for (const { name, handles } of problemReactors(recording)) {
    const after = (await reactorMemory.markOf(name))?.position;
    for await (const { type } of store.readAll(after === undefined ? {} : { after }))
      if (handles.includes(type)) return false;
  }
  return true;
}

const allIsSaid = ({ sql, clock }: ApiParts): Promise<boolean> =>
  sql.begin(async (tx) => {
    const unsettled = await unsettledOwners(tx, nowSecond(clock), { after: '', limit: 1, without: [] });
    return unsettled.length === 0;
  });
