import { compileCalendar } from '../../dist/libs/support-time/src/domain/compiled-calendar.js';
import { median } from '../lib/median.mjs';
import { WITH_HOLIDAYS } from './calendar.mjs';

const FROM = Date.UTC(2025, 0, 2) / 1000;
const TO = Date.UTC(2034, 11, 30) / 1000;

/** Zones with a summer time, each read for the first time in its turn. */
const ZONES = [
  'Europe/Berlin',
  'Europe/Paris',
  'America/New_York',
  'Australia/Sydney',
  'America/Santiago',
  'Asia/Beirut',
  'Europe/Kyiv',
];

const milliseconds = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

/** Compiling works out years when they are asked for: the first question is part of it. */
const compileTen = (timeZone) => {
  const calendar = compileCalendar({ ...WITH_HOLIDAYS, timeZone });
  if (calendar.between(FROM, TO) <= 0) throw new Error(`${timeZone} never opens`);
};

/** Milliseconds for a calendar of ten years: medians, where its zone is new to the process, and where it is known. */
export const compileTimes = () => {
  const zoneNew = ZONES.map((zone) => milliseconds(() => compileTen(zone)));
  const zoneKnown = Array.from({ length: 50 }, () => milliseconds(() => compileTen('Europe/Amsterdam')));
  return { zoneNew: median(zoneNew), zoneKnown: median(zoneKnown) };
};
