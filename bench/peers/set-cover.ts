import {
  clear_random_subsets,
  ElementDegreeSolutionGenerator,
  GreedySolutionGenerator,
  GuidedLocalSearch,
  initSetCover,
  SetCoverInvariant,
  SetCoverModel,
  SteepestSearch,
} from 'or-tools-wasm/set-cover';
import type { Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { bitsOf, maximal, membersOf } from '../support/bits';
import { processorTime } from '../support/clock';
import type { Solution } from '../support/solve-visits';
import { type AnsweredVisit, answerOf, type Draft } from '../support/visit-answer';
import { patternsOf } from '../support/visit-patterns';
import { limitOf, type Point, pointsOf } from '../support/visit-points';

/** Most maximal visits of one enterprise. */
const mostColumns = 20_000;

/** Rounds of removing random visits and covering their occurrences again. */
const mostRounds = 60;
const localSteps = 500;

/**
 * Combinations of one pattern for each of at most `departments` departments;
 * undefined where there are too many.
 */
const combined = (
  byDepartment: ReadonlyArray<ReadonlyArray<readonly number[]>>,
  departments: number,
  most: number,
): ReadonlyArray<readonly number[]> | undefined => {
  let visits: ReadonlyArray<{
    readonly occurrences: readonly number[];
    readonly departments: number;
  }> = [{ occurrences: [], departments: 0 }];
  byDepartment.forEach((patterns, d) => {
    visits = visits.flatMap((visit) => {
      const joined =
        visit.departments === departments
          ? []
          : patterns.map((own) => ({
              occurrences: [...visit.occurrences, ...own],
              departments: visit.departments + 1,
            }));
      const rest = byDepartment.length - d - 1;
      // Leaving a department out helps only where not all may take part.
      return visit.departments + rest >= departments || joined.length === 0
        ? [...joined, visit]
        : joined;
    });
    if (visits.length > most) visits = visits.slice(0, most + 1);
  });
  return visits.length > most ? undefined : visits.map(({ occurrences }) => occurrences);
};

/** All visits of an enterprise that no other contains; undefined where they are too many. */
const maximalVisits = (facts: Facts, all: readonly Owed[]): readonly Draft[] | undefined => {
  const drafts: Draft[] = [];
  const visitsAt = (point: Point): ReadonlyArray<readonly number[]> | undefined => {
    const departments = [...new Set(point.present.map((o) => all[o].item.department))];
    const byDepartment: Array<ReadonlyArray<readonly number[]>> = [];
    for (const department of departments) {
      const patterns = patternsOf(facts, all, point, department, mostColumns);
      if (patterns === undefined) return undefined;
      byDepartment.push(patterns.map(({ occurrences }) => occurrences));
    }
    const most = Math.min(departments.length, limitOf(point.settings.maxDepartments));
    return combined(byDepartment, most, mostColumns - drafts.length);
  };
  for (const point of pointsOf(facts, all, false)) {
    const visits = visitsAt(point);
    if (visits === undefined) return undefined;
    for (const occurrences of visits) {
      if (occurrences.some((o) => all[o].item.domain === point.domain)) {
        // A point object for each visit, to identify it where it turns out invalid.
        drafts.push({ domain: point.domain, may: new Set(occurrences), point: { ...point } });
      }
    }
  }
  all.forEach(({ item }, o) => {
    if (item.minutes > limitOf(facts.domains.get(item.domain)?.maxMinutes)) {
      drafts.push({ domain: item.domain, may: new Set([o]) });
    }
  });
  const draftOf = new Map(
    drafts.map((draft) => [bitsOf(all.length, [...draft.may]).join(), draft]),
  );
  return maximal(drafts.map(({ may }) => bitsOf(all.length, [...may]))).map(
    (bits) => draftOf.get(bits.join()) ?? { domain: '', may: new Set(membersOf(bits)) },
  );
};

/**
 * The visits of a cover. A visit that lacks an occurrence of the host's domain, since others serve
 * it, is split: its occurrences are visited alone.
 */
const madeGood = (
  facts: Facts,
  all: readonly Owed[],
  drafts: readonly Draft[],
): readonly AnsweredVisit[] => {
  const answer = answerOf(facts, all, drafts);
  if ('visits' in answer) return answer.visits;
  const good = drafts.filter(({ point }) => point === undefined || !answer.unclear.has(point));
  const covered = new Set(good.flatMap(({ may }) => [...may]));
  const alone = all.flatMap(({ item }, o): readonly Draft[] =>
    covered.has(o) ? [] : [{ domain: item.domain, may: new Set([o]) }],
  );
  return madeGood(facts, all, [...good, ...alone]);
};

/**
 * A plan of one enterprise without a cap by OR-Tools' set-cover heuristics, with every
 * maximal visit as a set: greedy and element degree, steepest and guided local search,
 * then rounds of clearing and covering until time is over. Undefined where there are too
 * many sets. It proves nothing.
 */
export const bySetCover = async (
  facts: Facts,
  owed: readonly Owed[],
  seconds: number,
): Promise<Solution | undefined> => {
  const all = owed.filter(({ unserved }) => unserved === undefined);
  const start = processorTime();
  const sets = maximalVisits(facts, all);
  if (sets === undefined) return undefined;
  await initSetCover();
  const building = processorTime() - start;

  const begin = processorTime();
  const deadline = performance.now() + seconds * 1000;
  const model = new SetCoverModel();
  for (const { may } of sets) {
    model.add_empty_subset(1);
    for (const o of may) model.add_element_to_last_subset(o);
  }
  const invariant = new SetCoverInvariant(model);
  let best: { readonly cost: number; readonly selected: readonly boolean[] } | undefined;
  const keep = (): void => {
    if (invariant.num_uncovered_elements() > 0) return;
    if (best === undefined || invariant.cost() < best.cost) {
      best = { cost: invariant.cost(), selected: [...invariant.is_selected()] };
    }
  };
  const improve = async (): Promise<void> => {
    const steepest = new SteepestSearch(invariant);
    steepest.set_max_iterations(localSteps);
    await steepest.next_solution();
    keep();
    const guided = new GuidedLocalSearch(invariant);
    guided.initialize();
    guided.set_max_iterations(localSteps);
    await guided.next_solution();
    keep();
  };
  await new ElementDegreeSolutionGenerator(invariant).next_solution();
  await improve();
  invariant.load_solution(sets.map(() => false));
  await new GreedySolutionGenerator(invariant).next_solution();
  await improve();
  const everything = sets.map((_, s) => s);
  for (let round = 0; round < mostRounds && best !== undefined; round++) {
    if (performance.now() > deadline) break;
    invariant.load_solution([...best.selected]);
    clear_random_subsets(everything, Math.max(1, Math.round(best.cost / 5)), invariant);
    await new GreedySolutionGenerator(invariant).next_solution();
    await improve();
  }
  const cost = {
    building,
    solving: processorTime() - begin,
    columns: sets.length,
    bound: 0,
    proven: false,
  };
  if (best === undefined) return { ...cost, served: 0 };
  const { selected } = best;
  const visits = madeGood(
    facts,
    all,
    sets.filter((_, s) => selected[s]),
  );
  return { ...cost, visits, served: all.length };
};
