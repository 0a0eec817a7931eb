import dayjs from 'dayjs';
import businessTime from 'dayjs-business-time';

const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Counts whole minutes, which is its smallest unit. */
export const dayjsBusinessTime = ({ hours, holidays }) => {
  dayjs.extend(businessTime);
  const times = NAMES.map((name) => [
    name,
    hours[name.slice(0, 3)]?.map(([start, end]) => ({ start: `${start}:00`, end: `${end}:00` })) ?? null,
  ]);
  dayjs.setBusinessTime(Object.fromEntries(times));
  dayjs.setHolidays(holidays);
  const between = ({ from, to }) => from.businessMinutesDiff(to) * 60;
  const after = ({ from, seconds }) => from.addBusinessMinutes(seconds / 60).unix();
  return {
    name: 'dayjs-business-time',
    prepare: ({ from, to, seconds }) => ({ from: dayjs.unix(from), to: dayjs.unix(to), seconds }),
    between,
    after,
  };
};
