import { byText } from '../registry/sorted';
import { type Bundle, bundledRules, roleOfAll } from '../rules/bundles';
import { allHostings, hostList, mostHostings, type Work } from '../rules/hosting';
import { hostingOf, isNeedy, type Party } from '../rules/parties';
import type { RuledItem } from '../rules/rule';
import { type HostBook, type RuleBook, sameDepartment, withRules } from '../rules/rule-book';
import { unmergedRule } from '../rules/unmerged';
import type { Wishes } from './bundled-enterprises';
import type { Consolidation, ServableOccurrences } from './consolidation';
import type { DaySetColumns } from './set-system';

/** Items and what the search must know of them beside the rules. */
export interface ItemTerms {
  readonly items: readonly RuledItem[];
  /** 1 for items that need entering the premises. */
  readonly onSite: Uint8Array;
  /** 1 for items that no cap leaves out. */
  readonly key: Uint8Array;
  /** Occurrences that an item stands for; absent: one each. */
  readonly size?: Int32Array;
}

/** Consolidates a registry of one enterprise under some rules. */
export type Solve = (terms: ItemTerms, rules: HostBook, occurrences: ServableOccurrences) => Consolidation;

/** Visits of one enterprise; members are indices of occurrences. */
export interface OwnVisits {
  readonly host: ArrayLike<number>;
  readonly onSite: ArrayLike<number>;
  readonly members: ReadonlyArray<readonly number[]>;
  readonly dropped: readonly number[];
  readonly lowerBound: number;
  readonly witness: readonly number[];
  readonly perDepartment: number;
  /** Whether more steps change nothing about them. */
  readonly settled: boolean;
  readonly steps: number;
}

/** Occurrences that go together; `kept`: in a visit that must be made. */
interface Element {
  readonly members: readonly number[];
  readonly kept: boolean;
}

type Ranges = ReadonlyArray<readonly [from: number, to: number]>;

/** The days that occurrences have in common, as ranges of ranks. O(ranges of all) */
const commonDays = (
  { daySet, daySets: { start, lo, hi } }: ServableOccurrences,
  members: readonly number[],
): Ranges => {
  const sets = [...new Set(members.map((o) => daySet[o]))];
  let common: Ranges = [[0, Number.MAX_SAFE_INTEGER]];
  for (const set of sets) {
    const both: (readonly [number, number])[] = [];
    for (let a = 0, r = start[set]; a < common.length && r < start[set + 1]; ) {
      const [from, to] = [Math.max(common[a][0], lo[r]), Math.min(common[a][1], hi[r])];
      if (from <= to) both.push([from, to]);
      if (common[a][1] < hi[r]) a++;
      else r++;
    }
    common = both;
  }
  return common;
};

/** The common days of each element's members, as day sets of their own; equal lists of sets have one. */
const daySetsOf = (
  occurrences: ServableOccurrences,
  elements: readonly Element[],
): { readonly daySet: Int32Array; readonly daySets: DaySetColumns } => {
  const numbers = new Map<string, number>();
  const [starts, los, his]: [number[], number[], number[]] = [[0], [], []];
  const own = elements.map(({ members }) => {
    const key = [...new Set(members.map((o) => occurrences.daySet[o]))].sort((a, b) => a - b).join();
    const known = numbers.get(key);
    if (known !== undefined) return known;
    for (const [from, to] of commonDays(occurrences, members)) {
      los.push(from);
      his.push(to);
    }
    starts.push(los.length);
    numbers.set(key, starts.length - 2);
    return starts.length - 2;
  });
  return {
    daySet: Int32Array.from(own),
    daySets: { start: Int32Array.from(starts), lo: Int32Array.from(los), hi: Int32Array.from(his) },
  };
};

/** Visits of elements that are whatever the rules want of them by themselves. */
interface Trial extends Omit<OwnVisits, 'perDepartment'> {
  /** Visits on site. */
  readonly inside: number;
  /** Whether the search was free to find whatever the rules allow. */
  readonly complete: boolean;
  /** Whether every visit keeps to the rules: guests alone may have been visited by themselves. */
  readonly isSound: boolean;
}

