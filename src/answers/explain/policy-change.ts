import type { DomainSettings, Policy } from '../../registry/policy';
import { byText } from '../../registry/sorted';
import { isSimilar } from '../../rules/rule';
import { type Reading, underPolicy, underRules } from './reading';
import type { EqualityName } from './rule-finding';

/** One changed setting of a policy: its present and its new value, or an entry added or removed. */
export type PolicyChange =
  /** `null`: no limit. */
  | {
      readonly setting: 'durationRatio' | 'maxMinutes';
      readonly domain: string;
      readonly from: number;
      readonly to: number | null;
    }
  | {
      readonly setting: 'maxDepartments' | 'window';
      readonly domain: string;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly setting: EqualityName;
      readonly domain: string;
      readonly from: true;
      readonly to: false;
    }
  /** Items of domain `add` may join visits of `domain`. */
  | { readonly setting: 'guests'; readonly domain: string; readonly add: string }
  /** Two methods join one group, so that they agree. */
  | {
      readonly setting: 'methods';
      readonly methods: readonly [string, string];
      readonly group: string;
    }
  /** A pair of items is no longer `apart`. */
  | { readonly setting: 'apart'; readonly remove: readonly [string, string] }
  | { readonly setting: 'recognise'; readonly from: boolean; readonly to: boolean };

/** A change, and the policy after it: `{ ...registry, policy }` is the changed registry. */
export interface PatchedPolicy {
  readonly change: PolicyChange;
  readonly policy: Policy;
}

/** A record with one entry replaced or added. */
const withEntry = <A>(
  record: Readonly<Record<string, A>>,
  key: string,
  value: A,
): Readonly<Record<string, A>> =>
  Object.fromEntries([...Object.entries(record).filter(([name]) => name !== key), [key, value]]);

const withoutPair = (
  pairs: NonNullable<Policy['apart']>,
  [a, b]: readonly [string, string],
): NonNullable<Policy['apart']> =>
  pairs.filter(
    ([first, second]) => !((first === a && second === b) || (first === b && second === a)),
  );

/** The policy after a change; all other settings stay as written. O(size of the policy). */
export const patched = (
  { registry, policy: resolved }: Pick<Reading, 'registry' | 'policy'>,
  change: PolicyChange,
): PatchedPolicy => {
  const { policy } = registry;
  const inDomain = (domain: string, settings: Partial<DomainSettings>): Policy => ({
    ...policy,
    domains: withEntry(resolved.domains, domain, { ...resolved.domains[domain], ...settings }),
  });
  const after = (): Policy => {
    switch (change.setting) {
      case 'guests':
        return inDomain(change.domain, {
          guests: [...(resolved.domains[change.domain].guests ?? []), change.add],
        });
      case 'methods': {
        const grouped = change.methods.reduce((methods, method) => {
          const own = Object.hasOwn(methods, method) ? methods[method] : {};
          return withEntry(methods, method, { ...own, group: change.group });
        }, resolved.methods);
        return { ...policy, methods: grouped };
      }
      case 'apart':
        return { ...policy, apart: withoutPair(resolved.apart, change.remove) };
      case 'recognise':
        return { ...policy, recognise: change.to };
      case 'durationRatio':
      case 'maxMinutes':
      case 'maxDepartments':
      case 'window':
      case 'sameObject':
      case 'sameMethod':
      case 'sameTopic':
      case 'sameLevel':
      case 'sameDepartment':
        return inDomain(change.domain, { [change.setting]: change.to });
    }
  };
  return { change, policy: after() };
};

/**
 * The enterprise under a changed policy.
 * O(size of the policy); where the change may alter occurrences or items, as {@link underPolicy}.
 */
export const readingUnder = (reading: Reading, { change, policy }: PatchedPolicy): Reading => {
  switch (change.setting) {
    case 'window':
    case 'recognise':
    case 'methods':
      return underPolicy(reading, policy);
    case 'guests':
    case 'apart':
    case 'durationRatio':
    case 'maxMinutes':
    case 'maxDepartments':
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return underRules(reading, policy);
  }
};

/**
 * The group of methods to put two methods in: the group of the first that has one, else a new one.
 */
export const groupFor = (
  { policy: { methods } }: Reading,
  [a, b]: readonly [string, string],
): string => {
  const groupOf = (method: string): string | undefined =>
    Object.hasOwn(methods, method) ? methods[method].group : undefined;
  const taken = new Set(Object.values(methods).map(({ group }) => group));
  let group = `${a}+${b}`;
  while (taken.has(group)) group += '+';
  return groupOf(a) ?? groupOf(b) ?? group;
};

/** The smallest ratio of two decimals that makes two durations similar. */
export const ratioFor = (longest: number, shortest: number): number => {
  let hundredths = Math.ceil((100 * longest) / shortest);
  while (!isSimilar(longest, shortest, hundredths / 100)) hundredths++;
  return hundredths / 100;
};

/** A JSON text that identifies a change, for sorting. */
const changeKey = (change: PolicyChange): string => {
  switch (change.setting) {
    case 'guests':
      return JSON.stringify([change.domain, change.setting, change.add]);
    case 'methods':
      return JSON.stringify([change.setting, change.methods]);
    case 'apart':
      return JSON.stringify([change.setting, change.remove]);
    case 'recognise':
      return JSON.stringify([change.setting]);
    case 'durationRatio':
    case 'maxMinutes':
    case 'maxDepartments':
    case 'window':
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return JSON.stringify([change.domain, change.setting, change.to]);
  }
};

/**
 * The size of a change: 1 another number for a limit, 2 one more guest, one `apart` pair less, or
 * two methods in one group, 3 the window or recognition, 4 a rule or a limit dropped.
 */
export const sizeOfChange = (change: PolicyChange): 1 | 2 | 3 | 4 => {
  switch (change.setting) {
    case 'durationRatio':
    case 'maxMinutes':
      return change.to === null ? 4 : 1;
    case 'maxDepartments':
      return 1;
    case 'guests':
    case 'apart':
    case 'methods':
      return 2;
    case 'window':
    case 'recognise':
      return 3;
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return 4;
  }
};

/**
 * The changes, each once: the smallest first, by JSON text among equals. O(changes × log changes).
 */
export const smallestFirst = (changes: readonly PolicyChange[]): readonly PolicyChange[] =>
  [...new Map(changes.map((change) => [changeKey(change), change]))]
    .sort(
      ([key, change], [otherKey, other]) =>
        sizeOfChange(change) - sizeOfChange(other) || byText(key, otherKey),
    )
    .map(([, change]) => change);
