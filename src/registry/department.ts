import type { Codec } from '../codec/codec';
import { optional, struct } from '../codec/shapes';
import { atLeast0, id, text } from '../codec/values';

/** 部门: an agency whose inspectors have a daily capacity. */
export interface Department {
  readonly id: string;
  readonly name?: string;
  /** City, town, …; departments agree in level only when theirs are equal. */
  readonly level?: string;
  /** Minutes of inspection per open day; absent: unbounded. */
  readonly dailyMinutes?: number;
}

export const Department: Codec<Department> = struct<Department>('Department', {
  id,
  name: optional(text),
  level: optional(text),
  dailyMinutes: optional(atLeast0),
});
