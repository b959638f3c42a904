import { functionOf } from '../codec/checked';
import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { count } from '../codec/values';
import { int32Column } from '../columns/growable';
import type { Amendments } from '../registry/amendments';
import type { Enterprise } from '../registry/enterprise';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { SortedRows } from '../registry/sorted';
import type { Rules } from '../rules/rule-book';
import { RulesOption } from '../rules/rules-under';

import type { DaySetColumns } from './day-rows';
import type { CapUse } from './visit-cap';

/**
 * The columns of the occurrences that consolidation reads; indices and ids as in `occurrences/`.
 */
export interface ServableOccurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  /** The policy's caps that apply to an enterprise, by index; absent: none is asked for. */
  readonly capsOf?: (enterprise: Enterprise) => readonly number[];
  /** Enterprise e has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  /** 0 for an occurrence that can be served. */
  readonly reason: Uint8Array;
  readonly daySets: DaySetColumns;
  /**
   * Cycle of each occurrence, and the rows about single ones; absent where there are no such rows.
   */
  readonly cycle?: Int32Array;
  readonly amendments?: Amendments;
  /** The use of the caps, where it is known already. */
  readonly capUse?: CapUse;
  /** As `Occurrences.wholeHorizon`. */
  readonly wholeHorizon?: (enterprises: readonly Enterprise[]) => ServableOccurrences;
}

/**
 * The visits that occurrences share, in columns; enterprises ascend by id: all of the
 * registry, or the ones asked for.
 */
export interface Consolidation {
  /** Domains by index, ascending. */
  readonly domains: readonly string[];
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Index of each visit's domain. */
  readonly host: Int32Array;
  /** 1 for on-site visits. */
  readonly onSite: Uint8Array;
  /**
   * Visit v has the occurrences member[memberStart[v]] … member[memberStart[v + 1] − 1], ascending.
   */
  readonly memberStart: Int32Array;
  /** Index of an occurrence. */
  readonly member: Int32Array;
  /**
   * Enterprise e leaves out dropped[droppedStart[e]] … dropped[droppedStart[e + 1] − 1]
   * for its visit cap, ascending.
   */
  readonly droppedStart: Int32Array;
  readonly dropped: Int32Array;
  /**
   * Enterprise e has byFallback[fallbackStart[e]] … byFallback[fallbackStart[e + 1] − 1] checked by
   * their fallbacks, ascending.
   */
  readonly fallbackStart: Int32Array;
  readonly byFallback: Int32Array;
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /**
   * Lower bounds under each enterprise's caps: on the occurrences left out, and on those by fallback
   * where as few are left out.
   */
  readonly leastOut: Int32Array;
  readonly leastByFallback: Int32Array;
  /**
   * Enterprise e has the raised limits raisedStart[e] … raisedStart[e + 1] − 1: place of the cap among
   * its caps, the limit minus the cap's `max`, and a lower bound on that.
   */
  readonly raisedStart: Int32Array;
  readonly raisedCap: Int32Array;
  readonly raisedBy: Int32Array;
  readonly raisedByLeast: Int32Array;
  /**
   * Enterprise e has the witness witness[witnessStart[e]] … witness[witnessStart[e + 1] − 1]:
   * occurrences of which no two can share a visit.
   */
  readonly witnessStart: Int32Array;
  readonly witness: Int32Array;
  /** Fewest visits of single departments for the served occurrences of each enterprise. */
  readonly perDepartment: Int32Array;
  /**
   * The on-site ones of these visits: enterprise e has one for each entry of
   * alone[aloneStart[e]] … alone[aloneStart[e + 1] − 1], the index of its department, ascending.
   */
  readonly aloneStart: Int32Array;
  readonly alone: Int32Array;
  /** 1 for enterprises whose result more steps would not change, since it is proven best. */
  readonly settled: Uint8Array;
  /** Steps taken by the search. */
  readonly steps: number;
}

export interface ConsolidateOptions {
  /** The rules for sharing a visit; default: the policy's. */
  readonly rules?: Rules;
  /**
   * Most steps of the search per question, so that the answer does not depend on
   * the machine; default 100,000.
   */
  readonly searchSteps?: number;
  /** Called after every thousand enterprises and at the end. */
  readonly onProgress?: (done: number, of: number) => void;
}

