import type { OccurrenceRef } from '../../registry/occurrence-ref';
import type { Revision, VisitChange, VisitState } from '../../revise/log';
import type { Language } from './language';
import { shown } from './phrases';
import * as english from './words-en';
import * as chinese from './words-zh';

type Reason = VisitChange['why'][number];

/** Numbers of visits still to come: unchanged since publication (`kept`), and by kind of change. */
type Tally = Readonly<Record<VisitChange['kind'] | 'kept', number>>;

/** The phrases for revisions that every language has. Each returns a whole sentence. */
interface Words {
  readonly tally: (tally: Tally) => string;
  readonly change: (change: Told) => string;
  /** Number of changes left out, at least one. */
  readonly more: (count: number) => string;
}

/** A change with names in the language's form. */
interface Told extends Pick<VisitChange, 'kind' | 'why' | 'before' | 'after'> {
  readonly enterprise: string;
  /** The visit's occurrences after (a removed visit's before); the new ones; the old ones. */
  readonly all: readonly string[];
  readonly joined: readonly string[];
  readonly left: readonly string[];
  /** The new domain, where it changed. */
  readonly domain?: string;
}

const WHY_EN: Readonly<Record<Reason, string>> = {
  through: 'time has passed',
  missed: 'a visit was missed',
  task: 'there is an ad hoc task',
  reinspect: 'a re-inspection is due',
  invitation: 'the enterprise invites a joint check-up',
  enterprise: 'the enterprise is new or has changed',
  closed: 'the enterprise closes',
  item: 'an item is new or has changed',
  'item-ended': 'an item has ended',
  assignment: 'an item is assigned to the enterprise',
  'assignment-ended': 'an item is no longer assigned to the enterprise',
  exempt: 'the enterprise is on the white list',
  'exempt-ended': 'the enterprise is off the white list',
  capacity: 'a department has more or less time',
  pin: 'a pin is set',
  unpin: 'a pin is taken back',
  policy: 'the policy has changed',
  'fewest-visits': 'so there are fewer visits',
  'most-served': 'so more checks are served',
  unfit: 'what was published does not fit the registry',
};

const WHY_ZH: Readonly<Record<Reason, string>> = {
  through: '执行进度更新',
  missed: '有检查未按期实施',
  task: '临时交办',
  reinspect: '复查',
  invitation: '企业邀约检查',
  enterprise: '企业新增或信息变更',
  closed: '企业停业或注销',
  item: '检查事项新增或变更',
  'item-ended': '检查事项取消',
  assignment: '指派检查事项',
  'assignment-ended': '取消指派检查事项',
  exempt: '列入白名单',
  'exempt-ended': '移出白名单',
  capacity: '部门检查力量变化',
  pin: '人工研判固定',
  unpin: '取消人工固定',
  policy: '统筹规则调整',
  'fewest-visits': '减少检查次数',
  'most-served': '增加可实施的检查',
  unfit: '原公布计划与台账不符',
};

const EN: Words = {
  tally: ({ kept, added, removed, moved, changed }) =>
    `Of the visits still to come ${kept} ${kept === 1 ? 'is' : 'are'} as published, ${added} new, ${moved} on another day and ` +
    `${changed} with other checks; ${removed} published ${removed === 1 ? 'one is' : 'ones are'} dropped.`,
  change: ({ kind, why, before, after, enterprise, all, joined, left, domain }) => {
    const because = `Because ${english.and(why.map((reason) => WHY_EN[reason]))}.`;
    switch (kind) {
      case 'added':
        return `New visit at ${enterprise} on ${after?.date}: ${english.and(all)}. ${because}`;
      case 'removed':
        return `The visit at ${enterprise} on ${before?.date} is dropped: ${english.and(all)}. ${because}`;
      case 'moved':
        return `The visit at ${enterprise} moves from ${before?.date} to ${after?.date}: ${english.and(all)}. ${because}`;
      case 'changed': {
        const parts = [
          ...(before?.date === after?.date ? [] : [`moves to ${after?.date}`]),
          ...(joined.length === 0 ? [] : [`takes in ${english.and(joined)}`]),
          ...(left.length === 0 ? [] : [`leaves out ${english.and(left)}`]),
          ...(domain === undefined ? [] : [`is now of domain ${shown(domain)}`]),
        ];
        return `The visit at ${enterprise} on ${before?.date} ${parts.join('; ')}. ${because}`;
      }
    }
  },
  more: (n) => `${english.count(n, 'more change')} ${n === 1 ? 'is' : 'are'} left out.`,
};

