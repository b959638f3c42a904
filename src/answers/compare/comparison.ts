import type { OccurrenceRef, UnservedReason, Visit } from '../../output/plan-document';

/**
 * Numbers of visits of two plans. before = kept + moved + changed + removed; after =
 * kept + moved + changed + added.
 */
export interface VisitTally {
  readonly before: number;
  readonly after: number;
  /** 不变: the same, except perhaps the id. */
  readonly kept: number;
  /** 改期: the same on another date. */
  readonly moved: number;
  /** 调整: other occurrences, another lead, department, length …; perhaps on another date too. */
  readonly changed: number;
  /** 新增 */
  readonly added: number;
  /** 取消 */
  readonly removed: number;
}

export type VisitFate = Exclude<keyof VisitTally, 'before' | 'after'>;

/**
 * The visits of one enterprise, or the visits that one department takes part in. A visit that a
 * department joins or leaves counts as added or removed for it.
 */
export interface GroupTally extends VisitTally {
  /** Id of the enterprise or department. */
  readonly group: string;
}

/**
 * A field of a visit that differs, the list of its occurrences aside; `null`: the domain does not require it.
 */
export type FieldDifference =
  | { readonly field: 'date' | 'domain' | 'lead'; readonly before: string; readonly after: string }
  | {
      readonly field: 'method' | 'object';
      readonly before: string | null;
      readonly after: string | null;
    }
  | {
      readonly field: 'departments';
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
  | { readonly field: 'minutes'; readonly before: number; readonly after: number }
  | { readonly field: 'onSite'; readonly before: boolean; readonly after: boolean }
  /** 非现场替代: occurrences of both that only one checks by fallback, in the list of that one. */
  | {
      readonly field: 'fallback';
      readonly before: readonly OccurrenceRef[];
      readonly after: readonly OccurrenceRef[];
    };

export interface AddedVisit {
  readonly kind: 'added';
  readonly after: Visit;
}

export interface RemovedVisit {
  readonly kind: 'removed';
  readonly before: Visit;
}

/** The same visit on another date. */
export interface MovedVisit {
  readonly kind: 'moved';
  readonly before: Visit;
  readonly after: Visit;
}

/** A visit that differs in more than its date. */
export interface ChangedVisit {
  readonly kind: 'changed';
  readonly before: Visit;
  readonly after: Visit;
  /** Occurrences of `after` that `before` does not have; by item, then cycle. */
  readonly joined: readonly OccurrenceRef[];
  /** Occurrences of `before` that `after` does not have; by item, then cycle. */
  readonly left: readonly OccurrenceRef[];
  /** In the order of the fields of a visit. */
  readonly fields: readonly FieldDifference[];
}

/**
 * A visit that differs. Its rows list occurrences by item and cycle, and departments in order.
 * Where a plan gives no id, the row has the id of its first occurrence.
 */
export type VisitDifference = AddedVisit | RemovedVisit | MovedVisit | ChangedVisit;

/** The state of an occurrence in a plan that owes it. */
export type Standing =
  | { readonly kind: 'visit' }
  | { readonly kind: 'unserved'; readonly reason: UnservedReason; readonly by?: string };

/** The kind of difference in the standing of an occurrence. */
export type OccurrenceFate =
  /** Served before, not now. */
  | 'unserved'
  /** Served now, not before. */
  | 'served'
  /** Not served, for another reason or with another item kept instead. */
  | 'reason'
  /** Owed in the second plan alone. */
  | 'owed'
  /** Owed in the first plan alone. */
  | 'ended';

/** An occurrence whose standing differs. */
export interface OccurrenceDifference extends OccurrenceRef {
  readonly kind: OccurrenceFate;
  readonly enterprise: string;
  /** Absent: not owed. */
  readonly before?: Standing;
  readonly after?: Standing;
}

/** Numbers of unserved rows before and after, and of occurrences by kind of difference. */
export interface OccurrenceTally extends Readonly<Record<OccurrenceFate, number>> {
  readonly before: number;
  readonly after: number;
}

/** A number of the summary; absent where a plan lacks it. */
export interface FigureDifference {
  readonly figure: string;
  readonly before?: number;
  readonly after?: number;
  /** after − before; only where both plans have it. */
  readonly difference?: number;
}

/** The differences between two plans, as a plain JSON value. */
export interface Comparison {
  readonly kind: 'comparison';
  /** The only enterprise compared; absent: all. */
  readonly enterprise?: string;
  readonly total: VisitTally;
  /** Numbers of on-site visits. */
  readonly onSite: { readonly before: number; readonly after: number };
  /** Every department of either plan, ascending by id. */
  readonly byDepartment: readonly GroupTally[];
  /** Enterprises with a visit or an occurrence that differs, ascending by id. */
  readonly byEnterprise: readonly GroupTally[];
  /**
   * All visits but kept ones, by enterprise, then date before (added ones: date after), then id.
   */
  readonly visits: readonly VisitDifference[];
  readonly unserved: OccurrenceTally;
  /** By enterprise, item and cycle. */
  readonly occurrences: readonly OccurrenceDifference[];
  /** Figures of all enterprises, ascending by name; empty where only one was compared. */
  readonly summary: readonly FigureDifference[];
}
