import type { Codec } from '../codec/codec';
import { arrayOf, optional, recordOf, struct } from '../codec/shapes';
import { atMost, id, integerFrom, MOST_MINUTES, text } from '../codec/values';
import { Criteria } from './criteria';
import { Frequency } from './frequency';
import { Season } from './range';

/** 检查事项: a check that a department makes. */
export interface Item {
  readonly id: string;
  readonly name?: string;
  /** Id of the department that checks it. */
  readonly department: string;
  /**
   * 领域: `key`, `general` or another domain of the policy. Absent: the policy classifies the item.
   */
  readonly domain?: string;
  /** 检查方式; defaults to `on-site`. */
  readonly method?: string;
  /** 分级分类: the method for enterprises of a grade, instead of `method`. */
  readonly methodByGrade?: Readonly<Record<string, string>>;
  /** 非现场替代: the method, off site, by which a cap that leaves no visit may have it checked. */
  readonly fallback?: string;
  /** 检查对象; defaults to `enterprise`. */
  readonly object?: string;
  readonly topic?: string;
  /** A label: items with the same one may be recognised for one another (结果互认). */
  readonly equivalent?: string;
  /** 检查类别: `routine` 日常 (the default), `special` 专项, `case` 个案 or any other text. */
  readonly kind?: string;
  /** 法律依据: the legal basis, for people. */
  readonly basis?: readonly string[];
  /** Duration in minutes, an integer from 1 to 1,000,000. */
  readonly minutes: number;
  readonly frequency: Frequency;
  /** The parts of the year in which it can be checked. Absent: the whole year. */
  readonly season?: readonly Season[];
  /** The enterprises that it applies to. Absent: only enterprises that it is assigned to. */
  readonly appliesTo?: Criteria;
  /** 企业需准备: documents and things that the enterprise has to have ready. */
  readonly prepare?: readonly string[];
}

export const Item: Codec<Item> = struct<Item>('Item', {
  id,
  name: optional(text),
  department: id,
  domain: optional(id),
  method: optional(text),
  methodByGrade: optional(recordOf(text)),
  fallback: optional(text),
  object: optional(text),
  topic: optional(text),
  equivalent: optional(text),
  kind: optional(text),
  basis: optional(arrayOf(text)),
  minutes: atMost(MOST_MINUTES, integerFrom(1)),
  frequency: Frequency,
  season: optional(arrayOf(Season, { nonEmpty: true })),
  appliesTo: optional(Criteria),
  prepare: optional(arrayOf(id)),
});
