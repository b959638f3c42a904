import { type Key, misfitAt, type Place } from '../codec/place';
import { Frequency, type Per } from './frequency';
import { Horizon } from './registry';
import { eachRow, fieldOf, type IsSound } from './sound-parts';
import { unitsOf } from './units';

/** Days of the shortest unit wholly inside the horizon; no limit where there is none, for then nothing is owed. */
const shortestUnit = (horizon: Horizon, per: Per): number =>
  unitsOf(horizon, per).reduce((shortest, { days }) => Math.min(shortest, days), Number.POSITIVE_INFINITY);

/** Notes frequencies of more times than their unit has days. O(items + assignments + grades named). */
export const checkTimes = (input: unknown, isSound: IsSound, place: Place): void => {
  const horizon = fieldOf(input, 'horizon');
  if (!isSound(Horizon, horizon)) return;
  const limits: Readonly<Record<Per, number>> = {
    year: shortestUnit(horizon, 'year'),
    'half-year': shortestUnit(horizon, 'half-year'),
    quarter: shortestUnit(horizon, 'quarter'),
    month: shortestUnit(horizon, 'month'),
    horizon: shortestUnit(horizon, 'horizon'),
  };
  const checkRows = (section: string): void =>
    eachRow(fieldOf(input, section), (row, at) => {
      const frequency = fieldOf(row, 'frequency');
      if (!isSound(Frequency, frequency)) return;
      const { times, per = 'year', byGrade = {} } = frequency;
      const limit = limits[per];
      const check = (value: number, ...steps: readonly Key[]): void => {
        const unit = `the days of the shortest ${per}`;
        if (value > limit)
          misfitAt(place, [section, at, 'frequency', ...steps], `at most ${limit} times (${unit})`, value);
      };
      check(times, 'times');
      for (const grade of Object.getOwnPropertyNames(byGrade)) check(byGrade[grade], 'byGrade', grade);
    });
  checkRows('items');
  checkRows('assignments');
};