const ZH: Words = {
  tally: ({ kept, added, removed, moved, changed }) =>
    `尚待实施的检查中，与已公布计划一致${kept}次，新增${added}次，改期${moved}次，内容调整${changed}次；原计划取消${removed}次。`,
  change: ({ kind, why, before, after, enterprise, all, joined, left, domain }) => {
    const because = `原因：${chinese.and(why.map((reason) => WHY_ZH[reason]))}。`;
    const items = chinese.and(all);
    switch (kind) {
      case 'added':
        return `新增${after?.date}对${enterprise}的检查：${items}。${because}`;
      case 'removed':
        return `取消原定${before?.date}对${enterprise}的检查：${items}。${because}`;
      case 'moved':
        return `对${enterprise}的检查由${before?.date}改至${after?.date}：${items}。${because}`;
      case 'changed': {
        const parts = [
          ...(before?.date === after?.date ? [] : [`改至${after?.date}`]),
          ...(joined.length === 0 ? [] : [`增加${chinese.and(joined)}`]),
          ...(left.length === 0 ? [] : [`减少${chinese.and(left)}`]),
          ...(domain === undefined ? [] : [`改按${chinese.domainName(domain)}实施`]),
        ];
        return `${before?.date}对${enterprise}的检查${parts.join('，')}。${because}`;
      }
    }
  },
  more: (n) => `另有${n}项变化未列出。`,
};

const LANGUAGES: Readonly<Record<Language, Words>> = { en: EN, zh: ZH };

/**
 * A revision in sentences, in Chinese or English: first the number of visits unchanged since
 * publication, then one sentence per changed visit with its cause, in the order of `changes`, at
 * most `limit`. Ids stand next to names; the occurrences of an item are counted from 1.
 * O(changes + visits).
 */
export const ofRevision = (
  { plan, registry, changes }: Revision,
  language: Language,
  limit: number,
): readonly string[] => {
  const words = { en: english, zh: chinese }[language];
  const say = LANGUAGES[language];
  const enterprises = new Map(registry.enterprises.map((row) => [row.id, row]));
  const items = new Map(registry.items.map((row) => [row.id, row]));
  const occurrence = ({ item, cycle }: OccurrenceRef): string =>
    words.occurrence({ item: items.get(item) ?? { id: item }, cycle });
  const beside = (of: VisitState | undefined, other: VisitState | undefined): readonly string[] => {
    const there = new Set(
      other?.occurrences.map(({ item, cycle }) => JSON.stringify([item, cycle])),
    );
    return (of?.occurrences ?? [])
      .filter(({ item, cycle }) => !there.has(JSON.stringify([item, cycle])))
      .map(occurrence);
  };
  const frozen = registry.frozenThrough ?? '';
  const of = (kind: VisitChange['kind']): number =>
    changes.filter((change) => change.kind === kind).length;
  const tally = {
    added: of('added'),
    removed: of('removed'),
    moved: of('moved'),
    changed: of('changed'),
  };
  const coming = plan.visits.filter(({ date }) => date > frozen).length;
  const kept = coming - tally.added - tally.moved - tally.changed;
  return [
    say.tally({ ...tally, kept }),
    ...changes.slice(0, limit).map(({ kind, why, before, after, enterprise }) =>
      say.change({
        ...{
          kind,
          why,
          enterprise: words.label(enterprises.get(enterprise) ?? { id: enterprise }),
        },
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(before === undefined || after === undefined || before.domain === after.domain
          ? {}
          : { domain: after.domain }),
        all: ((after ?? before)?.occurrences ?? []).map(occurrence),
        joined: beside(after, before),
        left: beside(before, after),
      }),
    ),
    ...(changes.length > limit ? [say.more(changes.length - limit)] : []),
  ];
};
