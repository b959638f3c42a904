import { indexById } from '../registry/sorted';
import type { CappedVisits } from './capped-visits';
import type { CapsLeft } from './caps-of';
import type { EnterpriseVisits, RaisedLimit, ServableOccurrences } from './consolidation';
import { dayBits } from './day-rows';
import { limitsToo } from './effort';
import type { Elements } from './elements';
import { hostedBy } from './parts';
import {
  filledUp,
  necessaryVisits,
  type RuleSolver,
  shapeOf,
  shapesOf,
  visitsFor,
} from './rule-solver';
import type { Free, Within } from './several-caps/choice';
import type { Limited } from './several-caps/limits';
import { type Cap, usedBy } from './several-caps/problem';
import { type CappedOccurrences, severalCaps, severalLimits } from './several-caps/several-caps';
import { capLeft, type Limit, raisedAbove } from './visit-cap';

/**
 * The solvers under the rules, under the rules with departments kept apart, and with enough steps.
 */
export interface RuleSolvers {
  readonly joint: RuleSolver;
  readonly separate: RuleSolver;
  readonly thorough: RuleSolver;
}

/** Visits of the elements of one enterprise. */
interface ElementVisits {
  /** Visit of each element; −1: left out. */
  readonly visitOf: Int32Array;
  /** Domain of each visit. */
  readonly host: ArrayLike<number>;
  readonly lowerBound: number;
  /** Elements of which no two can share a visit. */
  readonly witness: readonly number[];
  /** Whether more steps would change nothing. */
  readonly settled: boolean;
  /** Whether no valid plan serves more. */
  readonly servesMost: boolean;
}

/** The visits under a cap; without any where the free visits keep it. */
interface UnderCap {
  readonly limit: Limit;
  readonly visits?: ElementVisits;
}

interface FreeVisits extends ElementVisits {
  /** Number of on-site visits. */
  readonly inside: number;
}

/** The fewest visits of all elements, part by part, without a cap. */
const freeVisits = (joint: RuleSolver, elements: Elements): FreeVisits => {
  const { onSite, table } = joint.terms;
  const visitOf = new Int32Array(elements.count);
  const host: number[] = [];
  const witness: number[] = [];
  let lowerBound = 0;
  let inside = 0;
  for (let p = 0; p < elements.parts; p++) {
    const [from, to] = [elements.partStart[p], elements.partStart[p + 1]];
    if (to === from + 1) {
      // Most parts have a single element.
      const i = elements.item[from];
      visitOf[from] = host.length;
      host.push(table.domainOf[i]);
      witness.push(from);
      lowerBound++;
      inside += onSite[i];
      continue;
    }
    const answer = joint.book.shapes.answer(shapeOf(joint, elements, p));
    for (let k = from; k < to; k++) visitOf[k] = host.length + answer.visitOf[k - from];
    for (let v = 0; v < answer.count; v++) {
      host.push(answer.host[v]);
      inside += answer.onSite[v];
    }
    for (const k of answer.witness) witness.push(from + k);
    lowerBound += answer.lowerBound;
  }
  return {
    visitOf,
    host,
    lowerBound,
    witness,
    settled: lowerBound === host.length,
    servesMost: true,
    inside,
  };
};

/**
 * The visits under a cap. `left` is the rest of the limit.
 * Where it `isFixed`, protected occurrences may need hosts to keep it; the limit gives way to them
 * only where that does not suffice.
 */
const cappedVisits = (
  { joint, thorough }: RuleSolvers,
  elements: Elements,
  free: FreeVisits,
  left: Limit,
  isFixed: boolean,
): UnderCap => {
  if (free.inside <= left.most) return { limit: left };
  const { key, onSite, table } = joint.terms;
  const keyAlone = visitsFor(thorough, elements, (i) => key[i] === 1 && onSite[i] === 1);
  const searchedIn = (some: Limit): CappedVisits | undefined =>
    joint.caps(elements, shapesOf(joint, elements), some);
  const within = isFixed && keyAlone.host.length > left.most ? searchedIn(left) : undefined;
  const limit: Limit =
    within === undefined
      ? {
          most: Math.max(left.most, keyAlone.host.length),
          least: Math.max(left.least, keyAlone.lowerBound),
        }
      : left;
  if (free.inside <= limit.most) return { limit };
  const searched = within ?? searchedIn(limit);
  const found = searched ?? necessaryVisits(thorough, elements);
  const { visitOf, host, exact, ...capped } = found.exact
    ? found
    : filledUp(thorough, elements, limit.most, found);
  // Either no element must be left out, or all on-site visits of the limit are
  // used: one more would serve more.
  const lowerBound =
    searched === undefined
      ? Math.min(free.lowerBound, limit.least + capped.lowerBound, host.length - 1)
      : capped.lowerBound;
  return {
    limit,
    visits: {
      visitOf,
      host: hostedBy(table.domainOf, elements.item, visitOf, host),
      lowerBound,
      witness: [],
      settled: exact && lowerBound === host.length,
      servesMost: exact,
    },
  };
};

