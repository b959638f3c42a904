import type { Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { IntegerProgram } from './integer-program';
import { type Pattern, patternsOf } from './visit-patterns';
import { limitOf, type Point, pointsOf } from './visit-points';

/** A column of the program and the object that it counts. */
interface Column<A> {
  readonly of: A;
  readonly column: number;
}

/** A point with the columns that count its visits and its departments' patterns. */
export interface OpenPoint {
  readonly point: Point;
  readonly visits: number;
  /** Patterns that every visit of the point has. */
  readonly always: readonly Pattern[];
  readonly patterns: ReadonlyArray<Column<Pattern>>;
}

/** The program of one enterprise, or of a part of it. */
export interface VisitProgram {
  readonly program: IntegerProgram;
  readonly points: readonly OpenPoint[];
  /** Occurrences too long to share a visit. */
  readonly alone: ReadonlyArray<Column<number>>;
}

/** Occurrences that may be left out, and the most on-site visits. */
export interface Cap {
  readonly optional: (owed: Owed) => boolean;
  readonly onSiteVisits: number;
}

/**
 * A point in the program: with one column for any number of visits, or with columns for each visit.
 */
export interface Opening {
  readonly point: Point;
  readonly apiece: boolean;
}

/** Most patterns of one enterprise; a larger program could not be solved in time anyway. */
const mostPatterns = 60_000;

const departmentsOf = (all: readonly Owed[], occurrences: readonly number[]): readonly string[] => [
  ...new Set(occurrences.map((o) => all[o].item.department)),
];

/**
 * Most useful visits at a point: the occurrences of its largest department there,
 * where all may share a visit.
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
 * The fewest visits as an integer program. A column counts the visits at each point. Within a
 * point departments choose independently, so their patterns have columns of their own, and the
 * visits are not distinguished. Counts suffice to assemble the departments into visits of at most
 * `maxDepartments`, each with an occurrence of the host's own domain (balanced edge colouring, de
 * Werra 1971). An occurrence covered twice is served once.
 *
 * With `distinctHosts`, every visit with guests must also have its own host occurrence, which
 * covering twice may miss. Undefined where there are too many patterns.
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
  // One more served occurrence weighs more than all visits together.
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

/** The parts of an enterprise that share no visit, each as its occurrences. */
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
