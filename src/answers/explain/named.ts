import type { UnservedReason } from '../../output/plan-document';

/** An item, a department or an enterprise, and what people call it where the registry knows. */
export interface Named {
  readonly id: string;
  readonly name?: string;
}

export interface NamedOccurrence {
  readonly item: Named;
  /** From 0 through the horizon. */
  readonly cycle: number;
}

/**
 * How many days, with the first and the last of them, `YYYY-MM-DD`; these are absent where there is
 * none.
 */
export interface DaySpan {
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
}

/** An occurrence and its allowed days. */
export interface DatedOccurrence extends NamedOccurrence {
  readonly department: Named;
  readonly domain: string;
  readonly minutes: number;
  readonly days: DaySpan;
  /** Why it can be in no visit, whatever the plan. */
  readonly reason?: Exclude<UnservedReason, 'visit-cap'>;
  /** The item kept instead; only for `recognised`. */
  readonly by?: Named;
}
