import { type CalendarFault } from './calendar-error.js';
import { holidayFaults } from './holiday-faults.js';
import { isRecord, unknownFields } from './record-fields.js';
import { isTimeZone } from './zone-offsets.js';
import { hoursFaults } from './hours-faults.js';

const FIELDS = ['timeZone', 'hours', 'holidays'];

/**
 * Everything that is wrong in the terms of a calendar, whatever their shape; none where `compileCalendar` takes them.
 *
 * @example calendarFaults({ timeZone: 'Europe/Amsterdm', hours: { mon: [['08:30', '17:30']] }, holidays: [] })
 * // [{ pointer: '/timeZone', code: 'UNKNOWN_TIME_ZONE', detail: '"Europe/Amsterdm" is not ...' }]
 */
export function calendarFaults(terms: unknown): readonly CalendarFault[] {
  if (!isRecord(terms)) {
    return [{ pointer: '', code: 'INVALID_VALUE', detail: 'A calendar is an object.' }];
  }
  return [
    ...FIELDS.filter((field) => terms[field] === undefined).map((field) => missing(field)),
    ...unknownFields(terms, FIELDS, ''),
    ...(terms.timeZone === undefined ? [] : zoneFaults(terms.timeZone)),
    ...(terms.hours === undefined ? [] : hoursFaults(terms.hours)),
    ...(terms.holidays === undefined ? [] : holidayFaults(terms.holidays)),
  ];
}

function missing(field: string): CalendarFault {
  return { pointer: `/${field}`, code: 'MISSING_FIELD', detail: `A calendar needs "${field}".` };
}

function zoneFaults(zone: unknown): CalendarFault[] {
  if (typeof zone === 'string' && isTimeZone(zone)) return [];
  const detail = `${JSON.stringify(zone)} is not a time zone: write a name of the IANA database, such as "Europe/Amsterdam".`;
  return [
    { pointer: '/timeZone', code: typeof zone === 'string' ? 'UNKNOWN_TIME_ZONE' : 'INVALID_VALUE', detail },
  ];
}
