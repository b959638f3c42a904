import { startsOf } from '../columns/starts';
import type { PlanColumns } from '../output/plan-columns';
import type { Shortfall } from '../output/shortfall';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import { type Teams, teamsOf } from '../registry/teams';
import { type Weeks, weeksOf, weekTextOf } from '../registry/weeks';
import { chooseDays } from '../schedule/choose-days';
import { closeBounds } from '../schedule/close-bound';
import { type Dated, type DatingSearch, datings } from '../schedule/datings';
import { placesOf, tripsOf } from '../schedule/gather-days';
import { descend, placeAnew } from '../schedule/level-weeks';
import { carriedNothing, datedOneByOne } from '../schedule/one-by-one';
import { type OverloadBound, overloadBound } from '../schedule/overload-bound';
import { type Agenda, placingOf } from '../schedule/placing';
import { spaceOut } from '../schedule/space-out';
import { soundRanks, type VisitDays } from '../schedule/visit-days';
import { weekOptionsOf } from '../schedule/week-options';
import { type Workload, workloadOf } from '../schedule/workload';

/** The data, other than visits, that dates depend on. */
export interface DatingTerms {
  readonly teams: Teams;
  readonly weeks: Weeks;
  /** Open days of the horizon, ascending. */
  readonly openDays: Int32Array;
  readonly travelMinutes: number;
  /** Days between on-site visits to one enterprise; 0: any number. */
  readonly spacing: number;
}

/** Visits that need dates. */
export interface VisitsWithDays {
  readonly columns: PlanColumns;
  /** The allowed days of each visit, at least one. */
  readonly days: VisitDays;
  /** A first rank for each visit. */
  readonly rank: Int32Array;
}

/** A day for each visit, the number of trips, and the number of dates that had to be replaced. */
export interface VisitDates {
  readonly day: Int32Array;
  readonly trips: number;
  readonly faults: number;
}

/** Dates of a plan's visits, as the search finds better ones. */
export interface DatedPlan extends Omit<Dated, 'rank'> {
  /** Computes the days. O(teams of all visits). */
  readonly days: () => VisitDates;
}

/** The golden ratio: multiples of it, modulo 1, are spread evenly, however many (Weyl 1916). */
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The preferred position of each visit among its allowed days: the enterprise's permanent random
 * number. No capacity keeps visits without limit apart, so where an enterprise has several on the
 * same days, each further one is a {@link golden} share later.
 * O(occurrences).
 */
const spreadsOf = (
  { rows, departmentOf, visits }: PlanColumns,
  { daySet }: VisitDays,
  spreadOf: (id: string) => number,
): Float64Array => {
  const { daily, teamOf } = teamsOf(rows.departments);
  const isLimited = (v: number): boolean => {
    const { area } = rows.enterprises[visits.enterprise[v]];
    for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++)
      if (daily[teamOf(departmentOf[visits.item[m]], area)] < Infinity) return true;
    return false;
  };
  const spread = new Float64Array(visits.count);
  for (let first = 0, last = 0; first < visits.count; first = last) {
    const e = visits.enterprise[first];
    const own = spreadOf(rows.enterprises[e].id);
    const before = new Map<number, number>();
    for (; last < visits.count && visits.enterprise[last] === e; last++) {
      spread[last] = own;
      if (isLimited(last)) continue;
      const nth = before.get(daySet[last]) ?? 0;
      before.set(daySet[last], nth + 1);
      spread[last] = (own + nth * golden) % 1;
    }
  }
  return spread;
};

/**
 * First ranks: each on-site visit of an enterprise on a day of its own where possible, spread by
 * the enterprise's permanent random number.
 * O(occurrences + days of all visits).
 */
export const firstRanks = (
  { columns, days }: Omit<VisitsWithDays, 'rank'>,
  spreadOf: (id: string) => number,
): Int32Array => {
  const { rows, visits } = columns;
  const enterpriseStart = startsOf(visits.enterprise, rows.enterprises.length);
  const spread = spreadsOf(columns, days, spreadOf);
  return chooseDays({ ...days, enterpriseStart, onSite: visits.onSite, spread });
};

/** The dating terms of a registry. O(departments + squads + open days). */
export const datingTerms = (
  rows: Pick<PlanColumns['rows'], 'departments'>,
  openDays: Int32Array,
  { travelMinutes, spacing }: Pick<ResolvedPolicy, 'travelMinutes' | 'spacing'>,
): DatingTerms => ({
  teams: teamsOf(rows.departments),
  weeks: weeksOf(openDays),
  openDays,
  travelMinutes,
  spacing,
});

/** The workload of a plan's visits. O(occurrences). */
export const workloadOfPlan = (
  { rows, departmentOf, visits }: PlanColumns,
  { teams, weeks, travelMinutes }: DatingTerms,
): Workload =>
  workloadOf(
    {
      ...visits,
      departmentOf,
      minutesOf: Float64Array.from(rows.items, ({ minutes }) => minutes),
      areaOf: rows.enterprises.map(({ area }) => area),
      travelMinutes,
    },
    teams,
    weeks,
  );

/** Lower bounds over all dates of a plan's visits. */
export interface DateBounds extends OverloadBound {
  /** On the close visits of each enterprise; empty without spacing. */
  readonly close: Int32Array;
}

