/** How long a search may go on, and how long those of all questions have been. */
export interface Effort {
  /** Steps for one question at most. */
  readonly steps: number;
  /** Steps of all questions so far. */
  used: number;
}
