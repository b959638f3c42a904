import { addTo } from '../columns/grouped';
import { byText, indexById } from '../registry/sorted';
import { roleOfAll } from '../rules/bundles';
import { allHostings, hostList, mostHostings, type Work } from '../rules/hosting';
import { hostingOf, isNeedy, type Party } from '../rules/parties';
import type { RuledItem } from '../rules/rule';
import { type RuleBook, sameDepartment, withRules } from '../rules/rule-book';
import { unmergedRule } from '../rules/unmerged';
import type { Wishes } from './bundled-enterprises';
import {
  commonDays,
  type Element,
  type ItemTerms,
  type Solve,
  type Task,
  type Trial,
  tried,
} from './bundled-trial';
import type { EnterpriseVisits, ServableOccurrences } from './consolidation';

/** Steps that a trial of this many elements costs apart from its search. */
const trialSteps = (elements: number): number => elements * (elements + 20);

/** Stands for the host of a guest that is left out. */
const nobody = -1;

type OwnBound = Pick<EnterpriseVisits, 'lowerBound' | 'witness' | 'settled'>;

const noBound = { lowerBound: 0, witness: [] };

/** More occurrences served, then fewer visits (model §6). */
const isBetter = (one: Trial, other: Trial | undefined): boolean =>
  other === undefined ||
  one.dropped.length < other.dropped.length ||
  (one.dropped.length === other.dropped.length && one.visits.length < other.visits.length);

/** An enterprise with wishes, and the data to plan it. */
export interface Wished {
  readonly terms: ItemTerms;
  readonly rules: RuleBook;
  /** Ids of items that are excluded from merging at every enterprise. */
  readonly outEverywhere: ReadonlySet<string>;
  readonly occurrences: ServableOccurrences;
  readonly e: number;
  readonly wishes: Wishes;
  /** On-site visits that its cap leaves; Infinity without a cap. */
  readonly cap: number;
  /** Steps of the search for one question. */
  readonly steps: number;
}

/** The elements of an enterprise with wishes, and the rules and lists that keep them apart. */
interface WishedElements extends Pick<Task, 'listsOf'> {
  readonly elements: readonly Element[];
  /** The rules, with items excluded from merging. */
  readonly book: RuleBook;
}

const listsFrom = (lists: ReadonlyArray<readonly number[]>): Task['listsOf'] => {
  const listsAt = new Map<number, number[]>();
  lists.forEach((list, k) => {
    for (const o of list) {
      addTo(listsAt, o, k);
    }
  });
  return (o) => listsAt.get(o) ?? [];
};

const singles = (some: readonly number[]): readonly Element[] =>
  some.map((o) => ({ members: [o], kept: false }));

/** The servable occurrences of an enterprise as elements. O(occurrences). */
export const wishedElements = ({
  rules,
  outEverywhere,
  occurrences,
  e,
  wishes,
}: Omit<Wished, 'cap' | 'steps'>): WishedElements => {
  const { together, apart, unmerged, twins } = wishes;
  const { start, reason } = occurrences;
  const isOut = ({ id }: RuledItem): boolean =>
    unmerged === 'all' || unmerged.has(id) || outEverywhere.has(id);
  const gathered = new Set(together.flatMap(({ members }) => members));
  const others: number[] = [];
  for (let o = start[e]; o < start[e + 1]; o++)
    if (reason[o] === 0 && !gathered.has(o)) others.push(o);
  return {
    elements: [...together, ...singles(others)].sort((a, b) => a.members[0] - b.members[0]),
    book:
      unmerged === 'all' || unmerged.size + outEverywhere.size > 0
        ? withRules(unmergedRule(isOut))(rules)
        : rules,
    listsOf: listsFrom([...twins, ...apart]),
  };
};