/** The bounds as figures of a summary. O(enterprises). */
export const boundFigures = ({
  minutes,
  close,
}: DateBounds): { readonly overloadBound: number; readonly closeBound: number } => ({
  overloadBound: minutes,
  closeBound: close.reduce((sum, own) => sum + own, 0),
});

const boundsOf = (
  { workload, options, spacing, enterprise, onSite }: Agenda,
  days: VisitDays,
): DateBounds => ({
  ...overloadBound(workload, days.daySet, options),
  close: closeBounds(spacing, days, enterprise, onSite),
});

/** The agenda of a plan's visits. O(occurrences + days of all day sets). */
export const agendaOf = (columns: PlanColumns, days: VisitDays, terms: DatingTerms): Agenda => ({
  workload: workloadOfPlan(columns, terms),
  daySet: days.daySet,
  options: weekOptionsOf(days.daySets, terms.weeks),
  enterprise: columns.visits.enterprise,
  onSite: columns.visits.onSite,
  spacing: { days: terms.spacing, dayOf: terms.openDays },
});

/** The shortfalls that prove the bound, one per team, with the registry's ids. O(teams × weeks). */
export const shortfallsOf = (
  { departments }: PlanColumns['rows'],
  { teams, weeks }: DatingTerms,
  { ofTeam, tight }: OverloadBound,
): readonly Shortfall[] =>
  Array.from(ofTeam, (short, t): readonly Shortfall[] => {
    if (short <= 0) return [];
    const critical = Array.from({ length: weeks.count }, (_, w) => w).filter(
      (w) => tight[t * weeks.count + w] === 1,
    );
    const available = critical.reduce(
      (sum, w) => sum + teams.daily[t] * (weeks.start[w + 1] - weeks.start[w]),
      0,
    );
    const area = teams.area[t];
    return [
      {
        department: departments[teams.department[t]].id,
        ...(area === undefined ? {} : { area }),
        weeks: critical.map((w) => weekTextOf(weeks.first + w)),
        needed: short + available,
        available,
        short,
      },
    ];
  }).flat();

/**
 * The bound on overload, and a lazy sequence of dates: each no worse than the one
 * before and than the first ranks.
 */
export const datesOf = (
  { columns, days, rank }: VisitsWithDays,
  terms: DatingTerms,
  { steps, seed }: Pick<DatingSearch, 'steps' | 'seed'>,
): { readonly bound: DateBounds; readonly dates: Iterable<DatedPlan> } => {
  const agenda = agendaOf(columns, days, terms);
  const bound = boundsOf(agenda, days);
  const search = { bound: bound.minutes, closeBounds: bound.close, steps, seed };
  const areaOf = columns.rows.enterprises.map(({ area }) => area);
  const places = placesOf(agenda, areaOf, terms.teams.department);
  return {
    bound,
    dates: {
      *[Symbol.iterator]() {
        for (const dated of datings(agenda, places, rank, search))
          yield {
            steps: dated.steps,
            overload: dated.overload,
            unevenness: dated.unevenness,
            days: () => {
              const { rank: chosen, faults } = soundRanks(days, dated.rank());
              return {
                day: chosen.map((r) => terms.openDays[r]),
                trips: tripsOf({ workload: agenda.workload, rank: chosen }, places),
                faults,
              };
            },
          };
      },
    },
  };
};

/**
 * Dates for visits when some stay on their ranks: each other visit goes where it adds least to
 * minutes above capacity, then to close visits, then to unevenness, first greedily, then once more.
 * O(Σ weeks × teams of visits), plus the bound.
 */
export const datesAround = (
  { columns, days, rank }: VisitsWithDays,
  /** 1 for visits that stay on their ranks. */
  stays: Uint8Array,
  terms: DatingTerms,
): VisitDates & { readonly bound: DateBounds } => {
  const agenda = agendaOf(columns, days, terms);
  const own = placingOf(agenda, rank);
  const placing = { ...own, fixed: own.fixed.map((one, v) => one | stays[v]) };
  const bound = boundsOf(agenda, days);
  placeAnew(placing);
  descend(placing);
  spaceOut(placing, bound.close);
  const areaOf = columns.rows.enterprises.map(({ area }) => area);
  const { rank: chosen, faults } = soundRanks(days, placing.rank);
  return {
    bound,
    day: chosen.map((r) => terms.openDays[r]),
    trips: tripsOf(
      { workload: agenda.workload, rank: chosen },
      placesOf(agenda, areaOf, terms.teams.department),
    ),
    faults,
  };
};

/**
 * A day for each visit of enterprises that arrive in groups. Enterprises are dated in order, each
 * depending on the ones before.
 */
export const datesOneByOne = (
  terms: DatingTerms,
): ((
  visits: VisitsWithDays,
  enterprises: Iterable<number>,
) => Pick<VisitDates, 'day' | 'faults'>) => {
  const carried = carriedNothing({ daily: terms.teams.daily, weeks: terms.weeks });
  return ({ columns, days, rank }, enterprises) => {
    const found = datedOneByOne(agendaOf(columns, days, terms), rank, enterprises, carried);
    const { rank: chosen, faults } = soundRanks(days, found);
    return { day: chosen.map((r) => terms.openDays[r]), faults };
  };
};
