import { withRoom } from '../columns/growable';
import { numbered, valueNumbers } from '../columns/value-numbers';
import { isSimilar, type Marks, type Rule, type RuledItem } from './rule';
import type { DomainRules, RuleBook } from './rule-book';

/** Checks of visits by the rules, days aside. */
export interface VisitCheck {
  /**
   * Whether occurrences may be a visit of a domain.
   * O(members × rules); O(members²) for items of an exception without marks.
   */
  readonly isVisit: (domain: string, members: ArrayLike<number>) => boolean;
  /**
   * Whether two occurrences may be in one visit of a domain, the need of a host aside.
   * O(rules).
   */
  readonly mayMeet: (domain: string, a: number, b: number) => boolean;
}

/** Whether a rule holds for the first `count` items listed. */
type Holds = (list: Int32Array, count: number) => boolean;

/**
 * The check that no item avoids a mark of another one.
 * O(items + marks) once, then O(marks of the items listed).
 */
const byMarks = ({ borne, avoided }: Marks, items: readonly RuledItem[]): Holds => {
  const { numberOf, count: marks } = valueNumbers();
  const own = items.map((item) => Int32Array.from(borne(item), numberOf));
  const others = items.map((item) => Int32Array.from(avoided(item), numberOf));
  const isThere = new Uint8Array(marks());
  return (list, count) => {
    let isHeld = true;
    for (let k = 0; k < count; k++) {
      for (const mark of others[list[k]]) if (isThere[mark] === 1) isHeld = false;
      for (const mark of own[list[k]]) isThere[mark] = 1;
    }
    for (let k = 0; k < count; k++) for (const mark of own[list[k]]) isThere[mark] = 0;
    return isHeld;
  };
};

/** A rule compiled to numbers per item. O(items) once, then O(count). */
const compiled = (rule: Rule, items: readonly RuledItem[]): Holds => {
  switch (rule.kind) {
    case 'equality': {
      const value = numbered(items, rule.of);
      return (list, count) => {
        const first = value[list[0]];
        for (let k = 1; k < count; k++) if (value[list[k]] !== first) return false;
        return true;
      };
    }
    case 'similarity': {
      const value = Float64Array.from(items, rule.of);
      return (list, count) => {
        let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        for (let k = 0; k < count; k++) {
          least = Math.min(least, value[list[k]]);
          most = Math.max(most, value[list[k]]);
        }
        return isSimilar(most, least, rule.ratio);
      };
    }
    case 'exception': {
      if (rule.marks !== undefined) return byMarks(rule.marks, items);
      const concerns = Uint8Array.from(items, (one) => (rule.concerns(one) ? 1 : 0));
      return (list, count) => {
        for (let k = 1; k < count; k++) {
          const own = list[k];
          if (concerns[own] === 0) continue;
          for (let j = 0; j < k; j++) {
            const other = list[j];
            if (concerns[other] === 1 && rule.separates(items[own], items[other])) return false;
          }
        }
        return true;
      };
    }
    case 'sum-limit': {
      const group = numbered(items, rule.group);
      const weight = Float64Array.from(items, rule.weight);
      const total = new Float64Array(items.length);
      return (list, count) => {
        let isWithin = true;
        for (let k = 0; k < count; k++) {
          const own = list[k];
          total[group[own]] += weight[own];
          if (total[group[own]] > rule.most) isWithin = false;
        }
        for (let k = 0; k < count; k++) total[group[list[k]]] = 0;
        return isWithin;
      };
    }
    case 'count-limit': {
      const group = numbered(items, rule.group);
      const seen = new Uint8Array(items.length);
      return (list, count) => {
        let groups = 0;
        for (let k = 0; k < count; k++) {
          groups += 1 - seen[group[list[k]]];
          seen[group[list[k]]] = 1;
        }
        for (let k = 0; k < count; k++) seen[group[list[k]]] = 0;
        return groups <= rule.most;
      };
    }
  }
};

const GUEST = 1;
const HOST = 2;

/** The demands on visits of one domain. */
interface DomainCheck {
  /** Role of each item: HOST, GUEST or 0 for neither. */
  readonly role: Uint8Array;
  readonly rules: readonly Holds[];
}

const domainCheck = (
  { domain, guests, rules }: DomainRules,
  items: readonly RuledItem[],
  known: Map<Rule, Holds>,
): DomainCheck => ({
  role: Uint8Array.from(items, (one) =>
    one.domain === domain ? HOST : guests.includes(one.domain) ? GUEST : 0,
  ),
  rules: rules.map((rule) => {
    const holds = known.get(rule) ?? compiled(rule, items);
    known.set(rule, holds);
    return holds;
  }),
});

/**
 * The check of occurrences, given the item of each (an index into `items`). It follows model §5
 * from the rules alone and shares no code with the search.
 * O(domains × rules × items) once, then O(1) for other occurrences of the same items.
 */
export const visitChecker = (
  items: readonly RuledItem[],
  rules: RuleBook,
): ((item: Int32Array) => VisitCheck) => {
  // A rule shared by several domains is compiled once.
  const known = new Map<Rule, Holds>();
  const checks = new Map(rules.map((entry) => [entry.domain, domainCheck(entry, items, known)]));
  const seen = new Uint8Array(items.length);
  let list = new Int32Array(64);
  /**
   * Whether the members have different items, each a host or a guest, and keep the rules;
   * where `asks`, one must be a host.
   */
  const keeps = (
    item: Int32Array,
    { role, rules: own }: DomainCheck,
    members: ArrayLike<number>,
    asks: boolean,
  ): boolean => {
    const count = members.length;
    list = withRoom(list, count);
    let isIn = count > 0;
    let hosts = asks ? 0 : 1;
    for (let k = 0; k < count; k++) {
      const i = item[members[k]];
      list[k] = i;
      if (role[i] === 0 || seen[i] === 1) isIn = false;
      if (role[i] === HOST) hosts++;
      seen[i] = 1;
    }
    for (let k = 0; k < count; k++) seen[list[k]] = 0;
    if (!isIn || hosts === 0) return false;
    if (count > 1) for (const holds of own) if (!holds(list, count)) return false;
    return true;
  };
  return (item) => ({
    isVisit: (domain, members) => {
      const check = checks.get(domain);
      return check !== undefined && keeps(item, check, members, true);
    },
    mayMeet: (domain, a, b) => {
      const check = checks.get(domain);
      return check !== undefined && keeps(item, check, [a, b], false);
    },
  });
};
