// The optimum of one small enterprise under several caps with fallbacks (model §6), by trying all
// visits: exponential, for few occurrences.
import type { Enterprise } from '../../../src/index';
import { type Checked, type Duty, meets, type Reading } from './owed';
import { brokenBy } from './visits';

/** A cap of an enterprise, for one department where the policy says so. */
export interface CapInForce {
  readonly name: string;
  readonly max: number;
  readonly counts: (item: Checked) => boolean;
}

/** The caps of an enterprise, in their order. */
export const capsInForce = (
  { registry: { policy = {}, departments } }: Reading,
  enterprise: Enterprise,
): readonly CapInForce[] => {
  const caps = (policy.caps ?? []).flatMap(
    ({ id, max, each, counts = {}, appliesTo = {} }): readonly CapInForce[] => {
      if (!meets(appliesTo, enterprise)) return [];
      const counted = (item: Checked): boolean =>
        (counts.offSite === true || item.onSite) &&
        (counts.kinds?.includes(item.kind) ?? true) &&
        (counts.departments?.includes(item.row.department) ?? true) &&
        (counts.levels === undefined ||
          (item.level !== undefined && counts.levels.includes(item.level))) &&
        (counts.domains?.includes(item.domain) ?? true);
      if (each === undefined) return [{ name: id, max, counts: counted }];
      return departments
        .map((department) => department.id)
        .sort((a, b) => (a < b ? -1 : 1))
        .map((department) => ({
          name: `${id}/${department}`,
          max,
          counts: (item) => item.row.department === department && counted(item),
        }));
    },
  );
  const grades = policy.capByGrade ?? {};
  const { visitCap, grade } = enterprise;
  const total =
    visitCap ?? (grade !== undefined && Object.hasOwn(grades, grade) ? grades[grade] : undefined);
  return total === undefined
    ? caps
    : [...caps, { name: 'total', max: total, counts: ({ onSite }) => onSite }];
};

/** The best plan of an enterprise: three aims in their order, and the limit of each cap. */
export interface BestUnderCaps {
  readonly out: number;
  readonly fallback: number;
  readonly visits: number;
  readonly limits: Readonly<Record<string, number>>;
}

interface Choice {
  readonly mask: number;
  readonly fallbacks: number;
  readonly counted: readonly boolean[];
}

/** Most occurrences of which all visits are tried. */
export const MOST_UNDER_CAPS = 8;

const choicesOf = (
  reading: Reading,
  caps: readonly CapInForce[],
  duties: readonly Duty[],
  fallbackOf: (duty: Duty) => Checked | undefined,
): readonly Choice[] => {
  const choices: Choice[] = [];
  const grow = (
    at: number,
    mask: number,
    items: readonly Checked[],
    days: readonly number[] | undefined,
    fallbacks: number,
  ): void => {
    if (days !== undefined && days.length === 0) return;
    if (at === duties.length) {
      if (items.length === 0) return;
      for (const [domain, settings] of reading.domains)
        if (
          items.some((item) => item.domain === domain) &&
          brokenBy(reading, domain, settings, items) === undefined
        ) {
          choices.push({ mask, fallbacks, counted: caps.map(({ counts }) => items.some(counts)) });
          return;
        }
      return;
    }
    grow(at + 1, mask, items, days, fallbacks);
    const duty = duties[at];
    const both = days?.filter((day) => duty.days.includes(day)) ?? duty.days;
    grow(at + 1, mask | (1 << at), [...items, duty.item], both, fallbacks);
    const other = fallbackOf(duty);
    if (other !== undefined) grow(at + 1, mask | (1 << at), [...items, other], both, fallbacks + 1);
  };
  grow(0, 0, [], undefined, 0);
  return choices;
};

const WEIGHT = 100;

/** The least price of choices that cover the duties, or leave some out at a price of their own. */
const leastPrice = (
  choices: readonly Choice[],
  duties: number,
  limits: readonly number[],
  priceOf: (choice: Choice) => number,
  priceOut: (duty: number) => number,
): number => {
  const known = new Map<string, number>();
  const solve = (left: number, room: readonly number[]): number => {
    if (left === 0) return 0;
    const key = `${left} ${room.join()}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const first = Array.from({ length: duties }, (_, k) => k).find((k) => left & (1 << k)) ?? 0;
    let best = priceOut(first) + solve(left & ~(1 << first), room);
    for (const choice of choices) {
      if ((choice.mask & (1 << first)) === 0 || (choice.mask & ~left) !== 0) continue;
      const rest = room.map((one, c) => one - (choice.counted[c] ? 1 : 0));
      if (rest.some((one) => one < 0)) continue;
      best = Math.min(best, priceOf(choice) + solve(left & ~choice.mask, rest));
    }
    known.set(key, best);
    return best;
  };
  return solve(2 ** duties - 1, limits);
};

/** The optimum of the duties that can be served; undefined where there are too many. */
export const bestUnderCaps = (
  reading: Reading,
  enterprise: Enterprise,
  duties: readonly Duty[],
  byFallback: (item: Checked) => Checked | undefined,
): BestUnderCaps | undefined => {
  if (duties.length > MOST_UNDER_CAPS) return undefined;
  const caps = capsInForce(reading, enterprise);
  const musts = duties.filter(({ item }) => item.isProtected);
  const alone = choicesOf(reading, caps, musts, () => undefined);
  const limits: number[] = [];
  caps.forEach(({ max }, c) => {
    const room = caps.map((_, other) => limits[other] ?? musts.length);
    const needed = leastPrice(
      alone,
      musts.length,
      room,
      ({ counted }) => (counted[c] ? 1 : 0),
      () => Number.POSITIVE_INFINITY,
    );
    limits.push(Math.max(max, needed));
  });
  const choices = choicesOf(reading, caps, duties, ({ item }) =>
    caps.length === 0 || item.isProtected ? undefined : byFallback(item),
  );
  const price = leastPrice(
    choices,
    duties.length,
    limits,
    ({ fallbacks }) => fallbacks * WEIGHT + 1,
    (k) => (duties[k].item.isProtected ? Number.POSITIVE_INFINITY : WEIGHT * WEIGHT),
  );
  return {
    out: Math.floor(price / (WEIGHT * WEIGHT)),
    fallback: Math.floor(price / WEIGHT) % WEIGHT,
    visits: price % WEIGHT,
    limits: Object.fromEntries(caps.map(({ name }, c) => [name, limits[c]])),
  };
};