export const ConsolidateOptions: Codec<ConsolidateOptions> = struct<ConsolidateOptions>(
  'ConsolidateOptions',
  {
    rules: optional(RulesOption),
    searchSteps: optional(count),
    onProgress: optional(functionOf()),
  },
);

/** The limit of a cap that is above its `max`, for the visits that protected occurrences need. */
export interface RaisedLimit {
  /** Place among the enterprise's caps in their order (model §6). */
  readonly cap: number;
  /** The limit minus `max`. */
  readonly by: number;
  /** Lower bound on `by`. */
  readonly byLeast: number;
}

/** The visits of one enterprise; all lists are indices of occurrences, ascending. */
export interface EnterpriseVisits {
  /** `host`: index of the visit's domain. */
  readonly visits: ReadonlyArray<{ readonly host: number; readonly members: ArrayLike<number> }>;
  readonly dropped: ArrayLike<number>;
  /** The occurrences of visits that are checked by their fallbacks; absent: none. */
  readonly byFallback?: ArrayLike<number>;
  readonly lowerBound: number;
  /** Lower bounds under caps; absent: the numbers themselves where settled, else 0. */
  readonly leastOut?: number;
  readonly leastByFallback?: number;
  /** Limits above their caps; absent: none is known. */
  readonly raised?: readonly RaisedLimit[];
  readonly witness: ArrayLike<number>;
  readonly perDepartment: number;
  /** The department (index) of every on-site one of these visits, ascending; absent: none. */
  readonly alone?: ArrayLike<number>;
  /** Whether more steps would change nothing. */
  readonly settled: boolean;
}

/** Row e of a consolidation. O(its occurrences). */
export const visitsOfRow = (
  {
    enterpriseStart,
    host,
    memberStart,
    member,
    droppedStart,
    dropped,
    fallbackStart,
    byFallback,
    lowerBound,
    leastOut,
    leastByFallback,
    raisedStart,
    raisedCap,
    raisedBy,
    raisedByLeast,
    witnessStart,
    witness,
    perDepartment,
    aloneStart,
    alone,
    settled,
  }: Consolidation,
  e: number,
): EnterpriseVisits => ({
  visits: Array.from(host.subarray(enterpriseStart[e], enterpriseStart[e + 1]), (domain, k) => {
    const v = enterpriseStart[e] + k;
    return { host: domain, members: member.subarray(memberStart[v], memberStart[v + 1]) };
  }),
  dropped: dropped.subarray(droppedStart[e], droppedStart[e + 1]),
  byFallback: byFallback.subarray(fallbackStart[e], fallbackStart[e + 1]),
  lowerBound: lowerBound[e],
  leastOut: leastOut[e],
  leastByFallback: leastByFallback[e],
  raised: Array.from(raisedCap.subarray(raisedStart[e], raisedStart[e + 1]), (cap, k) => ({
    cap,
    by: raisedBy[raisedStart[e] + k],
    byLeast: raisedByLeast[raisedStart[e] + k],
  })),
  witness: witness.subarray(witnessStart[e], witnessStart[e + 1]),
  perDepartment: perDepartment[e],
  alone: alone.subarray(aloneStart[e], aloneStart[e + 1]),
  settled: settled[e] === 1,
});

/** Collects the visits of one enterprise after another. */
export interface ConsolidationBuilder {
  /** O(its occurrences) */
  readonly add: (own: EnterpriseVisits) => void;
  /** The consolidation of all enterprises added; `steps` are the steps of the search. */
  readonly build: (steps: number) => Consolidation;
}

/** The item that checks each occurrence: its own, or its fallback. O(1) where none is by fallback. */
export const checkedItems = (
  { item }: Pick<ServableOccurrences, 'item'>,
  { byFallback }: Pick<Consolidation, 'byFallback'>,
  fallback: () => Int32Array,
): Int32Array => {
  if (byFallback.length === 0) return item;
  const checked = item.slice();
  const by = fallback();
  for (const o of byFallback) checked[o] = by[item[o]];
  return checked;
};