/** The limits above their caps; `caps` are all of the enterprise, `limits` of some. */
export const raisedIn = (
  caps: readonly Cap[],
  limits: readonly Limited[],
): readonly RaisedLimit[] =>
  caps.flatMap((cap, c) => {
    const { most, least } = limits.find((one) => one.cap === cap) ?? {
      most: cap.most,
      least: cap.least ?? cap.most,
    };
    const above = (limit: number): number => limit - (cap.stated ?? cap.most);
    return above(most) > 0 ? [{ cap: c, by: above(most), byLeast: Math.max(0, above(least)) }] : [];
  });

/** What several caps need to know. */
export interface SeveralTerms {
  /** What is left of the caps of an enterprise; undefined where its total cap alone matters. */
  readonly capsLeft: (e: number) => CapsLeft | undefined;
  /** Each item by its fallback; −1: none. */
  readonly fallback: Int32Array;
  readonly steps: number;
}

/**
 * The visits of an enterprise: by its wishes, where it has any (`wished`); else under its cap,
 * where that binds; else the fewest. `limitsOf` gives the limits of several caps.
 * O(occurrences of the enterprise + search).
 */
export const enterpriseVisits = (
  occurrences: ServableOccurrences,
  solvers: RuleSolvers,
  wished: (e: number) => EnterpriseVisits | undefined,
  several: SeveralTerms,
): {
  readonly visitsOf: (e: number) => EnterpriseVisits;
  readonly limitsOf: (e: number) => readonly Limit[];
} => {
  const { rows, start, reason, item, daySet } = occurrences;
  const { joint, separate } = solvers;
  const departmentAt = indexById(rows.departments);
  const departmentOf = rows.items.map(({ department }) => departmentAt.get(department) ?? -1);

  const servableOf = (e: number): Int32Array => {
    const own = new Int32Array(start[e + 1] - start[e]);
    let count = 0;
    for (let o = start[e]; o < start[e + 1]; o++) if (reason[o] === 0) own[count++] = o;
    return own.subarray(0, count);
  };

  /** The fewest visits of single departments, and the departments of the on-site ones. */
  const visitsAlone = (served: Int32Array): Pick<EnterpriseVisits, 'perDepartment' | 'alone'> => {
    const { groups, book, terms } = separate;
    const elements = groups(served, served.length, item, daySet);
    const { partStart } = elements;
    let perDepartment = 0;
    const alone: number[] = [];
    for (let p = 0; p < elements.parts; p++) {
      // A part has a single department. Most parts have a single element.
      const items = elements.item.subarray(partStart[p], partStart[p + 1]);
      const shape = items.length === 1 ? -1 : shapeOf(separate, elements, p);
      const visits = shape < 0 ? 1 : book.shapes.visits(shape);
      perDepartment += visits;
      const entering = items.reduce((sum, i) => sum + terms.onSite[i], 0);
      const isMixed = 0 < entering && entering < items.length;
      const inside = isMixed
        ? book.shapes.answer(shape).onSite.reduce((sum, one) => sum + one, 0)
        : entering && visits;
      for (let k = 0; k < inside; k++) alone.push(departmentOf[items[0]]);
    }
    return { perDepartment, alone: alone.sort((a, b) => a - b) };
  };

  /** The visits of elements as visits of occurrences. */
  const ofOccurrences = (
    listed: Int32Array,
    { elementOf, count }: Elements,
    { visitOf, host, witness, servesMost, lowerBound, settled }: ElementVisits,
  ): EnterpriseVisits => {
    const visits = Array.from(host, (domain) => ({ host: domain, members: [] as number[] }));
    const dropped: number[] = [];
    const firstOf = new Int32Array(count).fill(-1);
    for (let k = 0; k < listed.length; k++) {
      const element = elementOf[k];
      if (firstOf[element] < 0) firstOf[element] = listed[k];
      (visitOf[element] < 0 ? dropped : visits[visitOf[element]].members).push(listed[k]);
    }
    const isServed = (_: number, k: number): boolean => visitOf[elementOf[k]] >= 0;
    return {
      lowerBound,
      settled,
      visits,
      dropped,
      leastOut: servesMost ? dropped.length : 0,
      witness: Int32Array.from(witness, (element) => firstOf[element]).sort(),
      ...visitsAlone(dropped.length === 0 ? listed : listed.filter(isServed)),
    };
  };

  /** The occurrences as the search under several caps reads them, and their free visits. */
  const askedOf = (
    listed: Int32Array,
  ): { readonly asked: CappedOccurrences; readonly freely: Free } => {
    const { key } = joint.terms;
    const own = listed.map((o) => item[o]);
    const sets = listed.map((o) => daySet[o]);
    const freely: Free = (places, items) => {
      const elements = joint.groups(Int32Array.from(places), places.length, items, sets);
      const { visitOf, host, lowerBound } = freeVisits(joint, elements);
      const visits = Array.from(host, (): number[] => []);
      places.forEach((place, k) => {
        visits[visitOf[elements.elementOf[k]]].push(place);
      });
      return { visits, lowerBound };
    };
    const asked: CappedOccurrences = {
      item: own,
      fallback: own.map((i) => several.fallback[i]),
      days: dayBits(joint.daySets, sets),
      must: Uint8Array.from(own, (i) => key[i]),
      listsOf: Array.from(own, (i) => [i]),
    };
    return { asked, freely };
  };

  /**
   * The limits above their caps where free visits keep the limits: they have as many visits as the
   * protected occurrences need.
   */
  const raisedFor = (
    listed: Int32Array,
    { visits }: EnterpriseVisits,
    caps: readonly Cap[],
    freely: Free,
  ): readonly RaisedLimit[] => {
    const own = listed.map((o) => item[o]);
    const itemsOf = visits.map(({ members }) => ({ items: Array.from(members, (o) => item[o]) }));
    const used = usedBy(caps, itemsOf);
    return raisedIn(
      caps,
      caps.flatMap((cap, c): readonly Limited[] => {
        if (used[c] <= cap.most) return [];
        const places = Array.from(own.keys()).filter(
          (k) => joint.terms.key[own[k]] === 1 && cap.counts(own[k]),
        );
        const { lowerBound } = freely(places, own);
        const least = Math.max(cap.least ?? cap.most, Math.min(used[c], lowerBound));
        return [{ cap, most: used[c], least }];
      }),
    );
  };

  /** The visits under several caps: the free ones where these keep them. */
  const underCaps = (
    listed: Int32Array,
    { caps, isFixed }: CapsLeft,
    unlimited: EnterpriseVisits,
  ): EnterpriseVisits => {
    const { table } = joint.terms;
    const { asked, freely } = askedOf(listed);
    const own = asked.item;
    const sets = listed.map((o) => daySet[o]);
    const isHosted = table.hosts.some(({ critical }) => critical);
    const within: Within = (places, limit) => {
      // Hosts of other departments could help; off-site visits are not limited here.
      if (isHosted || places.some((k) => joint.terms.onSite[own[k]] === 0)) return undefined;
      const elements = joint.groups(Int32Array.from(places), places.length, own, sets);
      const found = joint.caps(elements, shapesOf(joint, elements), { most: limit, least: limit });
      if (found === undefined || !found.exact) return undefined;
      const visits = Array.from(found.host, (): number[] => []);
      places.forEach((place, k) => {
        const visit = found.visitOf[elements.elementOf[k]];
        if (visit >= 0) visits[visit].push(place);
      });
      return visits;
    };
    const found = severalCaps(
      asked,
      caps,
      table,
      freely,
      within,
      limitsToo(several.steps),
      isFixed,
    );
    if (found === undefined)
      return { ...unlimited, raised: raisedFor(listed, unlimited, caps, freely) };
    const served = new Set(found.made.flatMap(({ members }) => members));
    const dropped = listed.filter((_, k) => !served.has(k));
    const byFallback = found.made
      .flatMap(({ members, items }) => members.filter((k, at) => items[at] !== own[k]))
      .map((k) => listed[k])
      .sort((a, b) => a - b);
    const isBest =
      found.out === found.floor.out &&
      found.fallback === found.floor.fallback &&
      found.visits === found.floor.visits;
    return {
      visits: found.made.map(({ members, host }) => ({
        host,
        members: members.map((k) => listed[k]).sort((a, b) => a - b),
      })),
      dropped,
      byFallback,
      lowerBound: found.floor.visits,
      leastOut: found.floor.out,
      leastByFallback: found.out === found.floor.out ? found.floor.fallback : 0,
      raised: raisedIn(caps, found.limits),
      witness: [],
      ...visitsAlone(listed.filter((_, k) => served.has(k))),
      settled: isBest && found.limits.every(({ most, least }) => most === least),
    };
  };

  const ruled = (e: number): EnterpriseVisits => {
    const listed = servableOf(e);
    const left = several.capsLeft(e);
    const elements = joint.groups(listed, listed.length, item, daySet);
    const free = freeVisits(joint, elements);
    if (left !== undefined) {
      // The elements are read first: further groups overwrite them.
      return underCaps(listed, left, ofOccurrences(listed, elements, free));
    }
    const isFixed = occurrences.capUse?.limits?.[e] !== undefined;
    const { limit, visits } = cappedVisits(
      solvers,
      elements,
      free,
      capLeft(occurrences, e),
      isFixed,
    );
    const raised = raisedAbove(occurrences, e, limit);
    return { ...ofOccurrences(listed, elements, visits ?? free), raised };
  };
  return {
    visitsOf: (e) => wished(e) ?? ruled(e),
    limitsOf: (e) => {
      const listed = servableOf(e).filter((o) => joint.terms.key[item[o]] === 1);
      const { asked, freely } = askedOf(listed);
      return severalLimits(
        asked,
        several.capsLeft(e)?.caps ?? [],
        joint.terms.table,
        freely,
        several.steps,
      );
    },
  };
};
