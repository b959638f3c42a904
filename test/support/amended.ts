import fc from 'fast-check';
import { isLeft } from 'fp-ts/Either';
import { decodeRegistry } from '../../src/decode/decode-registry';
import { plan } from '../../src/plan/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { DoneVisit } from '../../src/registry/done-visit';
import { type Due, FURTHER_CYCLES } from '../../src/registry/due';
import type { Pin } from '../../src/registry/pin';
import type { RegistryInput } from '../../src/registry/registry';
import { decoded } from './decoded';
import { type RegistryOptions, registryArb } from './registries';

/** Random choices by a seed (mulberry32). */
export const dice = (seed: number): ((sides: number) => number) => {
  let state = seed >>> 0;
  return (sides) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
};

const doneRow = ({ enterprise, domain, date, lead, occurrences }: DoneVisit): DoneVisit => ({
  enterprise,
  domain,
  date,
  lead,
  occurrences,
});

/**
 * The input some time into its horizon: most past visits are made, some are
 * missed, due tasks are added.
 */
export const underWay = (input: RegistryInput, seed: number): RegistryInput => {
  const roll = dice(seed);
  const { start, end } = input.horizon;
  const days = parseDay(end) - parseDay(start) + 1;
  const frozenThrough = dateTextOf(parseDay(start) + roll(days) - 1);
  const visits = plan(decoded(input)).visits.filter(({ date }) => date <= frozenThrough);
  const [done, missed] = [0, 1].map((wanted) =>
    visits.filter((_, k) => (k % 5 === 4 ? 1 : 0) === wanted),
  );
  const within = (): Pick<Due, 'from' | 'to'> => {
    const from = parseDay(frozenThrough) + 1 + roll(30);
    return { from: dateTextOf(from), to: dateTextOf(from + roll(60)) };
  };
  const late: Due[] = missed.flatMap(({ enterprise, occurrences }) =>
    occurrences.filter(() => roll(2) === 0).map((one) => ({ enterprise, ...one, ...within() })),
  );
  const further: Due[] = [];
  for (let k = roll(5); k > 0 && input.enterprises.length > 0 && input.items.length > 0; k--)
    further.push({
      enterprise: input.enterprises[roll(input.enterprises.length)].id,
      item: input.items[roll(input.items.length)].id,
      cycle: FURTHER_CYCLES + k,
      ...within(),
    });
  return { ...input, frozenThrough, done: done.map(doneRow), due: [...late, ...further] };
};

/** Pins of all kinds, many of which contradict the rules or one another. */
export const randomPins = (input: RegistryInput, seed: number, count: number): readonly Pin[] => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const planned = plan(decoded(input)).visits.filter(
    ({ date }) => date > (input.frozenThrough ?? ''),
  );
  if (planned.length === 0) return [];
  return Array.from({ length: count }, (): Pin => {
    const visit = pick(planned);
    const { enterprise, date, occurrences } = visit;
    const own = planned.filter((other) => other.enterprise === enterprise);
    const other = pick(own);
    const two = [pick(occurrences), pick(other.occurrences)];
    const isPair = two[0].item !== two[1].item || two[0].cycle !== two[1].cycle;
    switch (roll(7)) {
      case 0:
        return { pin: 'visit', enterprise, occurrences, date };
      case 1:
        return { pin: 'visit', enterprise, occurrences: [pick(occurrences)], date: other.date };
      case 2:
        return isPair
          ? { pin: 'together', enterprise, occurrences: two }
          : { pin: 'unmerged', enterprise, item: two[0].item };
      case 3:
        return isPair
          ? { pin: 'apart', enterprise, occurrences: two }
          : { pin: 'unmerged', enterprise };
      case 4:
        return {
          pin: 'days',
          enterprise,
          ...pick(occurrences),
          ...(roll(2) === 0 ? { from: date } : { to: date }),
        };
      case 5:
        return occurrences.length > 1
          ? { pin: 'apart', enterprise, occurrences }
          : { pin: 'unmerged', enterprise, item: occurrences[0].item };
      default:
        return { pin: 'unmerged', item: pick(input.items).id };
    }
  });
};

/** The input without the rows of `pins` that are refused. */
export const withoutRefused = (input: RegistryInput): RegistryInput => {
  const result = decodeRegistry(input);
  if (!isLeft(result)) return input;
  const refused = new Set(result.left.map(({ path }) => /^pins\[(\d+)\]/.exec(path)?.[1]));
  if (refused.has(undefined)) throw new Error(JSON.stringify(result.left));
  return withoutRefused({
    ...input,
    pins: (input.pins ?? []).filter((_, at) => !refused.has(`${at}`)),
  });
};

/** Registries with made visits, due tasks and pins that can be kept. */
export const amendedArb = (options: Partial<RegistryOptions> = {}): fc.Arbitrary<RegistryInput> =>
  fc
    .tuple(registryArb(options), fc.integer(), fc.integer({ min: 0, max: 6 }), fc.boolean())
    .map(([input, seed, pins, late]) => {
      const now = late ? underWay(input, seed) : input;
      return withoutRefused({ ...now, pins: randomPins(now, seed + 1, pins) });
    });
