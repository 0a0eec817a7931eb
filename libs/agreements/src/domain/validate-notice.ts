import { checkClock, createAjv, faultsOf, isJsonObject, readInstant } from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { Notice, NoticeWithdrawal } from './notice.js';
import { NOTICE_SCHEMA, NOTICE_WITHDRAWAL_SCHEMA } from './notice.schema.js';
import type { Validated } from './validate-agreement.js';

const ajv = createAjv();
const checkNotice = ajv.compile(NOTICE_SCHEMA);
const checkWithdrawal = ajv.compile(NOTICE_WITHDRAWAL_SCHEMA);

/**
 * Checks a notice as it was sent, and names every fault.
 *
 * @param json what JSON.parse gave, of any shape
 * @param now the clock: `occurredAt` may lie at most five minutes ahead of it, as that of any fact
 */
export const validateNotice = (json: unknown, now: EpochSecond): Validated<Notice> =>
  validate<Notice>(checkNotice, json, now);

/** Checks a withdrawal as it was sent, without the id that its path names. */
export const validateNoticeWithdrawal = (
  json: unknown,
  now: EpochSecond,
): Validated<Omit<NoticeWithdrawal, 'noticeId'>> => validate(checkWithdrawal, json, now);

function validate<T>(check: typeof checkNotice, json: unknown, now: EpochSecond): Validated<T> {
  const instant = isJsonObject(json) ? readInstant(json['occurredAt']) : undefined;
  const faults = [...faultsOf(check, json), ...checkClock(instant, now)];
  return faults.length === 0 ? { kind: 'valid', value: json as T } : { kind: 'invalid', faults };
}
