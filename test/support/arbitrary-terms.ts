import fc from 'fast-check';
import type { Agreement, ClockTerms } from '@app/agreements/domain';
import type { CalendarTerms } from '@app/support-time';
import { exampleAgreement, withTerms } from './example-agreement.js';

const example = exampleAgreement();
const office = example.versions[0]?.calendar;
if (!office) throw new Error('the example agreement has a version');

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const halfDays = Object.fromEntries(
  WEEKDAYS.map((day) => [
    day,
    [
      ['08:30', '12:30'],
      ['13:15', '17:30'],
    ] as const,
  ]),
);

/** Edges at quarters of an hour everywhere: an oracle may look at cells of 900 s. */
const CALENDARS: readonly CalendarTerms[] = [
  office,
  {
    ...office,
    hours: halfDays,
    holidays: ['2026-04-06', { from: '2026-04-03T12:00', to: '2026-04-04T00:00' }],
  },
  {
    timeZone: 'Asia/Kolkata',
    hours: { ...office.hours, sat: [['22:00', '24:00']], sun: [['00:00', '03:30']] },
    holidays: [],
  },
];

const known = new Map<string, Agreement>();

/** The example agreement under every reading that its clock terms leave open; one document a reading, so that calendars are shared. */
export const anyTerms: fc.Arbitrary<Agreement> = fc
  .record({
    calendar: fc.nat(CALENDARS.length - 1),
    startsAt: fc.constantFrom<ClockTerms['resolution']['startsAt']>('root-cause', 'registration'),
    stopsAt: fc.constantFrom<ClockTerms['response']['stopsAt']>(['response', 'resolution'], ['response']),
    responsePausedBy: fc.constantFrom<readonly string[]>([], ['access-missing']),
    priorityChange: fc.constantFrom<ClockTerms['priorityChange']>('retroactive', 'from-change'),
    reopening: fc.constantFrom<ClockTerms['reopening']>('continue', 'never-stopped', 'new-attempt'),
    monthOf: fc.constantFrom<ClockTerms['monthOf']>('verdict', 'registration'),
    topAtOnce: fc.boolean(),
  })
  .map((reading) => {
    const key = JSON.stringify(reading);
    const { calendar, startsAt, stopsAt, responsePausedBy, priorityChange, reopening, monthOf, topAtOnce } =
      reading;
    const agreement =
      known.get(key) ??
      withTerms(example, (version) => ({
        calendar: CALENDARS[calendar] ?? version.calendar,
        // A target of nothing at all: any support second breaches it.
        targets: version.targets.map((target) =>
          topAtOnce && target.priority === 'top' ? { ...target, seconds: 0 } : target,
        ),
        clocks: {
          response: { ...version.clocks.response, stopsAt, pausedBy: responsePausedBy },
          resolution: { ...version.clocks.resolution, startsAt },
          priorityChange,
          reopening,
          monthOf,
        },
      }));
    known.set(key, agreement);
    return agreement;
  });
