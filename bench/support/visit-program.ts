import type { Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { IntegerProgram } from './integer-program';
import { type Pattern, patternsOf } from './visit-patterns';
import { limitOf, type Point, pointsOf } from './visit-points';

/** A column of the program and what its value says. */
interface Column<A> {
  readonly of: A;
  readonly column: number;
}

/**
 * A point that visits may be made at, and the columns that say how many and what its departments
 * do.
 */
export interface OpenPoint {
  readonly point: Point;
  readonly visits: number;
  /** What every visit does. */
  readonly always: readonly Pattern[];
  readonly patterns: ReadonlyArray<Column<Pattern>>;
}

/** The program of one enterprise, or of a part of it. */
export interface VisitProgram {
  readonly program: IntegerProgram;
  readonly points: readonly OpenPoint[];
  /** Occurrences too long for any visit with another. */
  readonly alone: ReadonlyArray<Column<number>>;
}

/** Occurrences that may be left out, and the most on-site visits. */
export interface Cap {
  readonly optional: (owed: Owed) => boolean;
  readonly onSiteVisits: number;
}

/**
 * How a point enters the program: any number of its visits in one column, or every visit in columns
 * of its own.
 */
export interface Opening {
  readonly point: Point;
  readonly apiece: boolean;
}

/** Patterns of one enterprise at most: a larger program would not be solved anyway. */
const mostPatterns = 60_000;

const departmentsOf = (all: readonly Owed[], occurrences: readonly number[]): readonly string[] => [
  ...new Set(occurrences.map((o) => all[o].item.department)),
];

/**
 * Visits that can be of use at a point: as many as its largest department has occurrences there,
 * where all may come together.
 */
const mostVisits = (all: readonly Owed[], { present, settings }: Point): number => {
  const counts = new Map<string, number>();
  for (const o of present)
    counts.set(all[o].item.department, (counts.get(all[o].item.department) ?? 0) + 1);
  return limitOf(settings.maxDepartments) < counts.size
    ? present.length
    : Math.max(...counts.values());
};

/**
 * Fewest visits as an integer program. A column counts the visits at each point; within a point a
 * department's choice does not depend on another's, so its patterns have columns of their own and
 * no visit is told from the next. That departments can be put together to visits of at most
 * `maxDepartments`, one with an occurrence of the host's own domain in each, is a matter of counts
 * (balanced edge colouring, de Werra 1971). What is covered twice is served once.
 *
 * `distinctHosts` asks in addition that every visit with guests has its own host occurrence, which
 * covering twice may miss. Undefined where patterns are too many.
 */
export const visitProgram = (
  facts: Facts,
  all: readonly Owed[],
  openings: readonly Opening[],
  distinctHosts: boolean,
  cap?: Cap,
): VisitProgram | undefined => {
  const program = new IntegerProgram();
  const coveredBy: number[][] = all.map(() => []);
  const hostedBy: number[][] = all.map(() => []);
  const onSite: number[] = [];
  const points: OpenPoint[] = [];
  let room = mostPatterns;

  const open = (point: Point, most: number): OpenPoint | undefined => {
    const departments = departmentsOf(all, point.present);
    const visits = program.column(1, most);
    if (point.onSite) onSite.push(visits);
    const tight = limitOf(point.settings.maxDepartments) < departments.length;
    const always: Pattern[] = [];
    const patterns: Column<Pattern>[] = [];
    for (const department of departments) {
      const own = patternsOf(facts, all, point, department, room);
      if (own === undefined) return undefined;
      room -= own.length;
      if (own.length === 1 && !tight) {
        always.push(own[0]);
        continue;
      }
      const columns = own.map((pattern) => ({ of: pattern, column: program.column(0, 1) }));
      program.row([...columns.map(({ column }) => [column, 1] as const), [visits, -1]], '<=', 0);
      patterns.push(...columns);
    }
    if (tight) {
      const limit = limitOf(point.settings.maxDepartments);
      program.row(
        [...patterns.map(({ column }) => [column, 1] as const), [visits, -limit]],
        '<=',
        0,
      );
    }
    for (const { occurrences } of always) for (const o of occurrences) coveredBy[o].push(visits);
    for (const { of, column } of patterns)
      for (const o of of.occurrences) coveredBy[o].push(column);
    if (point.hasGuests && !always.some(({ own }) => own)) {
      const hosts = patterns.filter(({ of }) => of.own);
      program.row([...hosts.map(({ column }) => [column, 1] as const), [visits, -1]], '>=', 0);
    }
    if (point.hasGuests && distinctHosts) {
      const host = point.present.filter((o) => all[o].item.domain === point.domain);
      const columns = host.map((o) => {
        const hosts = program.column(0, 1, false);
        hostedBy[o].push(hosts);
        const here = always.some(({ occurrences }) => occurrences.includes(o))
          ? [visits]
          : patterns.filter(({ of }) => of.occurrences.includes(o)).map(({ column }) => column);
        program.row([...here.map((column) => [column, -1] as const), [hosts, 1]], '<=', 0);
        return hosts;
      });
      program.row([...columns.map((column) => [column, 1] as const), [visits, -1]], '>=', 0);
    }
    const opened = { point, visits, always, patterns };
    points.push(opened);
    return opened;
  };

  for (const { point, apiece } of openings) {
    const most = mostVisits(all, point);
    let last: OpenPoint | undefined;
    for (let visit = 0; visit < (apiece ? most : 1); visit++) {
      const opened = open(point, apiece ? 1 : most);
      if (opened === undefined) return undefined;
      if (last !== undefined) {
        program.row(
          [
            [last.visits, 1],
            [opened.visits, -1],
          ],
          '>=',
          0,
        );
      }
      last = opened;
    }
  }

  const alone: Column<number>[] = [];
  // One more served weighs more than all visits together.
  const worth = all.length + 1;
  all.forEach((one, o) => {
    if (one.item.minutes > limitOf(facts.domains.get(one.item.domain)?.maxMinutes)) {
      const column = program.column(1, 1);
      alone.push({ of: o, column });
      coveredBy[o].push(column);
      if (one.item.onSite) onSite.push(column);
    }
    if (cap?.optional(one)) coveredBy[o].push(program.column(worth, 1));
    const terms = coveredBy[o].map((column) => [column, 1] as const);
    program.row(terms, '>=', 1);
    if (hostedBy[o].length > 0) {
      const hosting = hostedBy[o].map((column) => [column, 1] as const);
      program.row(hosting, '<=', 1);
    }
  });
  if (cap !== undefined && cap.onSiteVisits < all.length) {
    const terms = onSite.map((column) => [column, 1] as const);
    program.row(terms, '<=', cap.onSiteVisits);
  }
  return { program, points, alone };
};

/** The parts of an enterprise that no visit joins, each by its occurrences. */
export const partsOf = (
  all: readonly Owed[],
  points: readonly Point[],
): ReadonlyArray<readonly number[]> => {
  const part = all.map((_, o) => o);
  const rootOf = (o: number): number => {
    let root = o;
    while (part[root] !== root) root = part[root];
    return root;
  };
  for (const { present } of points) {
    const root = rootOf(present[0]);
    for (const o of present) part[rootOf(o)] = root;
  }
  const roots = new Map<number, number[]>();
  all.forEach((_, o) => {
    const root = rootOf(o);
    roots.set(root, [...(roots.get(root) ?? []), o]);
  });
  return [...roots.values()];
};

export { type Point, pointsOf };
