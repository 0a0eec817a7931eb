import { getFrom, postTo } from '../import/ask-server.js';
import type { Server } from '../import/find-server.js';

/** A value that is stored, and what the log gives in its place. */
export interface DifferenceLine {
  readonly part: string;
  readonly code: string;
  readonly table: string;
  readonly key: Readonly<Record<string, unknown>>;
  readonly column: string | null;
  readonly stored: unknown;
  readonly computed: unknown;
}

/** A verification, as `GET /v1/audit/verifications/{id}` answers it. */
export interface VerificationLine {
  readonly id: string;
  readonly state: 'asked' | 'running' | 'done' | 'failed';
  readonly position: string | null;
  readonly progress: readonly { readonly part: string; readonly done: number; readonly total: number }[];
  readonly outcome: 'intact' | 'differences' | null;
  readonly checked: Readonly<
    Record<'events' | 'leaves' | 'heads' | 'rows' | 'tickets' | 'frozen', number>
  > | null;
  readonly counts: readonly { readonly part: string; readonly table: string; readonly count: number }[];
  readonly differences: readonly DifferenceLine[];
  readonly error?: string;
}

const PATH = 'v1/audit/verifications';

export const startVerification = (server: Server): Promise<VerificationLine> => postTo(server, PATH, {});

export const readVerification = (server: Server, id: string): Promise<VerificationLine> =>
  getFrom(server, `${PATH}/${id}`);
