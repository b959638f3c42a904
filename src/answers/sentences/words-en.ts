import type { UnservedReason } from '../../output/plan-document';
import { FURTHER_CYCLES } from '../../registry/due';
import type { DaySpan, Named, NamedOccurrence, UsedUpCap } from '../explain/named';
import type { ItemCycles } from '../explain/pair-groups';
import type { EqualityName, FoundValue, RuleFinding } from '../explain/rule-finding';
import { shown } from './phrases';

export const label = ({ id, name }: Named): string =>
  name === undefined ? shown(id) : `${shown(id)} (${shown(name)})`;
export const and = (parts: readonly string[]): string =>
  parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
const numbersFrom = (first: number, cycles: readonly number[]): string =>
  `no. ${and(cycles.map((cycle) => String(cycle - first + 1)))}`;
/** Occurrences of an item as numbers from 1; further occurrences are counted by themselves. */
export const numbered = ({ item, cycles }: ItemCycles): string => {
  const [regular, further] = [
    cycles.filter((c) => c < FURTHER_CYCLES),
    cycles.filter((c) => c >= FURTHER_CYCLES),
  ];
  const numbers = [
    ...(regular.length === 0 ? [] : [numbersFrom(0, regular)]),
    ...(further.length === 0 ? [] : [`further ${numbersFrom(FURTHER_CYCLES, further)}`]),
  ];
  return `${label(item)} ${and(numbers)}`;
};
export const occurrence = ({ item, cycle }: NamedOccurrence): string =>
  numbered({ item, cycles: [cycle] });
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`;
export const spanned = ({ count: days, first, last }: DaySpan): string =>
  first === undefined ? 'no allowed day' : `${count(days, 'allowed day')} (${first} to ${last})`;

export const FEATURES: Readonly<Record<EqualityName, string>> = {
  sameObject: 'object',
  sameMethod: 'method',
  sameTopic: 'topic',
  sameLevel: 'level',
  sameDepartment: 'department',
};

export const RULES: Readonly<Record<RuleFinding['rule'], string>> = {
  ...FEATURES,
  guests: 'guests',
  durationRatio: 'similar durations',
  apart: 'items kept apart',
  maxMinutes: 'the length of the visit',
  maxDepartments: 'the number of departments',
};

export const REASONS: Readonly<Record<UnservedReason, string>> = {
  'no-open-day':
    'windows, seasons, the calendar, closures and last inspections leave no day (no-open-day)',
  exempt: 'the enterprise is on the white list on all days that are left (exempt)',
  quiet: 'all days that are left are quiet days of the enterprise (quiet)',
  recognised: 'the result of an equivalent item is recognised instead (recognised)',
  'visit-cap': 'the cap on visits leaves no room (visit-cap)',
};

export const reasonOfOne = (reason: UnservedReason, by: Named | undefined): string =>
  by === undefined ? REASONS[reason] : `the result of ${label(by)} is recognised instead`;

export const foundIn = ({ value, name, group }: FoundValue): string => {
  const text =
    value === null ? 'none' : label(name === undefined ? { id: value } : { id: value, name });
  return group === undefined ? text : `${text} (group ${shown(group)})`;
};

export const minutesOf = (
  departments: ReadonlyArray<{ readonly department: Named; readonly minutes: number }>,
): string => and(departments.map(({ department, minutes }) => `${label(department)} ${minutes}`));

const usedUpCap = ({ cap, department, grade, max, visits }: UsedUpCap): string => {
  const total = grade === undefined ? "the enterprise's cap" : `the cap of grade ${shown(grade)}`;
  const name = cap === undefined ? total : `cap ${shown(cap)}`;
  const of = department === undefined ? '' : ` of ${label(department)}`;
  const more = visits > max ? `, raised to ${visits} for checks that must be made` : '';
  return `${name}, at most ${count(max, 'visit')}${of}${more}`;
};
/** Caps that are used up, with their visits. */
export const usedUpCaps = (caps: readonly UsedUpCap[]): string => caps.map(usedUpCap).join('; ');
