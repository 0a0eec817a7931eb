import { FIRST_YEAR, LAST_YEAR } from '../lib/oracle.mjs';

/** Monday to Friday, 08:30 to 17:30, in Amsterdam: one window a day, which suits the rivals. */
export const PLAIN = {
  timeZone: 'Europe/Amsterdam',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['08:30', '17:30']]])),
  holidays: [],
};

const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, at) => FIRST_YEAR + at);

/** The same with four holidays a year, as a list of days: what an agreement states. */
export const WITH_HOLIDAYS = {
  ...PLAIN,
  holidays: years.flatMap((year) => ['01-01', '04-27', '12-25', '12-26'].map((day) => `${year}-${day}`)),
};
