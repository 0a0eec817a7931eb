import {
  fields,
  ID,
  INSTANT,
  personal,
  PROSE_OR_EMPTY,
  PROSE_REQUIRED,
  WORDS_REQUIRED,
  type JsonSchema,
} from '@app/facts';
import { NOTICE_PARTIES } from './notice.js';

/** A notice, as `POST .../notices` takes it. */
export const NOTICE_SCHEMA: JsonSchema = fields(
  {
    noticeId: ID,
    occurredAt: { ...INSTANT, description: 'When it was received' },
    party: { enum: NOTICE_PARTIES, description: 'Who gave it' },
    by: personal(WORDS_REQUIRED),
    evidence: personal(PROSE_OR_EMPTY),
  },
  ['noticeId', 'occurredAt', 'party'],
);

/** The withdrawal of a notice, as `POST .../notices/{noticeId}/withdrawal` takes it; the path names the notice. */
export const NOTICE_WITHDRAWAL_SCHEMA: JsonSchema = fields(
  {
    occurredAt: {
      ...INSTANT,
      description:
        'From when it does not count any more; as the notice itself, where it was recorded by mistake',
    },
    reason: personal(PROSE_REQUIRED),
    by: personal(WORDS_REQUIRED),
  },
  ['occurredAt', 'reason'],
);