/** What is to be solved of an enterprise: under which rules, and which lists keep apart. */
interface Task {
  readonly elements: readonly Element[];
  readonly rules: RuleBook;
  /** Numbers of the lists that an occurrence is in. */
  readonly listsOf: (o: number) => readonly number[];
  readonly capped: boolean;
}

/** Solves an enterprise with elements as the occurrences, and bundles of items as the items. O(search) */
const tried = (
  solve: Solve,
  terms: ItemTerms,
  occurrences: ServableOccurrences,
  e: number,
  { elements, rules, listsOf, capped }: Task,
): Trial => {
  const { item } = occurrences;
  const book = [...rules].sort((a, b) => byText(a.domain, b.domain));
  // Occurrences of which nobody wants anything are told apart by their items alone.
  const bundles: Bundle[] = [];
  const lists: ReadonlySet<number>[] = [];
  const [onSite, key, size]: [number[], number[], number[]] = [[], [], []];
  const plain = new Map<number, number>();
  const bundleOf = elements.map(({ members, kept }) => {
    const own = new Set(members.flatMap(listsOf));
    const isPlain = members.length === 1 && own.size === 0 && !kept;
    const known = isPlain ? plain.get(item[members[0]]) : undefined;
    if (known !== undefined) return known;
    if (isPlain) plain.set(item[members[0]], bundles.length);
    onSite.push(members.some((o) => terms.onSite[item[o]] === 1) ? 1 : 0);
    key.push(kept || members.some((o) => terms.key[item[o]] === 1) ? 1 : 0);
    size.push(members.length);
    lists.push(own);
    return bundles.push(members.map((o) => terms.items[item[o]])) - 1;
  });
  const bundled = bundledRules(book, bundles, lists);
  const { visitCap: _, grade: __, ...uncapped } = occurrences.rows.enterprises[e];
  const found = solve(
    {
      items: bundled.items,
      onSite: Uint8Array.from(onSite),
      key: Uint8Array.from(key),
      size: Int32Array.from(size),
    },
    bundled.rules,
    {
      rows: { departments: [], items: [], enterprises: [capped ? occurrences.rows.enterprises[e] : uncapped] },
      policy: occurrences.policy,
      start: Int32Array.of(0, elements.length),
      item: Int32Array.from(bundleOf),
      reason: new Uint8Array(elements.length),
      ...daySetsOf(occurrences, elements),
      ...(capped && occurrences.spent !== undefined ? { spent: occurrences.spent.subarray(e, e + 1) } : {}),
    },
  );
  const membersOf = (list: ArrayLike<number>): readonly number[] =>
    Array.from(list, (k) => elements[k].members)
      .flat()
      .sort((a, b) => a - b);
  const visits = Array.from(found.host, (_own, v) =>
    membersOf(found.member.subarray(found.memberStart[v], found.memberStart[v + 1])),
  );
  // A bundle may be a visit of several domains, and the search keeps in mind only one of them.
  let isSound = true;
  const host = visits.map((members, v) => {
    const domain = bundled.domainOf.get(found.domains[found.host[v]]);
    const items = members.map((o) => terms.items[item[o]]);
    const isVisit = (entry: RuleBook[number]): boolean => roleOfAll(entry)(items) === 'host';
    const told = book.findIndex((entry) => entry.domain === domain);
    const other = isVisit(book[told]) ? told : book.findIndex(isVisit);
    isSound &&= other >= 0;
    return other < 0 ? told : other;
  });
  return {
    host,
    onSite: found.onSite,
    members: visits,
    dropped: membersOf(found.dropped),
    lowerBound: found.lowerBound[0],
    witness: Array.from(found.witness, (k) => elements[k].members[0]).sort((a, b) => a - b),
    inside: found.onSite.reduce((sum, one) => sum + one, 0),
    complete: bundled.complete,
    isSound,
    settled: bundled.complete && found.settled[0] === 1,
    steps: found.steps,
  };
};

