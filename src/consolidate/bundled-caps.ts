import { byText } from '../registry/sorted';
import { bundledRules } from '../rules/bundles';
import { daySetsOf, type Solve, tried } from './bundled-trial';
import { departmentsApart, type Wished, wishedElements } from './bundled-visits';
import type { CapsLeft } from './caps-of';
import type { EnterpriseVisits } from './consolidation';
import { dayBits } from './day-rows';
import { limitsToo } from './effort';
import { raisedIn } from './enterprise-visits';
import { ruleTable } from './rule-table';
import type { Free } from './several-caps/choice';
import type { Limited } from './several-caps/limits';
import { type Cap, type Cost, usedBy } from './several-caps/problem';
import { type CappedOccurrences, severalCaps, severalLimits } from './several-caps/several-caps';
import type { Limit } from './visit-cap';

type Found = EnterpriseVisits & { readonly steps: number };

const noFloor: Cost = { out: 0, fallback: 0, visits: 0 };

/**
 * The elements of an enterprise with wishes as the search under several caps reads them: bundles of
 * items, of each element by its own methods, then by the fallbacks of all its occurrences that have
 * one. `free` are its visits without caps, where known. O(elements × rules).
 */
const bundledProblem = (
  solve: Solve,
  wished: Wished,
  caps: readonly Cap[],
  free?: Pick<EnterpriseVisits, 'visits' | 'lowerBound'>,
) => {
  const { terms, occurrences, e } = wished;
  const { item } = occurrences;
  const { elements, book, listsOf } = wishedElements(wished);
  const must = elements.map(
    ({ members, kept }) => kept || members.some((o) => terms.key[item[o]] === 1),
  );
  const ownItems = elements.map(({ members }) => members.map((o) => item[o]));
  const byFallback = (i: number): number => {
    const other = terms.fallback?.[i] ?? -1;
    return other < 0 ? i : other;
  };
  const bundles = ownItems.slice();
  const elementOf = [...elements.keys()];
  const fallback = ownItems.map((own, k) => {
    const others = own.map(byFallback);
    if (must[k] || others.every((i, at) => i === own[at])) return -1;
    elementOf.push(k);
    return bundles.push(others) - 1;
  });
  const lists = elements.map(({ members }) => new Set(members.flatMap(listsOf)));
  const bundled = bundledRules(
    book,
    bundles.map((some) => some.map((i) => terms.items[i])),
    elementOf.map((k) => lists[k]),
    false,
  );
  const anyOf = (marks: Uint8Array): Uint8Array =>
    Uint8Array.from(bundles, (some) => (some.some((i) => marks[i] === 1) ? 1 : 0));
  const table = ruleTable(bundled.rules, bundled.items, anyOf(terms.onSite), anyOf(terms.key));

  const placeOf = new Map(
    elements.flatMap(({ members }, k) => members.map((o) => [o, k] as const)),
  );
  const placesIn = (visits: EnterpriseVisits['visits']): ReadonlyArray<readonly number[]> =>
    visits.map(({ members }) => [...new Set(Array.from(members, (o) => placeOf.get(o) ?? -1))]);
  const freely = free && placesIn(free.visits);
  let used = 0;
  const search: Free = (places, by) => {
    const there = new Set(places);
    const isOwn = places.every((k) => by[k] === k);
    if (isOwn && freely !== undefined && there.size === elements.length)
      return { visits: freely, lowerBound: free?.lowerBound ?? 0 };
    if (there.size === 0) return { visits: [], lowerBound: 0 };
    const checked = item.slice();
    for (const k of places)
      elements[k].members.forEach((o, at) => {
        checked[o] = bundles[by[k]][at];
      });
    const found = tried(solve, terms, { ...occurrences, item: checked }, e, {
      elements: places.map((k) => elements[k]),
      ...{ rules: book, listsOf, capped: false },
    });
    used += found.steps;
    // The visits without caps keep the need of hosts; parts that no visit connects are parts of them.
    const isPart =
      isOwn && freely?.every((visit) => new Set(visit.map((k) => there.has(k))).size < 2) === true;
    return {
      visits: isPart ? freely.filter(([k]) => there.has(k)) : placesIn(found.visits),
      lowerBound: found.complete ? found.lowerBound : 0,
    };
  };
  const { daySet, daySets } = daySetsOf(occurrences, elements);
  const ofBundles = caps.map(
    (cap): Cap => ({ ...cap, counts: (b) => bundles[b].some(cap.counts) }),
  );
  const asked: CappedOccurrences = {
    item: Int32Array.from(elements.keys()),
    fallback: Int32Array.from(fallback),
    days: dayBits(daySets, daySet),
    must: Uint8Array.from(must, Number),
    size: Int32Array.from(elements, ({ members }) => members.length),
    fallen: Int32Array.from(ownItems, (own) => own.filter((i) => byFallback(i) !== i).length),
    listsOf: lists.map((own) => [...own]),
  };
  return {
    ...{ elements, book, bundled, table, byFallback, ofBundles, asked, search, freely },
    used: () => used,
  };
};

