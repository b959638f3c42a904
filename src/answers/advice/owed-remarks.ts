import { pathText } from '../../codec/place';
import { reasonCode } from '../../occurrences/allowed-days';
import { blockSize, type Matcher, matcherOf, matchesOf } from '../../occurrences/matching';
import type { Occurrences } from '../../occurrences/occurrences';
import type { Enterprise } from '../../registry/enterprise';
import type { Registry } from '../../registry/registry';
import { indexById } from '../../registry/sorted';
import { namedOf } from '../explain/named';
import type { EnterpriseOwedNothing, ItemNotOwed, NoOpenDay, NotOwed } from './remark';

/** Calls `visit` with the index of an enterprise and each group of items that applies to it. */
const eachMatch = (
  { groups, matchInto }: Matcher,
  enterprises: readonly Enterprise[],
  visit: (e: number, group: number) => void,
): void => {
  const { group, count } = matchesOf(groups);
  for (let from = 0; from < enterprises.length; from += blockSize) {
    const to = Math.min(from + blockSize, enterprises.length);
    matchInto(enterprises, from, to, { group, count });
    for (let e = from; e < to; e++)
      for (let k = 0; k < count[e - from]; k++) visit(e, group[(e - from) * groups + k]);
  }
};

/** Occurrences of every item of the registry, in its order. */
interface Tally {
  readonly owed: Int32Array;
  /** Occurrences without an allowed day. */
  readonly dayless: Int32Array;
  /** Enterprises with such an occurrence. */
  readonly enterprises: Int32Array;
}

const tallyOf = (items: Registry['items'], { rows, start, item, reason }: Occurrences): Tally => {
  const indexOf = indexById(items);
  const own = Int32Array.from(rows.items, ({ id }) => indexOf.get(id) ?? -1);
  const [owed, dayless, enterprises] = [0, 0, 0].map(() => new Int32Array(items.length));
  const last = new Int32Array(items.length).fill(-1);
  rows.enterprises.forEach((_, e) => {
    for (let o = start[e]; o < start[e + 1]; o++) {
      const i = own[item[o]];
      owed[i]++;
      if (reason[o] !== reasonCode.noOpenDay) continue;
      dayless[i]++;
      if (last[i] !== e) enterprises[i]++;
      last[i] = e;
    }
  });
  return { owed, dayless, enterprises };
};

/** The field of an item that decides why nobody is owed it. */
const FIELDS = { unassigned: [], unmatched: ['appliesTo'], 'no-turn': ['frequency'] } as const;

const itemsNotOwed = (registry: Registry, { owed }: Tally): readonly ItemNotOwed[] => {
  const { items, enterprises, assignments = [] } = registry;
  const places = items.flatMap((_, i) => (owed[i] === 0 ? [i] : []));
  if (places.length === 0) return [];
  const matcher = matcherOf(places.map((i) => items[i]));
  const met = new Set<number>();
  eachMatch(matcher, enterprises, (_, group) => met.add(group));
  const assigned = new Set(assignments.map(({ item }) => item));
  return places.map((i, k): ItemNotOwed => {
    const group = matcher.groupOf[k];
    const because: NotOwed =
      assigned.has(items[i].id) || met.has(group)
        ? 'no-turn'
        : group < 0
          ? 'unassigned'
          : 'unmatched';
    return {
      kind: 'item-not-owed',
      place: pathText(['items', i, ...FIELDS[because]]),
      item: namedOf(items[i]),
      because,
    };
  });
};

const enterprisesOwedNothing = (
  { items, enterprises, assignments = [] }: Registry,
  { rows, start }: Occurrences,
): readonly EnterpriseOwedNothing[] => {
  const rowOf = indexById(rows.enterprises);
  const places = enterprises.flatMap(({ id }, at) => {
    const e = rowOf.get(id) ?? 0;
    return start[e] === start[e + 1] ? [at] : [];
  });
  if (places.length === 0) return [];
  const idle = places.map((at) => enterprises[at]);
  const met = new Set(assignments.map(({ enterprise }) => enterprise));
  eachMatch(matcherOf(items), idle, (e) => met.add(idle[e].id));
  return places.map((at) => ({
    kind: 'enterprise-owed-nothing',
    place: pathText(['enterprises', at]),
    enterprise: namedOf(enterprises[at]),
    because: met.has(enterprises[at].id) ? 'no-turn' : 'unmatched',
  }));
};

/**
 * Items that nobody is owed, enterprises that are owed nothing, and items with occurrences that
 * have no day.
 * O(occurrences), and the matching of the items and the enterprises in question.
 */
export const owedRemarks = (
  registry: Registry,
  occurrences: Occurrences,
): ReadonlyArray<ItemNotOwed | EnterpriseOwedNothing | NoOpenDay> => {
  const tally = tallyOf(registry.items, occurrences);
  const { owed, dayless, enterprises } = tally;
  return [
    ...itemsNotOwed(registry, tally),
    ...enterprisesOwedNothing(registry, occurrences),
    ...registry.items.flatMap((item, i): readonly NoOpenDay[] =>
      dayless[i] === 0
        ? []
        : [
            {
              kind: 'no-open-day',
              place: pathText(['items', i, ...(item.season === undefined ? [] : ['season'])]),
              item: namedOf(item),
              unserved: dayless[i],
              occurrences: owed[i],
              enterprises: enterprises[i],
            },
          ],
    ),
  ];
};
