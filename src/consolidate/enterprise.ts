import { membersOf } from './bits';
import { type CapNeeds, type CappedCover, type CappedCovers, coversUnderCap, needsUnderCap } from './cap';
import { byUrgency, type Component, componentOf, separateComponents, type Terms } from './component';
import { type Effort, type Solution, solve } from './solve';

/** Visits for some occurrences of one enterprise; occurrences are positions in the lists that were given. */
export interface EnterpriseVisits {
  /** Host of each visit. */
  readonly host: readonly number[];
  /** Occurrences of each visit. */
  readonly members: ReadonlyArray<readonly number[]>;
  /** Left out because of the cap. */
  readonly dropped: readonly number[];
  readonly lowerBound: number;
  /** Occurrences no two of which share a visit. */
  readonly witness: readonly number[];
}

const nobody: EnterpriseVisits = { host: [], members: [], dropped: [], lowerBound: 0, witness: [] };

/** Occurrences searched together at most; more are cut into stretches of days. */
const mostTogether = 1500;

interface Solved {
  readonly component: Component;
  readonly positions: Int32Array;
  readonly solution: Solution;
}

const pick = (column: Int32Array, positions: Int32Array): Int32Array => Int32Array.from(positions, (p) => column[p]);

const solveGroup = (
  terms: Terms,
  item: Int32Array,
  daySet: Int32Array,
  positions: Int32Array,
  effort: Effort,
): Solved => {
  const component = componentOf(terms, pick(item, positions), pick(daySet, positions));
  return { component, positions, solution: solve(component, effort) };
};

const fromSolved = (solved: readonly Solved[]): EnterpriseVisits => ({
  host: solved.flatMap(({ solution }) => [...solution.cover.host]),
  members: solved.flatMap(({ component: { words }, positions, solution: { cover } }) =>
    Array.from({ length: cover.count }, (_, k) => membersOf(cover.bits, k * words, words).map((i) => positions[i])),
  ),
  dropped: [],
  lowerBound: solved.reduce((sum, { solution }) => sum + solution.lowerBound, 0),
  witness: solved.flatMap(({ positions, solution }) => solution.witness.map((i) => positions[i])),
});

/** Too many to search together: stretches of days one by one. The bound counts occurrences with no day in common. */
const inStretches = (terms: Terms, item: Int32Array, daySet: Int32Array, effort: Effort): EnterpriseVisits => {
  const { start, lo, hi } = terms.daySets;
  const order = Int32Array.from(item.keys()).sort(byUrgency(terms, daySet));
  const parts: EnterpriseVisits[] = [];
  for (let from = 0; from < order.length; from += mostTogether) {
    const stretch = order.subarray(from, from + mostTogether);
    const visits = fewestVisits(terms, pick(item, stretch), pick(daySet, stretch), effort);
    parts.push({ ...visits, members: visits.members.map((visit) => visit.map((p) => stretch[p])) });
  }
  const witness: number[] = [];
  let end = -1;
  for (const p of order)
    if (lo[start[daySet[p]]] > end) {
      witness.push(p);
      end = hi[start[daySet[p] + 1] - 1];
    }
  return {
    host: parts.flatMap(({ host }) => host),
    members: parts.flatMap(({ members }) => members),
    dropped: [],
    lowerBound: witness.length,
    witness,
  };
};

/** The fewest visits for all of the occurrences, as far as the effort goes. */
export const fewestVisits = (terms: Terms, item: Int32Array, daySet: Int32Array, effort: Effort): EnterpriseVisits => {
  if (item.length === 0) return nobody;
  if (item.length > mostTogether) return inStretches(terms, item, daySet, effort);
  return fromSolved(
    separateComponents(terms, item, daySet).map((group) => solveGroup(terms, item, daySet, group, effort)),
  );
};

interface Share {
  readonly dropped: number;
  readonly visits: number;
  /** One of each component. */
  readonly covers: readonly CappedCover[];
}

/** The objective of model §6: fewest left out, then fewest visits. */
const byOutcome = (a: Share, b: Share): number => a.dropped - b.dropped || a.visits - b.visits;

/** Shares out `limit` on-site visits among the components: fewest left out, then fewest visits. O(components × limit²). */
const shareOut = (components: readonly CappedCovers[], limit: number): readonly CappedCover[] => {
  let best: readonly (Share | undefined)[] = [{ dropped: 0, visits: 0, covers: [] }];
  for (const { covers } of components) {
    const next: (Share | undefined)[] = [];
    best.forEach((share, used) => {
      if (share === undefined) return;
      covers.forEach((capped, k) => {
        const total = used + k;
        if (capped === undefined || total > limit) return;
        const candidate = {
          dropped: share.dropped + capped.dropped.length,
          visits: share.visits + capped.cover.count,
          covers: [...share.covers, capped],
        };
        const known = next[total];
        if (known === undefined || byOutcome(candidate, known) < 0) next[total] = candidate;
      });
    });
    best = next;
  }
  const shares = best.filter((share) => share !== undefined);
  return shares.reduce((a, b) => (byOutcome(b, a) < 0 ? b : a)).covers;
};

/**
 * Visits of an enterprise with a cap on on-site visits (model §6): all key occurrences, as many others as the cap allows, in the
 * fewest visits.
 */
export const cappedVisits = (
  terms: Terms,
  item: Int32Array,
  daySet: Int32Array,
  cap: number,
  effort: Effort,
): EnterpriseVisits => {
  const solved = separateComponents(terms, item, daySet).map((group) => solveGroup(terms, item, daySet, group, effort));
  const needs = solved.map(({ component, solution }) => needsUnderCap(component, solution.cover, effort));
  const sum = (of: (need: CapNeeds) => number): number => needs.reduce((total, need) => total + of(need), 0);
  const limit = Math.max(
    cap,
    sum(({ keyAlone }) => keyAlone.count),
  );
  const [free, least] = [sum((need) => need.free), sum((need) => need.least)];
  if (free <= limit) return fromSolved(solved);
  const capped = solved.map(({ component, solution }, c) => {
    // What the others cannot use is this one's, and what they must have is not.
    const from = Math.max(needs[c].least, limit - (free - needs[c].free));
    const to = Math.min(needs[c].free, limit - (least - needs[c].least));
    return coversUnderCap(component, solution, needs[c], from, to, effort);
  });
  const chosen = shareOut(capped, limit);
  const visits = chosen.reduce((total, { cover }) => total + cover.count, 0);
  return {
    host: chosen.flatMap(({ cover }) => [...cover.host]),
    members: chosen.flatMap(({ cover }, c) => {
      const { positions, component } = solved[c];
      return Array.from({ length: cover.count }, (_, k) =>
        membersOf(cover.bits, k * component.words, component.words).map((i) => positions[i]),
      );
    }),
    dropped: chosen.flatMap(({ dropped }, c) => dropped.map((i) => solved[c].positions[i])),
    lowerBound:
      capped.every(({ exact }) => exact) && needs.every(({ exact }) => exact) ? visits : sum((need) => need.visits),
    witness: [],
  };
};
