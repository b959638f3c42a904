import fc from 'fast-check';
import { weeksOf } from '../../src/registry/weeks';
import { chooseDays } from '../../src/schedule/choose-days';
import { closeBounds } from '../../src/schedule/close-bound';
import { type Places, placesOf } from '../../src/schedule/gather-days';
import type { Agenda } from '../../src/schedule/placing';
import { weekOptionsOf } from '../../src/schedule/week-options';
import type { Workload } from '../../src/schedule/workload';

/** Visits to be dated, as a kernel sees them and as a test does. */
export interface TestAgenda {
  readonly agenda: Agenda;
  readonly places: Places;
  /**
   * A rank for each visit that it allows, as many different ones as possible for an enterprise's
   * on-site visits.
   */
  readonly start: Int32Array;
  /** Lower bounds on the close visits of each enterprise. */
  readonly closeBounds: Int32Array;
  /** Ranks that each visit allows. */
  readonly allowed: ReadonlyArray<readonly number[]>;
}

interface Options {
  readonly visits: number;
  readonly weeks: number;
  readonly enterprises: number;
}

interface Row {
  readonly enterprise: number;
  readonly onSite: boolean;
  readonly first: number;
  readonly length: number;
  readonly gap: boolean;
  readonly minutes: readonly number[];
}

const TEAMS = 3;

/** Monday 2026-01-05 is day 20,458. */
const MONDAY = 20_458;

/** Open days with a short week, a long one and one without any. */
const openDaysOf = (weeks: number): Int32Array =>
  Int32Array.from(
    Array.from({ length: weeks }, (_, w) => {
      const days =
        w % 4 === 1 ? [0, 3] : w % 4 === 2 ? [0, 1, 2, 3, 4, 5] : w === 7 ? [] : [0, 1, 2, 3, 4];
      return days.map((day) => MONDAY + 7 * w + day);
    }).flat(),
  );

const agendaOf = (
  rows: readonly Row[],
  daily: readonly number[],
  weekCount: number,
  spacing: number,
): TestAgenda => {
  const openDays = openDaysOf(weekCount);
  const weeks = weeksOf(openDays);
  const ranks = weeks.ofRank.length;
  const sorted = [...rows].sort((a, b) => a.enterprise - b.enterprise);
  const enterprises = [...new Set(sorted.map(({ enterprise }) => enterprise))];
  const start = [0];
  const team: number[] = [];
  const minutes: number[] = [];
  const rangeStart = [0];
  const lo: number[] = [];
  const hi: number[] = [];
  const allowed = sorted.map((row) => {
    row.minutes.forEach((m, t) => {
      if (m === 0) return;
      team.push(t);
      minutes.push(m);
    });
    if (start[start.length - 1] === team.length) {
      team.push(0);
      minutes.push(1);
    }
    start.push(team.length);
    const first = row.first % ranks;
    const last = Math.min(ranks - 1, first + row.length);
    // Where there is a gap, every third day is left out.
    const days = Array.from({ length: last - first + 1 }, (_, k) => first + k).filter(
      (_, k) => !row.gap || k % 3 !== 1,
    );
    for (const day of days) {
      if (hi.length > rangeStart[rangeStart.length - 1] && hi[hi.length - 1] === day - 1)
        hi[hi.length - 1] = day;
      else {
        lo.push(day);
        hi.push(day);
      }
    }
    rangeStart.push(lo.length);
    return days;
  });
  const daySets = {
    start: Int32Array.from(rangeStart),
    lo: Int32Array.from(lo),
    hi: Int32Array.from(hi),
  };
  const workload: Workload = {
    weeks,
    daily: Float64Array.from(daily),
    start: Int32Array.from(start),
    team: Int32Array.from(team),
    minutes: Float64Array.from(minutes),
  };
  const enterprise = Int32Array.from(sorted, (row) => enterprises.indexOf(row.enterprise));
  const enterpriseStart = new Int32Array(enterprises.length + 1);
  for (const e of enterprise) enterpriseStart[e + 1]++;
  for (let e = 0; e < enterprises.length; e++) enterpriseStart[e + 1] += enterpriseStart[e];
  const agenda: Agenda = {
    workload,
    daySet: Int32Array.from(sorted, (_, v) => v),
    options: weekOptionsOf(daySets, weeks),
    enterprise,
    onSite: Uint8Array.from(sorted, ({ onSite }) => (onSite ? 1 : 0)),
    spacing: { days: spacing, dayOf: openDays },
  };
  const areaOf = enterprises.map((e) => (e % 3 === 0 ? undefined : `area ${e % 2}`));
  return {
    agenda,
    places: placesOf(
      agenda,
      areaOf,
      Int32Array.from({ length: TEAMS }, (_, t) => t),
    ),
    start: chooseDays({
      daySet: agenda.daySet,
      daySets,
      enterpriseStart,
      onSite: agenda.onSite,
      spread: Float64Array.from(agenda.enterprise, (e) => (enterprises[e] * 0.618) % 1),
    }),
    allowed,
    closeBounds: closeBounds(
      agenda.spacing,
      { daySet: agenda.daySet, daySets },
      agenda.enterprise,
      agenda.onSite,
    ),
  };
};

const rowArb: fc.Arbitrary<Row> = fc.record({
  enterprise: fc.nat(),
  onSite: fc.boolean(),
  first: fc.nat(60),
  length: fc.oneof(fc.nat(2), fc.nat(40)),
  gap: fc.boolean(),
  minutes: fc.array(fc.constantFrom(0, 15, 30, 45, 60, 240), {
    minLength: TEAMS,
    maxLength: TEAMS,
  }),
});

const dailyArb = fc.constantFrom(0, 6, 12, 25, 60, Number.POSITIVE_INFINITY);

/** Mostly without spacing, as most policies are. */
const spacingArb = fc.constantFrom(0, 0, 1, 2, 5, 10, 21);

export const agendaArb = ({ visits, weeks, enterprises }: Options): fc.Arbitrary<TestAgenda> =>
  fc
    .tuple(
      fc.array(rowArb, { maxLength: visits }),
      fc.array(dailyArb, { minLength: TEAMS, maxLength: TEAMS }),
      fc.integer({ min: 1, max: weeks }),
      spacingArb,
    )
    .map(([rows, daily, count, spacing]) => {
      const some = rows.map((row) => ({ ...row, enterprise: row.enterprise % enterprises }));
      return agendaOf(some, daily, count, spacing);
    });
