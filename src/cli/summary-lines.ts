import * as TE from 'fp-ts/TaskEither';
import type { Language, Summary } from '../index';
import type { Failure } from './failure';
import type { Target } from './target';
import { printLines } from './write-text';

const count = (n: number): string => n.toLocaleString('en-US');
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

type Row = readonly [en: string, zh: string, value: string];

/** A row of a figure that the summary has, else none. */
const row = (
  en: string,
  zh: string,
  value: number | undefined,
  say: (value: number) => string = count,
): readonly Row[] => (value === undefined ? [] : [[en, zh, say(value)]]);

const rowsOf = (summary: Summary): readonly Row[] => [
  ...row('enterprises', '企业数', summary.enterprises),
  ...row('occurrences', '检查任务（项次）', summary.occurrences),
  ...row('served', '已安排任务（项次）', summary.perItem),
  ...row('visits, each department by itself', '检查次数，分部门', summary.perDepartment),
  ...row('visits, joint', '检查次数，统筹后', summary.visits),
  ...row('reduction', '减少比例', summary.reduction, percent),
  ...row('lower bound on visits', '检查次数下限', summary.lowerBound),
  ...row('enterprises proven minimal', '已证明最少的企业数', summary.enterprisesProven),
  ...row('visits of several departments', '联合检查实施率', summary.jointShare, percent),
  ...row('visits of several items', '整合率', summary.mergedShare, percent),
  ...row('visits on site', '入企次数占比', summary.onSiteShare, percent),
  ...row('checks off site', '非现场检查占比', summary.offSiteShare, percent),
  ...row('checks by fallback', '非现场替代（项次）', summary.byFallback),
  ...row(
    'department–enterprise pairs above two visits, before',
    '同一部门入企超过2次的企业户次，分部门',
    summary.pairsAboveTwoBefore,
  ),
  ...row(
    'department–enterprise pairs above two visits, joint',
    '同一部门入企超过2次的企业户次，统筹后',
    summary.pairsAboveTwo,
  ),
  ...(summary.caps ?? []).flatMap(({ id, leftOut, byFallback }) => [
    ...row(`left out for cap ${id}`, `频次上限${id}：未安排（项次）`, leftOut),
    ...row(`by fallback for cap ${id}`, `频次上限${id}：非现场替代（项次）`, byFallback),
  ]),
  ...row('minutes above capacity', '超负荷（分钟）', summary.overloadMinutes),
  ...row('lower bound on these', '超负荷下限（分钟）', summary.overloadBound),
  ...row(
    'close visits, each department by itself',
    '间隔不足的入企检查，分部门',
    summary.closeBefore,
  ),
  ...row('close visits, joint', '间隔不足的入企检查，统筹后', summary.closeVisits),
  ...row('lower bound on close visits', '间隔不足的入企检查下限', summary.closeBound),
  ...row('enterprises whose plan was mended', '计划经程序修正的企业数', summary.faults),
  ...row('trips of departments to areas', '部门赴镇街检查趟次', summary.trips),
];

/** Columns of a terminal that a text takes; a full-width character takes two. */
const width = (text: string): number =>
  [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);

/** The lines of a two-column table. */
const summaryLines = (summary: Summary, language: Language): readonly string[] => {
  const rows = rowsOf(summary).map(
    ([en, zh, value]) => [language === 'zh' ? zh : en, value] as const,
  );
  const label = Math.max(...rows.map(([name]) => width(name)));
  const most = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(
    ([name, value]) => `${name}${' '.repeat(label - width(name))}  ${value.padStart(most)}`,
  );
};

/** Prints the figures of a plan that went to a file. */
export const printSummary = (
  target: Target,
  summary: Summary,
  language: Language,
): TE.TaskEither<Failure, void> =>
  target.kind === 'file' ? printLines(summaryLines(summary, language)) : TE.right(undefined);
