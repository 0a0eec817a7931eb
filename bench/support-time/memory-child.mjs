// 100 calendars of ten years each; prints how many bytes they hold. A process of its own, run with --expose-gc.
import { compileCalendar } from '../../dist/libs/support-time/src/domain/compiled-calendar.js';
import { WITH_HOLIDAYS } from './calendar.mjs';

const FROM = Date.UTC(2025, 0, 2) / 1000;
const TO = Date.UTC(2034, 11, 30) / 1000;

const made = (minute) => {
  const from = `08:${String(minute).padStart(2, '0')}`;
  const hours = Object.fromEntries(Object.keys(WITH_HOLIDAYS.hours).map((day) => [day, [[from, '17:30']]]));
  const calendar = compileCalendar({ ...WITH_HOLIDAYS, hours });
  calendar.between(FROM, TO);
  return calendar;
};

const used = () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

// What the zone and the code need is not a calendar's.
made(59);
const before = used();
const calendars = Array.from({ length: 100 }, (_, at) => made(at % 58));
const after = used();
process.stdout.write(JSON.stringify({ calendars: calendars.length, bytes: after - before }));
