import type { Placed } from '../explain/explanation';
import type { NamedOccurrence } from '../explain/named';
import type { Separation } from '../explain/separation';
import type { Phrases } from './phrases';
import { isByFallback, shown } from './phrases';
import { broken, changed, kept } from './rules-zh';
import {
  and,
  domainName,
  label,
  methodName,
  minutesOf,
  numbered,
  occurrence,
  REASONS,
  RULES,
  reasonOfOne,
  spanned,
  usedUpCaps,
} from './words-zh';

const separation = (reason: Separation): string => {
  switch (reason.kind) {
    case 'same-item':
      return `同属检查事项${label(reason.item)}，同一事项在一次检查中只查一次`;
    case 'unserved':
      return reason.occurrences
        .map((one) => `${occurrence(one)}不安排检查，${reasonOfOne(one.reason, one.by)}`)
        .join('；');
    case 'no-common-day':
      return '没有共同的可检查日';
    case 'pinned':
      return {
        apart: '经人工研判须分开检查',
        unmerged: '经人工研判不纳入统筹',
        done: '其中已有检查完成',
        together: '经人工研判须与其他检查合并，不能再与对方合并',
      }[reason.because];
    case 'rules':
      return [
        ...new Set(reason.trials.map(({ domain, broken: finding }) => broken(domain, finding))),
      ].join('；');
  }
};

const LEADS = {
  'only-department': '本次检查只有该部门参加',
  policy: '统筹规则指定由该部门牵头',
  'fewest-days': '只有该部门的检查事项可检查日最少',
  minutes: '在可检查日最少的部门中，该部门检查用时最长',
  id: '在可检查日最少的部门中用时相同，按部门编号排序在前',
} as const;

const placed = (one: NamedOccurrence, where: Placed): string => {
  if (where.kind === 'visit')
    return `${occurrence(one)}安排在${where.visit.date}的检查${where.fallback === undefined ? '' : '（非现场替代）'}`;
  if (where.kind === 'nowhere') return `${occurrence(one)}未列入计划`;
  const caps = where.caps === undefined ? '' : `，${usedUpCaps(where.caps)}已用满`;
  return `${occurrence(one)}未安排检查，原因是${reasonOfOne(where.reason, where.by)}${caps}`;
};

