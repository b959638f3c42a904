import { exactChoice, mostExact } from './exact';
import { leastLeftOut } from './least-left-out';
import { fewestOccasions, type MostHeld, mostHeld } from './occasion-sets';
import {
  type Cap,
  type CappedProblem,
  type CappedResult,
  type CappedVisit,
  type Cost,
  hostOfVisit,
  joinedBy,
  usedBy,
  visitOf,
} from './problem';
import { relaxed } from './relaxation';
import { goodChoice, isBetter, merge } from './ruin';

/** Visits of some occurrences (places in a list), without caps. */
export interface FreeChoice {
  readonly visits: ReadonlyArray<readonly number[]>;
  readonly lowerBound: number;
}

/** The fewest visits of some occurrences by the given items, without caps. */
export type Free = (places: readonly number[], items: Int32Array) => FreeChoice;

/**
 * Visits of as many as possible of some occurrences, in a number of visits. Undefined where that is
 * not known for certain.
 */
export type Within = (
  places: readonly number[],
  limit: number,
) => ReadonlyArray<readonly number[]> | undefined;

const without = (places: Iterable<number>, gone: ReadonlySet<number>): readonly number[] =>
  Array.from(places).filter((k) => !gone.has(k));

/** Rounds of ruin and recreate before the first bound. */
const firstRounds = 10;

/** Further rounds, in batches; large enterprises get fewer, since a round takes longer. */
const laterRounds = (steps: number, count: number): readonly number[] => {
  const all = Math.min(1000, Math.ceil(steps / Math.max(1, count)));
  return [0.02, 0.1, 0.4].map((share) => Math.ceil(share * all));
};

