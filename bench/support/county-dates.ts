import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import {
  decodeRegistry,
  type Plan,
  type Registry,
  type RegistryInput,
  workload,
} from 'inspection-consolidation';
import { commonDays, consolidate, occurrencesOf } from 'inspection-consolidation/stages';

export const decoded = (input: RegistryInput): Registry =>
  pipe(
    decodeRegistry(input),
    E.getOrElse((errors): Registry => {
      throw new Error(`the registry is refused: ${errors.length} errors`);
    }),
  );

/** Minutes of each department's visits over the whole horizon. */
export const loads = (registry: RegistryInput, plan: Plan): ReadonlyMap<string, number> => {
  const total = new Map<string, number>();
  for (const { department, minutes } of workload(registry, plan).rows)
    total.set(department, (total.get(department) ?? 0) + minutes);
  return total;
};

/** The registry with new minutes a day for each department. */
export const withDaily = (input: RegistryInput, daily: (department: string) => number): Registry =>
  decoded({
    ...input,
    departments: input.departments.map((department) => ({
      ...department,
      dailyMinutes: daily(department.id),
    })),
  });

/** A fixed sequence of numbers in [0, 1) (xorshift, Marsaglia 2003). */
export const fixedRandom = (): (() => number) => {
  let x = 88_172_645;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 2 ** 32;
  };
};

export interface NaiveOverloads {
  readonly firstDay: number;
  readonly randomDay: number;
}

/**
 * Minutes above capacity with every visit on its first allowed day, and with
 * every visit on a random one.
 */
export const naiveOverloads = (registry: Registry): NaiveOverloads => {
  const occurrences = occurrencesOf(registry);
  const { enterpriseStart, memberStart, member } = consolidate(occurrences);
  const { daySet, daySets } = commonDays({ memberStart, member }, occurrences);
  const { rows, policy, item, timeline } = occurrences;
  const weekOf = (rank: number): number => Math.floor((timeline.dayOfRank[rank] + 3) / 7);
  const open = new Map<number, number>();
  for (let rank = 0; rank < timeline.dayOfRank.length; rank++)
    open.set(weekOf(rank), (open.get(weekOf(rank)) ?? 0) + 1);
  const random = fixedRandom();
  const overloadOf = (rankIn: (start: number, end: number) => number): number => {
    const load = new Map<string, number>();
    for (let e = 0; e + 1 < enterpriseStart.length; e++)
      for (let v = enterpriseStart[e]; v < enterpriseStart[e + 1]; v++) {
        const week = weekOf(rankIn(daySets.start[daySet[v]], daySets.start[daySet[v] + 1]));
        const seen = new Set<string>();
        for (const o of member.subarray(memberStart[v], memberStart[v + 1])) {
          const { department, minutes } = rows.items[item[o]];
          const key = `${department} ${week}`;
          const travel = seen.has(key) ? 0 : policy.travelMinutes;
          seen.add(key);
          load.set(key, (load.get(key) ?? 0) + minutes + travel);
        }
      }
    return rows.departments.reduce(
      (sum, { id, dailyMinutes = Number.POSITIVE_INFINITY }) =>
        [...open].reduce(
          (own, [week, days]) =>
            own + Math.max(0, (load.get(`${id} ${week}`) ?? 0) - dailyMinutes * days),
          sum,
        ),
      0,
    );
  };
  return {
    firstDay: overloadOf((from) => daySets.lo[from]),
    randomDay: overloadOf((from, to) => {
      let days = 0;
      for (let r = from; r < to; r++) days += daySets.hi[r] - daySets.lo[r] + 1;
      let at = Math.floor(random() * days);
      let r = from;
      for (; at > daySets.hi[r] - daySets.lo[r]; r++) at -= daySets.hi[r] - daySets.lo[r] + 1;
      return daySets.lo[r] + at;
    }),
  };
};

/**
 * Minutes a day with which a plan's visits just fit, by team; found by raising them 2 % at a time.
 */
export const tightDaily = (
  input: RegistryInput,
  plan: Plan,
  shortOf: (registry: Registry) => ReadonlyArray<{ readonly department: string }>,
): ReadonlyMap<string, number> => {
  const openDays = occurrencesOf(decoded(input)).timeline.dayOfRank.length;
  const total = loads(input, plan);
  const daily = new Map(
    input.departments.map(({ id }) => [id, Math.max(1, (total.get(id) ?? 0) / openDays)]),
  );
  for (let round = 0; round < 100; round++) {
    const short = shortOf(withDaily(input, (id) => daily.get(id) ?? 1));
    if (short.length === 0) break;
    for (const { department } of short) daily.set(department, 1.02 * (daily.get(department) ?? 1));
  }
  return daily;
};
