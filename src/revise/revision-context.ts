import { addTo } from '../columns/grouped';
import { type Wishes, wishesOf } from '../consolidate/bundled-enterprises';
import { capsLeft, TOTAL } from '../consolidate/caps-of';
import type { Consolidator } from '../consolidate/consolidate';
import {
  type Consolidation,
  type EnterpriseVisits,
  type ServableOccurrences,
  visitsOfRow,
} from '../consolidate/consolidation';
import type { Cap } from '../consolidate/several-caps/problem';
import { type CapUse, capLeft, capUseAmong, withoutCaps } from '../consolidate/visit-cap';
import type { Occurrences } from '../occurrences/occurrences';
import type { PlanContext } from '../plan/context';
import type { Due } from '../registry/due';
import { itemIndexIn } from '../registry/item-methods';
import { occurrenceAt } from '../registry/occurrence-at';
import { type Pin, unmergedEverywhere } from '../registry/pin';
import { indexById } from '../registry/sorted';
import { withUnmerged } from '../rules/unmerged';
import { type OwnCheck, ownChecks } from './own-check';
import type { Revised } from './published';

/** A question: the best visits for some occurrences of an enterprise. */
export interface Question {
  readonly e: number;
  /** The occurrences, ascending. */
  readonly open: readonly number[];
  /** For each cap of the enterprise, the visits for its other occurrences that count. */
  readonly used: readonly number[];
  /** Whether it is a trial, which gets few steps. */
  readonly trial: boolean;
}

/** Visits of one enterprise, without days. */
export interface Found {
  readonly visits: readonly Revised[];
  /** Occurrences that a cap leaves out. */
  readonly dropped: readonly number[];
}

/** Everything about the changed registry that a revision reads. */
export interface RevisionContext {
  readonly occurrences: Occurrences;
  /** 1 for items that are checked on the premises. */
  readonly entering: Uint8Array;
  /** Each item by its fallback; −1: none. */
  readonly fallback: Int32Array | undefined;
  readonly checkOf: (e: number) => OwnCheck;
  /** The caps of an enterprise, with the visits that are left of them. */
  readonly capsOf: (e: number) => readonly Cap[];
  /** Whether an occurrence of an enterprise may be checked by its fallback. */
  readonly mayFallBack: (e: number, o: number) => boolean;
  /** Answers questions of different enterprises; the enterprises ascend. */
  readonly solve: (questions: readonly Question[]) => readonly Found[];
  /** The visits of single departments for some occurrences of an enterprise. */
  readonly alone: (
    e: number,
    served: readonly number[],
  ) => Pick<EnterpriseVisits, 'perDepartment' | 'alone'>;
}

/** The rows by enterprise (index); rows of unknown enterprises are left out. O(rows). */
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

/** The rows of a consolidation; `memberOf` gives the occurrence of a member. O(occurrences). */
export const foundIn = (
  consolidation: Consolidation,
  memberOf: (member: number) => number = (o) => o,
): readonly Found[] =>
  Array.from(consolidation.lowerBound, (_, row): Found => {
    const { visits, dropped, byFallback } = visitsOfRow(consolidation, row);
    const other = new Set(Array.from(byFallback ?? []));
    return {
      visits: visits.map(({ host, members }) => ({
        domain: consolidation.domains[host],
        members: Array.from(members, memberOf),
        byFallback: Array.from(members)
          .filter((o) => other.has(o))
          .map(memberOf),
      })),
      dropped: Array.from(dropped, memberOf),
    };
  });

