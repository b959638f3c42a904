import type { OccurrenceRef, PlanDocument } from '../../output/plan-document';
import { byText } from '../../registry/sorted';
import { isCounted } from '../../rules/is-counted';
import type { RuledItem } from '../../rules/rule';
import { onSiteOf, ruledItems } from '../../rules/ruled-items';
import type { VisitCap } from './explanation';
import type { UsedUpCap } from './named';
import { visitsOf } from './plan-rows';
import type { Reading } from './reading';

/** The total cap of the enterprise: its own, else its grade's. */
export const totalCapOf = ({
  enterprise: { visitCap, grade },
  policy,
}: Reading): VisitCap | undefined => {
  if (visitCap !== undefined) return { limit: visitCap };
  return grade !== undefined && Object.hasOwn(policy.capByGrade, grade)
    ? { limit: policy.capByGrade[grade], grade }
    : undefined;
};

/** A cap of the enterprise, and the items that it counts. */
interface CapInForce extends Omit<UsedUpCap, 'visits'> {
  readonly counts: (item: RuledItem) => boolean;
}

/** The caps of the enterprise in their order (model §6). O(caps × its departments) */
const capsInForce = (reading: Reading): readonly CapInForce[] => {
  const { policy, names, occurrences } = reading;
  const departments = [...new Set(occurrences.map(({ item }) => item.department))].sort(byText);
  const isOnSite = (item: RuledItem): boolean => onSiteOf(policy, [item])[0] === 1;
  const own = reading.capsOf.flatMap((c): readonly CapInForce[] => {
    const { id: cap, max, each, counts: counted = {} } = policy.caps[c];
    const counts = (item: RuledItem): boolean => isCounted(counted, item, isOnSite(item));
    if (each === undefined) return [{ cap, max, counts }];
    return departments.map((id) => ({
      ...{ cap, department: names.department(id), max },
      counts: (item) => item.department === id && counts(item),
    }));
  });
  const total = totalCapOf(reading);
  if (total === undefined) return own;
  const { limit: max, ...grade } = total;
  return [...own, { ...grade, max, counts: isOnSite }];
};

/** An item by its fallback; the item itself where it has none. O(items + departments) */
export const itemByFallback = ({ registry, policy }: Reading, item: RuledItem): RuledItem => {
  const row = registry.items.find(({ id }) => id === item.id);
  if (row?.fallback === undefined) return item;
  return ruledItems([{ ...row, method: row.fallback }], policy, registry.departments)[0];
};

/**
 * The caps that count an occurrence by its own method, or one that pins tie to it, and that the plan
 * uses up; in their order. Empty for an occurrence that is not owed.
 * O(caps × occurrences of the enterprise), then O(caps × occurrences tied) a call.
 */
export const usedUpCapsOf = (
  reading: Reading,
  plan: PlanDocument,
): ((occurrence: OccurrenceRef) => readonly UsedUpCap[]) => {
  const byFallback = new Map<RuledItem, RuledItem>();
  const visits = visitsOf(plan, reading.enterprise.id).map(({ occurrences }) =>
    occurrences.flatMap(({ item, cycle, fallback }): readonly RuledItem[] => {
      const own = reading.cyclesOf(item).get(cycle)?.item;
      if (own === undefined || fallback !== true) return own === undefined ? [] : [own];
      const other = byFallback.get(own) ?? itemByFallback(reading, own);
      byFallback.set(own, other);
      return [other];
    }),
  );
  const usedUp = capsInForce(reading)
    .map(({ counts, ...cap }) => {
      const used = visits.filter((items) => items.some(counts)).length;
      return { counts, told: { ...cap, visits: used } };
    })
    .filter(({ told: { max, visits: used } }) => used >= max);
  return ({ item, cycle }) => {
    const owed = reading.cyclesOf(item).get(cycle);
    const tied = owed === undefined ? [] : reading.company.tiedTo(owed);
    return usedUp
      .filter(({ counts }) => tied.some((one) => counts(one.item)))
      .map(({ told }) => told);
  };
};
