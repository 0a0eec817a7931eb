import { getFrom, postTo } from '../import/ask-server.js';
import type { Server } from '../import/find-server.js';

/** A line of `GET /v1/projections`. */
export interface ProjectionLine {
  readonly name: string;
  readonly group: string;
  readonly version: number;
  readonly position: string | null;
  readonly lagMs: number;
  readonly state: string;
  readonly parked: number;
  readonly skipped: number;
}

/** A partition that goes no further. */
export interface ParkedLine {
  readonly projection: string;
  readonly partition: string;
  readonly position: string;
  readonly eventType: string | null;
  readonly error: string;
  readonly waiting: number;
}

/** A rebuild that is under way, or the last one. */
export interface RebuildLine {
  readonly group: string;
  readonly state: 'asked' | 'filling' | 'comparing' | 'switching' | 'done';
  readonly version: string | null;
  readonly replaces: string | null;
  readonly position: string | null;
  readonly lastPosition: string | null;
  readonly differences:
    | readonly { readonly table: string; readonly rows: number | null; readonly keys: readonly string[] }[]
    | null;
}

const pathOf = (name: string): string => `v1/projections/${encodeURIComponent(name)}`;

export const listProjections = async (server: Server): Promise<readonly ProjectionLine[]> =>
  (await getFrom<{ items: readonly ProjectionLine[] }>(server, 'v1/projections')).items;

/** @param minPosition waits until the read models hold it */
export const listParked = async (
  server: Server,
  name: string,
  minPosition?: string,
): Promise<readonly ParkedLine[]> => {
  const query = minPosition === undefined ? '' : `?minPosition=${minPosition}`;
  return (await getFrom<{ items: readonly ParkedLine[] }>(server, `${pathOf(name)}/parked${query}`)).items;
};

/** @returns the position of the order in the log */
export const orderOn = async (
  server: Server,
  kind: 'retry' | 'skip',
  { projection, partition, position }: ParkedLine,
  reason: string,
): Promise<string> => {
  const path = `${pathOf(projection)}/${kind === 'retry' ? 'retries' : 'skips'}`;
  return (await postTo<{ position: string }>(server, path, { partition, position, reason })).position;
};

export const startRebuild = (server: Server, name: string): Promise<RebuildLine> =>
  postTo(server, `${pathOf(name)}/rebuild`, {});

export const readRebuild = (server: Server, name: string): Promise<RebuildLine> =>
  getFrom(server, `${pathOf(name)}/rebuild`);
