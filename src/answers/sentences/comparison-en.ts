import type { Visit } from '../../output/plan-document';
import type { FieldDifference, Standing, VisitTally } from '../compare/comparison';
import {
  type ComparisonPhrases,
  comingAndGoing,
  reasonIn,
  rounded,
  unnamed,
} from './comparison-phrases';
import { shown } from './phrases';
import { and, count, numbered, reasonOfOne } from './words-en';

const are = (n: number): string => (n === 1 ? 'is' : 'are');

const FATES = [
  ['kept', 'unchanged'],
  ['moved', 'on another date'],
  ['changed', 'changed'],
  ['added', 'new'],
  ['removed', 'dropped'],
] as const;

const fates = (tally: VisitTally): string =>
  and(
    FATES.flatMap(([fate, word]) =>
      tally[fate] === 0 ? [] : [`${tally[fate]} ${are(tally[fate])} ${word}`],
    ),
  );

const checks = (occurrences: Visit['occurrences']): string =>
  and(unnamed(occurrences).map(numbered));

const by = (departments: readonly string[]): string =>
  departments.length === 0 ? '' : ` by ${and(departments.map(shown))}`;

const work = ({ departments, occurrences }: Visit): string =>
  `${by(departments)} for ${count(occurrences.length, 'check')}${occurrences.length === 0 ? '' : `: ${checks(occurrences)}`}`;

const since = (standing: Standing | undefined): string => {
  const row = reasonIn(standing);
  return row === undefined
    ? ''
    : reasonOfOne(row.reason, row.by === undefined ? undefined : { id: row.by });
};

/** The phrase that follows the number after. */
const than = (before: number, after: number): string =>
  before === after ? ', as many as before' : ` instead of ${rounded(before)}`;

const minutes = (n: number): string => `${rounded(n)} ${n === 1 ? 'minute' : 'minutes'}`;

const none = (value: string | null): string => (value === null ? 'any' : shown(value));

const field = (difference: FieldDifference): readonly string[] => {
  switch (difference.field) {
    case 'date':
      return [];
    case 'domain':
      return [`the rules of ${shown(difference.after)} instead of ${shown(difference.before)}`];
    case 'method':
    case 'object':
      return [
        `${difference.field} ${none(difference.after)} instead of ${none(difference.before)}`,
      ];
    case 'departments': {
      const { coming, going } = comingAndGoing(difference.before, difference.after);
      return [
        ...(coming.length === 0
          ? []
          : [`${and(coming.map(shown))} ${coming.length === 1 ? 'takes' : 'take'} part`]),
        ...(going.length === 0
          ? []
          : [`${and(going.map(shown))} ${going.length === 1 ? 'takes' : 'take'} part no longer`]),
      ];
    }
    case 'lead':
      return [`${shown(difference.after)} leads instead of ${shown(difference.before)}`];
    case 'minutes':
      return [`${rounded(difference.after)} instead of ${minutes(difference.before)}`];
    case 'fallback':
      return [
        ...(difference.after.length === 0 ? [] : [`${checks(difference.after)} by fallback now`]),
        ...(difference.before.length === 0
          ? []
          : [`${checks(difference.before)} no longer by fallback`]),
      ];
    case 'onSite':
      return [difference.after ? 'it is on site now' : 'it is on site no longer'];
  }
};

const visitOf = ({ onSite }: Visit): string => (onSite ? 'visit' : 'off-site visit');

