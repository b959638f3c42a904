import { byText } from '../../registry/sorted';
import type { RuledItem } from '../../rules/rule';
import type { Owed } from './owed';
import { isAccepted } from './policy-accepted';
import {
  groupFor,
  type PatchedPolicy,
  type PolicyChange,
  patched,
  ratioFor,
  readingUnder,
  smallestFirst,
} from './policy-change';
import { owedAt, type Reading } from './reading';
import type { RuleFinding } from './rule-finding';
import { brokenIn, domainsToTry, meetingOf } from './separation';

/** The smallest changes, each of which may make one broken rule of a domain hold for some items. */
const repairs = (
  reading: Reading,
  domain: string,
  items: readonly RuledItem[],
  finding: RuleFinding,
): readonly PolicyChange[] => {
  switch (finding.rule) {
    case 'guests': {
      const strangers = finding.domains.map((own) => own.domain).filter((own) => own !== domain);
      return strangers
        .filter((own) => !finding.setting.includes(own))
        .map((add) => ({ setting: 'guests', domain, add }));
    }
    case 'sameMethod': {
      const [a, b, ...more] = [...new Set(items.map(({ method }) => method))].sort(byText);
      return [
        ...(b === undefined || more.length > 0
          ? []
          : [{ setting: 'methods', methods: [a, b], group: groupFor(reading, [a, b]) } as const]),
        { setting: finding.rule, domain, from: true, to: false },
      ];
    }
    case 'sameObject':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return [{ setting: finding.rule, domain, from: true, to: false }];
    case 'durationRatio': {
      const to = ratioFor(finding.longest.minutes, finding.shortest.minutes);
      return finding.setting === null
        ? []
        : [{ setting: finding.rule, domain, from: finding.setting, to }];
    }
    case 'apart':
      return finding.pairs.map(([one, other]) => ({
        setting: 'apart',
        remove: [one.id, other.id],
      }));
    case 'maxMinutes':
      return finding.setting === null
        ? []
        : [{ setting: finding.rule, domain, from: finding.setting, to: finding.elapsed }];
    case 'maxDepartments':
      return finding.setting === null
        ? []
        : [
            {
              setting: finding.rule,
              domain,
              from: finding.setting,
              to: finding.departments.length,
            },
          ];
  }
};

/** The largest number of items of a domain that are tried as hosts of two others. */
const MOST_HOSTS = 200;

/** The largest number of changes that are tried. */
const MOST_CHANGES = 200;

/**
 * Changes that might let two occurrences share a visit, each once. A change repairs one rule for
 * the two, or for the two and a host; or it sets the `window` of a domain to 1; or it sets
 * `recognise` to false.
 */
const candidates = (reading: Reading, a: Owed, b: Owed): readonly PolicyChange[] => {
  const { policy } = reading;
  const pair = [a.item, b.item];
  const domains = domainsToTry(reading, a.item, b.item);
  const repaired = (domain: string, items: readonly RuledItem[]): readonly PolicyChange[] =>
    brokenIn(reading, domain, items).flatMap((finding) => repairs(reading, domain, items, finding));
  const hosted = domains
    .filter((domain) => pair.every((item) => item.domain !== domain))
    .flatMap((domain) => {
      const hosts = new Set((reading.servable.get(domain) ?? []).map(({ item }) => item));
      return [...hosts].slice(0, MOST_HOSTS).flatMap((host) => repaired(domain, [...pair, host]));
    });
  const windows = [...new Set([a.item.domain, b.item.domain, ...domains])].flatMap(
    (domain): readonly PolicyChange[] => {
      const from = policy.domains[domain].window;
      return from < 1 ? [{ setting: 'window', domain, from, to: 1 }] : [];
    },
  );
  const all: readonly PolicyChange[] = [
    ...domains.flatMap((domain) => repaired(domain, pair)),
    ...hosted,
    ...windows,
    ...(policy.recognise ? [{ setting: 'recognise', from: true, to: false } as const] : []),
  ];
  return smallestFirst(all);
};

/**
 * Changes of policy, each of which alone lets two occurrences share a visit and is accepted by
 * `decodeRegistry`: the smallest first (`sizeOfChange`), by JSON text among equals. At most
 * {@link MOST_CHANGES} are tried.
 * O(changes × (one reading + {@link isAccepted})).
 */
export const changesToMeet = (reading: Reading, a: Owed, b: Owed): readonly PatchedPolicy[] =>
  candidates(reading, a, b)
    .slice(0, MOST_CHANGES)
    .map((change) => patched(reading, change))
    .filter((after) => {
      const changed = readingUnder(reading, after);
      const [one, other] = [a, b].map(({ item, cycle }) =>
        owedAt(changed, { item: item.id, cycle }, ''),
      );
      return (
        one._tag === 'Right' &&
        other._tag === 'Right' &&
        meetingOf(changed, one.right, other.right).kind === 'can' &&
        isAccepted(reading, after.policy)
      );
    });
