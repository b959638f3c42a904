import { dateTextOf, parseDay } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { Frequency } from '../registry/frequency';
import type { Item } from '../registry/item';
import type { Assignment, PastInspection } from '../registry/registry';
import { between, pick, streamOf, streams } from './random';

const frequencies: readonly (Frequency | undefined)[] = [
  undefined,
  undefined,
  { times: 2 },
  { times: 1, per: 'half-year' },
  { times: 1, per: 'quarter' },
];

/** The assignments and past inspections of one enterprise. */
export interface EnterpriseRecords {
  readonly assignments: readonly Assignment[];
  readonly history: readonly PastInspection[];
}

/**
 * The rows of enterprise k. Half of all enterprises have an assignment; items that apply by a tag
 * were often checked in the year before.
 */
export const recordsOf = (
  seed: number,
  items: readonly Item[],
): ((k: number, enterprise: Enterprise) => EnterpriseRecords) => {
  const special = items.filter((item) => item.appliesTo === undefined);
  const assignable = special.length > 0 ? special : items;
  const byTag = new Map<string, string[]>();
  for (const { id, appliesTo } of items)
    if (appliesTo !== undefined && 'tag' in appliesTo)
      for (const tag of appliesTo.tag) byTag.set(tag, [...(byTag.get(tag) ?? []), id]);
  const lastYear = parseDay('2025-01-01');

  return (k, { id: enterprise, tags }) => {
    const random = streamOf(seed, streams.records, k);
    const assigned = random() < 0.5;
    const item = pick(random, assignable).id;
    const frequency = pick(random, frequencies);
    const assignment: Assignment = {
      enterprise,
      item,
      ...(frequency === undefined ? {} : { frequency }),
    };
    const history: PastInspection[] = [];
    for (const tag of tags ?? []) {
      const candidates = byTag.get(tag);
      if (candidates === undefined) continue;
      const date = dateTextOf(lastYear + between(random, 5, 364));
      history.push({ enterprise, item: pick(random, candidates), date });
    }
    return { assignments: assigned ? [assignment] : [], history };
  };
};
