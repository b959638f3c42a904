import { type MergeTerms, mergeTerms } from '../consolidate/consolidate';
import type { VisitTerms } from '../consolidate/sound-visits';
import type { FrameRows } from '../occurrences/frame-rows';
import { expanderOf, type Occurrences } from '../occurrences/occurrences';
import { prepare } from '../occurrences/prepared-frame';
import { permanentRandomNumbers } from '../occurrences/random-number';
import type { FrameColumns } from '../output/plan-columns';
import type { Frame } from '../registry/frame';
import type { Pin } from '../registry/pin';
import type { Rules } from '../rules/rule-book';
import { visitChecker } from '../rules/visit-check';
import { type DatingTerms, datingTerms } from './dates';
import { frameColumns } from './visit-columns';

/** Everything that the plans of one frame have in common, whichever their enterprises. */
export interface PlanContext {
  readonly pins: readonly Pin[];
  /** Ids that no visit gets. */
  readonly retiredIds: readonly string[];
  /** Items and rules for merging. */
  readonly terms: MergeTerms;
  /** Items and rules for checking every visit. */
  readonly visitTerms: VisitTerms;
  readonly datingTerms: DatingTerms;
  /** Seed of the random choices of dates. */
  readonly seed: number;
  /** An enterprise's permanent random number. */
  readonly spreadOf: (enterprise: string) => number;
  readonly columns: FrameColumns;
  /** Expands rows to occurrences; day sets are remembered from call to call. */
  readonly expand: (rows: FrameRows) => Occurrences;
}

/** The context of a frame. O(items · log items + size of their criteria). */
export const planContext = (frame: Frame, rules?: Rules): PlanContext => {
  const prepared = prepare(frame);
  const { departments, items, policy, timeline, pins } = prepared;
  const rows = { departments, items };
  const terms = mergeTerms(policy, rows, rules);
  return {
    pins,
    retiredIds: frame.retiredIds ?? [],
    terms,
    visitTerms: { ...terms, checker: visitChecker(terms.items, terms.rules) },
    datingTerms: datingTerms(rows, timeline.dayOfRank, policy),
    seed: policy.seed,
    spreadOf: permanentRandomNumbers(policy.seed),
    columns: frameColumns(rows, terms.items, terms.rules),
    expand: expanderOf(frame, prepared),
  };
};
