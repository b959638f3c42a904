import { isSome } from 'fp-ts/Option';
import type { Bare, Note } from './amendment-checks';
import type { Key } from './codec/place';
import { unmergedRule } from './consolidate/bundled-visits';
import { reasonCode } from './occurrences/allowed-days';
import { dateTextOf, parseDay } from './registry/day';
import type { OccurrenceRef } from './registry/occurrence-ref';
import { type Pin, unmergedEverywhere } from './registry/pin';
import type { Registry } from './registry/registry';
import { domainsFor } from './rules/bundles';
import { firstBroken, type Rule, type RuledItem } from './rules/rule';
import { type DomainRules, type RuleBook, rulesOf, withRules } from './rules/rule-book';
import { ruledItems } from './rules/ruled-items';

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

/** Why items are no visit of any domain, in a few words. */
const whyApart = (book: RuleBook, items: readonly RuledItem[]): string => {
  const reasonIn = ({ domain, guests, rules }: DomainRules): string => {
    const alien = items.find((item) => item.domain !== domain && !guests.includes(item.domain));
    if (alien !== undefined) return `"${domain}" has no guests of "${alien.domain}"`;
    const broken = firstBroken(rules)(items);
    return isSome(broken) ? `"${domain}" forbids it by ${settingOf(broken.value)}` : `none is of "${domain}" itself`;
  };
  return book
    .filter(({ domain }) => items.some((item) => item.domain === domain))
    .map(reasonIn)
    .join(', ');
};

/** Pins on what is not to be visited, on days that are not allowed, and pins that contradict the rules or one another. */
export const checkPins = (registry: Registry, bare: Bare, done: ReadonlySet<number>, note: Note): void => {
  const { pins = [] } = registry;
  const { occurrences, find, cyclesOf, ranksOf } = bare;
  const { rows, policy, timeline, reason, item } = occurrences;
  const items = ruledItems(policy, rows.departments)(rows.items);
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const left = new Map<number, ReadonlySet<number>>();
  const daysOf = (o: number): ReadonlySet<number> => left.get(o) ?? ranksOf(o);
  const spanOf = (ranks: ReadonlySet<number>): string => {
    const days = [...ranks].sort((a, b) => a - b).map((rank) => dateTextOf(timeline.dayOfRank[rank]));
    return days.length === 0 ? 'no day' : `${days.length} days from ${days[0]} to ${days[days.length - 1]}`;
  };
  const reasonNames = ['', 'no-open-day', 'exempt', 'recognised'];

  /** Index of an occurrence that a visit can be planned for; notes where there is none. */
  const plannable = (keys: readonly Key[], enterprise: string, one: OccurrenceRef): number => {
    const o = find(enterprise, one);
    if (o < 0) note(keys, 'an occurrence that is owed', one);
    else if (done.has(o)) note(keys, 'an occurrence that is not done yet', one);
    else if (reason[o] !== reasonCode.servable)
      note(keys, `an occurrence that can be visited (this one is unserved: ${reasonNames[reason[o]]})`, one);
    else return o;
    return -1;
  };
  const narrow = (o: number, keys: readonly Key[], value: unknown, keep: (rank: number) => boolean): void => {
    const before = daysOf(o);
    const after = new Set([...before].filter(keep));
    if (after.size > 0) left.set(o, after);
    else {
      const name = `item ${JSON.stringify(rows.items[item[o]].id)} (cycle ${occurrences.cycle[o]})`;
      note(keys, `days that ${name} is allowed (${spanOf(before)})`, value);
    }
  };

  /** The cycles of an item that a pin on all of them is about: those that are still to be visited; of several that cannot be, the first. */
  const openCycles = (enterprise: string, id: string): readonly number[] => {
    const left = cyclesOf(enterprise, id).filter((cycle) => !done.has(find(enterprise, { item: id, cycle })));
    const open = left.filter((cycle) => reason[find(enterprise, { item: id, cycle })] === reasonCode.servable);
    return open.length > 0 ? open : left.slice(0, 1);
  };

  pins.forEach((pin, at) => {
    const keys = ['pins', at];
    if (pin.pin === 'days') {
      const { enterprise, cycle, from = '0000-01-01', to = '9999-12-31' } = pin;
      const cycles = cycle === undefined ? openCycles(enterprise, pin.item) : [cycle];
      if (cycle === undefined && cyclesOf(enterprise, pin.item).length === 0)
        note([...keys, 'item'], 'an item that the enterprise is owed', pin.item);
      for (const k of cycles) {
        const o = plannable([...keys, cycle === undefined ? 'item' : 'cycle'], enterprise, {
          item: pin.item,
          cycle: k,
        });
        if (o < 0) continue;
        narrow(o, keys, pin, (rank) => {
          const day = dateTextOf(timeline.dayOfRank[rank]);
          return from <= day && day <= to;
        });
      }
    } else if (pin.pin !== 'unmerged') {
      const found = pin.occurrences.map((one, k) => plannable([...keys, 'occurrences', k], pin.enterprise, one));
      if (pin.pin !== 'visit') return;
      const rank = rankAt.get(parseDay(pin.date));
      for (const o of found) if (o >= 0) narrow(o, [...keys, 'date'], pin.date, (day) => day === rank);
    }
  });

  const byEnterprise = new Map<string, Array<readonly [Pin, number]>>();
  pins.forEach((pin, at) => {
    if (pin.enterprise === undefined) return;
    const own = byEnterprise.get(pin.enterprise);
    if (own === undefined) byEnterprise.set(pin.enterprise, [[pin, at]]);
    else own.push([pin, at]);
  });
  const outEverywhere = unmergedEverywhere(pins);
  for (const [enterprise, own] of byEnterprise) {
    const isOut = ({ id }: RuledItem): boolean =>
      outEverywhere.has(id) ||
      own.some(([pin]) => pin.pin === 'unmerged' && (pin.item === undefined || pin.item === id));
    const book = withRules(unmergedRule(isOut))(rulesOf(policy));
    const groups = new Map<number, readonly number[]>();
    for (const [pin, at] of own) {
      if (pin.pin !== 'visit' && pin.pin !== 'together') continue;
      const members = pin.occurrences.map((one) => find(enterprise, one)).filter((o) => o >= 0);
      if (members.length === 0) continue;
      const whole = [...new Set(members.flatMap((o) => groups.get(o) ?? [o]))];
      for (const o of whole) groups.set(o, whole);
      const some = whole.map((o) => items[item[o]]);
      const keys = ['pins', at, 'occurrences'];
      const common = whole.map(daysOf).reduce((a, b) => new Set(Array.from(a).filter((rank) => b.has(rank))));
      const besides = whole.length > members.length ? ' with those that other pins add' : '';
      if (common.size === 0) note(keys, `occurrences that have a day in common${besides}`, pin.occurrences);
      else if (new Set(some).size < some.length)
        note(keys, `occurrences of different items${besides}`, pin.occurrences);
      else if (domainsFor(book, some).length === 0)
        note(keys, `occurrences that may share a visit${besides} (${whyApart(book, some)})`, pin.occurrences);
    }
    for (const [pin, at] of own) {
      if (pin.pin !== 'apart') continue;
      const members = pin.occurrences.map((one) => find(enterprise, one));
      const together = members.some((o, k) =>
        members.some((other, j) => j < k && groups.get(o)?.includes(other) === true),
      );
      if (together) note(['pins', at, 'occurrences'], 'occurrences that no other pins bring together', pin.occurrences);
    }
  }
};
