import type { HeadVault } from '@app/audit';
import type { EventStore } from '@app/event-store';
import type { FrozenDocuments } from '@app/evaluations';
import type { FactCatalogue } from '@app/facts';
import type { ReportVault } from '@app/problems';
import type { Clock, Logger, Registry, Sql } from '@app/platform';
import type { LagWatch, ProjectionGroup } from '@app/projections';
import type { ReactorMemory } from '@app/reactors';
import type { RecordingParts } from '@app/recording';
import type { Tokens } from './http/tokens.js';
import type { ReadModels } from './read-models.js';

/** What the application is built of; made once by `main.ts`, and by each end-to-end test for itself. */
export interface ApiParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly tokens: Tokens;
  /** Schema `read`. */
  readonly sql: Sql;
  /** Sessions that hold a lock while a request is under way: a pool of their own, or locks could starve the reads they wait for. */
  readonly locks: Sql;
  readonly store: RecordingParts['store'];
  readonly recording: RecordingParts;
  /** The same, with the patience of imports. */
  readonly importing: RecordingParts;
  /** What was frozen, by the hash of its bytes. */
  readonly documents: FrozenDocuments;
  /** The transparency log, and the log as it is stored, which it is made of. */
  readonly audit: { readonly ledgerId: string; readonly log: EventStore; readonly vault: HeadVault };
  /** Reports of root cause analyses, by the hash of their bytes. */
  readonly reports: ReportVault;
  /** Most bytes of one report. */
  readonly reportLimitBytes: number;
  readonly catalogue: FactCatalogue;
  readonly readModels: ReadModels;
  readonly groups: readonly ProjectionGroup[];
  /** How far reactors have come. */
  readonly reactorMemory: ReactorMemory;
  readonly lag: LagWatch;
  /** Answers tell of a greater lag than this. */
  readonly lagLimitSeconds: number;
}

/** Injection token of the application's `ApiParts`. */
export const API_PARTS = Symbol('ApiParts');
