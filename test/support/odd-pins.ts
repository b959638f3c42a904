import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import { dateTextOf } from '../../src/registry/day';
import { type Due, FURTHER_CYCLES } from '../../src/registry/due';
import type { Item } from '../../src/registry/item';
import type { OccurrenceRef } from '../../src/registry/occurrence-ref';
import type { Pin } from '../../src/registry/pin';
import type { DomainSettings } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';
import { dice } from './amended';

/** The servable occurrences of the first enterprise, read with the verifier's code. */
export const servableIn = (input: RegistryInput): readonly Owed[] =>
  owedBy(factsOf(input))(input.enterprises[0]).filter(({ unserved }) => unserved === undefined);

/**
 * A registry of one enterprise with few occurrences and odd rules, from a seed: two to four domains
 * with guests both ways, few departments in a visit, methods on and off site, caps, items apart,
 * due tasks for items owed anyway. It has no pins.
 */
export const oddRegistry = (seed: number): RegistryInput => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const names = ['key', 'general', 'g1', 'g2'].slice(0, 2 + roll(3));
  const domains = Object.fromEntries(
    names.map((name): [string, DomainSettings] => [
      name,
      {
        window: pick([1, 1, 0.5, 0.3]),
        guests: names.filter((other) => other !== name && roll(2) === 0),
        ...(roll(4) === 0 && { sameMethod: true }),
        ...(roll(8) === 0 && { sameDepartment: true }),
        ...(roll(8) === 0 && { sameTopic: true }),
        ...(roll(3) === 0 && { maxDepartments: 1 + roll(3) }),
        ...(roll(3) === 0 && { maxMinutes: pick([60, 75, 90, 120]) }),
        ...(roll(3) === 0 && { durationRatio: pick([1, 1.1, 1.5, 2]) }),
      },
    ]),
  );
  const departments = ['d0', 'd1', 'd2', 'd3'].slice(0, 1 + roll(4)).map((id) => ({ id }));
  const items = Array.from(
    { length: 3 + roll(5) },
    (_, k): Item => ({
      id: `i${k}`,
      department: pick(departments).id,
      domain: pick(names),
      method: pick(['on-site', 'on-site', 'sampling', 'documents', 'remote']),
      minutes: pick([30, 40, 45, 45, 60]),
      ...(roll(5) === 0 && { topic: 'food' }),
      frequency: { times: pick([1, 1, 1, 2, 3]), per: 'horizon' },
      appliesTo: {},
    }),
  );
  const day = (): string => dateTextOf(20454 + roll(170));
  const due = Array.from({ length: roll(3) === 0 ? 1 + roll(2) : 0 }, (_, k): Due => {
    const [from = '', to = ''] = [day(), day()].sort();
    return {
      enterprise: 'E',
      item: pick(items).id,
      cycle: roll(2) === 0 ? 0 : FURTHER_CYCLES + k,
      from,
      to,
    };
  });
  const apart: [string, string][] = [];
  for (let k = roll(3); k > 0; k--) {
    const [a, b] = [pick(items).id, pick(items).id];
    if (a !== b) apart.push([a, b]);
  }
  return {
    horizon: { start: '2026-01-01', end: '2026-06-30' },
    departments,
    items,
    enterprises: [{ id: 'E', ...(roll(5) < 2 && { visitCap: roll(4) }) }],
    policy: {
      domains,
      methods: {
        documents: { onSite: false, group: 'desk' },
        remote: { onSite: false, group: 'desk' },
      },
      apart,
    },
    due: due.filter(
      (row, k) =>
        due.findIndex(({ item, cycle }) => item === row.item && cycle === row.cycle) === k,
    ),
  };
};

/** Pins of all kinds on an enterprise's occurrences; many cannot be kept. */
export const oddPins = (owed: readonly Owed[], seed: number): readonly Pin[] => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const some = (least: number): readonly OccurrenceRef[] => {
    const chosen = new Set<Owed>();
    for (let k = least + roll(2); k > 0; k--) chosen.add(pick(owed));
    return [...chosen].map(({ item, cycle }) => ({ item: item.id, cycle }));
  };
  return Array.from({ length: 1 + roll(2) * roll(4) }, (): Pin => {
    const enterprise = 'E';
    const kind = roll(10);
    const occurrences = some(kind === 0 ? 1 : 2);
    const [{ item, cycle }] = occurrences;
    const { days } = pick(owed.filter((one) => one.item.id === item && one.cycle === cycle));
    if (kind < 2) return { pin: 'visit', enterprise, occurrences, date: dateTextOf(pick(days)) };
    if (kind === 8) return { pin: 'days', enterprise, item, cycle, from: dateTextOf(pick(days)) };
    if (kind === 9) return { pin: 'unmerged', enterprise, item };
    if (occurrences.length < 2) return { pin: 'unmerged', item };
    return { pin: kind < 7 ? 'together' : 'apart', enterprise, occurrences };
  });
};

/**
 * A registry of one enterprise, from a seed, where guests of two domains with different methods
 * form no visit by themselves. It has few hosts, few departments in a visit, often a cap, and pins
 * that put the guests together.
 */
export const hostedRegistry = (seed: number): RegistryInput => {
  const roll = dice(seed);
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const departments = ['d0', 'd1', 'd2', 'd3'].map((id) => ({ id }));
  const itemOf = (id: string, domain: string): Item => ({
    id,
    department: pick(departments).id,
    domain,
    method: pick(['on-site', 'sampling', 'documents']),
    minutes: pick([30, 30, 45, 60]),
    frequency: { times: roll(6) === 0 ? 2 : 1, per: 'horizon' },
    appliesTo: {},
  });
  const hosts = Array.from({ length: 1 + roll(3) }, (_, k) => itemOf(`h${k}`, 'host'));
  const guests = Array.from({ length: 3 + roll(3) }, (_, k) =>
    itemOf(`g${k}`, pick(['key', 'general', 'general', 'general'])),
  );
  const base = {
    horizon: { start: '2026-01-01', end: '2026-06-30' },
    departments,
    items: [...hosts, ...guests],
    enterprises: [{ id: 'E', ...(roll(2) === 0 && { visitCap: roll(3) }) }],
    policy: {
      domains: {
        key: { window: 1, sameMethod: true },
        general: {
          window: 1,
          sameMethod: roll(3) > 0,
          ...(roll(2) === 0 && { maxDepartments: 2 + roll(2) }),
        },
        host: {
          window: pick([1, 0.4]),
          guests: ['key', 'general'],
          ...(roll(2) === 0 && { maxDepartments: 2 + roll(2) }),
          ...(roll(2) === 0 && { maxMinutes: pick([60, 90, 120]) }),
        },
      },
      methods: { documents: { onSite: false } },
    },
  };
  const two = (from: readonly Item[], to: readonly Item[]) => {
    const [a, b] = [pick(from).id, pick(to).id];
    return a === b ? [] : [a, b].map((item) => ({ item, cycle: 0 }));
  };
  const pins = Array.from({ length: 1 + roll(3) }, (): Pin => {
    const isApart = roll(5) === 0;
    return {
      pin: isApart ? 'apart' : 'together',
      enterprise: 'E',
      occurrences: two(guests, isApart ? hosts : guests),
    };
  });
  return {
    ...base,
    pins: pins.filter(
      (pin) => pin.pin !== 'unmerged' && pin.pin !== 'days' && pin.occurrences.length > 1,
    ),
  };
};