const noneByFallback: readonly number[] = [];

/** What says which visits are on site. */
export interface EnteringTerms {
  /** 1 for items that are checked on the premises. */
  readonly onSite: Uint8Array;
  /** Each item by its fallback; −1: none. Absent: none has one. */
  readonly fallback?: Int32Array;
}

/** A builder of a consolidation. */
export const consolidationBuilder = (
  domains: readonly string[],
  { item }: Pick<ServableOccurrences, 'item'>,
  { onSite: entering, fallback }: EnteringTerms,
): ConsolidationBuilder => {
  const column = () => int32Column(16);
  const [enterpriseStart, memberStart] = [0, 1].map(column);
  const [droppedStart, fallbackStart, witnessStart] = [0, 1, 2].map(column);
  const [host, onSite, member, dropped, byFallback, witness] = [0, 1, 2, 3, 4, 5].map(column);
  const [aloneStart, alone] = [0, 1].map(column);
  const [lowerBound, leastOut, leastByFallback, perDepartment, settled] = [0, 1, 2, 3, 4].map(
    column,
  );
  const [raisedStart, raisedCap, raisedBy, raisedByLeast] = [0, 1, 2, 3].map(column);
  for (const start of [
    enterpriseStart,
    memberStart,
    droppedStart,
    fallbackStart,
    raisedStart,
    witnessStart,
  ])
    start.push(0);
  aloneStart.push(0);
  const pushAll = (to: typeof host, values: ArrayLike<number>): void => {
    for (let k = 0; k < values.length; k++) to.push(values[k]);
  };
  return {
    add: (own) => {
      const other = new Set(Array.from(own.byFallback ?? noneByFallback));
      for (const visit of own.visits) {
        let enters = 0;
        for (let m = 0; m < visit.members.length; m++) {
          const i = item[visit.members[m]];
          const isOther = fallback !== undefined && other.has(visit.members[m]);
          enters |= entering[isOther ? fallback[i] : i];
        }
        host.push(visit.host);
        onSite.push(enters);
        pushAll(member, visit.members);
        memberStart.push(member.length());
      }
      pushAll(dropped, own.dropped);
      pushAll(byFallback, own.byFallback ?? []);
      pushAll(witness, own.witness);
      pushAll(alone, own.alone ?? []);
      enterpriseStart.push(host.length());
      droppedStart.push(dropped.length());
      fallbackStart.push(byFallback.length());
      witnessStart.push(witness.length());
      aloneStart.push(alone.length());
      lowerBound.push(own.lowerBound);
      leastOut.push(own.leastOut ?? (own.settled ? own.dropped.length : 0));
      leastByFallback.push(own.leastByFallback ?? (own.settled ? other.size : 0));
      for (const { cap, by, byLeast } of own.raised ?? []) {
        raisedCap.push(cap);
        raisedBy.push(by);
        raisedByLeast.push(byLeast);
      }
      raisedStart.push(raisedCap.length());
      perDepartment.push(own.perDepartment);
      settled.push(own.settled ? 1 : 0);
    },
    build: (steps) => ({
      domains,
      enterpriseStart: enterpriseStart.values(),
      host: host.values(),
      onSite: Uint8Array.from(onSite.values()),
      memberStart: memberStart.values(),
      member: member.values(),
      droppedStart: droppedStart.values(),
      dropped: dropped.values(),
      fallbackStart: fallbackStart.values(),
      byFallback: byFallback.values(),
      lowerBound: lowerBound.values(),
      leastOut: leastOut.values(),
      leastByFallback: leastByFallback.values(),
      raisedStart: raisedStart.values(),
      raisedCap: raisedCap.values(),
      raisedBy: raisedBy.values(),
      raisedByLeast: raisedByLeast.values(),
      witnessStart: witnessStart.values(),
      witness: witness.values(),
      perDepartment: perDepartment.values(),
      aloneStart: aloneStart.values(),
      alone: alone.values(),
      settled: Uint8Array.from(settled.values()),
      steps,
    }),
  };
};
