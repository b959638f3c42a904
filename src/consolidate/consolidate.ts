import { int32Column } from '../columns/growable';
import type { Amendments } from '../registry/amendments';
import { occurrenceAt } from '../registry/occurrence-at';
import type { Pin, UnmergedPin } from '../registry/pin';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { indexById, type SortedRows } from '../registry/sorted';
import { type RuleBook, rulesOf, sameDepartment, withRules } from '../rules/rule-book';
import { onSiteOf, ruledItems } from '../rules/ruled-items';
import { type Wishes, wishesOf } from './bundled-enterprises';
import { bundledVisits, type ItemTerms, type OwnVisits, type Solve, unmergedRule } from './bundled-visits';
import { capBook } from './capped-visits';
import { type Desk, filledUp, necessaryVisits, shapeOf, shapesOf, visitsFor } from './desk';
import { defaultSteps, type Effort, wholeSteps } from './effort';
import { daySetRanks, grouping } from './elements';
import { hostedBy, partBook, type ShapeBook, shapeBook } from './parts';
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

/** 频次上限 of an enterprise; none: infinite. */
const capOf = (policy: ResolvedPolicy, visitCap: number | undefined, grade: string | undefined): number =>
  visitCap ??
  (grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? policy.capByGrade[grade]
    : Number.POSITIVE_INFINITY);

/** The desks under the rules, under those that keep departments apart, and one that is given enough steps. */
interface Desks {
  readonly joint: Desk;
  readonly separate: Desk;
  readonly thorough: Desk;
}

const consolidated = (
  occurrences: ServableOccurrences,
  among: Int32Array,
  options: Pick<ConsolidateOptions, 'onProgress'>,
  { joint, separate, thorough }: Desks,
  bundled: (e: number) => OwnVisits | undefined,
): Omit<Consolidation, 'steps'> => {
  const { rows, policy, start, reason, item, daySet, spent } = occurrences;
  const { key, onSite } = joint.terms;
  const { domainOf } = joint.terms.table;

  const enterprises = among.length;
  let servable = 0;
  let largest = 0;
  for (const e of among) {
    largest = Math.max(largest, start[e + 1] - start[e]);
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) servable++;
  }
  const enterpriseStart = new Int32Array(enterprises + 1);
  const lowerBound = new Int32Array(enterprises);
  const witnessStart = new Int32Array(enterprises + 1);
  const perDepartment = new Int32Array(enterprises);
  const settled = new Uint8Array(enterprises);
  const [host, memberStart, dropped, witness] = [1, 2, 3, 4].map(() => int32Column());
  const entering = int32Column();
  const member = new Int32Array(servable);
  let members = 0;
  memberStart.push(0);

  const listed = new Int32Array(largest);
  const served = new Int32Array(largest);
  const visitOf = new Int32Array(largest);
  const firstOf = new Int32Array(largest);
  const fill = new Int32Array(largest + 1);

  for (let at = 0; at < enterprises; at++) {
    const e = among[at];
    const own = bundled(e);
    if (own !== undefined) {
      own.members.forEach((some, v) => {
        host.push(own.host[v]);
        entering.push(own.onSite[v]);
        for (const o of some) member[members++] = o;
        memberStart.push(members);
      });
      for (const o of own.dropped) dropped.push(o);
      for (const o of own.witness) witness.push(o);
      enterpriseStart[at + 1] = host.length();
      witnessStart[at + 1] = witness.length();
      lowerBound[at] = own.lowerBound;
      perDepartment[at] = own.perDepartment;
      settled[at] = own.lowerBound === own.members.length ? 1 : 0;
      continue;
    }
    let count = 0;
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) listed[count++] = o;
    const elements = joint.groups(listed, count, item, daySet);

    // Part by part, as if there were no cap.
    const firstVisit = host.length();
    let visits = 0;
    let bound = 0;
    let inside = 0;
    const witnessAt = witness.length();
    for (let p = 0; p < elements.parts; p++) {
      const from = elements.partStart[p];
      if (elements.partStart[p + 1] === from + 1) {
        // Most parts: nobody to share with.
        const i = elements.item[from];
        visitOf[from] = visits++;
        bound++;
        host.push(domainOf[i]);
        entering.push(onSite[i]);
        inside += onSite[i];
        witness.push(from);
        continue;
      }
      const answer = joint.book.shapes.answer(shapeOf(joint, elements, p));
      for (let k = from; k < elements.partStart[p + 1]; k++) visitOf[k] = visits + answer.visitOf[k - from];
      for (let v = 0; v < answer.count; v++) {
        host.push(answer.host[v]);
        entering.push(answer.onSite[v]);
        inside += answer.onSite[v];
      }
      for (const k of answer.witness) witness.push(from + k);
      visits += answer.count;
      bound += answer.lowerBound;
    }
    settled[at] = bound === visits ? 1 : 0;

    const cap = Math.max(0, capOf(policy, rows.enterprises[e].visitCap, rows.enterprises[e].grade) - (spent?.[e] ?? 0));
    if (inside > cap) {
      const keyAlone = visitsFor(thorough, elements, (i) => key[i] === 1 && onSite[i] === 1);
      const limit = Math.max(cap, keyAlone.host.length);
      const found = inside > limit ? joint.caps(elements, shapesOf(joint, elements), limit, keyAlone.exact) : 'unbound';
      if (found !== 'unbound') {
        const some = found ?? necessaryVisits(thorough, elements);
        const capped = some.exact ? some : filledUp(thorough, elements, limit, some);
        host.cut(firstVisit);
        entering.cut(firstVisit);
        witness.cut(witnessAt);
        visits = capped.host.length;
        bound = capped.lowerBound;
        settled[at] = capped.exact && bound === visits ? 1 : 0;
        visitOf.set(capped.visitOf);
        const enters = new Uint8Array(visits);
        for (let k = 0; k < elements.count; k++)
          if (visitOf[k] >= 0 && onSite[elements.item[k]] === 1) enters[visitOf[k]] = 1;
        const hosts = hostedBy(domainOf, elements.item, capped.visitOf, capped.host);
        for (let v = 0; v < visits; v++) {
          host.push(hosts[v]);
          entering.push(enters[v]);
        }
      }
    }

    // Occurrences into their visits, ascending.
    fill.fill(0, 0, visits + 1);
    firstOf.fill(-1, 0, elements.count);
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const element = elements.elementOf[k];
      if (firstOf[element] < 0) firstOf[element] = listed[k];
      if (visitOf[element] >= 0) fill[visitOf[element] + 1]++;
    }
    for (let v = 0; v < visits; v++) {
      fill[v + 1] += fill[v];
      memberStart.push(members + fill[v + 1]);
    }
    for (let k = 0; k < count; k++) {
      const v = visitOf[elements.elementOf[k]];
      if (v < 0) dropped.push(listed[k]);
      else {
        member[members + fill[v]++] = listed[k];
        served[kept++] = listed[k];
      }
    }
    members += kept;
    const found = witness.values().subarray(witnessAt);
    for (let k = 0; k < found.length; k++) found[k] = firstOf[found[k]];
    found.sort();
    enterpriseStart[at + 1] = host.length();
    witnessStart[at + 1] = witness.length();
    lowerBound[at] = bound;

    const alone = separate.groups(served, kept, item, daySet);
    for (let p = 0; p < alone.parts; p++)
      perDepartment[at] +=
        alone.partStart[p + 1] === alone.partStart[p] + 1
          ? 1
          : separate.book.shapes.visits(shapeOf(separate, alone, p));
    if ((at + 1) % 1000 === 0 || at + 1 === enterprises) options.onProgress?.(at + 1, enterprises);
  }

  return {
    domains: joint.terms.table.hosts.map(({ domain }) => domain),
    enterpriseStart,
    host: host.values(),
    onSite: Uint8Array.from(entering.values()),
    memberStart: memberStart.values(),
    member: member.subarray(0, members),
    dropped: dropped.values(),
    lowerBound,
    witnessStart,
    witness: witness.values(),
    perDepartment,
    settled,
  };
};

