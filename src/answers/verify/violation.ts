/** What a plan can have wrong. */
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
  // §5, the rules of a visit
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
  // §8, what is derived
  | 'wrong-method'
  | 'wrong-object'
  | 'wrong-departments'
  | 'wrong-lead'
  | 'wrong-minutes'
  | 'wrong-on-site'
  // §6, everything exactly once
  | 'planned-twice'
  | 'not-planned'
  | 'wrong-reason'
  | 'wrong-by'
  // §6, caps
  | 'no-cap'
  | 'over-cap'
  | 'always-served'
  | 'cap-does-not-bind'
  | 'could-join'
  // §7, dates
  | 'same-day'
  // the record
  | 'wrong-done'
  | 'pin-broken'
  | 'id-twice'
  // §6, certificates
  | 'no-certificate'
  | 'certificate-twice'
  | 'wrong-visits'
  | 'wrong-bound'
  | 'witness-twice'
  | 'witness-unserved'
  | 'witness-too-long'
  | 'witness-meets'
  // §7, shortfalls
  | 'unknown-team'
  | 'wrong-shortfall'
  // §8, figures
  | 'wrong-summary';

/** One thing that a plan has wrong. */
export interface Violation {
  readonly kind: ViolationKind;
  /**
   * Such as `visits[12]`, `unserved[3]`, `summary.visits`, `certificates["E-1"].witness[0]` or
   * `shortfalls[2].needed`; for an occurrence or a certificate that is nowhere, the enterprise:
   * `enterprises[7]`.
   */
  readonly place: string;
  /** A sentence with the values that disagree. */
  readonly message: string;
}

/** Appends violations; a plan can have more of them than a call can have arguments. */
export const addAll = (to: Violation[], from: readonly Violation[]): void => {
  for (const violation of from) to.push(violation);
};

/** An id or a text as messages show it. */
export const quoted = (text: string | undefined): string =>
  text === undefined ? 'none' : JSON.stringify(text);