/** What a trial of so many elements costs beside its search, in steps. */
const trialSteps = (elements: number): number => elements * (elements + 20);

/** Host of a guest that is left out. */
const nobody = -1;

type OwnBound = Pick<OwnVisits, 'lowerBound' | 'witness' | 'settled'>;

const noBound = { lowerBound: 0, witness: [] };

/** More occurrences served, then fewer visits (model §6). */
const isBetter = (one: Trial, other: Trial | undefined): boolean =>
  other === undefined ||
  one.dropped.length < other.dropped.length ||
  (one.dropped.length === other.dropped.length && one.members.length < other.members.length);

/** An enterprise whose visits people want otherwise than rules of items alone say. */
export interface Wished {
  readonly terms: ItemTerms;
  readonly rules: RuleBook;
  /** Ids of items that are left out of merging everywhere. */
  readonly outEverywhere: ReadonlySet<string>;
  readonly occurrences: ServableOccurrences;
  readonly e: number;
  readonly wishes: Wishes;
  /** On-site visits that its cap leaves; none: infinite. */
  readonly cap: number;
  /** Steps of the search for one question. */
  readonly steps: number;
}

/**
 * The visits of an enterprise as people want them: what goes together is one element of the search, with rules to suit (`bundledRules`).
 * A group that is guests only needs a host. At first it may be visited by itself, which no plan can do better than; where the search
 * makes use of that, such groups are put to each host that may be in their visit, and the best of these trials counts. Where not everything
 * could be tried, the bound is that without what stood in the way. O(search of it, for each trial)
 */