/** The best choice that is found for some occurrences, and the lower bound on it. */
export const choiceOf = (
  problem: CappedProblem,
  own: Int32Array,
  caps: readonly Cap[],
  limits: readonly number[],
  free: Free,
  within: Within,
  steps: number,
): CappedResult & { readonly floor: Cost } => {
  const n = own.length;
  const all = Array.from(own.keys());
  const visitsOf = (choice: FreeChoice, items: Int32Array): CappedVisit[] | undefined => {
    const visits = choice.visits.map((members) =>
      visitOf(
        problem,
        members,
        members.map((k) => items[k]),
      ),
    );
    return visits.every((visit) => visit !== undefined && hostOfVisit(problem, visit) >= 0)
      ? (visits as CappedVisit[])
      : undefined;
  };
  const isWithin = (visits: readonly CappedVisit[]): boolean =>
    usedBy(caps, visits).every((used, c) => used <= limits[c]);
  const unlimited = free(all, own);
  const freely = visitsOf(unlimited, own);
  const open: Cost = { out: 0, fallback: 0, visits: unlimited.lowerBound };
  if (freely !== undefined && isWithin(freely))
    return { made: freely, out: 0, fallback: 0, visits: freely.length, floor: open };

  const { apart, gone, byThemselves, blocks, ...least } = leastLeftOut(
    problem,
    caps,
    limits,
    within,
    { steps },
  );
  const musts = all.filter((k) => problem.must[k] === 1);
  const starts: (readonly CappedVisit[])[] = [];
  // Every cap leaves out the fewest, whatever the others do.
  if (gone.length > 0) {
    const items = own.slice();
    for (const k of gone) if (problem.fallback[k] >= 0) items[k] = problem.fallback[k];
    const served = all.filter((k) => items[k] !== own[k] || !gone.includes(k));
    const apartly = visitsOf(free(served, items), items);
    if (apartly !== undefined && isWithin(apartly)) starts.push(apartly);
    // Visits of each cap by itself, and of all others, are merged as far as they can be.
    const placed = new Set(byThemselves.flat());
    const rest = served.filter((k) => !placed.has(k));
    const alone = visitsOf({ visits: byThemselves, lowerBound: 0 }, own);
    const others = visitsOf(free(rest, items), items);
    if (alone !== undefined && others !== undefined) {
      const merged = merge(problem, [...alone, ...others]);
      if (isWithin(merged)) starts.push(merged);
    }
  }
  // The free visits, with the visits beyond a limit without what the cap counts.
  if (freely !== undefined) {
    const gone = new Set<number>();
    caps.forEach(({ counts }, c) => {
      const counting = freely.filter(({ items }) => items.some(counts));
      const worth = ({ members, items }: CappedVisit): number =>
        members.reduce(
          (sum, k, at) =>
            counts(items[at])
              ? sum + (problem.must[k] === 1 ? n * n : problem.fallback[k] < 0 ? n : 1)
              : sum,
          0,
        );
      for (const { members, items } of counting
        .toSorted((a, b) => worth(b) - worth(a))
        .slice(limits[c]))
        members.forEach((k, at) => {
          if (counts(items[at])) gone.add(k);
        });
    });
    const kept = freely.flatMap(({ members }) => {
      const stay = without(members, gone);
      const visit =
        stay.length === 0
          ? undefined
          : visitOf(
              problem,
              stay,
              stay.map((k) => own[k]),
            );
      return visit !== undefined && hostOfVisit(problem, visit) >= 0 ? [visit] : [];
    });
    if (isWithin(kept) && !musts.some((k) => gone.has(k))) starts.push(kept);
  }
  const together = visitsOf(free(musts, own), own);
  if (together !== undefined && isWithin(together)) starts.push(together);
  if (starts.length === 0) starts.push([]);

  let best: CappedResult | undefined;
  const improve = (from: readonly CappedVisit[], floor: Cost, rounds: number): void => {
    const found = goodChoice(problem, limits, from, floor, rounds);
    if (best === undefined || isBetter(found, best)) best = found;
  };
  /** The same occurrences by the same methods, in the fewest visits. */
  const gather = (choice: CappedResult): CappedResult => {
    const items = own.slice();
    for (const visit of choice.made)
      visit.members.forEach((k, at) => {
        items[k] = visit.items[at];
      });
    const merged = visitsOf(
      free(
        choice.made.flatMap(({ members }) => members),
        items,
      ),
      items,
    );
    return merged !== undefined && merged.length < choice.visits && isWithin(merged)
      ? { ...choice, made: merged, visits: merged.length }
      : choice;
  };
  /** A start from lists of options, each as one visit as far as it can be. */
  const rounded = (lists: ReadonlyArray<readonly number[]>): CappedVisit[] => {
    const chosen: CappedVisit[] = [];
    const placed = new Set<number>();
    for (const list of lists) {
      let visit: CappedVisit | undefined;
      for (const option of list) {
        const k = option % n;
        if (placed.has(k)) continue;
        const item = option < n ? own[k] : problem.fallback[k];
        const larger: CappedVisit | undefined =
          visit === undefined ? visitOf(problem, [k], [item]) : joinedBy(problem, visit, k, item);
        visit = larger ?? visit;
      }
      if (visit === undefined || hostOfVisit(problem, visit) < 0) continue;
      if (!isWithin([...chosen, visit])) continue;
      chosen.push(visit);
      for (const k of visit.members) placed.add(k);
    }
    return chosen;
  };
  /** Lower bound on the visits of the occurrences that every best choice serves by their own method. */
  const certainly = (): number => {
    if (problem.hosts.some(({ critical }) => critical)) return 0;
    const short = new Set(apart.flatMap(({ backed, plain }) => [...backed, ...plain]));
    return free(without(all, short), own).lowerBound;
  };
  /**
   * A cap that counts all that other caps count, and more than it allows: the most occurrences in
   * `most` of its visits.
   */
  const wide = caps.findIndex(
    ({ counts }, c) =>
      caps.length > 1 &&
      all.every((k) => counts(own[k]) || caps.every((other) => !other.counts(own[k]))) &&
      all.filter((k) => counts(own[k])).length > limits[c],
  );
  const heldBy = (most: number, atLeast: number): MostHeld | undefined => {
    const involved = all.filter((k) => caps[wide].counts(own[k]));
    if (involved.some((k) => problem.must[k] === 0 && problem.fallback[k] >= 0)) return undefined;
    const taken = new Set<number>();
    const parts = caps.flatMap(({ counts }, c) => {
      const counted = all.filter((k) => counts(own[k]));
      if (c === wide || counted.length <= limits[c] || counted.some((k) => taken.has(k))) return [];
      for (const k of counted) taken.add(k);
      return [{ counted, most: limits[c] }];
    });
    return mostHeld(problem, parts, involved, most, atLeast);
  };
  const involvedBy = (c: number): number => all.filter((k) => caps[c].counts(own[k])).length;
  let floor: Cost = { ...least, visits: 0 };
  /** Raises a bound. The one on fallbacks holds for as few left out as before, and falls with it. */
  const raise = (aim: keyof Cost, bound: number): void => {
    if (bound <= floor[aim]) return;
    floor = aim === 'out' ? { ...floor, out: bound, fallback: 0 } : { ...floor, [aim]: bound };
  };
  for (const start of starts) improve(start, floor, 0);
  for (const aim of ['out', 'fallback', 'visits'] as const) {
    if (best === undefined) throw new Error('no start');
    if (aim === 'fallback' && best.out > floor.out) continue;
    for (const more of [0, ...laterRounds(steps, n)]) {
      best = gather(best);
      if (best[aim] <= floor[aim]) break;
      if (more > 0) {
        improve(best.made, floor, more);
        continue;
      }
      if (aim === 'visits' && best.out === least.out && best.fallback === least.fallback) {
        raise('visits', certainly());
        if (best.visits <= floor.visits) break;
        if (best.fallback === 0) {
          const sets = fewestOccasions(problem, blocks, Math.max(1, floor.visits), best.visits);
          raise('visits', sets?.bound ?? 0);
          if (sets?.lists !== undefined) improve(rounded(sets.lists), floor, firstRounds);
          if (best.visits <= floor.visits) break;
        }
      }
      if (wide >= 0 && aim !== 'fallback') {
        const served = involvedBy(wide) - best.out;
        const held: MostHeld | undefined =
          aim === 'out'
            ? heldBy(limits[wide], served + 1)
            : best.out === floor.out
              ? heldBy(best.visits - 1, served)
              : undefined;
        if (held !== undefined) {
          if (held.lists !== undefined) improve(rounded(held.lists), floor, firstRounds);
          const bound = aim === 'out' ? involvedBy(wide) - held.served : best.visits;
          if (aim === 'out' || held.lists === undefined) raise(aim, bound);
          if (best[aim] <= floor[aim]) break;
        }
      }
      const { out } = best;
      // A choice that leaves out fewer may check more by fallback.
      const fallback = out > floor.out ? n : best.fallback;
      const found = relaxed(problem, limits, apart, [...best.made, ...(freely ?? [])], {
        aim,
        out,
        fallback,
      });
      raise(aim, found.bound);
      if (best[aim] > floor[aim]) improve(rounded(found.visits), floor, firstRounds);
    }
  }
  if (best === undefined) throw new Error('no start');
  best = gather(best);
  if (isBetter(floor, best) && n <= mostExact) {
    const exact = exactChoice(problem, limits, { steps }, true);
    if (exact !== undefined && exact !== 'infeasible') return { ...exact, floor: exact };
  }
  // The bound on fallbacks holds for as few left out as its own bound says.
  return { ...best, floor: best.out > floor.out ? { ...floor, fallback: 0 } : floor };
};
