import type { Placed } from '../explain/explanation';
import type { NamedOccurrence } from '../explain/named';
import type { Separation } from '../explain/separation';
import type { Phrases } from './phrases';
import { isByFallback, shown } from './phrases';
import { broken, changed, kept } from './rules-en';
import {
  and,
  count,
  label,
  minutesOf,
  numbered,
  occurrence,
  REASONS,
  RULES,
  reasonOfOne,
  spanned,
  usedUpCaps,
} from './words-en';

const separation = (reason: Separation): string => {
  switch (reason.kind) {
    case 'same-item':
      return `no item comes twice in a visit, and both are of ${label(reason.item)}`;
    case 'unserved':
      return reason.occurrences
        .map((one) => `${occurrence(one)} is not served: ${reasonOfOne(one.reason, one.by)}`)
        .join('; ');
    case 'no-common-day':
      return 'no day is allowed to both';
    case 'pinned':
      return {
        apart: 'a pin keeps them apart',
        unmerged: 'a pin leaves one of them out of merging',
        done: 'one of them has been done',
        together: 'pins bring one of them together with others that the other cannot be with',
      }[reason.because];
    case 'rules':
      return [
        ...new Set(reason.trials.map(({ domain, broken: finding }) => broken(domain, finding))),
      ].join('; ');
  }
};

const LEADS = {
  'only-department': 'it is the only department',
  policy: 'the policy names it as lead of such visits',
  'fewest-days': 'it alone has an item with the fewest allowed days',
  minutes: 'of the departments with the fewest allowed days it has most minutes',
  id: 'of the departments with the fewest allowed days and as many minutes it has the smallest id',
} as const;

const placed = (one: NamedOccurrence, where: Placed): string => {
  if (where.kind === 'visit')
    return `${occurrence(one)} is in the visit of ${where.visit.date}${where.fallback === undefined ? '' : ', by its fallback'}`;
  if (where.kind === 'nowhere') return `${occurrence(one)} is not mentioned`;
  const caps = where.caps === undefined ? '' : ` (used up: ${usedUpCaps(where.caps)})`;
  return `${occurrence(one)} is not served: ${reasonOfOne(where.reason, where.by)}${caps}`;
};

