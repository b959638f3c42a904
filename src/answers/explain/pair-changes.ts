import { byText } from '../../registry/sorted';
import type { RuledItem } from '../../rules/rule';
import {
  changeKey,
  groupFor,
  type PatchedPolicy,
  type PolicyChange,
  patched,
  ratioFor,
  sizeOfChange,
} from './policy-change';
import { type Owed, owedAt, type Reading, underPolicy } from './reading';
import type { RuleFinding } from './rule-finding';
import { brokenIn, domainsToTry, meetingOf } from './separation';

/** The changes that make a rule of a domain hold for two items, each as small as it can be. */
const repairs = (
  reading: Reading,
  domain: string,
  [a, b]: readonly [RuledItem, RuledItem],
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
      const methods = a.method < b.method ? ([a.method, b.method] as const) : ([b.method, a.method] as const);
      return [
        { setting: 'methods', methods, group: groupFor(reading, methods) },
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
      return finding.setting === null ? [] : [{ setting: finding.rule, domain, from: finding.setting, to }];
    }
    case 'apart':
      return finding.pairs.map(([one, other]) => ({ setting: 'apart', remove: [one.id, other.id] }));
    case 'maxMinutes':
      return finding.setting === null
        ? []
        : [{ setting: finding.rule, domain, from: finding.setting, to: finding.elapsed }];
    case 'maxDepartments':
      return finding.setting === null
        ? []
        : [{ setting: finding.rule, domain, from: finding.setting, to: finding.departments.length }];
  }
};

/** Changes that might let two occurrences meet, each once. */
const candidates = (reading: Reading, a: Owed, b: Owed): readonly PolicyChange[] => {
  const { policy } = reading;
  const pair = [a.item, b.item] as const;
  const windows = [...new Set([a.item.domain, b.item.domain])].flatMap((domain): readonly PolicyChange[] => {
    const from = policy.domains[domain].window;
    return from < 1 ? [{ setting: 'window', domain, from, to: 1 }] : [];
  });
  const all: readonly PolicyChange[] = [
    ...domainsToTry(reading, a.item, b.item).flatMap((domain) =>
      brokenIn(reading, domain, pair).flatMap((finding) => repairs(reading, domain, pair, finding)),
    ),
    ...windows,
    ...(policy.recognise ? [{ setting: 'recognise', from: true, to: false } as const] : []),
  ];
  return [...new Map(all.map((change) => [changeKey(change), change])).values()];
};

/**
 * The single changes of policy each of which alone lets two occurrences meet that cannot: the mildest first, by name among equals. Those
 * that were tried make one broken rule hold, open the whole cycle to a domain, or end recognition. O(changes × one reading)
 */
export const changesToMeet = (reading: Reading, a: Owed, b: Owed): readonly PatchedPolicy[] =>
  candidates(reading, a, b)
    .map((change) => patched(reading, change))
    .filter(({ policy }) => {
      const changed = underPolicy(reading, policy);
      const [one, other] = [a, b].map(({ item, cycle }) => owedAt(changed, { item: item.id, cycle }, ''));
      return (
        one._tag === 'Right' && other._tag === 'Right' && meetingOf(changed, one.right, other.right).kind === 'can'
      );
    })
    .sort(
      ({ change: one }, { change: other }) =>
        sizeOfChange(one) - sizeOfChange(other) || byText(changeKey(one), changeKey(other)),
    );
