/** The kinds of violations. */
export type ViolationKind =
  // the visit itself
  | 'unknown-enterprise'
  | 'unknown-domain'
  | 'unknown-item'
  | 'empty-visit'
  | 'not-owed'
  | 'recognised-item'
  | 'no-date'
  | 'outside-horizon'
  | 'closed-day'
  | 'not-allowed-day'
  // model §5, the rules of a visit
  | 'item-twice'
  | 'not-a-guest'
  | 'no-host'
  | 'different-object'
  | 'different-method'
  | 'different-topic'
  | 'different-level'
  | 'different-department'
  | 'duration-ratio'
  | 'apart'
  | 'too-long'
  | 'too-many-departments'
  // model §8, derived fields
  | 'wrong-method'
  | 'wrong-object'
  | 'wrong-departments'
  | 'wrong-lead'
  | 'wrong-minutes'
  | 'wrong-on-site'
  // model §6, everything exactly once
  | 'planned-twice'
  | 'not-planned'
  | 'wrong-reason'
  | 'wrong-by'
  // model §6, caps
  | 'no-cap'
  | 'over-cap'
  | 'always-served'
  | 'cap-does-not-bind'
  | 'could-join'
  | 'wrong-fallback'
  | 'needless-fallback'
  | 'fallback-serves'
  // model §7, dates
  | 'same-day'
  // the record
  | 'wrong-done'
  | 'pin-broken'
  | 'id-twice'
  // model §6, certificates
  | 'no-certificate'
  | 'certificate-twice'
  | 'wrong-visits'
  | 'wrong-count'
  | 'wrong-limit'
  | 'wrong-bound'
  | 'witness-twice'
  | 'witness-unserved'
  | 'witness-too-long'
  | 'witness-meets'
  // model §7, shortfalls
  | 'unknown-team'
  | 'wrong-shortfall'
  // model §8, figures
  | 'wrong-summary';

/** One violation of a plan. */
export interface Violation {
  readonly kind: ViolationKind;
  /**
   * The place, for example `visits[12]`, `unserved[3]`, `summary.visits`,
   * `certificates["E-1"].witness[0]` or `shortfalls[2].needed`. Where an occurrence or a
   * certificate is missing, it is the enterprise: `enterprises[7]`.
   */
  readonly place: string;
  /** A sentence with the values that disagree. */
  readonly message: string;
}

/** Appends violations one by one: there can be more than a call can have arguments. */
export const addAll = (to: Violation[], from: readonly Violation[]): void => {
  for (const violation of from) to.push(violation);
};

/** An id or a text as messages show it. */
export const quoted = (text: string | undefined): string =>
  text === undefined ? 'none' : JSON.stringify(text);
