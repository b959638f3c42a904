import type { Key } from '../codec/place';
import { reasonCode, reasonNames } from '../occurrences/allowed-days';
import { dateTextOf, parseDay } from '../registry/day';
import type { OccurrenceRef } from '../registry/occurrence-ref';
import type { CompanyPin, DaysPin, VisitPin } from '../registry/pin';
import type { Registry } from '../registry/registry';
import type { Bare, Note } from './bare-occurrences';
import { checkCompany } from './check-company';
import { daysLeft } from './days-left';

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
  const { occurrences, find, cyclesOf } = bare;
  const { timeline, reason } = occurrences;
  const rankAt = new Map(Array.from(timeline.dayOfRank, (day, rank) => [day, rank]));
  const { daysOf, narrow } = daysLeft(bare, note);

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

  const checkDays = (pin: DaysPin, keys: readonly Key[]): void => {
    const { enterprise, item, cycle, from = '0000-01-01', to = '9999-12-31' } = pin;
    if (cycle === undefined && cyclesOf(enterprise, item).length === 0)
      note([...keys, 'item'], 'an item that the enterprise is owed', item);
    const place = [...keys, cycle === undefined ? 'item' : 'cycle'];
    for (const k of cycle === undefined ? openCycles(enterprise, item) : [cycle]) {
      const o = plannable(place, enterprise, { item, cycle: k });
      if (o < 0) continue;
      narrow(o, keys, pin, (rank) => {
        const day = dateTextOf(timeline.dayOfRank[rank]);
        return from <= day && day <= to;
      });
    }
  };
  /** The occurrences of a pin that can be planned. */
  const checkOccurrences = (pin: VisitPin | CompanyPin, keys: readonly Key[]): readonly number[] =>
    pin.occurrences
      .map((one, k) => plannable([...keys, 'occurrences', k], pin.enterprise, one))
      .filter((o) => o >= 0);
  const checkVisit = (pin: VisitPin, keys: readonly Key[]): void => {
    const rank = rankAt.get(parseDay(pin.date));
    for (const o of checkOccurrences(pin, keys))
      narrow(o, [...keys, 'date'], pin.date, (day) => day === rank);
  };

  pins.forEach((pin, at) => {
    const keys = ['pins', at];
    if (pin.pin === 'days') checkDays(pin, keys);
    else if (pin.pin === 'visit') checkVisit(pin, keys);
    else if (pin.pin !== 'unmerged') checkOccurrences(pin, keys);
  });
  checkCompany(pins, bare, daysOf, (o) => reason[o] === reasonCode.servable && !done.has(o), note);
};
