import type { Visit } from '../../output/plan-document';
import type {
  AddedVisit,
  ChangedVisit,
  Comparison,
  GroupTally,
  MovedVisit,
  OccurrenceDifference,
  OccurrenceTally,
  RemovedVisit,
  Standing,
} from '../compare/comparison';
import { byItem, type ItemCycles } from '../explain/pair-groups';

/** Occurrences of an enterprise with the same standing before and the same standing after. */
export interface OccurrenceGroup
  extends Pick<OccurrenceDifference, 'kind' | 'enterprise' | 'before' | 'after'> {
  readonly count: number;
  readonly items: readonly ItemCycles[];
}

/** The phrases for comparisons that every language has. Each returns a whole sentence. */
export interface ComparisonPhrases {
  readonly total: (comparison: Comparison) => string;
  readonly unserved: (tally: OccurrenceTally) => string;
  /** Occurrences owed in only one of the plans; called where there are some. */
  readonly owed: (tally: OccurrenceTally) => string;
  /** Minutes above capacity; `difference` is undefined where a number cannot hold it. */
  readonly overload: (before: number, after: number, difference: number | undefined) => string;
  /** On-site visits that come sooner after another than the policy's spacing. */
  readonly close: (before: number, after: number) => string;
  readonly department: (tally: GroupTally) => string;
  /** Departments for which nothing changes; called where there are some. */
  readonly others: (departments: readonly string[]) => string;
  readonly added: (visit: AddedVisit) => string;
  readonly removed: (visit: RemovedVisit) => string;
  readonly moved: (visit: MovedVisit) => string;
  readonly changed: (visit: ChangedVisit) => string;
  readonly occurrences: (group: OccurrenceGroup) => string;
  /** Number of sentences left out, at least one. */
  readonly more: (count: number) => string;
}

/** The elements added and removed between two lists without repetition. */
export const comingAndGoing = (
  before: readonly string[],
  after: readonly string[],
): { readonly coming: readonly string[]; readonly going: readonly string[] } => {
  const [was, is] = [new Set(before), new Set(after)];
  return {
    coming: after.filter((one) => !was.has(one)),
    going: before.filter((one) => !is.has(one)),
  };
};

/** Occurrences without names, by item. */
export const unnamed = (occurrences: Visit['occurrences']): readonly ItemCycles[] =>
  byItem(occurrences.map(({ item, cycle }) => ({ item: { id: item }, cycle })));

/** The reason why an occurrence is unserved; undefined where it is served or not owed. */
export const reasonIn = (
  standing: Standing | undefined,
): Extract<Standing, { kind: 'unserved' }> | undefined =>
  standing?.kind === 'unserved' ? standing : undefined;

/** A number rounded to two decimals. */
export const rounded = (value: number): string =>
  String(Number.isInteger(value) ? value : Math.round(value * 100) / 100);
