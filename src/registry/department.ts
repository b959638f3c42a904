import type { Codec } from '../codec/codec';
import { optional, recordOf, struct } from '../codec/shapes';
import { dailyCapacity, id, text } from '../codec/values';

/** 部门: an agency whose inspectors have a daily capacity. */
export interface Department {
  readonly id: string;
  readonly name?: string;
  /** City, town, …; departments agree in level only when theirs are equal. */
  readonly level?: string;
  /** Minutes of inspection per open day: 0, or from 0.001 to 1,000,000,000; absent: unbounded. */
  readonly dailyMinutes?: number;
  /**
   * 中队: minutes per open day of squads that visit one area each, by area. They alone visit it;
   * `dailyMinutes` is for the enterprises elsewhere, and for those without an area.
   */
  readonly dailyMinutesByArea?: Readonly<Record<string, number>>;
}

export const Department: Codec<Department> = struct<Department>('Department', {
  id,
  name: optional(text),
  level: optional(text),
  dailyMinutes: optional(dailyCapacity),
  dailyMinutesByArea: optional(recordOf(dailyCapacity)),
});
