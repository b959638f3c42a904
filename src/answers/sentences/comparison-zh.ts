import type { Visit } from '../../output/plan-document';
import type { FieldDifference, Standing, VisitTally } from '../compare/comparison';
import {
  type ComparisonPhrases,
  comingAndGoing,
  reasonIn,
  rounded,
  unnamed,
} from './comparison-phrases';
import { shown } from './phrases';
import { and, domainName, numbered, reasonOfOne, WORDS } from './words-zh';

const FATES = [
  ['kept', '不变'],
  ['moved', '改期'],
  ['changed', '调整'],
  ['added', '新增'],
  ['removed', '取消'],
] as const;

const fates = (tally: VisitTally): string =>
  FATES.flatMap(([fate, word]) => (tally[fate] === 0 ? [] : [`${word}${tally[fate]}次`])).join(
    '，',
  );

/** 由5次增至6次 */
const fromTo = (before: number, after: number, unit: string): string =>
  before === after
    ? `仍为${rounded(after)}${unit}`
    : `由${rounded(before)}${unit}${after > before ? '增至' : '减至'}${rounded(after)}${unit}`;

const checks = (occurrences: Visit['occurrences']): string =>
  and(unnamed(occurrences).map(numbered));

const by = (departments: readonly string[]): string =>
  departments.length === 0
    ? ''
    : `由${and(departments.map(shown))}${departments.length === 1 ? '实施' : '联合实施'}，`;

const work = ({ departments, occurrences }: Visit): string =>
  `${by(departments)}共${occurrences.length}项检查任务${occurrences.length === 0 ? '' : `：${checks(occurrences)}`}`;

const since = (standing: Standing | undefined): string => {
  const row = reasonIn(standing);
  return row === undefined
    ? ''
    : reasonOfOne(row.reason, row.by === undefined ? undefined : { id: row.by });
};

const quoted = (value: string | null): string =>
  value === null ? '不限' : `“${WORDS.get(value) ?? shown(value)}”`;

const field = (difference: FieldDifference): readonly string[] => {
  switch (difference.field) {
    case 'date':
      return [];
    case 'domain':
      return [`适用规则由${domainName(difference.before)}改为${domainName(difference.after)}`];
    case 'method':
      return [`检查方式由${quoted(difference.before)}改为${quoted(difference.after)}`];
    case 'object':
      return [`检查对象由${quoted(difference.before)}改为${quoted(difference.after)}`];
    case 'departments': {
      const { coming, going } = comingAndGoing(difference.before, difference.after);
      return [
        ...(coming.length === 0 ? [] : [`增加参加部门${and(coming.map(shown))}`]),
        ...(going.length === 0 ? [] : [`${and(going.map(shown))}不再参加`]),
      ];
    }
    case 'lead':
      return [`牵头部门由${shown(difference.before)}改为${shown(difference.after)}`];
    case 'minutes':
      return [`检查时长由${rounded(difference.before)}分钟改为${rounded(difference.after)}分钟`];
    case 'fallback':
      return [
        ...(difference.after.length === 0 ? [] : [`${checks(difference.after)}改为非现场替代`]),
        ...(difference.before.length === 0 ? [] : [`${checks(difference.before)}恢复原检查方式`]),
      ];
    case 'onSite':
      return [difference.after ? '改为入企现场检查' : '改为非现场检查'];
  }
};

const checkOf = ({ onSite }: Visit): string => (onSite ? '入企检查' : '非现场检查');

export const chinese: ComparisonPhrases = {
  total: ({ enterprise, total, onSite }) => {
    const { before, after, kept } = total;
    const at = enterprise === undefined ? '' : shown(enterprise);
    if (before + after === 0) return `前后两份计划均未${at === '' ? '' : `对${at}`}安排检查。`;
    if (kept === before && kept === after)
      return `${at}检查共${after}次，其中入企${onSite.after}次，前后两份计划完全相同。`;
    return `${at}检查${fromTo(before, after, '次')}，其中入企${fromTo(onSite.before, onSite.after, '次')}：${fates(total)}。`;
  },
  unserved: ({ before, after, unserved, served, reason }) => {
    if (before + after === 0) return '前后两份计划均已安排全部检查任务。';
    const parts = [
      ...(unserved === 0 ? [] : [`原已安排、现不再安排${unserved}项次`]),
      ...(served === 0 ? [] : [`原未安排、现已安排${served}项次`]),
      ...(reason === 0 ? [] : [`仍未安排、原因有变${reason}项次`]),
    ];
    return `未安排的检查任务${fromTo(before, after, '项次')}${parts.length === 0 ? '' : `：${parts.join('，')}`}。`;
  },
  owed: ({ owed, ended }) =>
    `${[
      ...(owed === 0 ? [] : [`新增检查任务${owed}项次`]),
      ...(ended === 0 ? [] : [`不再需要的检查任务${ended}项次`]),
    ].join('，')}。`,
  overload: (before, after, difference) => {
    if (before === 0 && after === 0) return '前后两份计划均无部门超出检查能力。';
    const change =
      difference === undefined || difference === 0
        ? ''
        : `，${difference > 0 ? '增加' : '减少'}${rounded(Math.abs(difference))}分钟`;
    return `超出部门检查能力的工作量${fromTo(before, after, '分钟')}${change}。`;
  },
  close: (before, after) =>
    before === 0 && after === 0
      ? '前后两份计划均无间隔不足的入企检查。'
      : `与上次间隔不足的入企检查${fromTo(before, after, '次')}。`,
  department: (tally) =>
    `${shown(tally.group)}参加检查${fromTo(tally.before, tally.after, '次')}：${fates(tally)}。`,
  others: (departments) => `${and(departments.map(shown))}参加的检查没有变化。`,

  added: ({ after }) =>
    `${shown(after.enterprise)}新增${after.date}${checkOf(after)}，${work(after)}。`,
  removed: ({ before }) =>
    `${shown(before.enterprise)}取消原定${before.date}的${checkOf(before)}，原${work(before)}。`,
  moved: ({ before, after }) =>
    `${shown(after.enterprise)}原定${before.date}的${checkOf(before)}改期至${after.date}，其他不变，${work(after)}。`,
  changed: ({ before, after, joined, left, fields }) => {
    const parts = [
      ...(joined.length === 0 ? [] : [`增加${checks(joined)}`]),
      ...(left.length === 0 ? [] : [`减少${checks(left)}`]),
      ...fields.flatMap(field),
    ];
    const which = `${before.date}的${checkOf(before)}${after.id === undefined ? '' : `（编号${shown(after.id)}）`}`;
    const visit =
      before.date === after.date ? `定于${which}` : `原定${which}改期至${after.date}，并`;
    return `${shown(after.enterprise)}${visit}作如下调整：${parts.join('；')}。`;
  },
  occurrences: ({ kind, enterprise, before, after, items }) => {
    const what = `${shown(enterprise)}的${and(items.map(numbered))}`;
    switch (kind) {
      case 'unserved':
        return `${what}原已安排，现不再安排，原因是${since(after)}。`;
      case 'served':
        return `${what}现已安排，原未安排的原因是${since(before)}。`;
      case 'reason':
        return `${what}仍未安排，原因由“${since(before)}”变为“${since(after)}”。`;
      case 'owed':
        return `${what}为新增检查任务，${after?.kind === 'visit' ? '已安排' : `未安排，原因是${since(after)}`}。`;
      case 'ended':
        return `${what}不再需要检查。`;
    }
  },
  more: (n) => `另有${n}条关于单次检查和单项任务的变化未列出。`,
};
