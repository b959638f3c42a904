import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  type Plan,
  plan,
  type Registry,
  type RegistryInput,
  type Shortage,
  type Shortfall,
  schedule,
  shortages,
  workload,
} from 'inspection-consolidation';
import { californiaRegistry } from './registry';
import type { Site } from './sites';

/** Assumed: an inspector's minutes a day for inspections and travel. */
const inspectorDay = 360;
/** Approximate working days a year, for a first number of inspectors. */
const openDays = 250;
/** Assumed: minutes of travel to a site. */
const travelMinutes = 30;
/** Assumed: storm water is inspected in the rainy season. */
const wetSeason = [{ from: '10-01', to: '04-30' }];

const needsRain = new Set(['ISW', 'CSW']);

/** Number of inspectors of each agency. */
export type Staff = Readonly<Record<string, number>>;

/** The sites by agency, with these inspectors. */
const staffedRegistry = (sites: readonly Site[], staff: Staff): RegistryInput => {
  const input = californiaRegistry(sites, 'agency');
  return {
    ...input,
    departments: input.departments.map(({ id }) => ({
      id,
      dailyMinutes: inspectorDay * (staff[id] ?? 0),
    })),
    items: input.items.map((item) =>
      needsRain.has(item.id) ? { ...item, season: wetSeason } : item,
    ),
    policy: { ...input.policy, travelMinutes },
  };
};

const checked = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((): Registry => {
      throw new Error('a registry made of checked sites is valid');
    }),
  );

/** A plan with some staff, and its shortages. */
export interface Staffed {
  readonly staff: Staff;
  readonly plan: Plan;
  readonly shortages: readonly Shortage[];
  /** ISO weeks of the year. */
  readonly weeks: readonly string[];
  /** Minutes and visits of the agencies. */
  readonly totals: ReadonlyMap<string, { readonly minutes: number; readonly visits: number }>;
}

export interface Staffing {
  /** With the fewest inspectors that leave no week over capacity. */
  readonly enough: Staffed;
  /** With two fewer in the largest agency. */
  readonly fewer: Staffed;
  readonly agency: string;
}

/** The dates with just enough inspectors, and with two fewer. */
export const staffingOf = (sites: readonly Site[]): Staffing => {
  const unlimited = californiaRegistry(sites, 'agency');
  const agencies = unlimited.departments.map(({ id }) => id);
  const visits = plan(
    checked(staffedRegistry(sites, Object.fromEntries(agencies.map((id) => [id, 1000])))),
  );
  const staffed = (staff: Staff): Staffed => {
    const registry = checked(staffedRegistry(sites, staff));
    const dated = schedule(registry, visits);
    const { rows, columns } = workload(registry, dated);
    const totals = new Map<string, { minutes: number; visits: number }>();
    for (const { department, minutes, visits: own } of rows) {
      const before = totals.get(department) ?? { minutes: 0, visits: 0 };
      totals.set(department, { minutes: before.minutes + minutes, visits: before.visits + own });
    }
    return {
      staff,
      plan: dated,
      shortages: shortages(registry, dated),
      weeks: columns.weeks,
      totals,
    };
  };
  let enough = staffed(Object.fromEntries(agencies.map((id) => [id, 1])));
  const atLeast = (id: string): number =>
    Math.max(1, Math.floor((enough.totals.get(id)?.minutes ?? 0) / (openDays * inspectorDay)));
  enough = staffed(Object.fromEntries(agencies.map((id) => [id, atLeast(id)])));
  while (enough.shortages.length > 0) {
    const short = new Set(enough.shortages.map(({ department }) => department));
    enough = staffed(
      Object.fromEntries(agencies.map((id) => [id, enough.staff[id] + (short.has(id) ? 1 : 0)])),
    );
  }
  const agency = agencies.reduce((most, id) => (enough.staff[id] > enough.staff[most] ? id : most));
  return {
    enough,
    fewer: staffed({ ...enough.staff, [agency]: enough.staff[agency] - 2 }),
    agency,
  };
};

const count = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });

/** Runs of weeks as text, for example "2018-W27 to 2018-W52 and 2019-W02". */
const runs = (weeks: readonly string[], all: readonly string[]): string => {
  const found: string[][] = [];
  for (const week of weeks) {
    const last = found.at(-1);
    if (last !== undefined && all.indexOf(week) === all.indexOf(last[last.length - 1]) + 1)
      last.push(week);
    else found.push([week]);
  }
  return found
    .map((run) => (run.length === 1 ? run[0] : `${run[0]} to ${run[run.length - 1]}`))
    .join(' and ');
};

const whyShort = (
  { department, weeks, needed, available, short }: Shortfall,
  all: readonly string[],
): string =>
  `In ${runs(weeks, all)} the ${department} has ${count(needed)} minutes of visits that can be at no other time, and ` +
  `${count(available)} minutes of inspectors: ${count(short)} are too many, whatever the dates.`;

const staffText = (staff: Staff): string =>
  Object.entries(staff)
    .map(([agency, inspectors]) => `${inspectors} at the ${agency}`)
    .join(', ');

/** Sentences on the effect of two inspectors fewer. */
export const staffingWords = ({ enough, fewer, agency }: Staffing): readonly string[] => {
  const { weeks, totals, shortages: short, plan: dated } = fewer;
  const { overloadMinutes, overloadBound = 0 } = dated.summary;
  const { minutes, visits } = totals.get(agency) ?? { minutes: 0, visits: 1 };
  const [worst] = [...short].sort((a, b) => b.short - a.short);
  const movers = worst.couldLeave();
  const gain = movers.filter(({ change }) => change < 0).length;
  const others = new Set(short.map(({ department }) => department).filter((id) => id !== agency))
    .size;
  return [
    `Enough inspectors for every week: ${staffText(enough.staff)}.`,
    `With two fewer at the ${agency}, ${count(overloadMinutes)} minutes of its visits find no inspector, about ` +
      `${count((overloadMinutes * visits) / minutes)} of its ${count(visits)} visits; no dates leave fewer minutes than ${count(overloadBound)}.`,
    ...dated.shortfalls.map((shortfall) => whyShort(shortfall, weeks)),
    `The worst of ${short.length} short weeks is ${worst.week}, with ${count(worst.minutes)} minutes of visits for ` +
      `${count(worst.capacity)} of inspectors. ${movers.length} of its ${worst.visits} visits could be in another week, ` +
      (gain === 0 ? 'but no other week has room for them.' : `${gain} of them with gain.`),
    others === 0
      ? 'The other agency keeps its weeks, though they share visits.'
      : 'The other agency becomes short too.',
  ];
};
