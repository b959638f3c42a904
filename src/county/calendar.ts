import { dateTextOf, parseDay } from '../registry/day';
import type { DateRange } from '../registry/range';
import type { Calendar, Horizon } from '../registry/registry';

export const horizon2026: Horizon = { start: '2026-01-01', end: '2026-12-31' };

/** Every day of a range, both ends inclusive. */
const daysOf = ({ from, to }: DateRange): readonly string[] => {
  const first = parseDay(from);
  return Array.from({ length: parseDay(to) - first + 1 }, (_, i) => dateTextOf(first + i));
};

/** Public holidays of 2026 and the weekends worked for them, by the State Council's notice. */
export const calendar2026: Calendar = {
  closed: [
    { from: '2026-01-01', to: '2026-01-03' },
    { from: '2026-02-15', to: '2026-02-23' },
    { from: '2026-04-04', to: '2026-04-06' },
    { from: '2026-05-01', to: '2026-05-05' },
    { from: '2026-06-19', to: '2026-06-21' },
    { from: '2026-09-25', to: '2026-09-27' },
    { from: '2026-10-01', to: '2026-10-07' },
  ].flatMap(daysOf),
  open: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
};
