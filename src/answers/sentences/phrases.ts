import type {
  CapRaised,
  EnterpriseExplanation,
  LeadExplanation,
  PairExplanation,
  Placed,
  Saving,
  UnservedGroup,
  VisitExplanation,
} from '../explain/explanation';
import type { DaySpan, Named, NamedOccurrence, OtherMethod, UsedUpCap } from '../explain/named';
import type { ItemCycles } from '../explain/pair-groups';
import type { PolicyChange } from '../explain/policy-change';
import type { RuleFinding } from '../explain/rule-finding';
import type { Possible, Separation } from '../explain/separation';

/**
 * The phrases for explanations that every language has. Each returns a whole sentence unless noted.
 */
export interface Phrases {
  // Parts of sentences
  readonly occurrence: (occurrence: NamedOccurrence) => string;
  /** Some occurrences of one item. */
  readonly occurrences: (of: ItemCycles) => string;
  /**
   * The reason why two occurrences cannot share a visit; where possible without their names, so
   * that equal reasons have equal texts.
   */
  readonly separation: (separation: Separation) => string;
  readonly pair: (a: string, b: string) => string;

  // A visit
  readonly visit: (explanation: VisitExplanation) => string;
  readonly alone: string;
  /** A rule that is set, whether it holds or not. */
  readonly rule: (domain: string, finding: RuleFinding) => string;
  /** An occurrence that is not checked by its item's own method. */
  readonly otherMethod: (occurrence: string, other: OtherMethod) => string;
  readonly unasked: (rules: ReadonlyArray<RuleFinding['rule']>) => string;
  readonly dateBy: (by: readonly string[], fewest: DaySpan, hasOthers: boolean) => string;
  readonly days: (occurrence: string, days: DaySpan) => string;
  readonly common: (common: DaySpan, date: string, allowed: boolean, alone: boolean) => string;
  readonly lead: (lead: LeadExplanation) => string;
  readonly otherLead: (planned: Named) => string;

  // A pair
  readonly canMeet: (explanation: PairExplanation, meeting: Possible) => string;
  readonly cannotMeet: (explanation: PairExplanation, reason: string) => string;
  /** A change that would let the two share a visit; the first, or one of the others. */
  readonly couldMeet: (change: PolicyChange, isFirst: boolean) => string;
  readonly noChange: string;
  readonly inPlan: (
    explanation: PairExplanation,
    plan: NonNullable<PairExplanation['plan']>,
  ) => string;

  // An enterprise
  readonly visits: (explanation: EnterpriseExplanation) => string;
  readonly bound: (explanation: EnterpriseExplanation) => string;
  readonly witness: (members: readonly string[], count: number) => string;
  readonly because: (pairs: readonly string[], reason: string) => string;
  readonly untold: (untold: number) => string;
  readonly unserved: (group: UnservedGroup) => string;
  /** Occurrences that are left out, and the caps that count them and are used up. */
  readonly usedUp: (occurrences: readonly string[], caps: readonly UsedUpCap[]) => string;
  readonly raised: (raised: CapRaised) => string;
  readonly saving: (saving: Saving) => string;
  readonly noSaving: (tried: number) => string;
  readonly untried: (untried: number) => string;
}

/** Whether an occurrence is in a visit by its fallback. */
export const isByFallback = (where: Placed): boolean =>
  where.kind === 'visit' && where.fallback === true;

const PLAIN_START = /^[\p{L}\p{N}_]/u;
// A search for one character needs no recursion, however long the text.
const NOT_PLAIN = /[^\p{L}\p{M}\p{N}_.:/+()（）·、 -]| (?![\p{L}\p{N}_(（])/u;

/**
 * A text of the registry: unchanged where it is plain, else in quotes as in JSON. A plain text
 * starts with a letter, a digit or `_`. It consists of letters, digits, `_.:/+()（）·、-` and single
 * spaces, each before a letter, a digit, `_` or an opening bracket.
 */
export const shown = (text: string): string =>
  PLAIN_START.test(text) && !NOT_PLAIN.test(text) ? text : JSON.stringify(text);
