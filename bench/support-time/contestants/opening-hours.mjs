import OpeningHours from 'opening_hours';

/** `Mo-Fr 08:30-17:30`, and `2026 Dec 25 off` for each holiday. */
const specification = ({ holidays }) => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const off = holidays.map((day) => {
    const [year, month, date] = day.split('-');
    return `${year} ${months[Number(month) - 1]} ${date} off`;
  });
  return ['Mo-Fr 08:30-17:30', ...off].join('; ');
};

/** `getOpenDuration` for `between`; for `after` there is its iterator over the changes. */
export const openingHours = (terms) => {
  const calendar = new OpeningHours(specification(terms));
  const between = ({ from, to }) => calendar.getOpenDuration(from, to)[0] / 1000;
  const after = ({ from, seconds }) => {
    const changes = calendar.getIterator(from);
    let left = seconds * 1000;
    let at = from.getTime();
    for (;;) {
      const isOpen = changes.getState();
      if (!changes.advance()) return Number.NaN;
      const next = changes.getDate().getTime();
      if (isOpen && next - at >= left) return (at + left) / 1000;
      if (isOpen) left -= next - at;
      at = next;
    }
  };
  return {
    name: 'opening_hours',
    prepare: ({ from, to, seconds }) => ({ from: new Date(from * 1000), to: new Date(to * 1000), seconds }),
    between,
    after,
  };
};
