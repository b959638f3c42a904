import type { Named } from '../explain/named';

/** The fields of every remark. */
interface Remarked<K extends string> {
  readonly kind: K;
  /** Path to the value that the remark is about, as errors give it: `items[12].topic`. */
  readonly place: string;
}

/** Why nobody is owed an item, or an enterprise is owed nothing. */
export type NotOwed =
  /** The item has no criteria and no assignment. */
  | 'unassigned'
  /** No enterprise meets the criteria and has the object, and there is no assignment. */
  | 'unmatched'
  /** The item applies, but its frequency gives no turn within the horizon. */
  | 'no-turn';

/** Items of a topic that no classification matches: they are of domain `general`. */
export interface UnclassifiedTopic extends Remarked<'unclassified-topic'> {
  readonly topic: string;
  /** Ids, in the order of the registry; the place is that of the first. */
  readonly items: readonly string[];
}

/** Items without a topic that no classification matches: they are of domain `general`. */
export interface UnclassifiedDepartment extends Remarked<'unclassified-department'> {
  readonly department: Named;
  /** Ids, in the order of the registry; the place is that of the first. */
  readonly items: readonly string[];
}

/** A method without settings that counts as on site, though its name does not say so. */
export interface UnknownMethod extends Remarked<'unknown-method'> {
  readonly method: string;
  /** Ids, in the order of the registry; the place is that of the first. */
  readonly items: readonly string[];
}

/** An item that nobody is owed. */
export interface ItemNotOwed extends Remarked<'item-not-owed'> {
  readonly item: Named;
  readonly because: NotOwed;
}

/** An enterprise that is owed nothing. */
export interface EnterpriseOwedNothing extends Remarked<'enterprise-owed-nothing'> {
  readonly enterprise: Named;
  readonly because: Exclude<NotOwed, 'unassigned'>;
}

/** An item with occurrences that have no allowed day (`no-open-day`). */
export interface NoOpenDay extends Remarked<'no-open-day'> {
  readonly item: Named;
  /** Its occurrences without a day. */
  readonly unserved: number;
  /** All of its occurrences. */
  readonly occurrences: number;
  /** Enterprises that are owed an occurrence without a day. */
  readonly enterprises: number;
}

/** 频次上限 of an enterprise that its protected occurrences alone exceed. */
export interface CapBelowProtected extends Remarked<'cap-below-protected'> {
  readonly enterprise: Named;
  readonly cap: number;
  /** Proven lower bound on the on-site visits of its protected occurrences; above the cap. */
  readonly needed: number;
}

/** 频次上限 of the policy that protected occurrences alone exceed at some enterprises. */
export interface PolicyCapBelowProtected extends Remarked<'policy-cap-below-protected'> {
  /** The id of the cap. */
  readonly cap: string;
  readonly max: number;
  /** Proven lower bound on the visits that protected occurrences need; the largest of any. */
  readonly needed: number;
  /** Enterprises where more visits than `max` are needed. */
  readonly enterprises: number;
}

/** 频次上限 of the policy that counts no occurrence, so that it has no effect. */
export interface CapCountsNothing extends Remarked<'cap-counts-nothing'> {
  /** The id of the cap. */
  readonly cap: string;
  /** No enterprise meets its `appliesTo`; or it counts no check that these are owed. */
  readonly because: 'no-enterprise' | 'no-check';
}

/** 非现场替代 of items that no plan uses. */
export interface FallbackUnused extends Remarked<'fallback-unused'> {
  /**
   * Protected checks keep their own method; or no cap counts the checks, or their own method is the
   * fallback.
   */
  readonly because: 'protected' | 'uncounted';
  /** Ids, in the order of the registry; the place is that of the first. */
  readonly items: readonly string[];
}

/** The use of a text. For departments, items and enterprises the text is the id. */
export type TextUse =
  | 'department'
  | 'item'
  | 'enterprise'
  | 'level'
  | 'domain'
  | 'method'
  | 'object'
  | 'topic'
  | 'equivalent'
  | 'kind'
  | 'industry'
  | 'size'
  | 'grade'
  | 'area'
  | 'tag';

/** A text with spaces at its ends, or with invisible characters there. */
export interface PaddedText extends Remarked<'padded-text'> {
  readonly use: TextUse;
  readonly text: string;
}

/** A text that differs from an earlier one of the same use by case, width or spaces alone. */
export interface AlikeTexts extends Remarked<'alike-texts'> {
  readonly use: TextUse;
  readonly text: string;
  /** The earlier text and its place. */
  readonly like: { readonly text: string; readonly place: string };
}

/** A department with items but without a daily capacity, though other departments have one. */
export interface NoCapacity extends Remarked<'no-capacity'> {
  readonly department: Named;
}

/** 提示: a value of the registry that is no error but looks unintended. */
export type Remark =
  | UnclassifiedTopic
  | UnclassifiedDepartment
  | UnknownMethod
  | ItemNotOwed
  | EnterpriseOwedNothing
  | NoOpenDay
  | CapBelowProtected
  | PolicyCapBelowProtected
  | CapCountsNothing
  | FallbackUnused
  | PaddedText
  | AlikeTexts
  | NoCapacity;

/** The remarks on a registry. */
export interface Advice {
  readonly kind: 'advice';
  /** By kind, in the order of the kinds in {@link Remark}; then in the order of the registry. */
  readonly remarks: readonly Remark[];
}
