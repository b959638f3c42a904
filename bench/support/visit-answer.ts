import { hasDay } from '../../src/answers/verify/allowed-days';
import type { Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import { limitOf, type Point } from './visit-points';
import type { OpenPoint, VisitProgram } from './visit-program';

/** A visit of a solution: the occurrences that it may serve, and its origin. */
export interface Draft {
  readonly domain: string;
  readonly may: Set<number>;
  readonly point?: Point;
}

/** A visit of the answer. */
export interface AnsweredVisit {
  readonly domain: string;
  readonly occurrences: readonly number[];
}

/** Valid visits; or the points where the counts do not determine the visits. */
export type Answer =
  | { readonly visits: readonly AnsweredVisit[] }
  | { readonly unclear: ReadonlySet<Point> };

/**
 * The visits of a point: each department's patterns are dealt out in order, patterns with an
 * occurrence of the host's domain first to visits that lack one.
 */
const dealt = (
  all: readonly Owed[],
  { point, visits, always, patterns }: OpenPoint,
  values: Float64Array,
): Draft[] => {
  const count = Math.round(values[visits]);
  const drafts = Array.from({ length: count }, (): Draft => {
    return {
      domain: point.domain,
      may: new Set(always.flatMap(({ occurrences }) => occurrences)),
      point,
    };
  });
  const chosen = patterns.filter(({ column }) => values[column] > 0.5).map(({ of }) => of);
  const hasOwn = ({ may }: Draft): boolean =>
    [...may].some((o) => all[o].item.domain === point.domain);
  const departmentsIn = ({ may }: Draft): Set<string> =>
    new Set([...may].map((o) => all[o].item.department));
  const most = limitOf(point.settings.maxDepartments);
  for (const pattern of chosen.toSorted((a, b) => Number(b.own) - Number(a.own))) {
    const { department } = all[pattern.occurrences[0]].item;
    const free = drafts.filter((draft) => {
      const there = departmentsIn(draft);
      return !there.has(department) && there.size < most;
    });
    const best = free.toSorted(
      (a, b) =>
        Number(hasOwn(a)) - Number(hasOwn(b)) || departmentsIn(a).size - departmentsIn(b).size,
    )[0];
    for (const o of pattern.occurrences) best?.may.add(o);
  }
  return drafts;
};

/**
 * For every visit, an occurrence of the host's own domain, a different one each (Kuhn
 * 1955); −1 where none is left.
 */
const hostsOf = (all: readonly Owed[], drafts: readonly Draft[]): readonly number[] => {
  const visitOf = new Map<number, number>();
  const find = (v: number, seen: Set<number>): boolean => {
    for (const o of drafts[v].may) {
      if (seen.has(o) || all[o].item.domain !== drafts[v].domain) continue;
      seen.add(o);
      const other = visitOf.get(o);
      if (other === undefined || find(other, seen)) {
        visitOf.set(o, v);
        return true;
      }
    }
    return false;
  };
  drafts.forEach((_, v) => {
    find(v, new Set());
  });
  const hosts = drafts.map(() => -1);
  for (const [o, v] of visitOf) hosts[v] = o;
  return hosts;
};

const isValid = (
  facts: Facts,
  all: readonly Owed[],
  { domain, occurrences }: AnsweredVisit,
): boolean =>
  occurrences.length > 0 &&
  all[occurrences[0]].days.some((day) => occurrences.every((o) => hasDay(all[o].days, day))) &&
  brokenRules(
    facts,
    domain,
    occurrences.map((o) => all[o].item),
  ).length === 0;

/**
 * Visits that serve each occurrence once, checked with the verifier's rules. They serve everything
 * that the drafts cover; a visit without occurrences is dropped.
 */
export const answerOf = (facts: Facts, all: readonly Owed[], drafts: readonly Draft[]): Answer => {
  const hosts = hostsOf(all, drafts);
  const placed = new Set(hosts);
  const visits = drafts.map(({ domain, may }, v): AnsweredVisit => {
    const occurrences = [...may].filter((o) => o === hosts[v] || !placed.has(o));
    for (const o of occurrences) placed.add(o);
    return { domain, occurrences: occurrences.sort((a, b) => a - b) };
  });
  const unclear = new Set<Point>();
  visits.forEach((visit, v) => {
    const { point } = drafts[v];
    if (point !== undefined && visit.occurrences.length > 0 && !isValid(facts, all, visit))
      unclear.add(point);
  });
  return unclear.size > 0
    ? { unclear }
    : { visits: visits.filter(({ occurrences }) => occurrences.length > 0) };
};

/** The visits of a program's solution. */
export const answerIn = (
  facts: Facts,
  all: readonly Owed[],
  built: VisitProgram,
  values: Float64Array,
): Answer => {
  const { points, alone } = built;
  const drafts = points.flatMap((open) => dealt(all, open, values));
  for (const { of, column } of alone) {
    if (values[column] > 0.5) drafts.push({ domain: all[of].item.domain, may: new Set([of]) });
  }
  const dealtOut = new Set(drafts.flatMap(({ may }) => [...may]));
  const missing = points.filter(({ patterns }) =>
    patterns.some(
      ({ of, column }) => values[column] > 0.5 && of.occurrences.some((o) => !dealtOut.has(o)),
    ),
  );
  if (missing.length > 0) return { unclear: new Set(missing.map(({ point }) => point)) };
  return answerOf(facts, all, drafts);
};
