import type { Codec } from '../codec/codec';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id, integerFrom, text } from '../codec/values';
import { DateRange } from './range';

/** 企业 */
export interface Enterprise {
  readonly id: string;
  readonly name?: string;
  /** Industry code, for example `C1713` of GB/T 4754. */
  readonly industry?: string;
  readonly size?: string;
  readonly grade?: string;
  readonly area?: string;
  readonly tags?: readonly string[];
  /** Further objects than `enterprise`, which every enterprise has. */
  readonly objects?: readonly string[];
  /** 白名单: days on which only protected items (必检) may be checked. */
  readonly exempt?: readonly DateRange[];
  /** Days on which it cannot be visited. */
  readonly closed?: readonly DateRange[];
  /** 频次上限: most on-site visits within the horizon, an integer ≥ 0. */
  readonly visitCap?: number;
}

export const Enterprise: Codec<Enterprise> = struct<Enterprise>('Enterprise', {
  id,
  name: optional(text),
  industry: optional(text),
  size: optional(text),
  grade: optional(text),
  area: optional(text),
  tags: optional(arrayOf(text)),
  objects: optional(arrayOf(text)),
  exempt: optional(arrayOf(DateRange)),
  closed: optional(arrayOf(DateRange)),
  visitCap: optional(integerFrom(0)),
});
