import moment from 'moment';
import 'moment-business-time';

export const momentBusinessTime = ({ hours, holidays }) => {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const workinghours = Object.fromEntries(days.map((day, at) => [at, hours[day]?.flat() ?? null]));
  moment.updateLocale('en', { workinghours, holidays });
  const between = ({ from, to }) => to.workingDiff(from, 'seconds');
  // Adding changes the moment itself.
  const after = ({ from, seconds }) => from.clone().addWorkingTime(seconds, 'seconds').unix();
  return {
    name: 'moment-business-time',
    prepare: ({ from, to, seconds }) => ({ from: moment.unix(from), to: moment.unix(to), seconds }),
    between,
    after,
  };
};
