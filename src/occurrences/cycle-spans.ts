import type { Day } from '../registry/day';
import { civilOf, parseDay } from '../registry/day';
import type { Frame } from '../registry/frame';
import type { Frequency } from '../registry/frequency';
import { policyWithDefaults } from '../registry/policy-defaults';
import { unitsOf } from '../registry/units';
import { timesOf } from './cadences';
import { timesInUnit } from './cycles';
import { permanentRandomNumbers } from './random-number';

/** The days of a cycle, closed ones too, both ends inclusive. */
export type CycleSpan = readonly [first: Day, last: Day];

/**
 * The cycles in which an enterprise is owed an item of a frequency, whole, whatever the window
 * (model §3). O(cycles)
 */
export const cycleSpansOf = (
  frame: Pick<Frame, 'horizon' | 'policy'>,
): ((
  enterprise: { readonly id: string; readonly grade?: string },
  frequency: Frequency,
) => readonly CycleSpan[]) => {
  const policy = policyWithDefaults(frame.policy, civilOf(parseDay(frame.horizon.start)).year);
  const randomNumberOf = permanentRandomNumbers(policy.seed);
  return ({ id, grade }, { times, per = 'year', byGrade }) => {
    const units = unitsOf(frame.horizon, per);
    const rate = timesOf({ times, byGrade }, grade);
    return units.flatMap(({ first, days }, unit) => {
      const n = timesInUnit(randomNumberOf(id), rate, policy.round, units.length, unit);
      return Array.from(
        { length: n },
        (_, k): CycleSpan => [
          first + Math.floor((k * days) / n),
          first + Math.floor(((k + 1) * days) / n) - 1,
        ],
      );
    });
  };
};
