import type { Criteria } from './criteria';
import type { Frequency } from './frequency';
import type { Season } from './range';

/** 检查事项: one thing that a department checks. */
export interface Item {
  readonly id: string;
  readonly name?: string;
  /** Id of the department that checks it. */
  readonly department: string;
  /** 领域: `key`, `general` or another domain of the policy; absent: the policy classifies the item. */
  readonly domain?: string;
  /** 检查方式; defaults to `on-site`. */
  readonly method?: string;
  /** 检查对象; defaults to `enterprise`. */
  readonly object?: string;
  readonly topic?: string;
  /** Items with the same label may be recognised for one another (结果互认). */
  readonly equivalent?: string;
  /** Duration in minutes, an integer ≥ 1. */
  readonly minutes: number;
  readonly frequency: Frequency;
  /** The parts of the year in which it can be checked; absent: all of it. */
  readonly season?: readonly Season[];
  /** Absent: nobody is owed it but by assignment. */
  readonly appliesTo?: Criteria;
}
