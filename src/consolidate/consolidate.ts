import type { Amendments } from '../registry/amendments';
import { occurrenceAt } from '../registry/occurrence-at';
import { unmergedEverywhere } from '../registry/pin';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { indexById, type SortedRows } from '../registry/sorted';
import type { RuledItem } from '../rules/rule';
import { type HostBook, type RuleBook, rulesOf, sameDepartment, withRules } from '../rules/rule-book';
import { onSiteOf, ruledItems } from '../rules/ruled-items';
import { type Wishes, wishesOf } from './bundled-enterprises';
import { bundledVisits, type ItemTerms, type OwnVisits, type Solve, withUnmerged } from './bundled-visits';
import { capBook } from './capped-visits';
import { defaultSteps, type Effort, wholeSteps } from './effort';
import { daySetRanks, grouping } from './elements';
import { capOf, consolidated, type Desks } from './enterprise-visits';
import { partBook, type ShapeBook, shapeBook } from './parts';
import { questionBook } from './question-book';
import type { Desk } from './rule-solver';
import { completeBook, ruleTable } from './rule-table';
import type { DaySetColumns, Terms } from './set-system';

/** What consolidation reads of the occurrences; indices and ids as in the occurrences stage. */
export interface ServableOccurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  /** Enterprise e has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  /** 0: can be served. */
  readonly reason: Uint8Array;
  readonly daySets: DaySetColumns;
  /** Cycle of each occurrence, and what is on record of single ones; without, nothing is. */
  readonly cycle?: Int32Array;
  readonly amendments?: Amendments;
  /** On-site visits of each enterprise that have been made. */
  readonly spent?: Int32Array;
}

/** Which occurrences share a visit; in columns, enterprises ascending by id: all of the registry, or those that were asked for. */
export interface Consolidation {
  /** Domains by index, ascending. */
  readonly domains: readonly string[];
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Index of each visit's domain. */
  readonly host: Int32Array;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  /** Visit v has the occurrences member[memberStart[v]] … member[memberStart[v + 1] − 1], ascending. */
  readonly memberStart: Int32Array;
  /** Index of an occurrence. */
  readonly member: Int32Array;
  /** Occurrences left out because of a visit cap, ascending. */
  readonly dropped: Int32Array;
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /** Enterprise e has the witness witness[witnessStart[e]] … : occurrences of which no two can share a visit. */
  readonly witnessStart: Int32Array;
  readonly witness: Int32Array;
  /** Fewest visits of one department each, for the served occurrences of each enterprise. */
  readonly perDepartment: Int32Array;
  /** 1 for enterprises that more steps change nothing about: what is best of them is known. */
  readonly settled: Uint8Array;
  /** Steps that the search took. */
  readonly steps: number;
}

export interface ConsolidateOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  /** Steps of the search at most for any one question, so that the answer does not depend on the machine; default {@link defaultSteps}. */
  readonly steps?: number;
  /** Told after every thousand enterprises and at the end. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** What consolidation reads of a frame: rows ascending by id, as those of the occurrences. */
export interface ConsolidationFrame extends Pick<ServableOccurrences, 'policy'> {
  readonly rows: Pick<SortedRows, 'departments' | 'items'>;
  readonly amendments?: Pick<Amendments, 'pins'>;
}

/** Consolidates the occurrences of all enterprises, or of those `among` them alone (indices, ascending). */
export type Consolidator = (occurrences: ServableOccurrences) => (among?: Int32Array) => Consolidation;

/** 1 for items that no cap leaves out. */
export const keyItems = (items: readonly RuledItem[]): Uint8Array =>
  Uint8Array.from(items, ({ domain }) => (domain === 'key' ? 1 : 0));

/**
 * {@link consolidate} for the occurrences of one frame, slice by slice: rules are prepared once, and questions that were answered are
 * not searched again. The result does not depend on earlier calls, but for its `steps`.
 */
export const consolidator = (
  { rows: { departments, items: rowsOfItems }, policy, amendments: { pins } = { pins: [] } }: ConsolidationFrame,
  options: ConsolidateOptions = {},
): Consolidator => {
  const items = ruledItems(policy, departments)(rowsOfItems);
  const terms: ItemTerms = {
    items,
    onSite: onSiteOf(policy, items),
    key: keyItems(items),
  };
  const rules = completeBook(items)(options.rules ?? rulesOf(policy));
  const out = unmergedEverywhere(pins);
  const effort = options.steps === undefined ? {} : { steps: options.steps };
  const solve: Solve = (own, book, occurrences) => consolidatorUnder(own, book, new Set(), effort)(occurrences)();
  return consolidatorUnder(terms, rules, out, options, solve);
};