export const english: Phrases = {
  occurrence,
  occurrences: numbered,
  separation,
  pair: (a, b) => `${a} with ${b}`,

  visit: ({ enterprise, visit, onSite, departments, occurrences }) =>
    `${label(enterprise)} is ${onSite ? 'visited' : 'checked off site'} on ${visit.date} under the rules of ${shown(visit.domain)} by ${and(departments.map(label))} for ${count(occurrences.length, 'check')}: ${and(occurrences.map(occurrence))}.`,
  alone: 'It is the only check of the visit, so there was nothing to agree.',
  rule: (domain, finding) =>
    finding.holds
      ? `${kept(finding)}.`
      : `${kept(finding)}; this breaks the rule: ${broken(domain, finding)}.`,
  otherMethod: (name, { method, because, grade, caps }) =>
    because === 'fallback'
      ? `${name} is checked by the method ${shown(method)} instead of its own, since a cap on visits leaves no room for that${caps === undefined ? '' : `; used up: ${usedUpCaps(caps)}`}.`
      : `${name} is checked by the method ${shown(method)}: that is its method for grade ${shown(grade ?? '')}.`,
  unasked: (rules) => `There is no rule on ${and(rules.map((rule) => RULES[rule]))}.`,
  dateBy: (by, fewest, hasOthers) =>
    `${and(by)} ${by.length === 1 ? 'has' : 'have'} the fewest days, ${spanned(fewest)}${hasOthers ? '; the others follow (low frequency follows high)' : ''}.`,
  days: (name, days) => `${name} has ${spanned(days)}.`,
  common: (common, date, allowed, alone) =>
    `${alone ? 'It has' : 'All together have'} ${spanned(common)}, and ${date} is ${allowed ? '' : 'not '}one of them.`,
  lead: ({ department, because, candidates, fewest }) => {
    const minutes = candidates.length < 2 ? '' : ` (${minutesOf(candidates)} minutes)`;
    const past =
      fewest === undefined || because === 'only-department' || because === 'policy'
        ? ''
        : `; days that are over count for that, ${fewest} are the fewest`;
    return `${label(department)} leads: ${LEADS[because]}${minutes}${past}.`;
  },
  otherLead: (planned) => `The plan names ${label(planned)} as lead instead.`,

  canMeet: ({ enterprise, a, b }, { domain, host, days }) =>
    `At ${label(enterprise)}, ${occurrence(a)} and ${occurrence(b)} can share a visit of ${shown(domain)}${host === undefined ? '' : ` as guests of ${occurrence(host)}`}: together they have ${spanned(days)}.`,
  cannotMeet: ({ enterprise, a, b }, reason) =>
    `At ${label(enterprise)}, ${occurrence(a)} and ${occurrence(b)} cannot share a visit: ${reason}.`,
  couldMeet: (change, isFirst) =>
    `${isFirst ? 'They could with one change of policy' : 'Or with this one'}: ${changed(change)}.`,
  noChange: 'No single change of policy was found that would let them.',
  inPlan: ({ a, b, meeting }, { together, a: ofA, b: ofB }) => {
    // The meeting is about their own methods.
    if (isByFallback(ofA) || isByFallback(ofB))
      return `In the plan ${placed(a, ofA)}, and ${placed(b, ofB)}.`;
    if (together && ofA.kind === 'visit')
      return `In the plan they share the visit of ${ofA.visit.date}${meeting.kind === 'can' ? '' : ', against the policy'}.`;
    const where = `In the plan ${placed(a, ofA)}, and ${placed(b, ofB)}`;
    return meeting.kind === 'can' && ofA.kind === 'visit' && ofB.kind === 'visit'
      ? `${where}: they could share one, but the plan makes few visits in all, not of each pair one.`
      : `${where}.`;
  },

  visits: ({ enterprise, visits, onSite, served }) =>
    `${label(enterprise)} gets ${count(visits, 'visit')} (${onSite} on site) for ${count(served, 'check')}.`,
  bound: ({ visits, lowerBound, proven, restsOn, witness }) => {
    if (visits === 0 && lowerBound === 0) return 'There is nothing to visit.';
    const fewer = proven
      ? `That is proven to be the fewest: no plan under this policy serves the same in fewer than ${lowerBound}`
      : `No plan under this policy serves the same in fewer than ${lowerBound}; whether ${visits} can be undercut is open`;
    if (restsOn === 'witness') return `${fewer}, as these checks alone show.`;
    return witness.length === 0
      ? `${fewer}. That rests on the search, which nobody can check by hand.`
      : `${fewer}. The checks below show that ${witness.length} are needed; the rest rests on the search, which nobody can check by hand.`;
  },
  witness: (members, n) =>
    n === 1
      ? `${and(members)} needs a visit.`
      : `These ${n} checks need a visit each, since no two of them can share one: ${and(members)}.`,
  because: (pairs, reason) => `No common visit for ${pairs.join('; ')}: ${reason}.`,
  unserved: ({ reason, count: n, items, cap }) => {
    const names = items.map(
      (one) => `${numbered(one)}${one.by === undefined ? '' : ` (${label(one.by)} is kept)`}`,
    );
    const limit =
      cap === undefined
        ? ''
        : `; the cap is ${cap.limit} on site, ${cap.grade === undefined ? "the enterprise's own" : `that of grade ${shown(cap.grade)}`}`;
    return `${count(n, 'check')} not served, since ${REASONS[reason]}${limit}: ${and(names)}.`;
  },
  usedUp: (names, caps) => `Used up for ${and(names)}: ${usedUpCaps(caps)}.`,
  raised: ({ limit, unserved, visits }) =>
    unserved.before === unserved.after
      ? `A cap of ${limit} would serve no more.`
      : `With a cap of ${limit}, ${unserved.after} instead of ${count(unserved.before, 'check')} would not be served, in ${visits.after} instead of ${count(visits.before, 'visit')}.`,
  saving: ({ change, visits, unserved }) => {
    const left =
      unserved.before === unserved.after
        ? ''
        : `, with ${unserved.after} checks not served instead of ${unserved.before}`;
    return `One change of policy would save most: ${changed(change)}. That makes ${count(visits.after, 'visit')} of ${visits.before}${left}.`;
  },
  untold: (untold) =>
    `${count(untold, 'more pair')} of them ${untold === 1 ? 'is' : 'are'} not told.`,
  untried: (untried) =>
    `${count(untried, 'more change')} of policy ${untried === 1 ? 'was' : 'were'} not tried.`,
  noSaving: (tried) =>
    `None of the ${count(tried, 'change')} of policy that were tried would save a visit.`,
};
