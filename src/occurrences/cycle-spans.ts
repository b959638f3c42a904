import type { Day } from '../registry/day';
import type { Frame } from '../registry/frame';
import type { Frequency } from '../registry/frequency';
import { policyIn } from '../registry/policy-defaults';
import { unitsOf } from '../registry/units';
import { timesOf } from './cadences';
import { timesInUnit } from './cycles';
import { permanentRandomNumbers } from './random-number';

/** First and last day of a cycle, both inclusive; closed days count. */
export type CycleSpan = readonly [first: Day, last: Day];

/**
 * The cycles of a frequency for an enterprise (model §3), whole, whatever the window.
 * O(cycles).
 */
export const cycleSpansOf = (
  frame: Pick<Frame, 'horizon' | 'policy'>,
): ((
  enterprise: { readonly id: string; readonly grade?: string },
  frequency: Frequency,
) => readonly CycleSpan[]) => {
  const policy = policyIn(frame);
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
