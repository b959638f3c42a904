import { checked } from '../codec/checked';
import { lazily } from '../columns/lazily';
import { fallbacksOf, itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { type Pin, unmergedEverywhere } from '../registry/pin';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { SortedRows } from '../registry/sorted';
import {
  type HostBook,
  type RuleBook,
  type Rules,
  sameDepartment,
  withRules,
} from '../rules/rule-book';
import { onSiteOf, protectedItems, ruledItems } from '../rules/ruled-items';
import { bookUnder } from '../rules/rules-under';
import { withUnmerged } from '../rules/unmerged';
import { bundledLimits, bundledUnderCaps } from './bundled-caps';
import { type Wishes, wishesOf } from './bundled-enterprises';
import type { ItemTerms, Solve } from './bundled-trial';
import { bundledVisits, type Wished } from './bundled-visits';
import { capBook } from './capped-visits';
import { capsLeft, useByCap } from './caps-of';
import {
  ConsolidateOptions,
  type Consolidation,
  consolidationBuilder,
  type EnterpriseVisits,
  type ServableOccurrences,
} from './consolidation';
import { defaultSearchSteps, type Effort, wholeSteps } from './effort';
import { daySetRanks, grouping } from './elements';
import { enterpriseVisits, type RuleSolvers, type SeveralTerms } from './enterprise-visits';
import { partBook, type ShapeBook, shapeBook } from './parts';
import { questionBook } from './question-book';
import type { RuleSolver } from './rule-solver';
import { ruleTable } from './rule-table';
import type { Terms } from './set-system';
import { type CapUse, capLeft, capUseOf, type Limit } from './visit-cap';

/** Items, with the rules of their visits. */
export interface MergeTerms extends ItemTerms {
  /** One entry for every domain of an item. */
  readonly rules: RuleBook;
}

/** The merge terms of items under a policy; `rules` default to the policy's. O(items). */
export const mergeTerms = (
  policy: ResolvedPolicy,
  { departments, items: rows }: Pick<SortedRows, 'departments' | 'items'>,
  rules?: Rules,
): MergeTerms => {
  const items = ruledItems(rows, policy, departments);
  return {
    items,
    onSite: onSiteOf(policy, items),
    key: protectedItems(policy, items),
    fallback: fallbacksOf(rows),
    rules: bookUnder(policy, rules),
  };
};

/**
 * Consolidates the occurrences of all enterprises, or only of those in
 * `among` (indices, ascending).
 */
export type Consolidator = (
  occurrences: ServableOccurrences,
) => (among?: Int32Array) => Consolidation;

/** Consolidates under other rules, without wishes. */
const solveWith =
  (searchSteps?: number): Solve =>
  (own, book, occurrences) =>
    consolidatorUnder(
      own,
      book,
      new Set(),
      searchSteps === undefined ? {} : { searchSteps },
    )(occurrences).merged();

/**
 * {@link consolidate} for several slices of one frame: rules are prepared once,
 * and answered questions are not searched again. Apart from its `steps`, a result
 * does not depend on earlier calls.
 */
export const consolidator = (
  terms: MergeTerms,
  pins: readonly Pin[],
  options: Omit<ConsolidateOptions, 'rules'> = {},
): Consolidator => {
  const solve = solveWith(options.searchSteps);
  const under = consolidatorUnder(terms, terms.rules, unmergedEverywhere(pins), options, solve);
  const merged: Consolidator = (occurrences) => under(occurrences).merged;
  const useOf = capUses(terms, pins);
  return (occurrences) =>
    // Before the first day has passed, no visit is made, and the occurrences decide the limits.
    occurrences.capUse !== undefined || occurrences.wholeHorizon === undefined
      ? merged(occurrences)
      : merged({ ...occurrences, capUse: useOf(occurrences) });
};

/**
 * The use of the caps in occurrences of one frame. The search has its default steps: the limits do
 * not depend on the steps of a plan.
 */
export const capUses = (
  terms: MergeTerms,
  pins: readonly Pin[],
): ((occurrences: ServableOccurrences) => CapUse) => {
  const thorough = lazily(() => consolidator(terms, pins));
  const alone = lazily(() =>
    consolidatorUnder(terms, terms.rules, unmergedEverywhere(pins), {}, solveWith()),
  );
  return (occurrences) => {
    const use = capUseOf(occurrences, terms, (some) => thorough()(some)());
    const byCap = useByCap(occurrences, terms, (whole) => alone()(whole).limitsOf);
    return byCap === undefined ? use : { ...use, byCap };
  };
};

/**
 * The consolidator of items under a book that has an entry for every item's domain. `out`: ids of
 * items excluded from merging; the visits of single departments ignore this. `solve` is for
 * enterprises whose own pins or due tasks restrict their visits ({@link Wishes}); without it, these
 * are ignored.
 */
const consolidatorUnder = (
  terms: ItemTerms,
  unpinned: HostBook,
  out: ReadonlySet<string>,
  options: ConsolidateOptions,
  solve?: Solve,
): ((occurrences: ServableOccurrences) => {
  readonly merged: ReturnType<Consolidator>;
  readonly limitsOf: (e: number) => readonly Limit[];
}) => {
  const { items, onSite, key, size, fallback = new Int32Array(items.length).fill(-1) } = terms;
  const steps = wholeSteps(options.searchSteps);
  const termsOf = (some: HostBook): Terms => ({
    table: ruleTable(some, items, onSite, key),
    onSite,
    key,
  });
  const separate = termsOf(withRules(sameDepartment)(unpinned));
  const usual: Effort = { steps, used: 0 };
  // The visits that protected occurrences need decide the limit, and no plan is valid without it.
  const most: Effort = { steps: defaultSearchSteps, used: 0 };
  const questions = questionBook(usual);
  const separately = shapeBook(separate, questions);
  const joint = termsOf(withUnmerged(unpinned, out));
  const domains = joint.table.hosts.map(({ domain }) => domain);
  const jointly = shapeBook(joint, questions);
  const thoroughly = steps >= defaultSearchSteps ? jointly : shapeBook(joint, questionBook(most));

  return (occurrences) => {
    const { daySets, rows, cycle } = occurrences;
    for (const book of new Set([questions, jointly, separately, thoroughly])) book.trim();
    const ranks = daySetRanks(daySets);
    const solverOf = (some: Terms, shapes: ShapeBook): RuleSolver => ({
      terms: some,
      groups: grouping(some.table, ranks, size),
      book: partBook(shapes, daySets),
      caps: capBook(some, daySets, usual),
      daySets,
    });
    const solver = solverOf(joint, jointly);
    const solvers: RuleSolvers = {
      joint: solver,
      separate: solverOf(separate, separately),
      thorough:
        thoroughly === jointly ? solver : { ...solver, book: partBook(thoroughly, daySets) },
    };
    const itemAt = lazily(() => itemIndexIn(rows.items));
    const wishes: ReadonlyMap<number, Wishes> =
      solve === undefined || cycle === undefined
        ? new Map()
        : wishesOf(occurrences, (e, one) =>
            occurrenceAt(
              { ...occurrences, cycle },
              e,
              itemAt()(one.item, rows.enterprises[e]),
              one.cycle,
            ),
          );
    const several: SeveralTerms = {
      ...{ capsLeft: capsLeft(occurrences, { items, onSite, fallback }), fallback, steps },
    };
    const wishedTerms = (e: number, wish: Wishes): Omit<Wished, 'cap'> => ({
      ...{ terms, rules: unpinned, outEverywhere: out, occurrences, e, wishes: wish, steps },
    });
    const wishedVisits = (e: number): EnterpriseVisits | undefined => {
      const wish = wishes.get(e);
      if (wish === undefined || solve === undefined) return undefined;
      const left = several.capsLeft(e);
      const wished: Wished = {
        ...wishedTerms(e, wish),
        cap: left === undefined ? capLeft(occurrences, e).most : Number.POSITIVE_INFINITY,
      };
      const free = bundledVisits(solve, wished);
      const own = left === undefined ? free : bundledUnderCaps(solve, wished, left, free);
      usual.used += own.steps;
      return own;
    };
    const { visitsOf, limitsOf: plainLimits } = enterpriseVisits(
      occurrences,
      solvers,
      wishedVisits,
      several,
    );
    const limitsOf = (e: number): readonly Limit[] => {
      const wish = wishes.get(e);
      if (wish === undefined || solve === undefined) return plainLimits(e);
      const wished: Wished = { ...wishedTerms(e, wish), cap: Number.POSITIVE_INFINITY };
      return bundledLimits(solve, wished, several.capsLeft(e)?.caps ?? []);
    };
    const merged: ReturnType<Consolidator> = (
      among = Int32Array.from(rows.enterprises, (_, e) => e),
    ) => {
      const before = usual.used + most.used;
      const { add, build } = consolidationBuilder(domains, occurrences, { onSite, fallback });
      among.forEach((e, at) => {
        add(visitsOf(e));
        const done = at + 1;
        if (done % 1000 === 0 || done === among.length) options.onProgress?.(done, among.length);
      });
      return build(usual.used + most.used - before);
    };
    return { merged, limitsOf };
  };
};

/**
 * The fewest visits of every enterprise (model §5, §6), a lower bound with its witness, and the
 * fewest visits of single departments. Enterprises do not influence one another, and the order of
 * the input does not matter. Never more visits than occurrences.
 */
export const consolidate = (
  occurrences: ServableOccurrences,
  options: ConsolidateOptions = {},
): Consolidation => {
  const { rules, ...effort } = checked(ConsolidateOptions, options);
  const { policy, rows, amendments } = occurrences;
  const terms = mergeTerms(policy, rows, rules);
  return consolidator(terms, amendments?.pins ?? [], effort)(occurrences)();
};
