import type { Day } from '../../registry/day';
import type { RuledItem } from '../../rules/rule';

/** An occurrence that the enterprise is owed. */
export interface Owed {
  readonly item: RuledItem;
  readonly cycle: number;
  /** Allowed days, ascending. Two occurrences with equal days share one array. */
  readonly days: readonly Day[];
  readonly reason?: 'no-open-day' | 'exempt' | 'quiet' | 'recognised';
  /** The item kept instead; only for `recognised`. */
  readonly by?: string;
}