export const bundledVisits = (solve: Solve, wished: Wished): OwnVisits => {
  const { terms, rules, outEverywhere, occurrences, e, cap, steps } = wished;
  const { together, apart, unmerged, twins } = wished.wishes;
  const { start, item, reason } = occurrences;
  const capped = cap < Number.POSITIVE_INFINITY;
  const isOut = ({ id }: RuledItem): boolean => unmerged === 'all' || unmerged.has(id) || outEverywhere.has(id);
  const book =
    unmerged === 'all' || unmerged.size + outEverywhere.size > 0 ? withRules(unmergedRule(isOut))(rules) : rules;
  const sorted = [...book].sort((a, b) => byText(a.domain, b.domain));
  const listsFrom = (lists: ReadonlyArray<readonly number[]>): Task['listsOf'] => {
    const listsAt = new Map<number, number[]>();
    lists.forEach((list, k) => {
      for (const o of list) {
        const known = listsAt.get(o);
        if (known === undefined) listsAt.set(o, [k]);
        else known.push(k);
      }
    });
    return (o) => listsAt.get(o) ?? [];
  };
  const listsOf = listsFrom([...twins, ...apart]);

  let used = 0;
  const trial = (task: Task): Trial => {
    const found = tried(solve, terms, occurrences, e, task);
    used += found.steps;
    return found;
  };
  const singles = (some: readonly number[]): readonly Element[] => some.map((o) => ({ members: [o], kept: false }));

  const gathered = new Set(together.flatMap(({ members }) => members));
  const all: number[] = [];
  for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) all.push(o);
  const elements = [...together, ...singles(all.filter((o) => !gathered.has(o)))].sort(
    (a, b) => a.members[0] - b.members[0],
  );
  const parties = elements.map(
    ({ members }): Party => ({
      items: members.map((o) => terms.items[item[o]]),
      lists: new Set(members.flatMap(listsOf)),
    }),
  );
  const needy = parties.flatMap((party, k) => (isNeedy(book, party) ? [k] : []));
  const isMust = ({ members, kept }: Element): boolean =>
    kept || members.some((o) => terms.key[item[o]] === 1) || members.every((o) => terms.onSite[item[o]] === 0);

  const task = { rules: book, listsOf, capped };
  // Guests alone may be visited by themselves here, so that nothing that can be is missed.
  const whole = trial({ ...task, elements });
  /** A bound on the visits of all plans that leave nobody out, with pins or without where there are too many of these. */
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
    return { best: whole, ...bound, settled: bound.lowerBound === whole.members.length };
  };

  /** Puts those left out into on-site visits that have room for them, and alone into visits that the limit still allows. */
  const filled = (found: Trial, limit: number): Trial => {
    const left = new Set(found.dropped);
    const members = found.members.slice();
    const host = Array.from(found.host);
    const onSite = Array.from(found.onSite);
    let { inside } = found;
    const put = (element: Element, k: number): void => {
      if (!left.has(element.members[0])) return;
      const domainWith = (some: readonly number[]): number => {
        const all = [...some, ...element.members];
        const lists = all.flatMap(listsOf);
        if (new Set(lists).size < lists.length || commonDays(occurrences, all).length === 0) return -1;
        const items = all.map((o) => terms.items[item[o]]);
        return sorted.findIndex((entry) => roleOfAll(entry)(items) === 'host');
      };
      let v = members.findIndex((some, at) => onSite[at] === 1 && domainWith(some) >= 0);
      if (v < 0 && (inside === limit || needy.includes(k))) return;
      if (v < 0) {
        v = members.push([]) - 1;
        onSite.push(1);
        inside++;
      }
      host[v] = domainWith(members[v]);
      members[v] = [...members[v], ...element.members].sort((a, b) => a - b);
      for (const o of element.members) left.delete(o);
    };
    // Whoever joins a visit may be the host that another one lacks: once more then.
    for (let before = left.size + 1; left.size < before; ) {
      before = left.size;
      elements.forEach(put);
    }
    return { ...found, host, onSite, members, inside, dropped: found.dropped.filter((o) => left.has(o)) };
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
        guestsOf.set(hosts[k], [...(guestsOf.get(hosts[k]) ?? []), guest]);
      });
      const found = trial({
        ...task,
        elements: elements.flatMap((element, k) => {
          if (isGuest.has(k)) return [];
          const party = [element, ...(guestsOf.get(k) ?? []).map((guest) => elements[guest])];
          const members = party.flatMap((one) => one.members).sort((a, b) => a - b);
          // A host stays with guests that no cap leaves out.
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
      if (left < 0 || (!capped && best.members.length === floor.lowerBound)) break;
      const found = attempt(hosts);
      left -= found.steps;
      bounds.push({ ...found, members: [] });
      fewestInside = Math.min(fewestInside, found.inside);
      // What must be served may need more visits than the cap has: as many as with the hosts that need the fewest.
      const limit = Math.max(cap, fewestInside);
      if (best.inside > limit || (found.inside <= limit && isBetter(found, best))) best = found;
    }
    const isWhole =
      left >= 0 && work.steps > 0 && guests.length === needy.length && bounds.every((one) => one.complete);
    const allSettled = bounds.every((one) => one.settled);
    const rivals = bounds.filter(({ dropped }) => !allSettled || dropped.length === best.dropped.length);
    if (!isWhole || !allSettled) best = filled(best, Math.max(cap, fewestInside));
    const least = isWhole ? Math.min(...rivals.map(({ lowerBound }) => lowerBound)) : 0;
    const bound = capped && best.dropped.length === 0 ? floorOf() : floor;
    const lowerBound = Math.max(bound.lowerBound, least);
    return {
      best,
      lowerBound,
      witness: bound.witness,
      settled: lowerBound === best.members.length && (best.dropped.length === 0 || (isWhole && allSettled)),
    };
  };

  // What guests alone need that must be served decides how many visits are allowed: with hosts these are others.
  const isCapUnsure = capped && needy.some((guest) => isMust(elements[guest]));
  const { best, lowerBound, witness, settled } = whole.isSound && !isCapUnsure ? asItIs() : withHosts();
  const served = best.members.flat().sort((a, b) => a - b);
  const separate = trial({
    elements: singles(served),
    rules: withRules(sameDepartment)(rules),
    listsOf: listsFrom(twins),
    capped: false,
  });
  return { ...best, lowerBound, witness, settled, perDepartment: separate.members.length, steps: used };
};
