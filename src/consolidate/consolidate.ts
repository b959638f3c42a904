import { type Int32Column, int32Column } from '../columns/growable';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { SortedRows } from '../registry/sorted';
import { type RuleBook, rulesOf, sameDepartment, withRules } from '../rules/rule-book';
import { ruledItems } from '../rules/ruled-items';
import { alike } from './alike';
import type { DaySetColumns, Terms } from './component';
import { cappedVisits, type EnterpriseVisits, fewestVisits } from './enterprise';
import { completeBook, ruleTable } from './rule-table';
import { defaultEffort, type Effort } from './solve';

/** What consolidation reads of the occurrences; indices and ids as in the occurrences stage. */
export interface ServableOccurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  /** Enterprise e has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  /** 0: can be served. */
  readonly reason: Uint8Array;
  readonly daySets: DaySetColumns;
}

/** Which occurrences share a visit; in columns, enterprises ascending by id. */
export interface Consolidation {
  /** Domains by index, ascending. */
  readonly domains: readonly string[];
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Index of each visit's domain. */
  readonly host: Int32Array;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  /** Visit v has the occurrences member[memberStart[v]] … member[memberStart[v + 1] − 1], ascending. */
  readonly memberStart: Int32Array;
  /** Index of an occurrence. */
  readonly member: Int32Array;
  /** Occurrences left out because of a visit cap, ascending. */
  readonly dropped: Int32Array;
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /** Enterprise e has the witness witness[witnessStart[e]] … : occurrences of which no two can share a visit. */
  readonly witnessStart: Int32Array;
  readonly witness: Int32Array;
  /** Fewest visits of one department each, for the served occurrences of each enterprise. */
  readonly perDepartment: Int32Array;
}

export interface ConsolidateOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  readonly effort?: Effort;
  /** Told after every thousand enterprises and at the end. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** 频次上限 of an enterprise; none: infinite. */
const capOf = (policy: ResolvedPolicy, visitCap: number | undefined, grade: string | undefined): number =>
  visitCap ??
  (grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? policy.capByGrade[grade]
    : Number.POSITIVE_INFINITY);

/** Answers remembered at most. */
const mostRemembered = 1 << 15;

/** Splits positions by the part of their item, in order of appearance. */
const byPart = (item: Int32Array, partOf: Int32Array): ReadonlyArray<readonly number[]> => {
  const parts = new Map<number, number[]>();
  item.forEach((i, p) => {
    const part = parts.get(partOf[i]);
    if (part === undefined) parts.set(partOf[i], [p]);
    else part.push(p);
  });
  return [...parts.values()];
};

/** An answer, and the positions that each of the groups it speaks of stands for. */
interface Answer {
  readonly visits: EnterpriseVisits;
  readonly groups: ReadonlyArray<readonly number[]>;
}

const oneVisit = (host: number): EnterpriseVisits => ({
  host: [host],
  members: [[0]],
  dropped: [],
  lowerBound: 1,
  witness: [0],
});

/**
 * The fewest visits of enterprises under one rule table, part by part. Many enterprises owe the same but for names, so answers are
 * remembered by what the rules see of the question.
 */
const solverOf = (terms: Terms, effort: Effort) => {
  const { table } = terms;
  const remembered = new Map<string, EnterpriseVisits>();
  const answerOf = (part: readonly number[], item: Int32Array, daySet: Int32Array): Answer => {
    const partItem = Int32Array.from(part, (p) => item[p]);
    const partDaySet = Int32Array.from(part, (p) => daySet[p]);
    const { key, members } = alike(table, partItem, partDaySet);
    const groups = members.map((group) => group.map((p) => part[p]));
    if (members.length === 1) return { visits: oneVisit(table.domainOf[partItem[0]]), groups };
    let visits = remembered.get(key);
    if (visits === undefined) {
      const first = Int32Array.from(members, ([p]) => p);
      visits = fewestVisits(
        terms,
        first.map((p) => partItem[p]),
        first.map((p) => partDaySet[p]),
        effort,
      );
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(key, visits);
    }
    return { visits, groups };
  };
  return (item: Int32Array, daySet: Int32Array): readonly Answer[] =>
    byPart(item, table.partOf).map((part) => answerOf(part, item, daySet));
};

/** The answers of all parts as one. */
const together = (answers: readonly Answer[]): EnterpriseVisits => ({
  host: answers.flatMap(({ visits }) => visits.host),
  members: answers.flatMap(({ visits, groups }) =>
    visits.members.map((visit) => (visit.length === 1 ? groups[visit[0]] : visit.flatMap((group) => groups[group]))),
  ),
  dropped: [],
  lowerBound: answers.reduce((sum, { visits }) => sum + visits.lowerBound, 0),
  witness: answers.flatMap(({ visits, groups }) => visits.witness.map((group) => groups[group][0])),
});

