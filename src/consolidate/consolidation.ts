import type { Amendments } from '../registry/amendments';
import type { ResolvedPolicy } from '../registry/policy-defaults';
import type { SortedRows } from '../registry/sorted';
import type { RuleBook } from '../rules/rule-book';
import type { DaySetColumns } from './set-system';

/** What consolidation reads of the occurrences; indices and ids as in the occurrences stage. */
export interface ServableOccurrences {
  readonly rows: SortedRows;
  readonly policy: ResolvedPolicy;
  /** Enterprise e has the occurrences start[e] … start[e + 1] − 1. */
  readonly start: Int32Array;
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  /** 0: can be served. */
  readonly reason: Uint8Array;
  readonly daySets: DaySetColumns;
  /** Cycle of each occurrence, and what is on record of single ones; without, nothing is. */
  readonly cycle?: Int32Array;
  readonly amendments?: Amendments;
  /** On-site visits of each enterprise that have been made. */
  readonly spent?: Int32Array;
}

/**
 * Which occurrences share a visit; in columns, enterprises ascending by id: all of the registry, or
 * those that were asked for.
 */
export interface Consolidation {
  /** Domains by index, ascending. */
  readonly domains: readonly string[];
  /** Enterprise e has the visits enterpriseStart[e] … enterpriseStart[e + 1] − 1. */
  readonly enterpriseStart: Int32Array;
  /** Index of each visit's domain. */
  readonly host: Int32Array;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  /**
   * Visit v has the occurrences member[memberStart[v]] … member[memberStart[v + 1] − 1], ascending.
   */
  readonly memberStart: Int32Array;
  /** Index of an occurrence. */
  readonly member: Int32Array;
  /** Occurrences left out because of a visit cap, ascending. */
  readonly dropped: Int32Array;
  /** Lower bound on the visits of each enterprise. */
  readonly lowerBound: Int32Array;
  /**
   * Enterprise e has the witness witness[witnessStart[e]] … : occurrences of which no two can share
   * a visit.
   */
  readonly witnessStart: Int32Array;
  readonly witness: Int32Array;
  /** Fewest visits of one department each, for the served occurrences of each enterprise. */
  readonly perDepartment: Int32Array;
  /** 1 for enterprises that more steps change nothing about: what is best of them is known. */
  readonly settled: Uint8Array;
  /** Steps that the search took. */
  readonly steps: number;
}

export interface ConsolidateOptions {
  /** When occurrences may share a visit; default: the policy's rules. */
  readonly rules?: RuleBook;
  /**
   * Steps of the search at most for any one question, so that the answer does not depend on the
   * machine; default 100,000.
   */
  readonly steps?: number;
  /** Told after every thousand enterprises and at the end. */
  readonly onProgress?: (done: number, of: number) => void;
}