/** The context of a revision. O(enterprises + pins + tasks). */
export const revisionContext = (
  occurrences: Occurrences & { readonly capUse: CapUse },
  { terms }: Pick<PlanContext, 'terms'>,
  thorough: Consolidator,
  quick: Consolidator,
): RevisionContext => {
  const { rows, policy, amendments, item, cycle, daySet, daySets } = occurrences;
  const { enterprises } = rows;
  const { items, onSite: entering, key, fallback, rules } = terms;
  const out = unmergedEverywhere(amendments.pins);
  const { capUse } = occurrences;
  const itemAt = itemIndexIn(rows.items);
  const indexOf = indexById(enterprises);
  const wishes: ReadonlyMap<number, Wishes> = wishesOf(occurrences, (e, one) =>
    occurrenceAt(occurrences, e, itemAt(one.item, enterprises[e]), one.cycle),
  );
  const several = capsLeft(occurrences, terms);
  const capsOf = (e: number): readonly Cap[] => {
    const { most } = capLeft(occurrences, e);
    return (
      several(e)?.caps ??
      (most === Number.POSITIVE_INFINITY
        ? []
        : [{ name: TOTAL, most, counts: (i) => entering[i] === 1 }])
    );
  };
  /** Whether pins put it where it must be served by its own method. */
  const isTied = (e: number, o: number): boolean =>
    wishes
      .get(e)
      ?.together.some(
        ({ members, kept }) =>
          members.includes(o) && (kept || members.some((other) => key[item[other]] === 1)),
      ) === true;
  const pinsOf = byEnterprise<Pin>(amendments.pins, indexOf);
  const dueOf = byEnterprise<Due>(amendments.due, indexOf);

  /** The occurrences restricted to some of some enterprises; with `capped`, under their caps. */
  const excerptOf = (
    some: ReadonlyArray<Pick<Question, 'e' | 'open' | 'used'>>,
    capped: boolean,
  ): ServableOccurrences => {
    const start = new Int32Array(some.length + 1);
    some.forEach(({ open }, row) => {
      start[row + 1] = start[row] + open.length;
    });
    const all = some.flatMap(({ open }) => open);
    const own = { rows: { ...rows, enterprises: some.map(({ e }) => enterprises[e]) }, policy };
    return {
      ...(capped ? { ...own, capsOf: occurrences.capsOf } : withoutCaps(own)),
      ...{ start, daySets },
      item: Int32Array.from(all, (o) => item[o]),
      cycle: Int32Array.from(all, (o) => cycle[o]),
      daySet: Int32Array.from(all, (o) => daySet[o]),
      reason: new Uint8Array(all.length),
      amendments: {
        done: [],
        due: some.flatMap(({ e }) => dueOf.get(e) ?? []),
        pins: some.flatMap(({ e }) => pinsOf.get(e) ?? []),
      },
      capUse: {
        ...capUseAmong(
          capUse,
          some.map(({ e }) => e),
        ),
        // The total cap is the last one.
        used: Int32Array.from(some, ({ e, used }) => (used.at(-1) ?? 0) + capUse.used[e]),
        byCap: some.map(({ e, used }) => {
          const use = capUse.byCap?.[e];
          return use && { ...use, used: use.used.map((made, c) => made + used[c]) };
        }),
      },
    };
  };
  const answered = (some: readonly Question[], consolidated: Consolidator): readonly Found[] => {
    const all = some.flatMap(({ open }) => open);
    return foundIn(consolidated(excerptOf(some, true))(), (k) => all[k]);
  };
  return {
    occurrences,
    entering,
    fallback,
    checkOf: ownChecks(occurrences, items, withUnmerged(rules, out), wishes, out, fallback),
    capsOf,
    mayFallBack: (e, o) => key[item[o]] === 0 && !isTied(e, o) && capsOf(e).length > 0,
    solve: (questions) => {
      const found = [false, true].map((trial) => {
        const some = questions.filter((question) => question.trial === trial);
        return (some.length === 0 ? [] : answered(some, trial ? quick : thorough)).values();
      });
      return questions.map(
        ({ trial }): Found => found[trial ? 1 : 0].next().value ?? { visits: [], dropped: [] },
      );
    },
    alone: (e, served) => {
      if (served.length === 0) return { perDepartment: 0, alone: [] };
      const found = thorough(excerptOf([{ e, open: served, used: [] }], false))();
      const { perDepartment, alone = [] } = visitsOfRow(found, 0);
      return { perDepartment, alone };
    },
  };
};
