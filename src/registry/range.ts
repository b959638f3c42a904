/** A calendar date as `YYYY-MM-DD`. */
export type DateText = string;

/** Consecutive days, both ends inclusive. */
export interface DateRange {
  readonly from: DateText;
  readonly to: DateText;
}

/** A part of every year from one `MM-DD` to another, both inclusive; it wraps the year end when `from` is later than `to`. */
export interface Season {
  readonly from: string;
  readonly to: string;
}
