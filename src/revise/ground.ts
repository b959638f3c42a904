import { withUnmerged } from '../consolidate/bundled-visits';
import { type Consolidation, type Consolidator, spentOn } from '../consolidate/consolidate';
import { capOf } from '../consolidate/enterprise-visits';
import { reasonCode } from '../occurrences/allowed-days';
import type { Occurrences } from '../occurrences/occurrences';
import { unmergedEverywhere } from '../registry/pin';
import { indexById } from '../registry/sorted';
import type { RuledItem } from '../rules/rule';
import type { RuleBook } from '../rules/rule-book';
import type { Stages } from '../stages';

/** What is known of the occurrences of a registry. */
export interface Ground {
  readonly occurrences: Occurrences;
  readonly items: readonly RuledItem[];
  readonly rules: RuleBook;
  /** Consolidates those occurrences alone, beside on-site visits that there are (by enterprise). */
  readonly solve: (among: Int32Array, open: ReadonlySet<number>, onSite: Int32Array) => Consolidation;
  /** 1 for items that need entering the premises. */
  readonly entering: Uint8Array;
  /** Whether an enterprise (index) has a cap. */
  readonly isCapped: (e: number) => boolean;
  /** Enterprises (indices) that pins speak of, or where an item may be checked twice on a day: they are planned anew. */
  readonly special: ReadonlySet<number>;
}

/** Enterprises (indices) where rules of items alone do not decide: named by pins, or with a task for an item that is owed otherwise too. */
const specialIn = ({ rows, amendments, start, item, reason }: Occurrences): ReadonlySet<number> => {
  const enterpriseAt = indexById(rows.enterprises);
  const special = new Set<number>();
  for (const { pin, enterprise } of amendments.pins) {
    const e = enterprise === undefined ? undefined : enterpriseAt.get(enterprise);
    if (e !== undefined && pin !== 'days') special.add(e);
  }
  for (const { enterprise } of amendments.due) {
    const e = enterpriseAt.get(enterprise);
    if (e === undefined || special.has(e)) continue;
    for (let o = start[e] + 1; o < start[e + 1]; o++)
      if (item[o] === item[o - 1] && reason[o] === reasonCode.servable && reason[o - 1] === reasonCode.servable)
        special.add(e);
  }
  return special;
};

/** O(enterprises + pins) */
export const groundOf = (
  occurrences: Occurrences,
  { items, entering, rules }: Pick<Stages, 'items' | 'entering' | 'rules'>,
  consolidated: Consolidator,
): Ground => {
  const { enterprises } = occurrences.rows;
  const spent = spentOn(occurrences, indexById(occurrences.rows.items), entering);
  return {
    occurrences,
    items,
    rules: withUnmerged(rules, unmergedEverywhere(occurrences.amendments.pins)),
    entering,
    isCapped: (e) => capOf(occurrences.policy, enterprises[e]) < Number.POSITIVE_INFINITY,
    special: specialIn(occurrences),
    solve: (among, open, onSite) => {
      const reason = new Uint8Array(occurrences.count).fill(reasonCode.done);
      for (const o of open) reason[o] = reasonCode.servable;
      const beside = onSite.map((count, e) => count + (spent?.[e] ?? 0));
      return consolidated({ ...occurrences, reason, spent: beside })(among);
    },
  };
};
