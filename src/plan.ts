import { assemble } from './assemble';
import { type Consolidation, consolidate } from './consolidate/consolidate';
import { type Occurrences, occurrencesOf } from './occurrences/occurrences';
import { permanentRandomNumber } from './occurrences/random-number';
import { type Certificate, type Plan, planOf } from './output/plan';
import { summaryOf } from './output/summary';
import type { Registry } from './registry/registry';
import { indexById } from './registry/sorted';
import { type RuleBook, rulesOf } from './rules/rule-book';
import { ruledItems } from './rules/ruled-items';
import { chooseDays } from './schedule/choose-days';

export interface PlanOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  /** How long the search for fewer visits goes on for any one question, in steps; default: some tenths of a second. */
  readonly steps?: number;
  /** Told now and then how many enterprises are done. */
  readonly onProgress?: (done: number, of: number) => void;
}

const certificates = (
  { rows, item, cycle }: Occurrences,
  { enterpriseStart, lowerBound, witnessStart, witness }: Consolidation,
): ((enterprise: string) => Certificate | undefined) => {
  const indexOf = indexById(rows.enterprises);
  return (enterprise) => {
    const e = indexOf.get(enterprise);
    if (e === undefined) return undefined;
    return {
      enterprise,
      visits: enterpriseStart[e + 1] - enterpriseStart[e],
      lowerBound: lowerBound[e],
      witness: Array.from(witness.subarray(witnessStart[e], witnessStart[e + 1]), (o) => ({
        item: rows.items[item[o]].id,
        cycle: cycle[o],
      })),
    };
  };
};

/**
 * 统筹计划: joint visits for everything that the registry owes within its horizon — as many occurrences as the caps allow, in the
 * fewest visits that were found — and a lower bound that says how near that is to the least possible. A pure function: the
 * same registry gives the same plan, in whatever order its rows come.
 */
export const plan = (registry: Registry, options: PlanOptions = {}): Plan => {
  const occurrences = occurrencesOf(registry);
  const { rows, policy, timeline, daySets } = occurrences;
  const items = ruledItems(policy, rows.departments)(rows.items);
  const rules = options.rules ?? rulesOf(policy);
  const consolidation = consolidate(occurrences, { ...options, rules });
  const { enterpriseStart, memberStart, member, onSite } = consolidation;
  const rank = chooseDays({
    enterpriseStart,
    memberStart,
    member,
    daySet: occurrences.daySet,
    daySets,
    onSite,
    spread: Float64Array.from(rows.enterprises, ({ id }) => permanentRandomNumber(policy.seed, id)),
  });
  const columns = assemble(occurrences, items, rules, consolidation, rank);
  const summary = summaryOf(columns, {
    lowerBound: consolidation.lowerBound,
    perDepartment: consolidation.perDepartment,
    openDays: timeline.dayOfRank,
    travelMinutes: policy.travelMinutes,
  });
  return planOf(columns, summary, certificates(occurrences, consolidation));
};