export const chinese: Phrases = {
  occurrence,
  occurrences: numbered,
  separation,
  pair: (a, b) => `${a}与${b}`,

  visit: ({ enterprise, visit, onSite, departments, occurrences }) =>
    `${visit.date}对${label(enterprise)}开展${onSite ? '入企' : '非现场'}检查，适用${domainName(visit.domain)}规则，由${and(departments.map(label))}${departments.length === 1 ? '实施' : '联合实施'}，共${occurrences.length}项检查任务：${and(occurrences.map(occurrence))}。`,
  alone: '本次只有一项检查任务，不涉及合并规则。',
  rule: (domain, finding) =>
    finding.holds
      ? `${kept(finding)}。`
      : `${kept(finding)}；不符合规定：${broken(domain, finding)}。`,
  otherMethod: (name, { method, because, grade, caps }) =>
    because === 'fallback'
      ? `受频次上限限制，${name}改以${methodName(method)}进行（非现场替代）${caps === undefined ? '' : `；${usedUpCaps(caps)}已用满`}。`
      : `${name}以${methodName(method)}进行：${shown(grade ?? '')}级企业适用该方式（分级分类）。`,
  unasked: (rules) => `对${and(rules.map((rule) => RULES[rule]))}未作要求。`,
  dateBy: (by, fewest, hasOthers) =>
    `${and(by)}可检查日最少，${spanned(fewest)}${hasOthers ? '；其他事项随之安排，低频跟着高频' : ''}。`,
  days: (name, days) => `${name}${spanned(days)}。`,
  common: (common, date, allowed, alone) =>
    `${alone ? '该任务' : '全部任务共同的'}${spanned(common)}，${date}${allowed ? '在其中' : '不在其中'}。`,
  lead: ({ department, because, candidates, fewest }) => {
    const minutes = candidates.length < 2 ? '' : `（${minutesOf(candidates)}）`;
    const past =
      fewest === undefined || because === 'only-department' || because === 'policy'
        ? ''
        : `；此处可检查日含已过去的日期，最少${fewest}天`;
    return `由${label(department)}牵头：${LEADS[because]}${minutes}${past}。`;
  },
  otherLead: (planned) => `统筹计划写明的牵头部门则为${label(planned)}。`,

  canMeet: ({ enterprise, a, b }, { domain, host, days }) =>
    `在${label(enterprise)}，${occurrence(a)}与${occurrence(b)}可以合并为一次${domainName(domain)}检查${host === undefined ? '' : `，随同${occurrence(host)}开展`}，共同${spanned(days)}。`,
  cannotMeet: ({ enterprise, a, b }, reason) =>
    `在${label(enterprise)}，${occurrence(a)}与${occurrence(b)}不能合并检查：${reason}。`,
  couldMeet: (change, isFirst) =>
    `${isFirst ? '如调整一项政策即可合并' : '或者'}：${changed(change)}。`,
  noChange: '未发现只调整一项政策就能使两者合并的办法。',
  inPlan: ({ a, b, meeting }, { together, a: ofA, b: ofB }) => {
    // The meeting is about their own methods.
    if (isByFallback(ofA) || isByFallback(ofB))
      return `统筹计划中，${placed(a, ofA)}，${placed(b, ofB)}。`;
    if (together && ofA.kind === 'visit')
      return `统筹计划中，两者同在${ofA.visit.date}的检查${meeting.kind === 'can' ? '' : '，与政策不符'}。`;
    const where = `统筹计划中，${placed(a, ofA)}，${placed(b, ofB)}`;
    return meeting.kind === 'can' && ofA.kind === 'visit' && ofB.kind === 'visit'
      ? `${where}；两者本可合并，但计划力求检查总次数最少，而不是每两项都合并。`
      : `${where}。`;
  },

  visits: ({ enterprise, visits, onSite, served }) =>
    `${label(enterprise)}共安排检查${visits}次，其中入企${onSite}次，完成检查任务${served}项次。`,
  bound: ({ visits, lowerBound, proven, restsOn, witness }) => {
    if (visits === 0 && lowerBound === 0) return '该企业无需检查。';
    const fewer = proven
      ? `已证明这是最少次数：在现行政策下，完成同样任务至少需要${lowerBound}次`
      : `在现行政策下，完成同样任务至少需要${lowerBound}次，能否少于${visits}次尚无定论`;
    if (restsOn === 'witness') return `${fewer}，仅凭下列任务即可说明。`;
    return witness.length === 0
      ? `${fewer}；这一结论由计算搜索得出，无法人工逐项核对。`
      : `${fewer}；下列任务可说明至少需要${witness.length}次，其余由计算搜索得出，无法人工逐项核对。`;
  },
  witness: (members, count) =>
    count === 1
      ? `${and(members)}需要一次检查。`
      : `以下${count}项任务两两不能合并，各需一次检查：${members.join('；')}。`,
  because: (pairs, reason) => `${pairs.join('；')}不能合并，因为${reason}。`,
  unserved: ({ reason, count, items, cap }) => {
    const names = items.map(
      (one) => `${numbered(one)}${one.by === undefined ? '' : `（保留${label(one.by)}）`}`,
    );
    const limit =
      cap === undefined
        ? ''
        : `，${cap.grade === undefined ? '该企业' : `${shown(cap.grade)}级企业`}现场检查上限为${cap.limit}次`;
    return `未安排检查任务${count}项次，原因是${REASONS[reason]}${limit}：${names.join('；')}。`;
  },
  usedUp: (names, caps) => `${and(names)}的频次上限已用满：${usedUpCaps(caps)}。`,
  raised: ({ limit, unserved, visits }) =>
    unserved.before === unserved.after
      ? `上限调整为${limit}次也不能多安排任务。`
      : `如将上限调整为${limit}次，未安排任务由${unserved.before}项次变为${unserved.after}项次，检查由${visits.before}次变为${visits.after}次。`,
  saving: ({ change, visits, unserved }) => {
    const left =
      unserved.before === unserved.after
        ? ''
        : `，未安排任务由${unserved.before}项次变为${unserved.after}项次`;
    return `只调整一项政策时，减少次数最多的是：${changed(change)}。检查由${visits.before}次减为${visits.after}次${left}。`;
  },
  untold: (untold) => `另有${untold}对未逐一列明。`,
  untried: (untried) => `另有${untried}项政策调整未试算。`,
  noSaving: (tried) => `试算了${tried}项政策调整，均不能减少检查次数。`,
};