/** The fewest visits of single departments for some occurrences of an enterprise. O(search). */
export const departmentsApart = (
  solve: Solve,
  { terms, rules, occurrences, e, wishes: { twins } }: Wished,
  served: readonly number[],
): Pick<EnterpriseVisits, 'perDepartment' | 'alone'> & Pick<Trial, 'steps'> => {
  const { visits, steps } = tried(solve, terms, occurrences, e, {
    elements: singles(served),
    rules: withRules(sameDepartment)(rules),
    listsOf: listsFrom(twins),
    capped: false,
  });
  const departmentAt = indexById(occurrences.rows.departments);
  const departmentOf = (o: number): number =>
    departmentAt.get(terms.items[occurrences.item[o]].department) ?? -1;
  return {
    perDepartment: visits.length,
    alone: visits
      .flatMap(({ onSite, members: [first] }) => (onSite === 0 ? [] : [departmentOf(first)]))
      .sort((a, b) => a - b),
    steps,
  };
};

/**
 * The visits of an enterprise that keep its wishes. Occurrences that go together are one element of
 * the search, with rules for elements (`bundledRules`). A group of only guests needs a host. First
 * the search may give it a visit of its own, which bounds every plan. If it does so, the groups are
 * assigned to each host that may be in their visit, and the best of these trials counts. Where not
 * all trials were made, the bound is that of the problem without the wishes that stood in the way.
 * O(search, for each trial).
 */
