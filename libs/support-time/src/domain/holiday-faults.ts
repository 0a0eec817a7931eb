import { type CalendarFault } from './calendar-error.js';
import { isLocalDay } from './local-day.js';
import { parseLocalTime } from './local-time.js';
import { isRecord, unknownFields } from './record-fields.js';

/** What is wrong in the holidays of a calendar. */
export function holidayFaults(holidays: unknown): CalendarFault[] {
  if (!Array.isArray(holidays)) {
    return [
      {
        pointer: '/holidays',
        code: 'INVALID_VALUE',
        detail: 'Holidays are a list, [] where there are none.',
      },
    ];
  }
  return holidays.flatMap((holiday: unknown, index) => faultsOf(holiday, `/holidays/${index}`));
}

function faultsOf(holiday: unknown, pointer: string): CalendarFault[] {
  if (isRecord(holiday))
    return [...unknownFields(holiday, ['from', 'to'], pointer), ...intervalFaults(holiday, pointer)];
  if (typeof holiday === 'string' && isLocalDay(holiday)) return [];
  const detail = `${JSON.stringify(holiday)} is not a day that exists, YYYY-MM-DD, nor an object with "from" and "to".`;
  return [{ pointer, code: 'INVALID_VALUE', detail }];
}

function intervalFaults({ from, to }: Readonly<Record<string, unknown>>, pointer: string): CalendarFault[] {
  const faults = Object.entries({ from, to }).flatMap(([field, time]) =>
    timeFaults(time, `${pointer}/${field}`),
  );
  const [start, end] = [String(from), String(to)];
  if (faults.length > 0 || start < end) return faults;
  return [
    {
      pointer,
      code: 'HOLIDAY_EMPTY',
      detail: `A holiday ends after it starts: ${start} to ${end} is empty.`,
    },
  ];
}

function timeFaults(time: unknown, pointer: string): CalendarFault[] {
  if (time === undefined)
    return [{ pointer, code: 'MISSING_FIELD', detail: 'A holiday of some hours needs "from" and "to".' }];
  if (typeof time === 'string' && parseLocalTime(time)) return [];
  const detail = `${JSON.stringify(time)} is not a local time that exists, YYYY-MM-DDTHH:mm.`;
  return [{ pointer, code: 'INVALID_VALUE', detail }];
}
