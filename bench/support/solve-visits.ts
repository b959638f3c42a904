import { capOf, type Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { processorTime } from './clock';
import type { IntegerProgram } from './integer-program';
import { type AnsweredVisit, answerIn } from './visit-answer';
import {
  type Cap,
  type Opening,
  type Point,
  partsOf,
  pointsOf,
  visitProgram,
} from './visit-program';

/** The result of a solver for a program. */
export interface Solved {
  /** Whether the values are proven best. */
  readonly proven: boolean;
  /** No solution costs less. */
  readonly bound: number;
  /** The best values found, if any. */
  readonly values?: Float64Array;
}

/** A solver of integer programs, with a limit in seconds. */
export type Solver = (program: IntegerProgram, seconds: number) => Promise<Solved>;

/** The result of a solver for one enterprise. */
export interface Solution {
  /** Undefined where no plan was found in time. */
  readonly visits?: ReadonlyArray<AnsweredVisit>;
  readonly served: number;
  /** No plan that serves as many occurrences has fewer visits; 0 where unknown. */
  readonly bound: number;
  readonly proven: boolean;
  /** Milliseconds of processor time to write the programs, and to solve them. */
  readonly building: number;
  readonly solving: number;
  readonly columns: number;
}

const nothing: Solution = {
  visits: [],
  served: 0,
  bound: 0,
  proven: true,
  building: 0,
  solving: 0,
  columns: 0,
};

const added = (a: Solution, b: Solution): Solution => ({
  ...(a.visits === undefined || b.visits === undefined
    ? {}
    : { visits: [...a.visits, ...b.visits] }),
  served: a.served + b.served,
  bound: a.bound + b.bound,
  proven: a.proven && b.proven,
  building: a.building + b.building,
  solving: a.solving + b.solving,
  columns: a.columns + b.columns,
});

/** Seconds until a deadline on the clock of `performance`. */
const secondsTo = (deadline: number): number =>
  Math.max(0.1, (deadline - performance.now()) / 1000);

/**
 * Solves a part whose points are known. Where the counts alone do not determine the visits, it
 * solves again with a column for each visit.
 */
const solvePart = async (
  solve: Solver,
  facts: Facts,
  all: readonly Owed[],
  points: readonly Point[],
  deadline: number,
  cap?: Cap,
): Promise<Solution> => {
  let apiece: ReadonlySet<Point> = new Set();
  let [building, solving, columns] = [0, 0, 0];
  for (let round = 0; ; round++) {
    const start = processorTime();
    const openings = points.map((point): Opening => ({ point, apiece: apiece.has(point) }));
    const built = visitProgram(facts, all, openings, round > 0, cap);
    building += processorTime() - start;
    const cost = { building, solving, columns };
    if (built === undefined) return { ...cost, served: 0, bound: 0, proven: false };
    columns = Math.max(columns, built.program.costs.length);
    const begin = processorTime();
    const { values, bound, proven } = await solve(built.program, secondsTo(deadline));
    solving += processorTime() - begin;
    const found = {
      building,
      solving,
      columns,
      bound: cap === undefined ? Math.ceil(bound - 1e-6) : 0,
    };
    if (values === undefined) return { ...found, served: 0, proven: false };
    const answer = answerIn(facts, all, built, values);
    if ('visits' in answer) {
      const served = answer.visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
      const visits = answer.visits.length;
      return { ...found, ...answer, served, proven, ...(proven ? { bound: visits } : {}) };
    }
    if (performance.now() >= deadline) return { ...found, served: 0, proven: false };
    if (apiece.size === points.length) throw new Error('a solution is no plan');
    // Visits counted together may use the host of a visit with columns of its own.
    const together = built.points.filter(
      ({ visits, point }) => values[visits] > 1.5 && point.hasGuests,
    );
    const more = new Set([...apiece, ...answer.unclear, ...together.map(({ point }) => point)]);
    apiece = more.size > apiece.size ? more : new Set(points);
  }
};

/** The fewest visits for some occurrences of one enterprise, caps aside, part by part. */
const fewest = async (
  solve: Solver,
  facts: Facts,
  all: readonly Owed[],
  deadline: number,
): Promise<Solution> => {
  const start = processorTime();
  const points = pointsOf(facts, all, false);
  let sum: Solution = { ...nothing, building: processorTime() - start };
  for (const part of partsOf(all, points)) {
    if (part.length === 1) {
      const visits = [{ domain: all[part[0]].item.domain, occurrences: part }];
      sum = added(sum, { ...nothing, visits, served: 1, bound: 1 });
      continue;
    }
    const indexOf = new Map(part.map((o, index) => [o, index]));
    const own = points
      .filter(({ present }) => indexOf.has(present[0]))
      .map((point) => ({ ...point, present: point.present.map((o) => indexOf.get(o) ?? 0) }));
    const solution = await solvePart(
      solve,
      facts,
      part.map((o) => all[o]),
      own,
      deadline,
    );
    const visits = solution.visits?.map((visit) => ({
      ...visit,
      occurrences: visit.occurrences.map((index) => part[index]),
    }));
    sum = added(sum, visits === undefined ? solution : { ...solution, visits });
  }
  return sum;
};

/**
 * The best plan of one enterprise by a solver: as many occurrences as its cap allows, then the
 * fewest visits. The registry is read with the verifier's code, and none of the planning code is
 * used. Every visit is checked.
 */
export const solveVisits = async (
  solve: Solver,
  facts: Facts,
  enterprise: string,
  owed: readonly Owed[],
  seconds: number,
): Promise<Solution> => {
  const all = owed.filter(({ unserved }) => unserved === undefined);
  const known = facts.enterprises.get(enterprise);
  const cap = known === undefined ? undefined : capOf(facts, known);
  if (all.length === 0) return nothing;
  const deadline = performance.now() + seconds * 1000;
  if (cap === undefined) return fewest(solve, facts, all, deadline);
  const isKey = ({ item }: Owed): boolean => item.domain === 'key';
  const keyOnSite = await fewest(
    solve,
    facts,
    all.filter((one) => isKey(one) && one.item.onSite),
    deadline,
  );
  const cost = { ...nothing, building: keyOnSite.building, solving: keyOnSite.solving };
  if (!keyOnSite.proven || keyOnSite.visits === undefined) return { ...cost, proven: false };
  const start = processorTime();
  const points = pointsOf(facts, all, true);
  cost.building += processorTime() - start;
  const capped = await solvePart(solve, facts, all, points, deadline, {
    optional: (one) => !isKey(one) && one.item.onSite,
    onSiteVisits: Math.max(cap, keyOnSite.visits.length),
  });
  return {
    ...capped,
    building: cost.building + capped.building,
    solving: cost.solving + capped.solving,
  };
};