/** On-site visits of each enterprise that have been made. O(done visits + enterprises) */
export const spentOn = (
  { rows, amendments }: ServableOccurrences,
  itemAt: ReadonlyMap<string, number>,
  onSite: Uint8Array,
): Int32Array | undefined => {
  if (amendments === undefined || amendments.done.length === 0) return undefined;
  const spent = new Int32Array(rows.enterprises.length);
  const indexOf = indexById(rows.enterprises);
  for (const { enterprise, occurrences } of amendments.done) {
    const e = indexOf.get(enterprise);
    if (e !== undefined && occurrences.some(({ item }) => onSite[itemAt.get(item) ?? -1] === 1)) spent[e]++;
  }
  return spent;
};

/**
 * The consolidator of items under a complete book, some of them `out` of merging, which does not count for the departments' own visits. Without `solve` no enterprise has wishes of its own.
 */
const consolidatorUnder = (
  terms: ItemTerms,
  unpinned: HostBook,
  out: ReadonlySet<string>,
  options: ConsolidateOptions,
  solve?: Solve,
): Consolidator => {
  const { items, onSite, key, size } = terms;
  const steps = wholeSteps(options.steps);
  const itemAt = indexById(items);
  const termsOf = (some: HostBook): Terms => ({ table: ruleTable(some, items, onSite, key), onSite, key });
  const separate = termsOf(withRules(sameDepartment)(unpinned));
  const usual: Effort = { steps, used: 0 };
  // What key occurrences need decides how many visits are allowed: no plan is valid without it.
  const most: Effort = { steps: defaultSteps, used: 0 };
  const questions = questionBook(usual);
  const separately = shapeBook(separate, questions);
  const joint = termsOf(withUnmerged(unpinned, out));
  const jointly = shapeBook(joint, questions);
  const thoroughly = steps >= defaultSteps ? jointly : shapeBook(joint, questionBook(most));

  return (occurrences) => {
    const { daySets, rows, cycle } = occurrences;
    for (const book of new Set([questions, jointly, separately, thoroughly])) book.trim();
    const ranks = daySetRanks(daySets);
    const deskOf = (some: Terms, shapes: ShapeBook): Desk => ({
      terms: some,
      groups: grouping(some.table, ranks, size),
      book: partBook(shapes, daySets),
      caps: capBook(some, daySets, usual),
      daySets,
    });
    const desk = deskOf(joint, jointly);
    const desks: Desks = {
      joint: desk,
      separate: deskOf(separate, separately),
      thorough: thoroughly === jointly ? desk : { ...desk, book: partBook(thoroughly, daySets) },
    };
    const spent = occurrences.spent ?? spentOn(occurrences, itemAt, onSite);
    const known = spent === undefined ? occurrences : { ...occurrences, spent };
    const wishes: ReadonlyMap<number, Wishes> =
      solve === undefined || cycle === undefined
        ? new Map()
        : wishesOf(known, (e, one) => occurrenceAt({ ...known, cycle }, e, itemAt.get(one.item) ?? -1, one.cycle));
    const wishedVisits = (e: number): OwnVisits | undefined => {
      const wish = wishes.get(e);
      if (wish === undefined || solve === undefined) return undefined;
      const cap = Math.max(0, capOf(known.policy, rows.enterprises[e]) - (spent?.[e] ?? 0));
      const own = bundledVisits(solve, {
        terms,
        rules: unpinned,
        outEverywhere: out,
        occurrences: known,
        e,
        wishes: wish,
        cap,
        steps,
      });
      usual.used += own.steps;
      return own;
    };
    return (among = Int32Array.from(rows.enterprises, (_, e) => e)) => {
      const before = usual.used + most.used;
      const found = consolidated(known, among, options, desks, wishedVisits);
      return { ...found, steps: usual.used + most.used - before };
    };
  };
};

/**
 * The fewest visits of every enterprise (model §5, §6), a lower bound with its witness, and the departments' own fewest visits.
 * Enterprises do not influence one another; nothing depends on the order of the input. Never more visits than occurrences.
 */
export const consolidate = (occurrences: ServableOccurrences, options: ConsolidateOptions = {}): Consolidation =>
  consolidator(occurrences, options)(occurrences)();
