import { addTo } from '../columns/grouped';
import { type Wishes, wishesOf } from '../consolidate/bundled-enterprises';
import { type Consolidator, spentOn } from '../consolidate/consolidate';
import type { Consolidation, ServableOccurrences } from '../consolidate/consolidation';
import { capOf } from '../consolidate/enterprise-visits';
import type { Occurrences } from '../occurrences/occurrences';
import type { Stages } from '../plan/stages';
import type { Due } from '../registry/due';
import { occurrenceAt } from '../registry/occurrence-at';
import { type Pin, unmergedEverywhere } from '../registry/pin';
import { indexById } from '../registry/sorted';
import { withUnmerged } from '../rules/unmerged';
import { type OwnCheck, ownChecks } from './own-check';
import type { Revised } from './published';

/**
 * Which visits serve some occurrences of an enterprise best, beside on-site visits that there are.
 */
export interface Question {
  readonly e: number;
  /** Ascending. */
  readonly open: readonly number[];
  readonly onSite: number;
  /** A trial is searched for a few steps only. */
  readonly trial: boolean;
}

/** Visits without days, and what a cap leaves out. */
export interface Found {
  readonly visits: readonly Revised[];
  readonly dropped: readonly number[];
}

/** What is known of the occurrences of a registry. */
export interface Ground {
  readonly occurrences: Occurrences;
  /** 1 for items that need entering the premises. */
  readonly entering: Uint8Array;
  readonly checkOf: (e: number) => OwnCheck;
  /** How many on-site visits the cap of an enterprise leaves; none: infinite. */
  readonly capLeft: (e: number) => number;
  /** Answers questions of different enterprises, which ascend. */
  readonly solve: (questions: readonly Question[]) => readonly Found[];
  /** Fewest visits of one department each for some occurrences of an enterprise. */
  readonly perDepartment: (e: number, served: readonly number[]) => number;
}

/** Rows by enterprise (index); those of enterprises that are not there are left out. O(rows) */
const byEnterprise = <A extends { readonly enterprise?: string }>(
  rows: readonly A[],
  indexOf: ReadonlyMap<string, number>,
): ReadonlyMap<number, readonly A[]> => {
  const groups = new Map<number, A[]>();
  for (const row of rows) {
    const e = row.enterprise === undefined ? undefined : indexOf.get(row.enterprise);
    if (e === undefined) continue;
    addTo(groups, e, row);
  }
  return groups;
};

/**
 * The visits of a row of a consolidation; `memberOf` says which occurrence a member is. O(its
 * occurrences)
 */
export const visitsIn = (
  { domains, enterpriseStart, host, memberStart, member }: Consolidation,
  row: number,
  memberOf: (member: number) => number = (o) => o,
): readonly Revised[] =>
  Array.from({ length: enterpriseStart[row + 1] - enterpriseStart[row] }, (_, k): Revised => {
    const v = enterpriseStart[row] + k;
    const members = Array.from(member.subarray(memberStart[v], memberStart[v + 1]), memberOf);
    return { domain: domains[host[v]], members };
  });

/** O(enterprises + pins + tasks) */
export const groundOf = (
  occurrences: Occurrences,
  { items, entering, rules }: Pick<Stages, 'items' | 'entering' | 'rules'>,
  thorough: Consolidator,
  quick: Consolidator,
): Ground => {
  const { rows, policy, amendments, item, cycle, daySet, daySets } = occurrences;
  const { enterprises } = rows;
  const out = unmergedEverywhere(amendments.pins);
  const spent = spentOn(occurrences, indexById(rows.items), entering);
  const itemAt = indexById(rows.items);
  const indexOf = indexById(enterprises);
  const wishes: ReadonlyMap<number, Wishes> = wishesOf(occurrences, (e, one) =>
    occurrenceAt(occurrences, e, itemAt.get(one.item) ?? -1, one.cycle),
  );
  const pinsOf = byEnterprise<Pin>(amendments.pins, indexOf);
  const dueOf = byEnterprise<Due>(amendments.due, indexOf);

  /**
   * Some occurrences of some enterprises as if there were no others; with `capped` under their
   * caps.
   */
  const partOf = (
    some: ReadonlyArray<Pick<Question, 'e' | 'open' | 'onSite'>>,
    capped: boolean,
  ): ServableOccurrences => {
    const start = new Int32Array(some.length + 1);
    some.forEach(({ open }, row) => {
      start[row + 1] = start[row] + open.length;
    });
    const all = some.flatMap(({ open }) => open);
    return {
      rows: {
        ...rows,
        enterprises: some.map(({ e }) => {
          const { visitCap: _, grade: __, ...uncapped } = enterprises[e];
          return capped ? enterprises[e] : uncapped;
        }),
      },
      ...{ policy, start, daySets },
      item: Int32Array.from(all, (o) => item[o]),
      cycle: Int32Array.from(all, (o) => cycle[o]),
      daySet: Int32Array.from(all, (o) => daySet[o]),
      reason: new Uint8Array(all.length),
      amendments: {
        done: [],
        due: some.flatMap(({ e }) => dueOf.get(e) ?? []),
        pins: some.flatMap(({ e }) => pinsOf.get(e) ?? []),
      },
      spent: Int32Array.from(some, ({ e, onSite }) => onSite + (spent?.[e] ?? 0)),
    };
  };
  const answered = (some: readonly Question[], consolidated: Consolidator): readonly Found[] => {
    const part = partOf(some, true);
    const all = some.flatMap(({ open }) => open);
    const solved = consolidated(part)();
    let next = 0;
    return some.map((_, row) => {
      const from = next;
      while (next < solved.dropped.length && solved.dropped[next] < part.start[row + 1]) next++;
      return {
        visits: visitsIn(solved, row, (k) => all[k]),
        dropped: Array.from(solved.dropped.subarray(from, next), (k) => all[k]),
      };
    });
  };
  return {
    occurrences,
    entering,
    checkOf: ownChecks(occurrences, items, withUnmerged(rules, out), wishes, out),
    capLeft: (e) => Math.max(0, capOf(policy, enterprises[e]) - (spent?.[e] ?? 0)),
    solve: (questions) => {
      const found = [false, true].map((trial) => {
        const some = questions.filter((question) => question.trial === trial);
        return (some.length === 0 ? [] : answered(some, trial ? quick : thorough)).values();
      });
      return questions.map(
        ({ trial }): Found => found[trial ? 1 : 0].next().value ?? { visits: [], dropped: [] },
      );
    },
    perDepartment: (e, served) =>
      served.length === 0
        ? 0
        : thorough(partOf([{ e, open: served, onSite: 0 }], false))().perDepartment[0],
  };
};
