import { type Day, parseDay } from '../../registry/day';
import { type Due, FURTHER_CYCLES } from '../../registry/due';
import type { Enterprise } from '../../registry/enterprise';
import type { RegistryInput } from '../../registry/registry';
import { daysAfterLast, daysOutside, seasonalDaysWithin, stretchesOf } from './allowed-days';
import { daysLeftBy, keyOf } from './amendments';
import { cyclesWithin, permanentRandomNumber, type Stretch } from './cycles';
import { type Facts, factsOf } from './facts';
import type { ItemFacts } from './item-facts';
import { obligationsBy } from './obligations';
import type { Owed } from './owed-occurrence';
import { quietDays } from './quiet';

interface OwedItem {
  readonly item: ItemFacts;
  readonly cycles: readonly Stretch[];
}

/**
 * 结果互认: whether item a is kept rather than b: more occurrences, then more
 * minutes, then the smaller id.
 */
const isKeptBefore = (a: OwedItem, b: OwedItem): boolean => {
  if (a.cycles.length !== b.cycles.length) return a.cycles.length > b.cycles.length;
  if (a.item.minutes !== b.item.minutes) return a.item.minutes > b.item.minutes;
  return a.item.id < b.item.id;
};

/** For every recognised item, the id of the item kept instead. */
const recognisedBy = (owed: readonly OwedItem[]): ReadonlyMap<ItemFacts, string> => {
  const label = ({ item }: OwedItem): string =>
    JSON.stringify([item.item.equivalent, item.object, item.domain]);
  const equivalents = owed.filter(({ item }) => item.item.equivalent !== undefined);
  const kept = new Map<string, OwedItem>();
  for (const one of equivalents) {
    const other = kept.get(label(one));
    if (other === undefined || isKeptBefore(one, other)) kept.set(label(one), one);
  }
  return new Map(
    equivalents.flatMap((one) => {
      const by = kept.get(label(one));
      return by === undefined || by === one ? [] : [[one.item, by.item.id]];
    }),
  );
};

const NO_DAYS: readonly Day[] = [];

const lastInspections = ({ registry }: Facts): ReadonlyMap<string, ReadonlyMap<string, Day>> => {
  const last = new Map<string, Map<string, Day>>();
  for (const { enterprise, item, date } of registry.history ?? []) {
    const ofEnterprise = last.get(enterprise) ?? new Map<string, Day>();
    last.set(
      enterprise,
      ofEnterprise.set(item, Math.max(parseDay(date), ofEnterprise.get(item) ?? -Infinity)),
    );
  }
  return last;
};

/**
 * An occurrence with its allowed days. `open` are the days after window, season, calendar, closures
 * and history; exempt and quiet days are taken away here, unless the occurrence is protected.
 */
const occurrenceOf = (
  item: ItemFacts,
  cycle: number,
  open: readonly Day[],
  exempt: readonly Stretch[],
  quiet: ReadonlySet<Day>,
): Owed => {
  if (open.length === 0) return { item, cycle, days: NO_DAYS, unserved: 'no-open-day' };
  if (item.isProtected) return { item, cycle, days: open };
  const notExempt = daysOutside(exempt, open);
  if (notExempt.length === 0) return { item, cycle, days: NO_DAYS, unserved: 'exempt' };
  const days = quiet.size === 0 ? notExempt : notExempt.filter((day) => !quiet.has(day));
  return days.length === 0 ? { item, cycle, days, unserved: 'quiet' } : { item, cycle, days };
};

const NO_QUIET_DAYS: ReadonlySet<Day> = new Set();

