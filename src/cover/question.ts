/**
 * A set cover with packing: choose the fewest visits, each on one occasion (an occasion
 * may be chosen more than once), and put every element into a visit that serves it,
 * within the limits of that visit.
 */
export interface Question {
  readonly elements: number;
  readonly occasions: number;
  /** [occasion]: its elements, as a row of wordsFor(elements) words of bits. */
  readonly sets: Int32Array;
  /** [element]: the occasions that serve it, as a row of wordsFor(occasions) words of bits. */
  readonly rows: Int32Array;
  /** Limits that keep elements of one occasion out of one visit; undefined where there are none. */
  readonly packing: Packing | undefined;
}

/** A visit has at most `mostAt[occasion]` weight of any one group; Infinity: no limit. */
export interface SumLimits {
  readonly groups: number;
  readonly groupOf: Int32Array;
  readonly weight: Float64Array;
  readonly mostAt: Float64Array;
}

/** A visit has at most `mostAt[occasion]` different groups, which is at least 1. */
export interface CountLimits {
  readonly groups: number;
  readonly groupOf: Int32Array;
  readonly mostAt: Float64Array;
}

export interface Packing {
  /**
   * Block of each element. Elements of different blocks never keep one another out of a visit. −1:
   * the element has no limits with any other.
   */
  readonly blockOf: Int32Array;
  readonly blocks: number;
  readonly sums: readonly SumLimits[];
  readonly counts: readonly CountLimits[];
  /**
   * Tables of rows of bits: row (table × elements + element) has the elements that
   * are never in a visit with it.
   */
  readonly conflicts: Int32Array;
  /** Table of `conflicts` for each occasion; −1: none. */
  readonly conflictsAt: Int32Array;
  /** [occasion]: the elements, as a row of bits, of which a visit needs one, where it needs one. */
  readonly hosts: Int32Array;
  /** 1 for occasions whose visits need one of their `hosts`. */
  readonly needsHost: Uint8Array;
}

/** The answer that the search found. */
export interface Answer {
  /** Number of visits. */
  readonly count: number;
  /** Visit of each element. */
  readonly visitOf: Int32Array;
  /** Occasion of each visit. */
  readonly occasionOf: Int32Array;
  /** Lower bound on the visits of any answer. */
  readonly lowerBound: number;
  /** Elements of which no two can share a visit. */
  readonly witness: readonly number[];
  /** Steps taken. */
  readonly steps: number;
}
