import { byText } from '../registry/sorted';
import type { FrameColumns, PlanColumns } from './plan-columns';
import { visitIdAt } from './visit-id';

/** The plan of some enterprises. */
export type PlanPart = Pick<PlanColumns, 'rows' | 'visits' | 'unserved'>;

/** An enterprise of the joined plan: number `own` of its part. */
interface Source {
  readonly id: string;
  readonly part: number;
  readonly own: number;
}

/**
 * The enterprises of all parts, ascending by id.
 * O(enterprises) where the parts follow one another.
 */
const sourcesOf = (parts: readonly PlanPart[]): readonly Source[] =>
  parts
    .flatMap(({ rows }, part) => rows.enterprises.map(({ id }, own): Source => ({ id, part, own })))
    .sort((a, b) => byText(a.id, b.id));

const joinVisits = (
  parts: readonly PlanPart[],
  sources: readonly Source[],
): PlanColumns['visits'] => {
  const count = parts.reduce((sum, { visits }) => sum + visits.count, 0);
  const members = parts.reduce((sum, { visits }) => sum + visits.item.length, 0);
  const joined = {
    count,
    enterprise: new Int32Array(count),
    domain: new Int32Array(count),
    day: new Int32Array(count),
    lead: new Int32Array(count),
    minutes: new Float64Array(count),
    onSite: new Uint8Array(count),
    memberStart: new Int32Array(count + 1),
    item: new Int32Array(members),
    cycle: new Int32Array(members),
  };
  const ids = parts.some(({ visits }) => visits.ids !== undefined)
    ? new Array<string>(count)
    : undefined;
  // The first visit of each part that is not copied yet. In a part, the visits of an enterprise
  // follow the visits of the enterprise before it.
  const next = new Int32Array(parts.length);
  let [at, member] = [0, 0];
  sources.forEach(({ part, own }, e) => {
    const { visits } = parts[part];
    for (; next[part] < visits.count && visits.enterprise[next[part]] === own; next[part]++) {
      const v = next[part];
      if (ids !== undefined) ids[at] = visits.ids?.[v] ?? visitIdAt(parts[part], v);
      joined.enterprise[at] = e;
      joined.domain[at] = visits.domain[v];
      joined.day[at] = visits.day[v];
      joined.lead[at] = visits.lead[v];
      joined.minutes[at] = visits.minutes[v];
      joined.onSite[at] = visits.onSite[v];
      for (let m = visits.memberStart[v]; m < visits.memberStart[v + 1]; m++) {
        joined.item[member] = visits.item[m];
        joined.cycle[member++] = visits.cycle[m];
      }
      joined.memberStart[++at] = member;
    }
  });
  return ids === undefined ? joined : { ...joined, ids };
};

const joinUnserved = (
  parts: readonly PlanPart[],
  sources: readonly Source[],
): PlanColumns['unserved'] => {
  const count = parts.reduce((sum, { unserved }) => sum + unserved.count, 0);
  const joined = {
    count,
    enterprise: new Int32Array(count),
    item: new Int32Array(count),
    cycle: new Int32Array(count),
    reason: new Uint8Array(count),
    by: new Int32Array(count),
  };
  const next = new Int32Array(parts.length);
  let at = 0;
  sources.forEach(({ part, own }, e) => {
    const { unserved } = parts[part];
    for (; next[part] < unserved.count && unserved.enterprise[next[part]] === own; next[part]++) {
      const u = next[part];
      joined.enterprise[at] = e;
      joined.item[at] = unserved.item[u];
      joined.cycle[at] = unserved.cycle[u];
      joined.reason[at] = unserved.reason[u];
      joined.by[at++] = unserved.by[u];
    }
  });
  return joined;
};

/**
 * The plans of disjoint sets of enterprises as one plan, equal to planning them together.
 * All parts have the frame's horizon, calendar, departments, items and policy.
 * Their enterprises may come in any order.
 * O(occurrences + enterprises · log parts).
 */
export const joinColumns = (frame: FrameColumns, parts: readonly PlanPart[]): PlanColumns => {
  const sources = sourcesOf(parts);
  const enterprises = sources.map(({ part, own }) => parts[part].rows.enterprises[own]);
  return {
    ...frame,
    rows: { ...frame.rows, enterprises },
    visits: joinVisits(parts, sources),
    unserved: joinUnserved(parts, sources),
  };
};
