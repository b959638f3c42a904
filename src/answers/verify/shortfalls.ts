import type { Plan } from '../../output/plan';
import type { PlanDocument, Visit } from '../../output/plan-document';
import type { Shortfall } from '../../output/shortfall';
import { type Day, dayOf, weekOf } from '../../registry/day';
import { close } from './close';
import type { Facts } from './facts';
import type { Team } from './teams';
import { addAll, quoted, type Violation } from './violation';
import { openDaysByWeek, spentIn } from './workload';

const hasShortfalls = (plan: PlanDocument): plan is Plan =>
  'shortfalls' in plan && Array.isArray(plan.shortfalls);

/** The shortfalls given, else those of the plan; undefined where there are none to check. */
export const shortfallsOf = (
  plan: PlanDocument,
  given: Iterable<Shortfall> | undefined,
): readonly Shortfall[] | undefined => {
  if (given !== undefined) return [...given];
  return hasShortfalls(plan) ? plan.shortfalls : undefined;
};

/**
 * The week that a text such as `2026-W14` names, as {@link weekOf} counts weeks; NaN where the text
 * names none. Week 1 of a year contains 4 January.
 */
export const readWeek = (text: string): number => {
  if (!/^\d{4}-W\d\d$/.test(text)) return Number.NaN;
  const [year, nth] = [Number(text.slice(0, 4)), Number(text.slice(6))];
  const week = weekOf(dayOf(year, 1, 4)) + nth - 1;
  return nth >= 1 && week < weekOf(dayOf(year + 1, 1, 4)) ? week : Number.NaN;
};

/** The limited team that a shortfall names; else a text that says why there is none. */
const teamOf = ({ teams, departments }: Facts, { department, area }: Shortfall): Team | string => {
  if (!departments.has(department)) return `there is no department ${quoted(department)}`;
  const team = teams.named(department, area);
  if (team === undefined)
    return `department ${quoted(department)} has no squad for ${quoted(area)}`;
  return team.dailyMinutes === Number.POSITIVE_INFINITY
    ? `department ${quoted(department)} has no limit`
    : team;
};

const weeksOf = (
  { first, last }: Facts,
  texts: readonly string[],
  place: string,
): readonly [weeks: ReadonlySet<number>, wrong: readonly Violation[]] => {
  const weeks = new Set<number>();
  const wrong: Violation[] = [];
  let before = Number.NEGATIVE_INFINITY;
  texts.forEach((text, i) => {
    const week = readWeek(text);
    const isOfHorizon = weekOf(first) <= week && week <= weekOf(last);
    if (isOfHorizon && week > before) {
      before = week;
      weeks.add(week);
      return;
    }
    const message = `${quoted(text)} ${isOfHorizon ? `is not after ${quoted(texts[i - 1])}` : 'is no ISO week of the horizon'}`;
    wrong.push({ kind: 'wrong-shortfall', place: `${place}.weeks[${i}]`, message });
  });
  return [weeks, wrong];
};

/** A shortfall with the figures of the visits read so far. */
interface Claim {
  readonly shortfall: Shortfall;
  readonly place: string;
  readonly team: Team;
  readonly weeks: ReadonlySet<number>;
  needed: number;
  /** Minutes of all visits of the team. */
  minutes: number;
}

/** Checks shortfalls against the visits of a plan. */
export interface ShortfallLedger {
  /** Sums of the figures that the shortfalls state. */
  readonly total: { readonly short: number; readonly needed: number };
  /**
   * Adds a visit. `days` gives the visit's allowed days; it is called only where a shortfall
   * is about one of the visit's teams.
   */
  readonly enter: (visit: Visit, days: () => readonly Day[]) => void;
  /** Violations by the shortfalls, once all visits are entered. */
  readonly violations: () => readonly Violation[];
}

/** A ledger without visits yet. */
export const shortfallLedger = (
  facts: Facts,
  shortfalls: readonly Shortfall[],
): ShortfallLedger => {
  const openDays = openDaysByWeek(facts);
  const capacityOf = ({ dailyMinutes }: Team, week: number): number =>
    dailyMinutes * (openDays.get(week) ?? 0);
  const wrong: Violation[] = [];
  const claims = new Map<Team, Claim[]>();
  shortfalls.forEach((shortfall, index) => {
    const place = `shortfalls[${index}]`;
    const team = teamOf(facts, shortfall);
    const [weeks, wrongWeeks] = weeksOf(facts, shortfall.weeks, place);
    addAll(wrong, wrongWeeks);
    if (typeof team === 'string') {
      wrong.push({ kind: 'unknown-team', place, message: team });
      return;
    }
    const own = claims.get(team);
    if (own !== undefined)
      wrong.push({
        kind: 'wrong-shortfall',
        place,
        message: `${own[0].place} is of the same team already`,
      });
    if (wrongWeeks.length > 0) return;
    claims.set(team, [...(own ?? []), { shortfall, place, team, weeks, needed: 0, minutes: 0 }]);
  });

  // Many visits share one array of days.
  const known = new WeakMap<readonly Day[], ReadonlySet<number>>();
  const weeksOfDays = (days: readonly Day[]): ReadonlySet<number> => {
    const weeks = known.get(days) ?? new Set(days.map(weekOf));
    known.set(days, weeks);
    return weeks;
  };
  const count = (claim: Claim, minutes: number, weeks: ReadonlySet<number>): void => {
    let [most, isInside] = [0, true];
    for (const week of weeks) {
      most = Math.max(most, capacityOf(claim.team, week));
      isInside &&= claim.weeks.has(week);
    }
    claim.minutes += minutes;
    claim.needed += isInside ? minutes : Math.max(0, minutes - most);
  };
  const wrongFigures = ({
    shortfall,
    place,
    team,
    weeks,
    needed,
    minutes,
  }: Claim): readonly Violation[] => {
    const available = [...weeks].reduce((sum, week) => sum + capacityOf(team, week), 0);
    const figures = [
      ['needed', needed],
      ['available', available],
      ['short', needed - available],
    ] as const;
    const found = figures.flatMap(([name, value]): readonly Violation[] => {
      // The figures are sums and differences of minutes, so rounding is measured against
      // all minutes of the team.
      if (close(shortfall[name], value, minutes)) return [];
      const message = `${name} is ${shortfall[name]}, not ${value}`;
      return [{ kind: 'wrong-shortfall', place: `${place}.${name}`, message }];
    });
    if (found.length > 0 || shortfall.short > 0) return found;
    return [
      {
        kind: 'wrong-shortfall',
        place: `${place}.short`,
        message: `short is ${shortfall.short}, not above 0`,
      },
    ];
  };
  const sum = (figure: (shortfall: Shortfall) => number): number =>
    shortfalls.reduce((all, one) => all + figure(one), 0);
  return {
    total: { short: sum(({ short }) => short), needed: sum(({ needed }) => needed) },
    enter: (visit, days) => {
      if (claims.size === 0) return;
      let weeks: ReadonlySet<number> | undefined;
      for (const [team, minutes] of spentIn(facts, visit)) {
        const own = claims.get(team);
        if (own === undefined) continue;
        weeks ??= weeksOfDays(days());
        if (weeks.size > 0) for (const claim of own) count(claim, minutes, weeks);
      }
    },
    violations: () => [...wrong, ...[...claims.values()].flat().flatMap(wrongFigures)],
  };
};
