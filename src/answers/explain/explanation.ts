import type { UnservedReason } from '../../output/plan-document';
import type { DatedOccurrence, DaySpan, Named, NamedOccurrence, UsedUpCap } from './named';
import type { PatchedPolicy } from './policy-change';
import type { RuleFinding } from './rule-finding';
import type { Meeting, Separation } from './separation';

/** The fields that identify a visit in its plan. */
export interface VisitPlace {
  readonly id?: string;
  readonly date: string;
  readonly domain: string;
}

/**
 * A department that may lead, with its minutes in the visit: the one that `leads` name, else each
 * one that has an occurrence with the fewest allowed days.
 */
export interface LeadCandidate {
  readonly department: Named;
  readonly minutes: number;
}

/** Who leads a visit and why. */
export interface LeadExplanation {
  readonly department: Named;
  /**
   * The deciding reason: it is the only department; the policy's
   * `leads` name it; it alone has the fewest days; of several with
   * the fewest days it has more minutes; it has the smaller id.
   */
  readonly because: 'only-department' | 'policy' | 'fewest-days' | 'minutes' | 'id';
  /** The winner first. */
  readonly candidates: readonly LeadCandidate[];
  /**
   * The fewest allowed days with frozen days counted, so that a lead does not change as time
   * passes. Absent where no allowed day is frozen.
   */
  readonly fewest?: number;
  /** The lead in the plan, where it differs. */
  readonly planned?: Named;
}

/** Why the occurrences of a visit share it, on its date, under its lead. */
export interface VisitExplanation {
  readonly kind: 'visit';
  readonly enterprise: Named;
  readonly visit: VisitPlace;
  readonly onSite: boolean;
  readonly departments: readonly Named[];
  /** In the order of the plan. */
  readonly occurrences: readonly DatedOccurrence[];
  /** One finding per rule, in the order of the model, whether the rule is set or not. */
  readonly rules: readonly RuleFinding[];
  readonly date: {
    /** 低频跟着高频: the occurrences with the fewest allowed days, which the others follow. */
    readonly by: readonly NamedOccurrence[];
    readonly fewest: number;
    /** The days allowed to all occurrences of the visit. */
    readonly common: DaySpan;
    /** Whether the visit's date is one of `common`, as in every valid plan. */
    readonly allowed: boolean;
  };
  readonly lead: LeadExplanation;
}

/** The place of an occurrence in a plan. */
export type Placed =
  | {
      readonly kind: 'visit';
      readonly visit: VisitPlace;
      /** 非现场替代: it is checked by its item's fallback. */
      readonly fallback?: true;
    }
  | {
      readonly kind: 'unserved';
      readonly reason: UnservedReason;
      readonly by?: Named;
      /** Only for `visit-cap`: the caps that count it and are used up, in their order. */
      readonly caps?: readonly UsedUpCap[];
    }
  | { readonly kind: 'nowhere' };

/** Why two occurrences of an enterprise do or do not share a visit. */
export interface PairExplanation {
  readonly kind: 'pair';
  readonly enterprise: Named;
  readonly a: DatedOccurrence;
  readonly b: DatedOccurrence;
  readonly meeting: Meeting;
  /**
   * Changes of policy, each of which alone lets the two share a visit; the smallest first.
   * Empty where the two can already.
   */
  readonly changes: readonly PatchedPolicy[];
  /** Only where a plan is given. */
  readonly plan?: { readonly together: boolean; readonly a: Placed; readonly b: Placed };
}

/** Two members of a witness (indices into it) and the reason why they cannot share a visit. */
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
  /** Only for `visit-cap`: the caps that count it and are used up, in their order. */
  readonly caps?: readonly UsedUpCap[];
}

/** 频次上限 of an enterprise: its own, or that of its grade. */
export interface VisitCap {
  readonly limit: number;
  readonly grade?: string;
}

/** The unserved occurrences and the visits of an enterprise under a cap that is one higher. */
export interface CapRaised {
  readonly limit: number;
  readonly unserved: BeforeAfter;
  readonly visits: BeforeAfter;
}

/** The unserved occurrences of an enterprise with one reason. */
export interface UnservedGroup {
  readonly reason: UnservedReason;
  readonly count: number;
  readonly items: readonly UnservedItem[];
  /** Only for `visit-cap`: the total cap, where it is used up. */
  readonly cap?: VisitCap;
  /** Only for `visit-cap`: the result of a higher cap. */
  readonly raised?: CapRaised;
}

export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

/** A change of policy and the visits that it saves. */
export interface Saving extends PatchedPolicy {
  readonly visits: BeforeAfter;
  /** The number of unserved occurrences, before and after the change. */
  readonly unserved: BeforeAfter;
}

/** Why an enterprise gets its number of visits and not fewer. */
export interface EnterpriseExplanation {
  readonly kind: 'enterprise';
  readonly enterprise: Named;
  /** Number of its visits in the plan. */
  readonly visits: number;
  /** Number of these that are on site. */
  readonly onSite: number;
  readonly served: number;
  readonly lowerBound: number;
  /** Whether `visits` equals `lowerBound`: no valid plan serves the same in fewer visits. */
  readonly proven: boolean;
  /**
   * The evidence for `lowerBound`: the witness alone, or the search,
   * which cannot be checked by hand.
   */
  readonly restsOn: 'witness' | 'search';
  /**
   * Occurrences of which no two can share a visit: the witness of the certificate, or a larger one
   * where it has fewer than the bound.
   */
  readonly witness: readonly NamedOccurrence[];
  /** The pairs of the witness; only the first ones where they are very many. */
  readonly pairs: readonly WitnessPair[];
  /**
   * Number of pairs left out, since listing them would take too long; absent where all are listed.
   */
  readonly untold?: number;
  /** One group per reason, in the order no-open-day, exempt, quiet, recognised, visit-cap. */
  readonly unserved: readonly UnservedGroup[];
  /** Number of policy changes that were tried. */
  readonly tried: number;
  /**
   * Number of changes that were not tried, since that would take too long; absent where all were.
   */
  readonly untried?: number;
  /** The change that leaves the fewest visits; absent where none saves a visit. */
  readonly change?: Saving;
}

/** The explanations that `sentences` puts into words. */
export type Explanation = VisitExplanation | PairExplanation | EnterpriseExplanation;

/** Names a visit without its id. */
export interface VisitRef {
  readonly enterprise: string;
  readonly date: string;
  /** One of its items; needed where the enterprise has several visits that day. */
  readonly item?: string;
}
