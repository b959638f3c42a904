import type { Key } from '../codec/place';
import { reasonCode } from '../occurrences/allowed-days';
import { dateTextOf, parseDay } from '../registry/day';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { Registry } from '../registry/registry';
import type { Bare, Note } from './bare-occurrences';
import { checkCompany } from './check-company';

/**
 * Notes pins on occurrences that cannot be visited, pins to days that are not allowed, and pins
 * that contradict the rules or one another.
 */
export const checkPins = (
  registry: Registry,
  bare: Bare,
  done: ReadonlySet<number>,
  note: Note,
): void => {
  const { pins = [] } = registry;
  const { occurrences, find, cyclesOf, ranksOf } = bare;
  const { rows, timeline, reason, item } = occurrences;
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const left = new Map<number, ReadonlySet<number>>();
  const ranksOfSet = new Map<number, ReadonlySet<number>>();
  const daysOf = (o: number): ReadonlySet<number> => {
    const known = left.get(o) ?? ranksOfSet.get(occurrences.daySet[o]);
    if (known !== undefined) return known;
    const ranks = ranksOf(o);
    ranksOfSet.set(occurrences.daySet[o], ranks);
    return ranks;
  };
  const spanOf = (ranks: ReadonlySet<number>): string => {
    const days = [...ranks]
      .sort((a, b) => a - b)
      .map((rank) => dateTextOf(timeline.dayOfRank[rank]));
    return days.length === 0
      ? 'no day'
      : `${days.length} days from ${days[0]} to ${days[days.length - 1]}`;
  };
  const reasonNames = ['', 'no-open-day', 'exempt', 'recognised'];

  /** Index of an occurrence that can be planned; else −1, with a note. */
  const plannable = (keys: readonly Key[], enterprise: string, one: OccurrenceRef): number => {
    const o = find(enterprise, one);
    if (o < 0) note(keys, 'an occurrence that is owed', one);
    else if (done.has(o)) note(keys, 'an occurrence that is not done yet', one);
    else if (reason[o] !== reasonCode.servable)
      note(
        keys,
        `an occurrence that can be visited (this one is unserved: ${reasonNames[reason[o]]})`,
        one,
      );
    else return o;
    return -1;
  };
  const narrow = (
    o: number,
    keys: readonly Key[],
    value: unknown,
    keep: (rank: number) => boolean,
  ): void => {
    const before = daysOf(o);
    const after = new Set([...before].filter(keep));
    if (after.size > 0) left.set(o, after);
    else {
      const name = `item ${JSON.stringify(rows.items[item[o]].id)} (cycle ${occurrences.cycle[o]})`;
      note(keys, `days that ${name} is allowed (${spanOf(before)})`, value);
    }
  };

  /**
   * The cycles of an item that a pin without a cycle is about: the servable ones still to be
   * visited; where there is none, the first, so that it gets the error.
   */
  const openCycles = (enterprise: string, id: string): readonly number[] => {
    const left = cyclesOf(enterprise, id).filter(
      (cycle) => !done.has(find(enterprise, { item: id, cycle })),
    );
    const open = left.filter(
      (cycle) => reason[find(enterprise, { item: id, cycle })] === reasonCode.servable,
    );
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
      const found = pin.occurrences.map((one, k) =>
        plannable([...keys, 'occurrences', k], pin.enterprise, one),
      );
      if (pin.pin !== 'visit') return;
      const rank = rankAt.get(parseDay(pin.date));
      for (const o of found)
        if (o >= 0) narrow(o, [...keys, 'date'], pin.date, (day) => day === rank);
    }
  });

  checkCompany(pins, bare, daysOf, (o) => reason[o] === reasonCode.servable && !done.has(o), note);
};
