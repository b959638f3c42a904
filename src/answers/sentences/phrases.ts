import type {
  CapRaised,
  EnterpriseExplanation,
  LeadExplanation,
  PairExplanation,
  Saving,
  UnservedGroup,
  VisitExplanation,
} from '../explain/explanation';
import type { DaySpan, Named, NamedOccurrence } from '../explain/named';
import type { ItemCycles } from '../explain/pair-groups';
import type { PolicyChange } from '../explain/policy-change';
import type { RuleFinding } from '../explain/rule-finding';
import type { Possible, Separation } from '../explain/separation';

/**
 * What a language has to be able to say. Each gives a whole sentence, but where it says otherwise.
 */
export interface Phrases {
  // Parts of sentences
  readonly occurrence: (occurrence: NamedOccurrence) => string;
  /** Of one item, some. */
  readonly occurrences: (of: ItemCycles) => string;
  /**
   * Why two occurrences cannot meet, without their names where it can do so, so that equal reasons
   * read the same.
   */
  readonly separation: (separation: Separation) => string;
  readonly pair: (a: string, b: string) => string;

  // A visit
  readonly visit: (explanation: VisitExplanation) => string;
  readonly alone: string;
  /** A rule that is set and holds, or is set and does not. */
  readonly rule: (domain: string, finding: RuleFinding) => string;
  readonly unasked: (rules: ReadonlyArray<RuleFinding['rule']>) => string;
  readonly dateBy: (by: readonly string[], fewest: DaySpan, hasOthers: boolean) => string;
  readonly days: (occurrence: string, days: DaySpan) => string;
  readonly common: (common: DaySpan, date: string, allowed: boolean, alone: boolean) => string;
  readonly lead: (lead: LeadExplanation) => string;
  readonly otherLead: (planned: Named) => string;

  // A pair
  readonly canMeet: (explanation: PairExplanation, meeting: Possible) => string;
  readonly cannotMeet: (explanation: PairExplanation, reason: string) => string;
  /** A change by which they could; the first, or one of the others. */
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
  readonly raised: (raised: CapRaised) => string;
  readonly saving: (saving: Saving) => string;
  readonly noSaving: (tried: number) => string;
  readonly untried: (untried: number) => string;
}

const PLAIN_START = /^[\p{L}\p{N}_]/u;
// A search for one character needs no stack, however long the text.
const NOT_PLAIN = /[^\p{L}\p{M}\p{N}_.:/+()（）·、 -]| (?![\p{L}\p{N}_(（])/u;

/**
 * A text from the registry as it stands, or quoted where that would be hard to read: spaces at its
 * ends, control characters, half a character.
 */
export const shown = (text: string): string =>
  PLAIN_START.test(text) && !NOT_PLAIN.test(text) ? text : JSON.stringify(text);
