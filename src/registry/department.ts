import type { Codec } from '../codec/codec';
import { optional, recordOf, struct } from '../codec/shapes';
import { dailyCapacity, id, text } from '../codec/values';

/** 部门: an agency whose inspectors have a daily capacity. */
export interface Department {
  readonly id: string;
  readonly name?: string;
  /**
   * City, town, …; two departments agree in level only when their texts
   * are equal, or both are absent.
   */
  readonly level?: string;
  /** Minutes of inspection per open day: 0, or from 0.001 to 1,000,000,000. Absent: no limit. */
  readonly dailyMinutes?: number;
  /**
   * 中队: minutes per open day of the squad of each area named. The squad alone visits that area;
   * `dailyMinutes` is for all other enterprises, also those without an area.
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
