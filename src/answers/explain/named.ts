import type { UnservedReason } from '../../output/plan-document';

/** The id of an item, department or enterprise, with its name where the registry has one. */
export interface Named {
  readonly id: string;
  readonly name?: string;
}

export const namedOf = ({ id, name }: Named): Named => (name === undefined ? { id } : { id, name });

export interface NamedOccurrence {
  readonly item: Named;
  /** 0, 1, 2, … through the horizon. */
  readonly cycle: number;
}

/**
 * Number of days, with the first and last as `YYYY-MM-DD`; these are absent where there are none.
 */
export interface DaySpan {
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
}

/** 频次上限: a cap for which at least `max` visits of a plan count. */
export interface UsedUpCap {
  /** Its id in the policy; absent: the total cap, `visitCap` or that of the grade. */
  readonly cap?: string;
  /** Only where the cap is one for each department. */
  readonly department?: Named;
  /** Only for the total cap, where it is that of the grade. */
  readonly grade?: string;
  readonly max: number;
  /** Visits that it counts; above `max` only where protected or pinned occurrences need more. */
  readonly visits: number;
}

/** A method instead of an item's own, and the reason for it. */
export interface OtherMethod {
  readonly method: string;
  /** 非现场替代: a cap leaves the own method no room. 分级分类: the enterprise's grade has it. */
  readonly because: 'fallback' | 'grade';
  /** Only for `grade`. */
  readonly grade?: string;
  /** Only for `fallback`: the caps that count the own method and are used up, in their order. */
  readonly caps?: readonly UsedUpCap[];
}

/** An occurrence and its allowed days. */
export interface DatedOccurrence extends NamedOccurrence {
  readonly department: Named;
  readonly domain: string;
  readonly minutes: number;
  readonly days: DaySpan;
  /** The method that checks it, where that is not its item's own. */
  readonly otherMethod?: OtherMethod;
  /** The reason why it can be in no visit, whatever the plan. */
  readonly reason?: Exclude<UnservedReason, 'visit-cap'>;
  /** The item kept instead; only for `recognised`. */
  readonly by?: Named;
}
