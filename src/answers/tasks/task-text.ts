import { checked } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { struct } from '../../codec/shapes';
import { civilOf, parseDay, weekdayOf } from '../../registry/day';
import { FURTHER_CYCLES } from '../../registry/due';
import { type Language, type LanguageOptions, languageFields } from '../sentences/language';
import * as english from '../sentences/words-en';
import * as chinese from '../sentences/words-zh';
import type { TaskItem, TaskSheet, TaskVisit } from './task-sheets';

/** The words of a task sheet in one language. */
interface Words {
  readonly title: (sheet: TaskSheet) => string;
  readonly total: (sheet: TaskSheet) => string;
  readonly visit: (visit: TaskVisit) => string;
  readonly who: (visit: TaskVisit) => string;
  readonly items: (visit: TaskVisit) => string;
  readonly item: (item: TaskItem) => string;
  readonly prepare: (what: readonly string[]) => string;
  readonly basis: (texts: readonly string[]) => string;
}

const DAYS = {
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  zh: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
} as const;

/** A text on one line. */
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

const hours = (minutes: number): readonly [number, number] => [
  Math.floor(minutes / 60),
  Math.round(10 * (minutes % 60)) / 10,
];

const hoursZh = (minutes: number): string => {
  const [h, m] = hours(minutes);
  return `${h > 0 ? `${h}小时` : ''}${m > 0 || h === 0 ? `${m}分钟` : ''}`;
};

const periodZh = ({ period, from, to }: TaskSheet): string =>
  period.includes('W')
    ? `${period.slice(0, 4)}年第${Number(period.slice(6))}周（${from}至${to}）`
    : `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

const EN: Words = {
  title: ({ period, from, to, department, area }) =>
    `Task sheet ${period.includes('W') ? `${period} (${from} to ${to})` : period}: ${
      department === undefined
        ? flat(area ?? 'enterprises without an area')
        : english.label(department)
    }`,
  total: ({ visits, minutes, department }) => {
    const [h, m] = hours(minutes);
    return `${english.count(visits.length, 'visit')}, ${h} h ${m} min of ${department === undefined ? 'all departments' : 'its own'}, travel included`;
  },
  visit: ({ date, enterprise }) =>
    `${date} ${DAYS.en[weekdayOf(parseDay(date))]}: ${english.label(enterprise)}${enterprise.area === undefined ? '' : `, ${flat(enterprise.area)}`}`,
  who: ({ lead, partners }) =>
    `lead ${english.label(lead)}${partners.length === 0 ? '' : `, with ${english.and(partners.map(english.label))}`}`,
  items: ({ items, minutes, onSite }) =>
    `${english.count(items.length, 'check')}, about ${minutes} minutes${onSite ? '' : ', without entering the premises'}:`,
  item: (item) =>
    `- ${item.cycle < FURTHER_CYCLES ? english.label(item) : english.occurrence({ item, cycle: item.cycle })}, ${english.label(item.department)}, ${item.minutes} min${item.fallback === undefined ? '' : `, by ${flat(item.fallback)} instead of its own method`}${item.note === undefined ? '' : ` [${flat(item.note)}]`}`,
  basis: (texts) => `basis: ${texts.map(flat).join('; ')}`,
  prepare: (what) => `to have ready: ${what.map(flat).join('; ')}`,
};

const ZH: Words = {
  title: (sheet) =>
    `任务单　${periodZh(sheet)}　${sheet.department === undefined ? flat(sheet.area ?? '未划分区域') : chinese.label(sheet.department)}`,
  total: ({ visits, minutes, department }) =>
    `共${visits.length}次检查，${department === undefined ? '各部门' : '本部门'}用时合计${hoursZh(minutes)}（含路途）`,
  visit: ({ date, enterprise }) => {
    const { month, dayOfMonth } = civilOf(parseDay(date));
    return `${month}月${dayOfMonth}日（${DAYS.zh[weekdayOf(parseDay(date))]}）　${chinese.label(enterprise)}${enterprise.area === undefined ? '' : `　${flat(enterprise.area)}`}`;
  },
  who: ({ lead, partners }) =>
    `牵头部门：${chinese.label(lead)}${partners.length === 0 ? '' : `；联合部门：${chinese.and(partners.map(chinese.label))}`}`,
  items: ({ items, minutes, onSite }) =>
    `检查事项${items.length}项，预计${hoursZh(minutes)}${onSite ? '' : '，不入企'}：`,
  item: (item) =>
    `· ${item.cycle < FURTHER_CYCLES ? chinese.label(item) : chinese.occurrence({ item, cycle: item.cycle })}　${chinese.label(item.department)}　${item.minutes}分钟${item.fallback === undefined ? '' : `　非现场替代：${chinese.WORDS.get(item.fallback) ?? flat(item.fallback)}`}${item.note === undefined ? '' : `　【${flat(item.note)}】`}`,
  basis: (texts) => `法律依据：${texts.map(flat).join('；')}`,
  prepare: (what) => `企业需准备：${what.map(flat).join('；')}`,
};

const TaskTextOptions: Codec<LanguageOptions> = struct<LanguageOptions>(
  'TaskTextOptions',
  languageFields,
);

const LANGUAGES: Readonly<Record<Language, Words>> = { en: EN, zh: ZH };

/**
 * A task sheet 任务单 as lines to print, in Chinese or English: the checks day by day, who makes
 * them, and the things that the enterprise has to have ready.
 * O(checks).
 */
export const taskText = (sheet: TaskSheet, options: LanguageOptions = {}): readonly string[] => {
  const { language = 'en' } = checked(TaskTextOptions, options);
  const say = LANGUAGES[language];
  return [
    say.title(sheet),
    say.total(sheet),
    ...sheet.visits.flatMap((visit) => [
      '',
      say.visit(visit),
      `  ${say.who(visit)}`,
      `  ${say.items(visit)}`,
      ...visit.items.flatMap((item) => [
        `  ${say.item(item)}`,
        ...(item.basis.length === 0 ? [] : [`    ${say.basis(item.basis)}`]),
      ]),
      ...(visit.prepare.length === 0 ? [] : [`  ${say.prepare(visit.prepare)}`]),
    ]),
  ];
};
