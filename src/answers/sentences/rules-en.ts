import { byText } from '../../registry/sorted';
import type { PolicyChange } from '../explain/policy-change';
import type { RuleFinding } from '../explain/rule-finding';
import type { HostFinding } from '../explain/separation';
import { shown } from './phrases';
import { and, count, FEATURES, foundIn, label, minutesOf } from './words-en';

export const broken = (domain: string, finding: RuleFinding | HostFinding): string => {
  const visits = `visits of ${shown(domain)}`;
  switch (finding.rule) {
    case 'guests': {
      const strangers = finding.domains.map((own) => own.domain);
      const others = strangers.filter((own) => own !== domain && !finding.setting.includes(own));
      return others.length === 0
        ? `no item is of domain ${shown(domain)} itself`
        : `items of ${and(others.map(shown))} are no guests in ${visits}`;
    }
    case 'durationRatio':
      return `${finding.longest.minutes} minutes are more than ${finding.setting} × ${finding.shortest.minutes} minutes, the most for ${visits}`;
    case 'apart':
      return 'the policy keeps these items apart';
    case 'maxMinutes':
      return `together they would take ${finding.elapsed} minutes, and ${visits} may take ${finding.setting}`;
    case 'maxDepartments':
      return `they are of ${count(finding.departments.length, 'department')}, and ${visits} may have ${finding.setting}`;
    case 'host':
      return `both would be guests in ${visits}, and none of the ${count(finding.occurrences, 'occurrence')} of that domain can be with them`;
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `${visits} ask for one ${FEATURES[finding.rule]}, and there are ${and(finding.values.map(foundIn).sort(byText))}`;
  }
};

export const kept = (finding: RuleFinding): string => {
  switch (finding.rule) {
    case 'guests': {
      const from = finding.domains.map(
        ({ domain, items }) => `${and(items.map(label))} of ${shown(domain)}`,
      );
      return `Domains: ${from.join('; ')}`;
    }
    case 'durationRatio':
      return `Similar durations: the longest, ${label(finding.longest.item)}, ${finding.longest.minutes} minutes, against ${finding.setting} × the shortest, ${label(finding.shortest.item)}, ${finding.shortest.minutes} minutes`;
    case 'apart':
      return finding.pairs.length === 0
        ? `Items kept apart: none of the ${count(finding.setting, 'pair')} of the policy is here`
        : `Items kept apart: ${finding.pairs.map(([a, b]) => `${label(a)} and ${label(b)}`).join('; ')}`;
    case 'maxMinutes':
      return `Length: departments work side by side, ${minutesOf(finding.departments)} minutes; that is ${finding.elapsed} of at most ${finding.setting}`;
    case 'maxDepartments':
      return `Departments: ${finding.departments.length} of at most ${finding.setting}`;
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `Same ${FEATURES[finding.rule]}: ${and(finding.values.map(foundIn))}`;
  }
};

export const changed = (change: PolicyChange): string => {
  switch (change.setting) {
    case 'durationRatio':
    case 'maxMinutes':
      return change.to === null
        ? `lift ${change.setting} of ${shown(change.domain)}, now ${change.from}`
        : `raise ${change.setting} of ${shown(change.domain)} from ${change.from} to ${change.to}`;
    case 'maxDepartments':
    case 'window':
      return `raise ${change.setting} of ${shown(change.domain)} from ${change.from} to ${change.to}`;
    case 'guests':
      return `let items of ${shown(change.add)} join visits of ${shown(change.domain)} as guests`;
    case 'methods':
      return `put the methods ${and(change.methods.map(shown))} into one group`;
    case 'apart':
      return `no longer keep ${and(change.remove.map(shown))} apart`;
    case 'recognise':
      return change.to
        ? 'recognise the results of equivalent items'
        : 'no longer recognise the results of equivalent items';
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `no longer ask visits of ${shown(change.domain)} for one ${FEATURES[change.setting]}`;
  }
};