/** The occurrences after the rows about single ones: due tasks, pins and made visits. */
const amendedOwed = (
  facts: Facts,
  enterprise: Enterprise,
  owed: readonly Owed[],
  within: (item: ItemFacts, cycle: number, days: Stretch) => Owed,
): readonly Owed[] => {
  const { doneIn, due, pins } = facts.amended(enterprise.id);
  if (doneIn.size + due.length + pins.length === 0) return owed;
  const dueOf = new Map(due.map((row) => [keyOf(row.item, row.cycle), row]));
  const stretchOf = ({ from, to }: Due): Stretch => ({ first: parseDay(from), last: parseDay(to) });
  const own = owed.map((one) => {
    const row = dueOf.get(keyOf(one.item.id, one.cycle));
    return row === undefined || one.unserved === 'recognised'
      ? one
      : within(one.item, one.cycle, stretchOf(row));
  });
  const further = due.flatMap((row): readonly Owed[] => {
    const item = facts.itemFor(row.item, enterprise);
    return row.cycle < FURTHER_CYCLES || item === undefined
      ? []
      : [within(item, row.cycle, stretchOf(row))];
  });
  return [...own, ...further].map((one): Owed => {
    const { item, cycle } = one;
    const done = doneIn.get(keyOf(item.id, cycle));
    if (done !== undefined) return { item, cycle, days: [parseDay(done.date)], done };
    const days = daysLeftBy(pins, { item: item.id, cycle }, one.days);
    if (days.length === one.days.length) return one;
    return days.length === 0 ? { item, cycle, days, unserved: 'no-open-day' } : { ...one, days };
  });
};

const owedWithin = (facts: Facts): ((enterprise: Enterprise) => readonly Owed[]) => {
  const { policy } = facts;
  const obligationsOf = obligationsBy(facts);
  const cyclesFor = cyclesWithin(facts);
  const seasonalDays = seasonalDaysWithin(facts);
  const history = lastInspections(facts);
  const quietOf = quietDays(facts);
  return (enterprise) => {
    const cyclesOf = cyclesFor(enterprise.grade, permanentRandomNumber(policy.seed, enterprise.id));
    const closed = stretchesOf(enterprise.closed);
    const exempt = stretchesOf(enterprise.exempt);
    const quiet = quietOf(enterprise);
    const lastOf = history.get(enterprise.id);
    const items: OwedItem[] = [];
    for (const { item, frequency } of obligationsOf(enterprise)) {
      const cycles = cyclesOf(frequency);
      if (cycles.length > 0) items.push({ item, cycles });
    }
    const recognised = policy.recognise ? recognisedBy(items) : undefined;
    const owed: Owed[] = [];
    for (const { item, cycles } of items) {
      const by = recognised?.get(item);
      const last = lastOf?.get(item.id);
      seasonalDays(item, cycles).forEach((seasonal, cycle) => {
        if (by !== undefined) owed.push({ item, cycle, days: NO_DAYS, unserved: 'recognised', by });
        else
          owed.push(
            occurrenceOf(
              item,
              cycle,
              daysAfterLast(last, item.window, cycles[cycle], daysOutside(closed, seasonal)),
              exempt,
              quiet,
            ),
          );
      });
    }
    return amendedOwed(facts, enterprise, owed, (item, cycle, { first, last }) => {
      const days = facts.freeDays.filter((day) => first <= day && day <= last);
      return occurrenceOf(item, cycle, daysOutside(closed, days), exempt, NO_QUIET_DAYS);
    });
  };
};

/**
 * Every occurrence that an enterprise is owed. Work that enterprises have in common is done once.
 */
export const owedBy = (facts: Facts): ((enterprise: Enterprise) => readonly Owed[]) => {
  const owed = owedWithin(facts);
  if (facts.freeDays.length === facts.openDays.length) return owed;
  const unfrozen = owedWithin({ ...facts, freeDays: facts.openDays });
  return (enterprise) => {
    const before = unfrozen(enterprise);
    return owed(enterprise).map((one, k): Owed => ({ ...one, unfrozen: before[k].days.length }));
  };
};

/**
 * The occurrences of an enterprise as if no day had passed and no visit were made; as
 * {@link owedBy}.
 */
export const owedOverHorizon = (facts: Facts): ((enterprise: Enterprise) => readonly Owed[]) => {
  let owed: ReturnType<typeof owedWithin> | undefined;
  return (enterprise) => {
    owed ??= owedWithin({
      ...facts,
      freeDays: facts.openDays,
      amended: (id) => ({ ...facts.amended(id), doneIn: new Map() }),
    });
    return owed(enterprise);
  };
};

/**
 * Every occurrence owed, by enterprise id, as the verifier reads the registry. It takes
 * O(occurrences) memory: meant for small registries.
 */
export const occurrencesByReading = (
  registry: RegistryInput,
): ReadonlyMap<string, readonly Owed[]> => {
  const owed = owedBy(factsOf(registry));
  return new Map(registry.enterprises.map((enterprise) => [enterprise.id, owed(enterprise)]));
};