export const bundledVisits = (
  solve: Solve,
  wished: Wished,
): EnterpriseVisits & Pick<Trial, 'steps'> => {
  const { terms, rules, occurrences, e, cap, steps } = wished;
  const { twins } = wished.wishes;
  const { item } = occurrences;
  const capped = cap < Number.POSITIVE_INFINITY;
  const { elements, book, listsOf } = wishedElements(wished);
  const sorted = [...book].sort((a, b) => byText(a.domain, b.domain));

  let used = 0;
  const trial = (task: Task): Trial => {
    const found = tried(solve, terms, occurrences, e, task);
    used += found.steps;
    return found;
  };
  const all = elements.flatMap(({ members }) => members).sort((a, b) => a - b);
  const parties = elements.map(
    ({ members }): Party => ({
      items: members.map((o) => terms.items[item[o]]),
      lists: new Set(members.flatMap(listsOf)),
    }),
  );
  const needy = parties.flatMap((party, k) => (isNeedy(book, party) ? [k] : []));
  const isMust = ({ members, kept }: Element): boolean =>
    kept ||
    members.some((o) => terms.key[item[o]] === 1) ||
    members.every((o) => terms.onSite[item[o]] === 0);

  const task = { rules: book, listsOf, capped };
  // Here groups of guests may have a visit without host, so that no valid plan is missed.
  const whole = trial({ ...task, elements });
  /**
   * A bound on the visits of all plans that serve everything, with pins, or without
   * them where there are too many.
   */
  const floorOf = (): Pick<Trial, 'lowerBound' | 'witness'> => {
    if (whole.complete && whole.dropped.length === 0) return whole;
    const found = whole.complete
      ? trial({ ...task, elements, capped: false })
      : trial({ elements: singles(all), rules, listsOf: listsFrom(twins), capped: false });
    return found;
  };
  const asItIs = (): OwnBound & { readonly best: Trial } => {
    if (whole.complete) return { best: whole, ...whole };
    const bound = whole.dropped.length === 0 ? floorOf() : noBound;
    return { best: whole, ...bound, settled: bound.lowerBound === whole.visits.length };
  };

  /**
   * Adds left-out elements to on-site visits with room, or gives them visits
   * that the limit still allows.
   */
  const filled = (found: Trial, limit: number): Trial => {
    const left = new Set(found.dropped);
    const visits = found.visits.slice();
    let { inside } = found;
    const put = (element: Element, k: number): void => {
      if (!left.has(element.members[0])) return;
      const domainWith = (some: readonly number[]): number => {
        const all = [...some, ...element.members];
        const lists = all.flatMap(listsOf);
        if (new Set(lists).size < lists.length || commonDays(occurrences, all).length === 0)
          return -1;
        const items = all.map((o) => terms.items[item[o]]);
        return sorted.findIndex((entry) => roleOfAll(entry)(items) === 'host');
      };
      const joined = visits.findIndex((one) => one.onSite === 1 && domainWith(one.members) >= 0);
      if (joined < 0 && (inside === limit || needy.includes(k))) return;
      if (joined < 0) inside++;
      const v = joined < 0 ? visits.length : joined;
      const before = joined < 0 ? [] : visits[v].members;
      visits[v] = {
        host: domainWith(before),
        onSite: 1,
        members: [...before, ...element.members].sort((a, b) => a - b),
      };
      for (const o of element.members) left.delete(o);
    };
    // An occurrence that joins may be the host that an earlier one lacked, so rounds are repeated.
    for (let before = left.size + 1; left.size < before; ) {
      before = left.size;
      elements.forEach(put);
    }
    return {
      ...found,
      visits,
      inside,
      dropped: found.dropped.filter((o) => left.has(o)),
    };
  };

  const withHosts = (): OwnBound & { readonly best: Trial } => {
    const meet = (some: readonly number[]): boolean =>
      commonDays(
        occurrences,
        some.flatMap((k) => elements[k].members),
      ).length > 0;
    const hosting = hostingOf(book, parties, meet);
    const work: Work = { steps: mostHostings };
    const list = hostList(hosting, work);
    const guests = needy.filter((guest) => list.add(guest));
    if (guests.length === 0) return asItIs();
    const isGuest = new Set(guests);
    const attempt = (hosts: readonly number[]): Trial => {
      const guestsOf = new Map<number, number[]>();
      guests.forEach((guest, k) => {
        addTo(guestsOf, hosts[k], guest);
      });
      const found = trial({
        ...task,
        elements: elements.flatMap((element, k) => {
          if (isGuest.has(k)) return [];
          const party = [element, ...(guestsOf.get(k) ?? []).map((guest) => elements[guest])];
          const members = party.flatMap((one) => one.members).sort((a, b) => a - b);
          // A host stays with guests that must be served.
          return [{ members, kept: element.kept || party.slice(1).some(isMust) }];
        }),
      });
      const missed = (guestsOf.get(nobody) ?? []).flatMap((guest) => elements[guest].members);
      return { ...found, dropped: [...found.dropped, ...missed].sort((a, b) => a - b) };
    };

    const floor = capped ? noBound : floorOf();
    const first = guests.map((guest) => list.hosts().get(guest) ?? nobody);
    let best = attempt(first);
    const bounds = [best];
    let fewestInside = best.inside;
    let left = steps;
    const ways = allHostings(hosting, guests, work, (guest) => capped && !isMust(elements[guest]));
    for (const hosts of ways) {
      if (hosts.every((host, k) => host === first[k])) continue;
      left -= trialSteps(elements.length);
      if (left < 0 || (!capped && best.visits.length === floor.lowerBound)) break;
      const found = attempt(hosts);
      left -= found.steps;
      bounds.push({ ...found, visits: [] });
      fewestInside = Math.min(fewestInside, found.inside);
      // Elements that must be served may need more visits than the cap: as many as with
      // the hosts that need fewest.
      const limit = Math.max(cap, fewestInside);
      if (best.inside > limit || (found.inside <= limit && isBetter(found, best))) best = found;
    }
    const isWhole =
      left >= 0 &&
      work.steps > 0 &&
      guests.length === needy.length &&
      bounds.every((one) => one.complete);
    const allSettled = bounds.every((one) => one.settled);
    const rivals = bounds.filter(
      ({ dropped }) => !allSettled || dropped.length === best.dropped.length,
    );
    if (!isWhole || !allSettled) best = filled(best, Math.max(cap, fewestInside));
    const least = isWhole ? Math.min(...rivals.map(({ lowerBound }) => lowerBound)) : 0;
    const bound = capped && best.dropped.length === 0 ? floorOf() : floor;
    const lowerBound = Math.max(bound.lowerBound, least);
    return {
      best,
      lowerBound,
      witness: bound.witness,
      settled:
        lowerBound === best.visits.length && (best.dropped.length === 0 || (isWhole && allSettled)),
    };
  };

  // The visits of guests that must be served decide the limit; with hosts their number differs.
  const isCapUnsure = capped && needy.some((guest) => isMust(elements[guest]));
  const { best, lowerBound, witness, settled } =
    whole.isSound && !isCapUnsure ? asItIs() : withHosts();
  const served = best.visits.flatMap(({ members }) => members).sort((a, b) => a - b);
  const { steps: further, ...apart } = departmentsApart(solve, wished, served);
  return {
    ...best,
    lowerBound,
    witness,
    settled,
    ...apart,
    steps: used + further,
  };
};
