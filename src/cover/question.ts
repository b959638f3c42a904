/**
 * A set cover with packing: choose the fewest visits, each on one of the occasions (an occasion may
 * be chosen more than once), and put every element into one of them that serves it, within the
 * limits of that visit.
 */
export interface Question {
  readonly elements: number;
  readonly occasions: number;
  /** [occasion]: its elements, as a row of wordsFor(elements) words of bits. */
  readonly sets: Int32Array;
  /** [element]: the occasions that serve it, as a row of wordsFor(occasions) words of bits. */
  readonly rows: Int32Array;
  /** What keeps elements of one occasion out of one visit; undefined: nothing. */
  readonly packing: Packing | undefined;
}

/** At most `mostAt[occasion]` weight of any one group in a visit; Infinity: no limit. */
export interface SumLimits {
  readonly groups: number;
  readonly groupOf: Int32Array;
  readonly weight: Float64Array;
  readonly mostAt: Float64Array;
}

/** At most `mostAt[occasion]` different groups in a visit. */
export interface CountLimits {
  readonly groups: number;
  readonly groupOf: Int32Array;
  readonly mostAt: Float64Array;
}

export interface Packing {
  /**
   * Elements of different blocks never keep one another out of a visit; −1: nobody keeps it out,
   * nor it anybody.
   */
  readonly blockOf: Int32Array;
  readonly blocks: number;
  readonly sums: readonly SumLimits[];
  readonly counts: readonly CountLimits[];
  /**
   * [occasion × elements + element]… rows of elements that are never in one visit with it, by the
   * occasion's `conflictsAt`.
   */
  readonly conflicts: Int32Array;
  /** Which table of `conflicts` an occasion goes by; −1: none. */
  readonly conflictsAt: Int32Array;
  /** [occasion]: elements of which a visit needs one, where it needs one; rows of bits. */
  readonly hosts: Int32Array;
  /** 1 for occasions whose visits need one of their `hosts`. */
  readonly needsHost: Uint8Array;
}

/** An answer, as far as the search got. */
export interface Answer {
  /** Visits. */
  readonly count: number;
  /** Visit of each element. */
  readonly visitOf: Int32Array;
  /** Occasion of each visit. */
  readonly occasionOf: Int32Array;
  /** No answer has fewer visits. */
  readonly lowerBound: number;
  /** Elements no two of which can share a visit. */
  readonly witness: readonly number[];
  /** Steps that were taken for it. */
  readonly steps: number;
}
