import { withRoom } from '../columns/growable';
import { sequenceNumbers } from '../columns/sequence-numbers';
import { holds, type RuledItem } from './rule';
import type { RuleBook } from './rule-book';

/** What may be a visit, whatever its day; what was asked before is remembered. */
export interface VisitCheck {
  /** Whether occurrences may be a visit of a domain. O(members · rules), once for the same items */
  readonly isVisit: (domain: string, members: ArrayLike<number>) => boolean;
  /** Whether two may be in the same one; what holds of a visit holds of all pairs in it. O(rules), once for the same items */
  readonly mayMeet: (domain: string, a: number, b: number) => boolean;
}

/** The check of members that are each of an item (an index into `items`). O(domains) */
export const visitCheck = (item: Int32Array, items: readonly RuledItem[], rules: RuleBook): VisitCheck => {
  const entries = new Map(
    rules.map((entry, d) => {
      const keepsRules = (own: readonly RuledItem[]): boolean =>
        own.every((one) => one.domain === entry.domain || entry.guests.includes(one.domain)) &&
        entry.rules.every((rule) => holds(rule)(own));
      return [entry.domain, { d, keepsRules }] as const;
    }),
  );
  let key = new Int32Array(64);
  const memory = (): ((length: number, find: () => boolean) => boolean) => {
    const numbers = sequenceNumbers();
    const answers: boolean[] = [];
    return (length, find) => {
      const at = numbers.numberOf(key, 0, length);
      answers[at] ??= find();
      return answers[at];
    };
  };
  const [visits, pairs] = [memory(), memory()];
  return {
    isVisit: (domain, members) => {
      const entry = entries.get(domain);
      if (entry === undefined || members.length === 0) return false;
      key = withRoom(key, members.length + 1);
      key[0] = entry.d;
      for (let k = 0; k < members.length; k++) key[k + 1] = item[members[k]];
      return visits(members.length + 1, () => {
        const own = Array.from(members, (o) => items[item[o]]);
        return own.some((one) => one.domain === domain) && new Set(own).size === own.length && entry.keepsRules(own);
      });
    },
    mayMeet: (domain, a, b) => {
      const entry = entries.get(domain);
      if (entry === undefined || item[a] === item[b]) return false;
      [key[0], key[1], key[2]] = [entry.d, Math.min(item[a], item[b]), Math.max(item[a], item[b])];
      return pairs(3, () => entry.keepsRules([items[item[a]], items[item[b]]]));
    },
  };
};
