import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { atLeast0, finite, id, integerFrom, madeId, oneOf, text, truth } from '../codec/values';
import { OccurrenceRef, ServedOccurrence } from '../registry/occurrence-ref';
import { DateText } from '../registry/range';

export { OccurrenceRef, ServedOccurrence };

/** 检查: one date, one enterprise, some occurrences from one or more departments. */
export interface Visit {
  /** It stays the same from plan to plan as long as the visit is kept, whoever joins it. */
  readonly id?: string;
  readonly enterprise: string;
  /** The domain whose rules the visit keeps to. */
  readonly domain: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /**
   * The common method, or the group's name where methods of one group differ; absent where the
   * domain does not require one method.
   */
  readonly method?: string;
  /** The common object; absent where the domain does not require one object. */
  readonly object?: string;
  /** Ids, ascending. */
  readonly departments: readonly string[];
  /**
   * 牵头部门: the department that the policy's `leads` name; else that of the occurrence with the
   * fewest allowed days, frozen days included (model §5).
   */
  readonly lead: string;
  /**
   * Elapsed minutes: the largest sum of any one department, since departments work side by side.
   */
  readonly minutes: number;
  readonly onSite: boolean;
  /** Ascending by item id. */
  readonly occurrences: readonly ServedOccurrence[];
}

export type UnservedReason = 'no-open-day' | 'exempt' | 'quiet' | 'visit-cap' | 'recognised';

/** An occurrence that is in no visit, with the reason. */
export interface Unserved extends OccurrenceRef {
  readonly enterprise: string;
  readonly reason: UnservedReason;
  /** The item kept instead; only for `recognised`. */
  readonly by?: string;
}

/**
 * The cost of one cap. An occurrence counts for a cap if the cap counts it by its own method and is
 * used up: at least as many visits as its maximum count for it. So it may count for several caps.
 */
export interface CapFigures {
  /** Id of the policy's cap; `total` for `visitCap` and `capByGrade`, which come last. */
  readonly id: string;
  /** Enterprises that have it. */
  readonly enterprises: number;
  /** Occurrences that are unserved for a cap (`visit-cap`). */
  readonly leftOut: number;
  /** Occurrences that are checked by their fallbacks. */
  readonly byFallback: number;
}

/** A plan in figures. */
export interface Summary {
  /** Served and unserved. */
  readonly occurrences: number;
  readonly visits: number;
  /** Sum of the enterprises' lower bounds on visits. */
  readonly lowerBound: number;
  /** Number of served occurrences: the visits if each had a visit of its own. */
  readonly perItem: number;
  /** Fewest visits when every visit has a single department. */
  readonly perDepartment: number;
  /** 1 − visits / perDepartment; 0 without visits. */
  readonly reduction: number;
  readonly enterprisesProven: number;
  /** All enterprises of the registry. */
  readonly enterprises: number;
  /** 联合检查实施率: share of visits with two or more departments. */
  readonly jointShare: number;
  /** 整合率: share of visits with two or more items. Earlier versions lack it and the next three. */
  readonly mergedShare?: number;
  /** Share of visits that enter the premises. */
  readonly onSiteShare: number;
  /** 非现场检查占比: share of the served occurrences whose visit enters no premises. */
  readonly offSiteShare?: number;
  /** 非现场替代: served occurrences that are checked by their items' fallbacks. */
  readonly byFallback?: number;
  /** Pairs of a department and an enterprise with more than two on-site visits together. */
  readonly pairsAboveTwo?: number;
  /** The same before merging: with the fewest visits of single departments (`perDepartment`). */
  readonly pairsAboveTwoBefore?: number;
  /** 频次上限: every cap that an enterprise has, in their order; absent where none has one. */
  readonly caps?: readonly CapFigures[];
  /** Minutes above capacity, summed over departments and ISO weeks. */
  readonly overloadMinutes: number;
  /** Lower bound on `overloadMinutes` over all dates for the plan's visits. */
  readonly overloadBound?: number;
  /** overloadMinutes − overloadBound: better dates cannot save more. */
  readonly overloadGap?: number;
  /**
   * On-site visits less than the policy's `spacing` days after the enterprise's on-site visit
   * before; this figure and the next two are present only with spacing.
   */
  readonly closeVisits?: number;
  /** Lower bound on `closeVisits` over all dates for the plan's visits. */
  readonly closeBound?: number;
  /**
   * Close visits before merging: each department makes its part of every visit by itself, on the
   * first day allowed to its occurrences.
   */
  readonly closeBefore?: number;
  /** Σ (load ∕ capacity)² over departments and ISO weeks. */
  readonly unevenness?: number;
  /**
   * Different (department, area, day) of on-site visits. An enterprise without
   * an area is an area of its own.
   */
  readonly trips?: number;
  /**
   * Mistakes of its own that the program found and mended: enterprises that got plain visits,
   * visits that got another date, and regroupings that were left out. Absent where there are none,
   * as it should be; please report them.
   */
  readonly faults?: number;
}

/** 统筹计划 as written in JSON. */
export interface PlanDocument {
  readonly visits: readonly Visit[];
  readonly unserved: readonly Unserved[];
  readonly summary: Summary;
}

export const Visit: Codec<Visit> = struct<Visit>('Visit', {
  id: optional(madeId),
  enterprise: id,
  domain: id,
  date: DateText,
  method: optional(text),
  object: optional(text),
  departments: arrayOf(id),
  lead: id,
  minutes: atLeast0,
  onSite: truth,
  occurrences: arrayOf(ServedOccurrence),
});

export const UnservedReason: Codec<UnservedReason> = oneOf<UnservedReason>(
  'UnservedReason',
  'no-open-day',
  'exempt',
  'quiet',
  'visit-cap',
  'recognised',
);

export const Unserved: Codec<Unserved> = struct<Unserved>('Unserved', {
  enterprise: id,
  item: id,
  cycle: integerFrom(0),
  reason: UnservedReason,
  by: optional(id),
});

const count = integerFrom(0);

const CapFigures: Codec<CapFigures> = struct<CapFigures>('CapFigures', {
  id,
  enterprises: count,
  leftOut: count,
  byFallback: count,
});

/** A summary may have further fields. */
export const Summary: Codec<Summary> = struct<Summary>(
  'Summary',
  {
    occurrences: count,
    visits: count,
    lowerBound: count,
    perItem: count,
    perDepartment: count,
    reduction: finite,
    enterprisesProven: count,
    enterprises: count,
    jointShare: finite,
    mergedShare: optional(finite),
    onSiteShare: finite,
    offSiteShare: optional(finite),
    byFallback: optional(count),
    pairsAboveTwo: optional(count),
    pairsAboveTwoBefore: optional(count),
    caps: optional(arrayOf(CapFigures)),
    overloadMinutes: finite,
    overloadBound: optional(finite),
    overloadGap: optional(finite),
    closeVisits: optional(count),
    closeBound: optional(count),
    closeBefore: optional(count),
    unevenness: optional(finite),
    trips: optional(count),
    faults: optional(count),
  },
  { open: true },
);

export const PlanDocument: Codec<PlanDocument> = struct<PlanDocument>('PlanDocument', {
  visits: arrayOf(Visit),
  unserved: arrayOf(Unserved),
  summary: Summary,
});
