import { exactChoice, mostExact } from './exact';
import { leastLeftOut } from './least-left-out';
import {
  type Cap,
  type CappedProblem,
  type CappedResult,
  type CappedVisit,
  type Cost,
  hostOfVisit,
  usedBy,
  visitOf,
} from './problem';
import { relaxed } from './relaxation';
import { goodChoice, isBetter } from './ruin';

/** Visits of some occurrences (places in a list), without caps. */
export interface FreeChoice {
  readonly visits: ReadonlyArray<readonly number[]>;
  readonly lowerBound: number;
}

/** The fewest visits of some occurrences by the given items, without caps. */
export type Free = (places: readonly number[], items: Int32Array) => FreeChoice;

/**
 * The occurrences, of some that all count alike, that fit into a number of visits: as many as
 * possible. Undefined where that is not known for certain.
 */
export type Within = (places: readonly number[], limit: number) => readonly number[] | undefined;

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

  const { apart, gone, ...least } = leastLeftOut(problem, caps, limits, within, { steps });
  const musts = all.filter((k) => problem.must[k] === 1);
  const starts: CappedVisit[][] = [];
  // Every cap leaves out the fewest, whatever the others do.
  if (gone.length > 0) {
    const items = own.slice();
    for (const k of gone) if (problem.fallback[k] >= 0) items[k] = problem.fallback[k];
    const served = all.filter((k) => items[k] !== own[k] || !gone.includes(k));
    const apartly = visitsOf(free(served, items), items);
    if (apartly !== undefined && isWithin(apartly)) starts.push(apartly);
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
  /** A start from the visits of the relaxation, the largest shares first. */
  const rounded = (lists: ReadonlyArray<readonly number[]>): CappedVisit[] => {
    const chosen: CappedVisit[] = [];
    const placed = new Set<number>();
    for (const list of lists) {
      const options = list.filter((option) => !placed.has(option % n));
      if (options.length === 0) continue;
      const members = options.map((option) => option % n);
      const visit = visitOf(
        problem,
        members,
        options.map((option) => (option < n ? own[option] : problem.fallback[option - n])),
      );
      if (visit === undefined || hostOfVisit(problem, visit) < 0) continue;
      if (!isWithin([...chosen, visit])) continue;
      chosen.push(visit);
      for (const k of members) placed.add(k);
    }
    return chosen;
  };
  let floor: Cost = { ...least, visits: 0 };
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
      const { out } = best;
      // A choice that leaves out fewer may check more by fallback.
      const fallback = out > floor.out ? n : best.fallback;
      const found = relaxed(problem, limits, apart, best.made, { aim, out, fallback });
      floor = { ...floor, [aim]: Math.max(floor[aim], found.bound) };
      if (best[aim] > floor[aim]) improve(rounded(found.visits), floor, firstRounds);
    }
  }
  if (best === undefined) throw new Error('no start');
  best = gather(best);
  if (isBetter(floor, best) && n <= mostExact) {
    const exact = exactChoice(problem, limits, { steps }, true);
    if (exact !== undefined && exact !== 'infeasible') return { ...exact, floor: exact };
  }
  return { ...best, floor };
};
