import { SERVICE_RESERVED } from '@app/agreements';
import { createEventShapes, type EventShapes } from '@app/facts';
import { LEDGER_OPENED } from '@app/ledger';
import { EVERY_EVENT } from '@app/projections';
import { readModels } from './read-models.group.js';

/** Every type of event in a ledger's log: those that read models are made of, and those that nobody folds. */
export const eventTypes = (): ReadonlySet<string> =>
  new Set([
    ...readModels().projections.flatMap(({ handles }) => (handles === EVERY_EVENT ? [] : handles)),
    SERVICE_RESERVED,
    LEDGER_OPENED,
  ]);

/**
 * Their shapes; a type that is missing here is counted as unknown wherever the log is read.
 *
 * @param beyond types that libraries above this one write
 */
export const eventShapes = (beyond: Iterable<string> = []): EventShapes =>
  createEventShapes([...eventTypes(), ...beyond]);
