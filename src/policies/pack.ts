import type { Policy } from '../registry/policy';

/** A text that a pack follows. */
export interface Source {
  readonly title: string;
  /** 文号: the number under which it was issued. */
  readonly number?: string;
  readonly article?: string;
  /** The day that it was issued, as `YYYY-MM-DD`. */
  readonly date?: string;
  /** Where it was read. */
  readonly address?: string;
  /**
   * `text`: the clause's own words were read. `report`: a report of it by others was read. `none`:
   * no source; the clause is the project's own reading.
   */
  readonly read: 'text' | 'report' | 'none';
}

/** 条款: the clause that a part of a pack's policy comes from. */
export interface Clause {
  /** Place in the policy, for example `caps[0].max`; the clause is about all that is below it. */
  readonly field: string;
  /** The clause, and how the policy reads it. */
  readonly says: string;
  readonly source: Source;
}

/** 政策包: a ready policy, with the clauses that it comes from. */
export interface PolicyPack {
  readonly title: string;
  readonly policy: Policy;
  /** Every part of the policy is below the field of at least one clause. */
  readonly clauses: readonly Clause[];
  /** Demands of the texts that the policy does not express. */
  readonly notCovered: readonly string[];
}

/** The source of a value that no text gives. */
export const ownReading = (title: string): Source => ({ title, read: 'none' });