/** On-site visits: those with an item that needs entering the premises. */
const onSiteCount = ({ members }: EnterpriseVisits, item: Int32Array, onSite: Uint8Array): number =>
  members.reduce((sum, visit) => sum + (visit.some((p) => onSite[item[p]] === 1) ? 1 : 0), 0);

const pushAll = (column: Int32Column, values: readonly number[], offset: (value: number) => number): void => {
  for (const value of values) column.push(offset(value));
};

/**
 * The fewest visits of every enterprise (model §5, §6), a lower bound with its witness, and the departments' own fewest visits.
 * Enterprises do not influence one another; nothing depends on the order of the input. Never more visits than occurrences.
 */
export const consolidate = (occurrences: ServableOccurrences, options: ConsolidateOptions = {}): Consolidation => {
  const { rows, policy, start, daySets, reason } = occurrences;
  const effort = options.effort ?? defaultEffort;
  const items = ruledItems(policy, rows.departments)(rows.items);
  const needsEntering = (method: string): boolean =>
    !(Object.hasOwn(policy.methods, method) && policy.methods[method].onSite === false);
  const onSite = Uint8Array.from(items, ({ method }) => (needsEntering(method) ? 1 : 0));
  const key = Uint8Array.from(items, ({ domain }) => (domain === 'key' ? 1 : 0));
  const book = completeBook(items)(options.rules ?? rulesOf(policy));
  const termsOf = (rules: RuleBook): Terms => ({ table: ruleTable(rules, items, onSite), daySets, onSite, key });
  const joint = termsOf(book);
  const separate = termsOf(withRules(sameDepartment)(book));

  const jointly = solverOf(joint, effort);
  const separately = solverOf(separate, effort);

  const enterprises = rows.enterprises.length;
  const enterpriseStart = new Int32Array(enterprises + 1);
  const lowerBound = new Int32Array(enterprises);
  const witnessStart = new Int32Array(enterprises + 1);
  const perDepartment = new Int32Array(enterprises);
  const [host, memberStart, member, dropped, witness] = [1, 2, 3, 4, 5].map(() => int32Column());

  memberStart.push(0);
  rows.enterprises.forEach(({ visitCap, grade }, e) => {
    const servable = Int32Array.from({ length: start[e + 1] - start[e] }, (_, p) => start[e] + p).filter(
      (o) => reason[o] === 0,
    );
    const item = servable.map((o) => occurrences.item[o]);
    const daySet = servable.map((o) => occurrences.daySet[o]);
    const cap = capOf(policy, visitCap, grade);
    const free = together(jointly(item, daySet));
    const visits = onSiteCount(free, item, onSite) <= cap ? free : cappedVisits(joint, item, daySet, cap, effort);
    const served =
      visits.dropped.length === 0 ? servable.keys() : [...servable.keys()].filter((p) => !visits.dropped.includes(p));
    const servedAt = Int32Array.from(served);
    perDepartment[e] = separately(
      servedAt.map((p) => item[p]),
      servedAt.map((p) => daySet[p]),
    ).reduce((sum, { visits: alone }) => sum + alone.host.length, 0);

    const occurrenceAt = (p: number): number => servable[p];
    visits.members.forEach((visit, k) => {
      host.push(visits.host[k]);
      pushAll(
        member,
        [...visit].sort((a, b) => a - b),
        occurrenceAt,
      );
      memberStart.push(member.length());
    });
    pushAll(
      dropped,
      [...visits.dropped].sort((a, b) => a - b),
      occurrenceAt,
    );
    pushAll(
      witness,
      [...visits.witness].sort((a, b) => a - b),
      occurrenceAt,
    );
    enterpriseStart[e + 1] = host.length();
    witnessStart[e + 1] = witness.length();
    lowerBound[e] = visits.lowerBound;
    if ((e + 1) % 1000 === 0 || e + 1 === enterprises) options.onProgress?.(e + 1, enterprises);
  });

  const members = member.values();
  const starts = memberStart.values();
  const enters = (v: number): number =>
    members.subarray(starts[v], starts[v + 1]).some((o) => onSite[occurrences.item[o]] === 1) ? 1 : 0;
  return {
    domains: joint.table.hosts.map(({ domain }) => domain),
    enterpriseStart,
    host: host.values(),
    onSite: Uint8Array.from(host.values(), (_, v) => enters(v)),
    memberStart: starts,
    member: members,
    dropped: dropped.values(),
    lowerBound,
    witnessStart,
    witness: witness.values(),
    perDepartment,
  };
};
