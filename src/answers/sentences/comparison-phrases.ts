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

/** Occurrences of an enterprise that differ alike: from the same standing to the same. */
export interface OccurrenceGroup
  extends Pick<OccurrenceDifference, 'kind' | 'enterprise' | 'before' | 'after'> {
  readonly count: number;
  readonly items: readonly ItemCycles[];
}

/** What a language has to be able to say of a comparison. Each gives a whole sentence. */
export interface ComparisonPhrases {
  readonly total: (comparison: Comparison) => string;
  readonly unserved: (tally: OccurrenceTally) => string;
  /** Occurrences that only one of both plans owes, at least one. */
  readonly owed: (tally: OccurrenceTally) => string;
  /** Minutes above capacity; without the difference where a number cannot hold it. */
  readonly overload: (before: number, after: number, difference: number | undefined) => string;
  readonly department: (tally: GroupTally) => string;
  /** Departments for which nothing changes, at least one. */
  readonly others: (departments: readonly string[]) => string;
  readonly added: (visit: AddedVisit) => string;
  readonly removed: (visit: RemovedVisit) => string;
  readonly moved: (visit: MovedVisit) => string;
  readonly changed: (visit: ChangedVisit) => string;
  readonly occurrences: (group: OccurrenceGroup) => string;
  /** So many sentences are left out, at least one. */
  readonly more: (count: number) => string;
}

/** What comes and what goes between two lists without repetition. */
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

/** Occurrences of which no names are known, by item. */
export const unnamed = (occurrences: Visit['occurrences']): readonly ItemCycles[] =>
  byItem(occurrences.map(({ item, cycle }) => ({ item: { id: item }, cycle })));

/** Why an occurrence is not served; undefined: it is, or is not owed. */
export const reasonIn = (
  standing: Standing | undefined,
): Extract<Standing, { kind: 'unserved' }> | undefined =>
  standing?.kind === 'unserved' ? standing : undefined;

/** A number without the last digits of a sum of fractions. */
export const rounded = (value: number): string =>
  String(Number.isInteger(value) ? value : Math.round(value * 100) / 100);
