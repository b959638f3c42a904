import { isSome } from 'fp-ts/Option';
import { type Bundle, roleOfAll } from '../rules/bundles';
import { firstBroken, type Rule } from '../rules/rule';
import type { DomainRules, RuleBook } from '../rules/rule-book';

const settingOf = (rule: Rule): string => {
  switch (rule.kind) {
    case 'similarity':
      return `${rule.name} ${rule.ratio}`;
    case 'sum-limit':
    case 'count-limit':
      return `${rule.name} ${rule.most}`;
    case 'equality':
    case 'exception':
      return rule.name;
  }
};

/** The reason why items are no visit of any domain, in a few words. */
export const whyApart = (book: RuleBook, items: Bundle): string => {
  const reasonIn = (entry: DomainRules): string => {
    const { domain, guests, rules } = entry;
    const alien = items.find((item) => item.domain !== domain && !guests.includes(item.domain));
    if (alien !== undefined) return `"${domain}" has no guests of "${alien.domain}"`;
    const broken = firstBroken(rules)(items);
    return isSome(broken)
      ? `"${domain}" forbids it by ${settingOf(broken.value)}`
      : `no item of "${domain}" can join them`;
  };
  return book
    .filter(
      (entry) =>
        items.some(({ domain }) => domain === entry.domain) || roleOfAll(entry)(items) === 'guest',
    )
    .map(reasonIn)
    .join(', ');
};
