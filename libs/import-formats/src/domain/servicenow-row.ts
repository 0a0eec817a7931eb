import type { Priority } from '@app/agreements/domain';
import { parseLocalTime } from '@app/support-time';
import { servicenowState, type ServicenowState } from './servicenow-state.js';

/** The columns that are read; the others only break ties, as part of the row's text. */
export const SERVICENOW_COLUMNS = [
  'number',
  'incident_state',
  'sys_mod_count',
  'opened_at',
  'sys_updated_at',
  'contact_type',
  'category',
  'cmdb_ci',
  'priority',
] as const;
type Column = (typeof SERVICENOW_COLUMNS)[number];

/** One update of an incident. Local times are `YYYY-MM-DDTHH:mm`, `?` stands for what is not known. */
export interface ServicenowRow {
  readonly number: string;
  readonly modCount: number;
  readonly state: ServicenowState;
  readonly priority: Priority;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly contactType: string;
  readonly category: string;
  readonly configurationItem: string;
  /** The whole row as it stands in the file: what orders rows of one `sys_mod_count`. */
  readonly text: string;
}

/** Why a row is left out. Of several reasons the first of this list is counted. */
export type SkipReason =
  | 'WRONG_COLUMN_COUNT'
  | 'INVALID_NUMBER'
  | 'INVALID_SYS_MOD_COUNT'
  | 'UNKNOWN_STATE'
  | 'UNKNOWN_PRIORITY'
  | 'INVALID_OPENED_AT'
  | 'INVALID_SYS_UPDATED_AT';

export type ReadRow =
  | { readonly kind: 'row'; readonly row: ServicenowRow }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

const TICKET_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const COUNT = /^\d{1,15}$/;
const PRIORITY = /^([1-4])(?: - |$)/;
const PRIORITY_OF_DIGIT: Readonly<Record<string, Priority>> = {
  '1': 'top',
  '2': 'high',
  '3': 'medium',
  '4': 'low',
};

/**
 * Reads one row; a field that is needed and cannot be read leaves the row out.
 *
 * @param field the row's text in a column
 * @param text the whole row, without its line end
 */
export function readServicenowRow(field: (column: Column) => string, text: string): ReadRow {
  const number = field('number');
  if (!TICKET_ID.test(number)) return skipped('INVALID_NUMBER');
  const count = field('sys_mod_count');
  if (!COUNT.test(count)) return skipped('INVALID_SYS_MOD_COUNT');
  const state = servicenowState(field('incident_state'));
  if (state === undefined) return skipped('UNKNOWN_STATE');
  const priority = PRIORITY_OF_DIGIT[PRIORITY.exec(field('priority'))?.[1] ?? ''];
  if (priority === undefined) return skipped('UNKNOWN_PRIORITY');
  const openedAt = localTimeText(field('opened_at'));
  if (openedAt === undefined) return skipped('INVALID_OPENED_AT');
  const updatedAt = localTimeText(field('sys_updated_at'));
  if (updatedAt === undefined) return skipped('INVALID_SYS_UPDATED_AT');
  return {
    kind: 'row',
    row: {
      number,
      modCount: Number(count),
      state,
      priority,
      openedAt,
      updatedAt,
      contactType: field('contact_type'),
      category: field('category'),
      configurationItem: field('cmdb_ci'),
      text,
    },
  };
}

const skipped = (reason: SkipReason): ReadRow => ({ kind: 'skipped', reason });

const LOCAL_TIME = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{2}:\d{2})$/;

/** `29/2/2016 01:16` as `2016-02-29T01:16`; undefined where the text is no time or its day does not exist. */
function localTimeText(text: string): string | undefined {
  const [, day = '', month = '', year = '', time = ''] = LOCAL_TIME.exec(text) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}`;
  return parseLocalTime(iso) === undefined ? undefined : iso;
}