/** The limits of the caps of an enterprise with wishes, for what must be served alone. O(search). */
export const bundledLimits = (
  solve: Solve,
  wished: Wished,
  caps: readonly Cap[],
): readonly Limit[] => {
  const { asked, ofBundles, table, search } = bundledProblem(solve, wished, caps);
  return severalLimits(asked, ofBundles, table, search, wished.steps);
};

/**
 * The visits of an enterprise with wishes under several caps: `free`, its visits without caps, where
 * these keep the caps. An element is served by its own methods, by the fallbacks of all its
 * occurrences that have one, or not at all. An element that must be served keeps its own methods.
 * O(search).
 */
export const bundledUnderCaps = (
  solve: Solve,
  wished: Wished,
  { caps, isFixed }: CapsLeft,
  free: Found,
): Found => {
  const { item } = wished.occurrences;
  const problem = bundledProblem(solve, wished, caps, free);
  const { elements, book, bundled, table, byFallback, ofBundles, asked, search } = problem;
  const found = severalCaps(
    asked,
    ofBundles,
    table,
    search,
    () => undefined,
    limitsToo(wished.steps),
    isFixed,
  );
  if (found === undefined) {
    const used = usedBy(
      ofBundles,
      (problem.freely ?? []).map((items) => ({ items })),
    );
    const limits = ofBundles.flatMap((cap, c): readonly Limited[] =>
      used[c] <= cap.most ? [] : [{ cap, most: used[c], least: cap.least ?? cap.most }],
    );
    return { ...free, raised: raisedIn(ofBundles, limits) };
  }
  const sorted = [...book].sort((a, b) => byText(a.domain, b.domain));
  const domains = sorted.map(({ domain }) => domain);
  const floor = bundled.complete ? found.floor : noFloor;
  const membersOf = (some: readonly number[]): readonly number[] =>
    some.flatMap((k) => elements[k].members).sort((a, b) => a - b);
  const served = membersOf(found.made.flatMap(({ members }) => members));
  const isServed = new Set(served);
  const { steps: further, ...apart } = departmentsApart(solve, wished, served);
  return {
    visits: found.made.map(({ members, host }) => ({
      host: domains.indexOf(bundled.domainOf.get(table.hosts[host].domain) ?? ''),
      members: membersOf(members),
    })),
    dropped: membersOf([...elements.keys()]).filter((o) => !isServed.has(o)),
    byFallback: found.made
      .flatMap(({ members, items }) =>
        members.flatMap((k, at) =>
          items[at] === k ? [] : elements[k].members.filter((o) => byFallback(item[o]) !== item[o]),
        ),
      )
      .sort((a, b) => a - b),
    lowerBound: floor.visits,
    leastOut: floor.out,
    leastByFallback: found.out === floor.out ? floor.fallback : 0,
    raised: raisedIn(ofBundles, found.limits),
    witness: [],
    ...apart,
    settled:
      found.out === floor.out &&
      found.fallback === floor.fallback &&
      found.visits === floor.visits &&
      found.limits.every(({ most, least }) => most === least),
    steps: free.steps + problem.used() + further,
  };
};
