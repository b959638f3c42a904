import type { UnservedReason } from '../../output/plan-document';
import type { DatedOccurrence, DaySpan, Named, NamedOccurrence } from './named';
import type { PatchedPolicy } from './policy-change';
import type { RuleFinding } from './rule-finding';
import type { Meeting, Separation } from './separation';

/** Enough of a visit to find it in its plan. */
export interface VisitPlace {
  readonly id?: string;
  readonly date: string;
  readonly domain: string;
}

/** A department with an occurrence of the fewest allowed days, and its minutes in the visit. */
export interface LeadCandidate {
  readonly department: Named;
  readonly minutes: number;
}

/** Who leads a visit and why. */
export interface LeadExplanation {
  readonly department: Named;
  /**
   * What decided: there is only one department; it alone has the fewest days; of those it has more
   * minutes; it has the smaller id.
   */
  readonly because: 'only-department' | 'fewest-days' | 'minutes' | 'id';
  /** The winner first. */
  readonly candidates: readonly LeadCandidate[];
  /**
   * The fewest allowed days, frozen days among them, since no lead changes as time passes; absent
   * where no allowed day is frozen.
   */
  readonly fewest?: number;
  /** Whom the plan names, where that is somebody else. */
  readonly planned?: Named;
}

/** Why these occurrences came together, on that date, under that lead. */
export interface VisitExplanation {
  readonly kind: 'visit';
  readonly enterprise: Named;
  readonly visit: VisitPlace;
  readonly departments: readonly Named[];
  /** In the order of the plan. */
  readonly occurrences: readonly DatedOccurrence[];
  /** One of each rule, in the order of the model, set or not. */
  readonly rules: readonly RuleFinding[];
  readonly date: {
    /** 低频跟着高频: the occurrences with the fewest allowed days, which the others follow. */
    readonly by: readonly NamedOccurrence[];
    readonly fewest: number;
    /** Allowed to all occurrences of the visit. */
    readonly common: DaySpan;
    /** Whether the visit's date is one of these, as it is in every valid plan. */
    readonly allowed: boolean;
  };
  readonly lead: LeadExplanation;
}

/** Where a plan has an occurrence. */
export type Placed =
  | { readonly kind: 'visit'; readonly visit: VisitPlace }
  | { readonly kind: 'unserved'; readonly reason: UnservedReason; readonly by?: Named }
  | { readonly kind: 'nowhere' };

/** Why two occurrences of an enterprise do or do not share a visit. */
export interface PairExplanation {
  readonly kind: 'pair';
  readonly enterprise: Named;
  readonly a: DatedOccurrence;
  readonly b: DatedOccurrence;
  readonly meeting: Meeting;
  /**
   * Single changes of policy each of which alone lets the two share a visit, the mildest first;
   * none where they can already.
   */
  readonly changes: readonly PatchedPolicy[];
  /** Only where a plan is given. */
  readonly plan?: { readonly together: boolean; readonly a: Placed; readonly b: Placed };
}

/** Two members of a witness, as indices into it, and why they cannot share a visit. */
export interface WitnessPair {
  readonly a: number;
  readonly b: number;
  readonly separation: Separation;
}

export interface UnservedItem {
  readonly item: Named;
  /** Ascending. */
  readonly cycles: readonly number[];
  /** The item kept instead; only for `recognised`. */
  readonly by?: Named;
}

/** 频次上限 of an enterprise: its own, or that of its grade. */
export interface VisitCap {
  readonly limit: number;
  readonly grade?: string;
}

/** What one more visit on site would serve. */
export interface CapRaised {
  readonly limit: number;
  readonly unserved: BeforeAfter;
  readonly visits: BeforeAfter;
}

/** Occurrences that an enterprise is not served, of one reason. */
export interface UnservedGroup {
  readonly reason: UnservedReason;
  readonly count: number;
  readonly items: readonly UnservedItem[];
  /** Only for `visit-cap`. */
  readonly cap?: VisitCap;
  /** Only for `visit-cap`: the same cap, one higher. */
  readonly raised?: CapRaised;
}

export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** A change of policy and what it saves. */
export interface Saving extends PatchedPolicy {
  readonly visits: BeforeAfter;
  /** Occurrences that are not served. */
  readonly unserved: BeforeAfter;
}

/** Why an enterprise gets this many visits and not one fewer. */
export interface EnterpriseExplanation {
  readonly kind: 'enterprise';
  readonly enterprise: Named;
  /** Of the plan. */
  readonly visits: number;
  readonly served: number;
  readonly lowerBound: number;
  /** Whether the two are equal: no valid plan serves the same in fewer visits. */
  readonly proven: boolean;
  /**
   * What says that there are no fewer than `lowerBound`: the witness alone, or the search, which
   * nobody can check by hand.
   */
  readonly restsOn: 'witness' | 'search';
  /**
   * Occurrences of which no two can share a visit: those of the certificate, or more where that has
   * fewer than the bound.
   */
  readonly witness: readonly NamedOccurrence[];
  /** Every pair of the witness; of very many the first. */
  readonly pairs: readonly WitnessPair[];
  /**
   * How many more pairs there are, since telling them would take too long; absent where all are
   * told.
   */
  readonly untold?: number;
  /** By reason, in the order no-open-day, exempt, recognised, visit-cap. */
  readonly unserved: readonly UnservedGroup[];
  /** How many changes of policy were tried. */
  readonly tried: number;
  /** How many more were not, since trying them would take too long; absent where all were. */
  readonly untried?: number;
  /** That which leaves the fewest visits; absent where none saves any. */
  readonly change?: Saving;
}

/** Everything that can be put into words by `sentences`. */
export type Explanation = VisitExplanation | PairExplanation | EnterpriseExplanation;

/** A visit by what it is, where it has no id. */
export interface VisitRef {
  readonly enterprise: string;
  readonly date: string;
  /** One of its items; needed where the enterprise has several visits that day. */
  readonly item?: string;
}
