import type { UnservedReason } from '../../output/plan-document';
import { FURTHER_CYCLES } from '../../registry/due';
import type { DaySpan, Named, NamedOccurrence, UsedUpCap } from '../explain/named';
import type { ItemCycles } from '../explain/pair-groups';
import type { EqualityName, FoundValue, RuleFinding } from '../explain/rule-finding';
import { shown } from './phrases';

export const label = ({ id, name }: Named): string =>
  name === undefined ? shown(id) : `${shown(name)}（${shown(id)}）`;
export const and = (parts: readonly string[]): string => parts.join('、');
const numbersFrom = (first: number, cycles: readonly number[]): string =>
  `第${cycles.map((cycle) => String(cycle - first + 1)).join('、')}次`;
/**
 * Occurrences of an item as numbers from 1; further occurrences (加查) are counted by themselves.
 */
export const numbered = ({ item, cycles }: ItemCycles): string => {
  const [regular, further] = [
    cycles.filter((c) => c < FURTHER_CYCLES),
    cycles.filter((c) => c >= FURTHER_CYCLES),
  ];
  const numbers = [
    ...(regular.length === 0 ? [] : [numbersFrom(0, regular)]),
    ...(further.length === 0 ? [] : [`加查${numbersFrom(FURTHER_CYCLES, further)}`]),
  ];
  return `${label(item)}${numbers.join('和')}`;
};
export const occurrence = ({ item, cycle }: NamedOccurrence): string =>
  numbered({ item, cycles: [cycle] });
export const spanned = ({ count, first, last }: DaySpan): string =>
  first === undefined ? '无可检查日' : `可检查日${count}天（${first}至${last}）`;

/** Chinese words for standard words of the input. */
export const WORDS: ReadonlyMap<string, string> = new Map([
  ['key', '重点'],
  ['general', '一般'],
  ['enterprise', '企业'],
  ['on-site', '现场检查'],
  ['sampling', '抽样检查'],
  ['documents', '书面检查'],
  ['remote', '远程检查'],
]);
export const methodName = (method: string): string => WORDS.get(method) ?? `“${shown(method)}”`;
export const domainName = (domain: string): string =>
  `${WORDS.get(domain) ?? `“${shown(domain)}”`}领域`;

export const FEATURES: Readonly<Record<EqualityName, string>> = {
  sameObject: '检查对象',
  sameMethod: '检查方式',
  sameTopic: '检查主题',
  sameLevel: '部门层级',
  sameDepartment: '检查部门',
};

export const RULES: Readonly<Record<RuleFinding['rule'], string>> = {
  ...FEATURES,
  guests: '参与领域',
  durationRatio: '时长相近',
  apart: '不得合并事项',
  maxMinutes: '检查时长',
  maxDepartments: '部门数量',
};

export const REASONS: Readonly<Record<UnservedReason, string>> = {
  'no-open-day': '检查窗口、季节、工作日历、企业停业和上次检查时间共同限定后已无可检查日',
  exempt: '可检查日均在白名单免检期内',
  quiet: '可检查日均在企业安静期内',
  recognised: '已由等效事项结果互认',
  'visit-cap': '受入企检查频次上限限制',
};

export const reasonOfOne = (reason: UnservedReason, by: Named | undefined): string =>
  by === undefined ? REASONS[reason] : `由${label(by)}结果互认`;

export const foundIn = ({ value, name, group }: FoundValue): string => {
  const text =
    value === null
      ? '未填写'
      : name === undefined
        ? `“${WORDS.get(value) ?? shown(value)}”`
        : label({ id: value, name });
  return group === undefined ? text : `${text}（归入“${shown(group)}”组）`;
};

export const minutesOf = (
  departments: ReadonlyArray<{ readonly department: Named; readonly minutes: number }>,
): string =>
  and(departments.map(({ department, minutes }) => `${label(department)}${minutes}分钟`));

const usedUpCap = ({ cap, department, grade, max, visits }: UsedUpCap): string => {
  const total = grade === undefined ? '企业总上限' : `${shown(grade)}级企业总上限`;
  const name = cap === undefined ? total : shown(cap);
  const of = department === undefined ? '' : label(department);
  const more = visits > max ? `，因必须完成的任务增至${visits}次` : '';
  return `${name}（${of}最多${max}次${more}）`;
};
/** Caps that are used up, with their visits. */
export const usedUpCaps = (caps: readonly UsedUpCap[]): string => and(caps.map(usedUpCap));
