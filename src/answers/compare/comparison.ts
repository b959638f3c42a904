import type { OccurrenceRef, UnservedReason, Visit } from '../../output/plan-document';

/**
 * Visits of two plans and how they fare. before = kept + moved + changed + removed; after = kept +
 * moved + changed + added.
 */
export interface VisitTally {
  readonly before: number;
  readonly after: number;
  /** 不变: the same but perhaps for the id. */
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
 * The visits of one enterprise, or those that one department takes part in; a visit that it joins
 * or leaves is added or removed for it.
 */
export interface GroupTally extends VisitTally {
  /** Id of the enterprise or department. */
  readonly group: string;
}

/** What is different of a visit beside its occurrences; `null`: its domain does not ask for it. */
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
  | { readonly field: 'onSite'; readonly before: boolean; readonly after: boolean };

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

/** A visit that goes on with something else about it. */
export interface ChangedVisit {
  readonly kind: 'changed';
  readonly before: Visit;
  readonly after: Visit;
  /** Occurrences of `after` that `before` does not have; by item, then cycle. */
  readonly joined: readonly OccurrenceRef[];
  /** Occurrences of `before` that `after` does not have, likewise. */
  readonly left: readonly OccurrenceRef[];
  /** In the order of the fields of a visit. */
  readonly fields: readonly FieldDifference[];
}

/**
 * A visit that differs. Its rows have their occurrences by item and cycle, their departments in
 * order, and their id: where the plan gives none, the one that follows from the first occurrence.
 */
export type VisitDifference = AddedVisit | RemovedVisit | MovedVisit | ChangedVisit;

/** Where an occurrence is in a plan that owes it. */
export type Standing =
  | { readonly kind: 'visit' }
  | { readonly kind: 'unserved'; readonly reason: UnservedReason; readonly by?: string };

/** How the standing of an occurrence differs. */
export type OccurrenceFate =
  /** Served before, not now. */
  | 'unserved'
  /** Served now, not before. */
  | 'served'
  /** Not served, for another reason or with another item kept instead. */
  | 'reason'
  /** In the second plan alone. */
  | 'owed'
  /** In the first plan alone. */
  | 'ended';

/** An occurrence that stands otherwise than before. */
export interface OccurrenceDifference extends OccurrenceRef {
  readonly kind: OccurrenceFate;
  readonly enterprise: string;
  /** Absent: not owed. */
  readonly before?: Standing;
  readonly after?: Standing;
}

/**
 * Rows of what is unserved before and after, and how many occurrences there are of each kind of
 * difference.
 */
export interface OccurrenceTally extends Readonly<Record<OccurrenceFate, number>> {
  readonly before: number;
  readonly after: number;
}

/** A number of the summary; absent where a plan does not give it. */
export interface FigureDifference {
  readonly figure: string;
  readonly before?: number;
  readonly after?: number;
  /** after − before; only where both are there. */
  readonly difference?: number;
}

/** What changed between two plans, as a plain JSON value. */
export interface Comparison {
  readonly kind: 'comparison';
  /** The only enterprise that was looked at; absent: all. */
  readonly enterprise?: string;
  readonly total: VisitTally;
  /** Every department of either plan, ascending by id. */
  readonly byDepartment: readonly GroupTally[];
  /** Enterprises of which a visit or an occurrence differs, ascending by id. */
  readonly byEnterprise: readonly GroupTally[];
  /**
   * All but what is kept; by enterprise, then the date that they had, those that are new by theirs,
   * then id.
   */
  readonly visits: readonly VisitDifference[];
  readonly unserved: OccurrenceTally;
  /** By enterprise, item and cycle. */
  readonly occurrences: readonly OccurrenceDifference[];
  /** Of all enterprises, so empty where only one was looked at; by name. */
  readonly summary: readonly FigureDifference[];
}