/** What consolidation reads of a frame: rows ascending by id, as those of the occurrences. */
export interface ConsolidationFrame extends Pick<ServableOccurrences, 'policy'> {
  readonly rows: Pick<SortedRows, 'departments' | 'items'>;
  readonly amendments?: Pick<Amendments, 'pins'>;
}

/** Consolidates the occurrences of all enterprises, or of those `among` them alone (indices, ascending). */
export type Consolidator = (occurrences: ServableOccurrences) => (among?: Int32Array) => Consolidation;

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
    key: Uint8Array.from(items, ({ domain }) => (domain === 'key' ? 1 : 0)),
  };
  const rules = completeBook(items)(options.rules ?? rulesOf(policy));
  const out = new Set(pins.flatMap((pin) => (isForAll(pin) ? [pin.item] : [])));
  const effort = options.steps === undefined ? {} : { steps: options.steps };
  const solve: Solve = (own, book, occurrences) => consolidatorUnder(own, book, new Set(), effort)(occurrences)();
  return consolidatorUnder(terms, rules, out, options, solve);
};

/** Whether a pin leaves an item out of merging everywhere. */
const isForAll = (pin: Pin): pin is UnmergedPin => pin.pin === 'unmerged' && pin.enterprise === undefined;

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
  unpinned: RuleBook,
  out: ReadonlySet<string | undefined>,
  options: ConsolidateOptions,
  solve?: Solve,
): Consolidator => {
  const { items, onSite, key } = terms;
  const steps = wholeSteps(options.steps);
  const itemAt = indexById(items);
  const termsOf = (some: RuleBook): Terms => ({ table: ruleTable(some, items, onSite), onSite, key });
  const separate = termsOf(withRules(sameDepartment)(unpinned));
  const usual: Effort = { steps, used: 0 };
  // What key occurrences need decides how many visits are allowed: no plan is valid without it.
  const most: Effort = { steps: defaultSteps, used: 0 };
  const separately = shapeBook(separate, usual);
  const joint = termsOf(out.size === 0 ? unpinned : withRules(unmergedRule(({ id }) => out.has(id)))(unpinned));
  const jointly = shapeBook(joint, usual);
  const thoroughly = steps >= defaultSteps ? jointly : shapeBook(joint, most);

  return (occurrences) => {
    const { daySets, rows, cycle } = occurrences;
    for (const shapes of new Set([jointly, separately, thoroughly])) shapes.trim();
    const ranks = daySetRanks(daySets);
    const deskOf = (some: Terms, shapes: ShapeBook): Desk => ({
      terms: some,
      groups: grouping(some.table, ranks),
      book: partBook(shapes, daySets),
      caps: capBook(some, daySets, usual),
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
    const bundled = (e: number): OwnVisits | undefined => {
      const wish = wishes.get(e);
      if (wish === undefined || solve === undefined) return undefined;
      const own = bundledVisits(solve, terms, unpinned, out, known, e, wish);
      usual.used += own.steps;
      return own;
    };
    return (among = Int32Array.from(rows.enterprises, (_, e) => e)) => {
      const before = usual.used + most.used;
      const found = consolidated(known, among, options, desks, bundled);
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
