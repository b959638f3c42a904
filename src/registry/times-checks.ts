import { type Key, misfitAt, type Place } from '../codec/place';
import { Frequency, type Per } from './frequency';
import { Horizon } from './registry';
import { eachRow, fieldOf, type IsSound } from './sound-parts';
import { unitsOf } from './units';

/**
 * Days of the shortest unit wholly inside the horizon; Infinity where there is
 * none, since nothing is owed then.
 */
const shortestUnit = (horizon: Horizon, per: Per): number =>
  unitsOf(horizon, per).reduce(
    (shortest, { days }) => Math.min(shortest, days),
    Number.POSITIVE_INFINITY,
  );

/** Notes where a frequency has more times than its unit has days; `steps` lead to the frequency. */
export type CheckTimes = (frequency: Frequency, steps: readonly Key[], place: Place) => void;

/** The check of frequencies within a horizon. One check takes O(grades named). */
export const timesCheckOf = (horizon: Horizon): CheckTimes => {
  const limits: Readonly<Record<Per, number>> = {
    year: shortestUnit(horizon, 'year'),
    'half-year': shortestUnit(horizon, 'half-year'),
    quarter: shortestUnit(horizon, 'quarter'),
    month: shortestUnit(horizon, 'month'),
    horizon: shortestUnit(horizon, 'horizon'),
  };
  return ({ times, per = 'year', byGrade = {} }, steps, place) => {
    const limit = limits[per];
    const check = (value: number, ...last: readonly Key[]): void => {
      const unit = `the days of the shortest ${per}`;
      if (value > limit)
        misfitAt(place, [...steps, ...last], `at most ${limit} times (${unit})`, value);
    };
    check(times, 'times');
    for (const grade of Object.getOwnPropertyNames(byGrade))
      check(byGrade[grade], 'byGrade', grade);
  };
};

/**
 * Notes every frequency with more times than its unit has days.
 * O(items + assignments + grades named).
 */
export const checkTimes = (input: unknown, isSound: IsSound, place: Place): void => {
  const horizon = fieldOf(input, 'horizon');
  if (!isSound(Horizon, horizon)) return;
  const check = timesCheckOf(horizon);
  for (const section of ['items', 'assignments'])
    eachRow(fieldOf(input, section), (row, at) => {
      const frequency = fieldOf(row, 'frequency');
      if (isSound(Frequency, frequency)) check(frequency, [section, at, 'frequency'], place);
    });
};