export const english: ComparisonPhrases = {
  total: ({ enterprise, total, onSite }) => {
    const { before, after, kept } = total;
    const at = enterprise === undefined ? '' : ` at ${shown(enterprise)}`;
    if (before + after === 0) return `There are no visits${at} in either plan.`;
    const same = `${count(before, 'visit')} (${onSite.before} on site)${at} ${are(before)} the same in both plans`;
    if (kept === before && kept === after) return `${before === 1 ? 'The' : 'All'} ${same}.`;
    return `There ${are(after)} ${count(after, 'visit')}${at}${than(before, after)} (${onSite.after} on site${than(onSite.before, onSite.after)}): ${fates(total)}.`;
  },
  unserved: ({ before, after, unserved, served, reason }) => {
    if (before + after === 0) return 'All checks are served in both plans.';
    const parts = [
      ...(unserved === 0
        ? []
        : [
            `${unserved} that ${unserved === 1 ? 'was' : 'were'} served ${are(unserved)} not any more`,
          ]),
      ...(served === 0
        ? []
        : [`${served} that ${served === 1 ? 'was' : 'were'} not ${are(served)} served now`]),
      ...(reason === 0 ? [] : [`${reason} ${are(reason)} not for another reason than before`]),
    ];
    return `${count(after, 'check')} ${are(after)} not served${than(before, after)}${parts.length === 0 ? '' : `: ${and(parts)}`}.`;
  },
  owed: ({ owed, ended }) =>
    `${and([
      ...(owed === 0 ? [] : [`${count(owed, 'check')} ${are(owed)} newly owed`]),
      ...(ended === 0 ? [] : [`${count(ended, 'check')} ${are(ended)} owed no longer`]),
    ])}.`,
  overload: (before, after, difference) => {
    if (before === 0 && after === 0) return 'No department is above capacity in either plan.';
    const change =
      difference === undefined || difference === 0
        ? ''
        : `, ${rounded(Math.abs(difference))} ${difference < 0 ? 'fewer' : 'more'}`;
    return `There ${are(after)} ${minutes(after)} above capacity${than(before, after)}${change}.`;
  },
  close: (before, after) =>
    before === 0 && after === 0
      ? 'No on-site visit comes too soon after another in either plan.'
      : `${count(after, 'on-site visit')} ${after === 1 ? 'comes' : 'come'} too soon after another${than(before, after)}.`,
  department: (tally) => {
    const { group, before, after } = tally;
    return `${shown(group)} takes part in ${count(after, 'visit')}${than(before, after)}: ${fates(tally)}.`;
  },
  others: (departments) => `Nothing changes in the visits of ${and(departments.map(shown))}.`,

  added: ({ after }) =>
    `${shown(after.enterprise)} gets a new ${visitOf(after)} on ${after.date}${work(after)}.`,
  removed: ({ before }) =>
    `The ${visitOf(before)} to ${shown(before.enterprise)} on ${before.date} is dropped; it was planned${work(before)}.`,
  moved: ({ before, after }) =>
    `The ${visitOf(before)} to ${shown(after.enterprise)} on ${before.date} moves to ${after.date} as it is,${work(after)}.`,
  changed: ({ before, after, joined, left, fields }) => {
    const date = before.date === after.date ? '' : ` moves to ${after.date} and`;
    const parts = [
      ...(joined.length === 0
        ? []
        : [`${checks(joined)} ${joined.length === 1 ? 'joins' : 'join'}`]),
      ...(left.length === 0 ? [] : [`${checks(left)} ${left.length === 1 ? 'leaves' : 'leave'}`]),
      ...fields.flatMap(field),
    ];
    const name = after.id === undefined ? '' : ` (${shown(after.id)})`;
    return `The ${visitOf(before)} to ${shown(after.enterprise)} on ${before.date}${name}${date} changes: ${parts.join('; ')}.`;
  },
  occurrences: ({ kind, enterprise, before, after, count: n, items }) => {
    const what = `At ${shown(enterprise)}, ${and(items.map(numbered))} ${are(n)}`;
    switch (kind) {
      case 'unserved':
        return `${what} served no longer, since ${since(after)}.`;
      case 'served':
        return `${what} served now, unlike before, when ${since(before)}.`;
      case 'reason':
        return `${what} still not served, now since ${since(after)}, before since ${since(before)}.`;
      case 'owed':
        return `${what} newly owed and ${after?.kind === 'visit' ? 'served' : `not served, since ${since(after)}`}.`;
      case 'ended':
        return `${what} owed no longer.`;
    }
  },
  more: (n) => `${count(n, 'more sentence')} about single visits and checks ${are(n)} left out.`,
};
