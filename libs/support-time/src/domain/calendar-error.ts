/** What is wrong in the terms of a calendar, and where. */
export interface CalendarFault {
  /** JSON pointer (RFC 6901) from the calendar; '' for the calendar as a whole. */
  readonly pointer: string;
  readonly code: CalendarFaultCode;
  readonly detail: string;
}

type CalendarFaultCode =
  | 'MISSING_FIELD'
  | 'UNKNOWN_FIELD'
  | 'INVALID_VALUE'
  | 'UNKNOWN_TIME_ZONE'
  | 'WINDOW_EMPTY'
  | 'WINDOWS_OVERLAP'
  | 'HOLIDAY_EMPTY'
  | 'NEVER_OPEN';

/** Terms of which no calendar can be made; `faults` says why, all at once. */
export class CalendarError extends Error {
  constructor(readonly faults: readonly CalendarFault[]) {
    super(faults.map(({ pointer, detail }) => `calendar${pointer}: ${detail}`).join(' '));
    this.name = 'CalendarError';
  }
}
