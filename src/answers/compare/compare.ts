import { checked } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { optional, struct } from '../../codec/shapes';
import { text } from '../../codec/values';
import type { PlanDocument, Summary, Unserved, Visit } from '../../output/plan-document';
import { byText } from '../../registry/sorted';
import type {
  Comparison,
  FigureDifference,
  GroupTally,
  OccurrenceDifference,
  VisitDifference,
} from './comparison';
import { byVisit, readVisit } from './read-visit';
import { byUnserved, type EnterpriseRows, standingDifferences } from './standings';
import { addTo, type Counts, count, countDepartments, countIn, noVisits, tallied } from './tallies';
import { visitDifferences } from './visit-differences';

export interface CompareOptions {
  /** Compares this enterprise alone. */
  readonly enterprise?: string;
}

const CompareOptions: Codec<CompareOptions> = struct<CompareOptions>('CompareOptions', {
  enterprise: optional(text),
});

/** The rows of a plan that are of one enterprise. */
interface Rows {
  readonly visits: Visit[];
  readonly unserved: Unserved[];
}

type Sides = readonly [before: Rows, after: Rows];

const inOrder = ({ visits, unserved }: Rows): EnterpriseRows => ({
  visits: visits.map(readVisit).sort(byVisit),
  unserved: unserved.sort(byUnserved),
});

const rowsByEnterprise = (
  plans: readonly [PlanDocument, PlanDocument],
  only: string | undefined,
): ReadonlyMap<string, Sides> => {
  const enterprises = new Map<string, Sides>();
  const sidesOf = (enterprise: string): Sides => {
    let sides = enterprises.get(enterprise);
    if (sides === undefined) {
      sides = [
        { visits: [], unserved: [] },
        { visits: [], unserved: [] },
      ];
      enterprises.set(enterprise, sides);
    }
    return sides;
  };
  const isAsked = ({ enterprise }: { readonly enterprise: string }): boolean =>
    only === undefined || enterprise === only;
  plans.forEach(({ visits, unserved }, side) => {
    for (const visit of visits)
      if (isAsked(visit)) sidesOf(visit.enterprise)[side].visits.push(visit);
    for (const row of unserved) if (isAsked(row)) sidesOf(row.enterprise)[side].unserved.push(row);
  });
  return enterprises;
};

const onSiteIn = (visits: readonly Visit[]): number => visits.filter(({ onSite }) => onSite).length;

const numbersIn = (summary: Summary): ReadonlyMap<string, number> =>
  new Map(
    Object.entries(summary).flatMap(([figure, value]: readonly [string, unknown]) =>
      typeof value === 'number' && Number.isFinite(value) ? [[figure, value] as const] : [],
    ),
  );

const figures = (a: Summary, b: Summary): readonly FigureDifference[] => {
  const [was, is] = [numbersIn(a), numbersIn(b)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort(byText)
    .map((figure): FigureDifference => {
      const [before, after] = [was.get(figure), is.get(figure)];
      if (before === undefined || after === undefined)
        return {
          figure,
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        };
      const difference = after - before;
      return { figure, before, after, ...(Number.isFinite(difference) ? { difference } : {}) };
    });
};

/**
 * The differences between two plans, of one registry or of two. A visit of the first plan is
 * paired with the visit of the second that has the same id, if they share an occurrence.
 * The rest are paired by the number of shared occurrences, the largest number first. Ids aside, a
 * pair is kept where nothing differs, and moved where only the date differs. The order of rows,
 * and of lists in them, does not matter; the plans the other way round give the same pairs.
 * Duplicate rows are compared as often as they occur.
 * O(visits + occurrences), sorting aside.
 */
export const compare = (
  before: PlanDocument,
  after: PlanDocument,
  options: CompareOptions = {},
): Comparison => {
  const { enterprise: only } = checked(CompareOptions, options);
  const enterprises = [...rowsByEnterprise([before, after], only)].sort(([a], [b]) => byText(a, b));
  const total = noVisits();
  const onSite = { before: 0, after: 0 };
  const departments = new Map<string, Counts>();
  const byEnterprise: GroupTally[] = [];
  const visits: VisitDifference[] = [];
  const occurrences: OccurrenceDifference[] = [];
  const unserved = { before: 0, after: 0, unserved: 0, served: 0, reason: 0, owed: 0, ended: 0 };

  for (const [enterprise, sides] of enterprises) {
    const [was, is] = [inOrder(sides[0]), inOrder(sides[1])];
    const own = noVisits();
    const { kept, differences } = visitDifferences(was.visits, is.visits);
    for (const visit of kept) {
      count(own, 'kept');
      for (const id of visit.departments) countIn(departments, id, 'kept');
    }
    for (const one of differences) {
      visits.push(one);
      count(own, one.kind);
      countDepartments(departments, one);
    }
    const standings = standingDifferences(enterprise, was, is, differences);
    for (const one of standings) {
      occurrences.push(one);
      unserved[one.kind]++;
    }
    unserved.before += was.unserved.length;
    unserved.after += is.unserved.length;
    addTo(total, own);
    onSite.before += onSiteIn(sides[0].visits);
    onSite.after += onSiteIn(sides[1].visits);
    if (differences.length + standings.length > 0) byEnterprise.push({ group: enterprise, ...own });
  }
  return {
    kind: 'comparison',
    ...(only === undefined ? {} : { enterprise: only }),
    total,
    onSite,
    byDepartment: tallied(departments),
    byEnterprise,
    visits,
    unserved,
    occurrences,
    summary: only === undefined ? figures(before.summary, after.summary) : [],
  };
};
