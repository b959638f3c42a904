import type { PlanColumns } from './plan-columns';
import type { Summary } from './plan-document';
import { type Counted, type FrameFigures, type Totals, totalsOf } from './totals';

/** Figures about dates that totals do not hold. */
export type DateFigures = Partial<
  Pick<Summary, 'overloadBound' | 'closeBound' | 'trips' | 'faults'>
>;

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/**
 * Minutes above capacity, and Σ (load ∕ capacity)², over teams and ISO weeks (model §7). In the
 * latter the capacity of a team without limit is its own load, spread over the open days.
 * O(weeks × teams).
 */
const workloadFigures = ({
  minutes,
  travels,
  capacity: { daily, weeks, travelMinutes },
}: Totals): { readonly overloadMinutes: number; readonly unevenness: number } => {
  let [overloadMinutes, unevenness] = [0, 0];
  const loadOf = (cell: number): number => minutes[cell] + travels[cell] * travelMinutes;
  daily.forEach((limit, t) => {
    const [first, last] = [t * weeks.count, (t + 1) * weeks.count];
    let own = 0;
    for (let cell = first; cell < last; cell++) own += loadOf(cell);
    const hasLimit = limit < Number.POSITIVE_INFINITY;
    const ofDay = hasLimit ? limit : own / Math.max(1, weeks.start[weeks.count]);
    for (let w = 0; w < weeks.count; w++) {
      const capacity = ofDay * (weeks.start[w + 1] - weeks.start[w]);
      const load = loadOf(first + w);
      if (hasLimit) overloadMinutes += Math.max(0, load - capacity);
      if (capacity > 0) unevenness += (load / capacity) ** 2;
    }
  });
  return { overloadMinutes, unevenness };
};

/** All figures that depend on dates. */
type DateSummary = Pick<
  Summary,
  | 'overloadMinutes'
  | 'overloadBound'
  | 'overloadGap'
  | 'closeVisits'
  | 'closeBound'
  | 'closeBefore'
  | 'unevenness'
  | 'trips'
>;

/** The figures of close visits, present only with spacing. */
const closeFigures = (
  { spacing, closeVisits, closeBefore }: Totals,
  { closeBound }: DateFigures,
): Pick<Summary, 'closeVisits' | 'closeBound' | 'closeBefore'> =>
  spacing === 0
    ? {}
    : { closeVisits, ...(closeBound === undefined ? {} : { closeBound }), closeBefore };

const dateSummary = (totals: Totals, dates: DateFigures): DateSummary => {
  const { overloadBound, trips } = dates;
  const { overloadMinutes, unevenness } = workloadFigures(totals);
  // The bound and the minutes are sums of fractions, which may differ in their last digits.
  const bound = overloadBound === undefined ? undefined : Math.min(overloadBound, overloadMinutes);
  return {
    overloadMinutes,
    ...(bound === undefined ? {} : { overloadBound: bound, overloadGap: overloadMinutes - bound }),
    ...closeFigures(totals, dates),
    unevenness,
    ...(trips === undefined ? {} : { trips }),
  };
};

/** The field `faults`, present only where there are some. */
const faultsOf = (faults: number): Pick<Summary, 'faults'> => (faults === 0 ? {} : { faults });

/** The shares of visits, which stand before the figures of dates. */
const shares = ({
  visits,
  joint,
  onSite,
}: Totals): Pick<Summary, 'jointShare' | 'onSiteShare'> => ({
  jointShare: share(joint, visits),
  onSiteShare: share(onSite, visits),
});

/** Further figures of visits. */
const furtherFigures = ({ visits, served, merged, offSite, byFallback, pairs }: Totals) => ({
  mergedShare: share(merged, visits),
  offSiteShare: share(offSite, served),
  byFallback,
  pairsAboveTwo: pairs,
});

/** The field `caps`, present only where an enterprise has one. */
const capsOf = ({ caps }: Totals): Pick<Summary, 'caps'> => {
  const some = caps.filter(({ enterprises }) => enterprises > 0);
  return some.length === 0 ? {} : { caps: some };
};

/** The figures that totals show. O(weeks × teams). */
export const summaryOfTotals = (totals: Totals, dates: DateFigures = {}): Summary => {
  const {
    served,
    unserved,
    visits,
    lowerBound,
    perDepartment,
    faults,
    enterprises,
    proven,
    pairsBefore,
  } = totals;
  return {
    occurrences: served + unserved,
    visits,
    lowerBound,
    perItem: served,
    perDepartment,
    reduction: perDepartment === 0 ? 0 : 1 - visits / perDepartment,
    enterprisesProven: proven,
    enterprises,
    ...shares(totals),
    ...dateSummary(totals, dates),
    ...furtherFigures(totals),
    pairsAboveTwoBefore: pairsBefore,
    ...capsOf(totals),
    ...faultsOf(faults + (dates.faults ?? 0)),
  };
};

/** The figures of a plan. O(occurrences). */
export const summaryOf = (
  columns: PlanColumns,
  counted: Counted,
  dates: DateFigures = {},
): Summary => summaryOfTotals(totalsOf(columns, counted), dates);

/**
 * The figures of visits and of dates, and `faults`; no numbers of visits, no bounds on them, and no
 * figures of caps.
 * O(occurrences).
 */
export const dateFiguresOf = (
  columns: PlanColumns,
  frame: FrameFigures & Pick<Counted, 'closeBefore'>,
  dates: DateFigures,
): Omit<Partial<Summary>, 'visits'> & DateSummary => {
  const none = new Int32Array(columns.rows.enterprises.length);
  const totals = totalsOf(columns, {
    ...frame,
    lowerBound: none,
    perDepartment: none,
    pairsBefore: none,
    faults: none,
    caps: [],
  });
  return {
    ...shares(totals),
    ...dateSummary(totals, dates),
    ...furtherFigures(totals),
    ...faultsOf(dates.faults ?? 0),
  };
};
