import { byText } from '../../registry/sorted';
import type { PolicyChange } from '../explain/policy-change';
import type { RuleFinding } from '../explain/rule-finding';
import type { HostFinding } from '../explain/separation';
import { shown } from './phrases';
import { and, domainName, FEATURES, foundIn, label, minutesOf, WORDS } from './words-zh';

export const broken = (domain: string, finding: RuleFinding | HostFinding): string => {
  const visits = `${domainName(domain)}检查`;
  switch (finding.rule) {
    case 'guests': {
      const strangers = finding.domains.map((own) => own.domain);
      const others = strangers.filter((own) => own !== domain && !finding.setting.includes(own));
      return others.length === 0
        ? `没有${domainName(domain)}本身的事项`
        : `${and(others.map(domainName))}事项不得参与${visits}`;
    }
    case 'durationRatio':
      return `时长不相近：最长${finding.longest.minutes}分钟，超过最短${finding.shortest.minutes}分钟的${finding.setting}倍（${visits}上限）`;
    case 'apart':
      return '政策规定这两个事项不得合并检查';
    case 'maxMinutes':
      return `合并后需${finding.elapsed}分钟，超过${visits}的时长上限${finding.setting}分钟`;
    case 'maxDepartments':
      return `涉及${finding.departments.length}个部门，超过${visits}的部门数量上限${finding.setting}个`;
    case 'host':
      return `两者只能随同${visits}，而该领域${finding.occurrences}项检查任务均无法与之合并`;
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `${visits}要求同一${FEATURES[finding.rule]}，而实际有${and(finding.values.map(foundIn).sort(byText))}`;
  }
};

export const kept = (finding: RuleFinding): string => {
  switch (finding.rule) {
    case 'guests': {
      const from = finding.domains.map(
        ({ domain, items }) => `${domainName(domain)}事项${and(items.map(label))}`,
      );
      return `参与领域：${from.join('；')}`;
    }
    case 'durationRatio':
      return `时长相近：最长的${label(finding.longest.item)}${finding.longest.minutes}分钟，最短的${label(finding.shortest.item)}${finding.shortest.minutes}分钟，规定不超过${finding.setting}倍`;
    case 'apart':
      return finding.pairs.length === 0
        ? `不得合并事项：政策列出的${finding.setting}对事项均未同时出现`
        : `不得合并事项：${finding.pairs.map(([a, b]) => `${label(a)}与${label(b)}`).join('；')}`;
    case 'maxMinutes':
      return `检查时长：各部门同时开展，${minutesOf(finding.departments)}，共用时${finding.elapsed}分钟，上限${finding.setting}分钟`;
    case 'maxDepartments':
      return `部门数量：${finding.departments.length}个部门，上限${finding.setting}个`;
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `同一${FEATURES[finding.rule]}：${finding.values.length === 1 ? '均为' : ''}${and(finding.values.map(foundIn))}`;
  }
};

const SETTINGS = {
  durationRatio: '时长相近倍数',
  maxMinutes: '检查时长上限（分钟）',
  maxDepartments: '部门数量上限',
  window: '检查窗口占周期的比例',
} as const;

export const changed = (change: PolicyChange): string => {
  switch (change.setting) {
    case 'durationRatio':
    case 'maxMinutes':
    case 'maxDepartments':
    case 'window': {
      const what = `${domainName(change.domain)}的${SETTINGS[change.setting]}`;
      return change.to === null
        ? `取消${what}（现为${change.from}）`
        : `将${what}由${change.from}调整为${change.to}`;
    }
    case 'guests':
      return `允许${domainName(change.add)}事项参与${domainName(change.domain)}检查`;
    case 'methods':
      return `将检查方式${and(change.methods.map((method) => `“${WORDS.get(method) ?? shown(method)}”`))}归为一组`;
    case 'apart':
      return `取消事项${change.remove.map(shown).join('与')}不得合并的规定`;
    case 'recognise':
      return change.to ? '实行等效事项结果互认' : '停止等效事项结果互认';
    case 'sameObject':
    case 'sameMethod':
    case 'sameTopic':
    case 'sameLevel':
    case 'sameDepartment':
      return `${domainName(change.domain)}检查不再要求同一${FEATURES[change.setting]}`;
  }
};
