import { MOST_LIMIT } from '../../codec/values';
import { isSimilar } from '../../rules/rule';
import { type PolicyChange, ratioFor, smallestFirst } from './policy-change';
import type { Reading } from './reading';
import type { EqualityName } from './rule-finding';

const EQUALITIES: readonly EqualityName[] = [
  'sameObject',
  'sameMethod',
  'sameTopic',
  'sameLevel',
  'sameDepartment',
];

const least = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((a, b) => Math.min(a, b));

/**
 * The smallest duration ratio above `from` that makes two more durations similar;
 * undefined where all are similar.
 * O(durations log durations).
 */
export const nextRatio = (durations: readonly number[], from: number): number | undefined => {
  const ascending = [...new Set(durations)].sort((a, b) => a - b);
  const ratios: number[] = [];
  // As the shortest duration grows, the first duration that is not similar to it grows too.
  for (let shortest = 0, longest = 0; shortest < ascending.length; shortest++) {
    while (longest < ascending.length && isSimilar(ascending[longest], ascending[shortest], from))
      longest++;
    if (longest === ascending.length) break;
    ratios.push(ratioFor(ascending[longest], ascending[shortest]));
  }
  return least(ratios);
};

const changesOfDomain = (
  reading: Reading,
  domain: string,
  owed: ReadonlySet<string>,
): readonly PolicyChange[] => {
  const settings = reading.policy.domains[domain];
  const {
    window,
    durationRatio: ratio,
    maxMinutes: most,
    maxDepartments: departments,
    guests = [],
  } = settings;
  const durations = reading.occurrences
    .filter(({ item }) => item.domain === domain || guests.includes(item.domain))
    .map(({ item }) => item.minutes);
  const changes: PolicyChange[] = [];
  if (typeof most === 'number') {
    changes.push({
      setting: 'maxMinutes',
      domain,
      from: most,
      to: Math.min(Math.ceil(1.25 * most), MOST_LIMIT),
    });
    changes.push({ setting: 'maxMinutes', domain, from: most, to: null });
  }
  if (typeof ratio === 'number') {
    const to = nextRatio(durations, ratio);
    if (to !== undefined) changes.push({ setting: 'durationRatio', domain, from: ratio, to });
    changes.push({ setting: 'durationRatio', domain, from: ratio, to: null });
  }
  for (const setting of EQUALITIES)
    if (settings[setting] === true) changes.push({ setting, domain, from: true, to: false });
  if (departments !== undefined)
    changes.push({ setting: 'maxDepartments', domain, from: departments, to: departments + 1 });
  for (const add of owed)
    if (add !== domain && !guests.includes(add)) changes.push({ setting: 'guests', domain, add });
  if (window < 1) changes.push({ setting: 'window', domain, from: window, to: 1 });
  return changes;
};

/**
 * The changes of policy to try for an enterprise, the smallest first, by JSON text among equals.
 * For every domain of its items:
 *
 * - `maxMinutes`: a quarter more, and no limit;
 * - `durationRatio`: the next value that makes two more of its items similar, and no limit;
 * - each `same…` that is set: off;
 * - `maxDepartments`: one more;
 * - `guests`: each other domain of its items added;
 * - `window`: 1.
 *
 * Further changes: an `apart` pair of its items removed, and `recognise` set.
 * O((domains × occurrences + size of `apart`) × log of that).
 */
export const changesFor = (reading: Reading): readonly PolicyChange[] => {
  const { policy, occurrences } = reading;
  const owed = new Set(occurrences.map(({ item }) => item.domain));
  const items = new Set(occurrences.map(({ item }) => item.id));
  const all: readonly PolicyChange[] = [
    ...[...owed].flatMap((domain) => changesOfDomain(reading, domain, owed)),
    ...policy.apart.flatMap(([a, b]): readonly PolicyChange[] =>
      items.has(a) && items.has(b) ? [{ setting: 'apart', remove: a < b ? [a, b] : [b, a] }] : [],
    ),
    ...(policy.recognise ? [] : [{ setting: 'recognise', from: false, to: true } as const]),
  ];
  return smallestFirst(all);
};
