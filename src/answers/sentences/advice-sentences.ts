import { escaped } from '../../codec/unprintable';
import type {
  Advice,
  CapCountsNothing,
  FallbackUnused,
  NotOwed,
  Remark,
  TextUse,
} from '../advice/remark';
import type { Language } from './language';
import { shown } from './phrases';
import * as english from './words-en';
import * as chinese from './words-zh';

type Kind = Remark['kind'];

/** The phrases for advice that every language has. Each returns a whole sentence. */
interface Words {
  /** There are no remarks. */
  readonly none: string;
  /** The number of remarks of a kind, their meaning, and what to do. */
  readonly kind: Readonly<Record<Kind, (count: number) => string>>;
  /** One remark, its place first. */
  readonly remark: (remark: Remark) => string;
  /** Number of remarks of a kind left out, at least one. */
  readonly more: (count: number) => string;
}

const USES_EN: Readonly<Record<TextUse, string>> = {
  department: 'department id',
  item: 'item id',
  enterprise: 'enterprise id',
  level: 'level',
  domain: 'domain',
  method: 'method',
  object: 'object',
  topic: 'topic',
  equivalent: 'label of equivalence',
  kind: 'kind',
  industry: 'industry',
  size: 'size',
  grade: 'grade',
  area: 'area',
  tag: 'tag',
};

const USES_ZH: Readonly<Record<TextUse, string>> = {
  department: '部门编号',
  item: '事项编号',
  enterprise: '企业编号',
  level: '部门层级',
  domain: '领域',
  method: '检查方式',
  object: '检查对象',
  topic: '检查主题',
  equivalent: '等效标记',
  kind: '检查类别',
  industry: '行业',
  size: '规模',
  grade: '信用等级',
  area: '区域',
  tag: '标签',
};

const NOT_OWED_EN: Readonly<Record<NotOwed, string>> = {
  unassigned: 'it has neither appliesTo nor an assignment',
  unmatched: 'criteria and objects match none, and there is no assignment',
  'no-turn': 'the frequency gives no turn within the horizon',
};

const NOT_OWED_ZH: Readonly<Record<NotOwed, string>> = {
  unassigned: '未设 appliesTo，也未指派',
  unmatched: '适用条件和检查对象均不符，也未指派',
  'no-turn': '按频次本计划期内轮不到检查',
};

const NOTHING_EN: Readonly<Record<CapCountsNothing['because'], string>> = {
  'no-enterprise': 'no enterprise meets its appliesTo',
  'no-check': 'it counts no check that its enterprises are owed',
};

const NOTHING_ZH: Readonly<Record<CapCountsNothing['because'], string>> = {
  'no-enterprise': '没有企业符合其适用条件',
  'no-check': '适用企业没有计入该上限的检查任务',
};

const UNUSED_EN: Readonly<Record<FallbackUnused['because'], string>> = {
  protected: 'protected checks keep their own method',
  uncounted: 'no cap counts their checks, or the fallback is their own method',
};

const UNUSED_ZH: Readonly<Record<FallbackUnused['because'], string>> = {
  protected: '属必检任务，不作非现场替代',
  uncounted: '检查任务不计入任何频次上限，或替代方式与原检查方式相同',
};

const INVISIBLE = /[^\S ]|\p{Cf}/gu;

/** A text in quotes, with escapes for spaces other than U+0020 and for invisible characters. */
const exact = (text: string): string =>
  JSON.stringify(text).replace(INVISIBLE, (one) => one.replace(/./gs, escaped));

const EN: Words = {
  none: 'There are no remarks on the registry.',
  kind: {
    'unclassified-topic': (n) =>
      `Topics that no classification names: ${n}. Their items count as general. If they belong to a key domain (fire, work safety, ecological safety), use one of its topics or add theirs to policy.classify; a classification of domain "general" ends the remark.`,
    'unclassified-department': (n) =>
      `Departments with items that have no topic and no classification: ${n}. These items count as general. If they belong to a key domain, set their topic or domain, or name the department in policy.classify.`,
    'unknown-method': (n) =>
      `Methods without settings in policy.methods: ${n}. Their checks count as visits on site. Set "onSite" to false where nobody enters the premises, else to true. A policy that gives methods replaces the default ones.`,
    'item-not-owed': (n) =>
      `Items that nobody is owed: ${n}. Check their criteria, objects, assignments and frequencies.`,
    'enterprise-owed-nothing': (n) =>
      `Enterprises that are owed nothing: ${n}. Check their industry, grade, tags and objects against the criteria of the items.`,
    'no-open-day': (n) =>
      `Items with checks that have no allowed day: ${n}. These checks stay unserved. Widen the season or the window, or check the calendar, closures and last inspections.`,
    'cap-below-protected': (n) =>
      `Enterprises whose protected checks need more visits on site than the cap: ${n}. Protected checks are served nevertheless, so the cap does not hold. Raise it, or protect fewer checks.`,
    'policy-cap-below-protected': (n) =>
      `Caps of the policy below the visits that protected checks need: ${n}. Protected checks are served nevertheless, so the limit is higher at some enterprises. Raise the cap, let it count fewer checks, or protect fewer.`,
    'cap-counts-nothing': (n) =>
      `Caps of the policy that count no check, so that they have no effect: ${n}. Compare "counts" and "appliesTo" of the cap with the items and the enterprises.`,
    'fallback-unused': () =>
      `Items have a fallback that no plan uses. Remove the fallback, add a cap that counts their checks, or protect fewer checks.`,
    'padded-text': (n) =>
      `Texts with spaces at their ends: ${n}. They equal no text without these spaces. Remove the spaces.`,
    'alike-texts': (n) =>
      `Texts that differ from another only by case, width or spaces: ${n}. They count as different. Write them in one way if they mean the same.`,
    'no-capacity': (n) =>
      `Departments without dailyMinutes, though others have it: ${n}. Their time counts as unlimited. Set dailyMinutes.`,
  },
  remark: (remark) => {
    switch (remark.kind) {
      case 'unclassified-topic':
        return `${remark.place}: topic ${shown(remark.topic)}, ${english.count(remark.items.length, 'item')}.`;
      case 'unclassified-department':
        return `${remark.place}: ${english.label(remark.department)}, ${english.count(remark.items.length, 'item')}.`;
      case 'unknown-method':
        return `${remark.place}: method ${shown(remark.method)}, ${english.count(remark.items.length, 'item')}.`;
      case 'item-not-owed':
        return `${remark.place}: ${english.label(remark.item)}; ${NOT_OWED_EN[remark.because]}.`;
      case 'enterprise-owed-nothing':
        return `${remark.place}: ${english.label(remark.enterprise)}; ${NOT_OWED_EN[remark.because]}.`;
      case 'no-open-day':
        return `${remark.place}: ${english.label(remark.item)}, ${remark.unserved} of ${english.count(remark.occurrences, 'check')} at ${english.count(remark.enterprises, 'enterprise')}.`;
      case 'cap-below-protected':
        return `${remark.place}: ${english.label(remark.enterprise)}, cap ${remark.cap}, at least ${english.count(remark.needed, 'visit')} needed.`;
      case 'policy-cap-below-protected':
        return `${remark.place}: cap ${shown(remark.cap)}, at most ${english.count(remark.max, 'visit')}; ${english.count(remark.enterprises, 'enterprise')} with protected checks that need more; one of them needs at least ${remark.needed}.`;
      case 'cap-counts-nothing':
        return `${remark.place}: cap ${shown(remark.cap)}; ${NOTHING_EN[remark.because]}.`;
      case 'fallback-unused':
        return `${remark.place}: ${english.count(remark.items.length, 'item')}; ${UNUSED_EN[remark.because]}.`;
      case 'padded-text':
        return `${remark.place}: ${USES_EN[remark.use]} ${exact(remark.text)}.`;
      case 'alike-texts':
        return `${remark.place}: ${USES_EN[remark.use]} ${exact(remark.text)} is like ${exact(remark.like.text)} at ${remark.like.place}.`;
      case 'no-capacity':
        return `${remark.place}: ${english.label(remark.department)} has no dailyMinutes.`;
    }
  },
  more: (n) => `${n} more of this kind.`,
};

const ZH: Words = {
  none: '台账中没有需要提示的问题。',
  kind: {
    'unclassified-topic': (n) =>
      `未归类的检查主题${n}个，相关事项按一般领域处理。如属消防、安全生产、生态安全等重点领域，请改用已归类的 topic，或在 policy.classify 中补充；确属一般领域的，在 policy.classify 中归入 general 后不再提示。`,
    'unclassified-department': (n) =>
      `有未填主题且未归类事项的部门${n}个，这些事项按一般领域处理。如属消防、安全生产、生态安全等重点领域，请设 topic 或 domain，或在 policy.classify 中按部门归类。`,
    'unknown-method': (n) =>
      `policy.methods 未设置的检查方式${n}种，均按入企检查计。不入企的，请将 onSite 设为 false；入企的，设为 true。policy 填写 methods 后，默认设置不再适用。`,
    'item-not-owed': (n) => `没有企业需要检查的事项${n}项。请核对适用条件、检查对象、指派和频次。`,
    'enterprise-owed-nothing': (n) =>
      `没有任何检查任务的企业${n}家。请对照事项适用条件，核对企业的行业、等级、标签和检查对象。`,
    'no-open-day': (n) =>
      `有检查任务无可检查日的事项${n}项，这些任务不予安排。请放宽检查季节或检查窗口，并核对工作日历、企业停业时间和上次检查时间。`,
    'cap-below-protected': (n) =>
      `频次上限低于必检所需次数的企业${n}家。必检任务仍照常安排，实际次数将超过上限。请提高上限，或调整必检范围。`,
    'policy-cap-below-protected': (n) =>
      `低于必检所需次数的频次上限（policy.caps）${n}项。必检任务仍照常安排，部分企业的实际次数将超过上限。请提高上限，缩小计入范围，或调整必检范围。`,
    'cap-counts-nothing': (n) =>
      `未计入任何检查任务的频次上限（policy.caps）${n}项，不起作用。请对照事项和企业，核对该上限的 counts 和 appliesTo。`,
    'fallback-unused': () =>
      `部分事项的非现场替代方式（fallback）不会用到。请删除该方式，增设计入这些任务的频次上限，或调整必检范围。`,
    'padded-text': (n) => `首尾带空格的文字${n}处，系统视为与不带空格的不同。请删除空格。`,
    'alike-texts': (n) =>
      `仅大小写、全角半角或空格不同的文字${n}处，系统视为不同内容。含义相同的，请统一写法。`,
    'no-capacity': (n) =>
      `未填 dailyMinutes 的部门${n}个（其他部门已填），按检查力量不限处理。请补填 dailyMinutes。`,
  },
  remark: (remark) => {
    switch (remark.kind) {
      case 'unclassified-topic':
        return `${remark.place}：检查主题“${shown(remark.topic)}”，涉及事项${remark.items.length}项。`;
      case 'unclassified-department':
        return `${remark.place}：${chinese.label(remark.department)}，涉及事项${remark.items.length}项。`;
      case 'unknown-method':
        return `${remark.place}：检查方式“${shown(remark.method)}”，涉及事项${remark.items.length}项。`;
      case 'item-not-owed':
        return `${remark.place}：${chinese.label(remark.item)}，${NOT_OWED_ZH[remark.because]}。`;
      case 'enterprise-owed-nothing':
        return `${remark.place}：${chinese.label(remark.enterprise)}，${NOT_OWED_ZH[remark.because]}。`;
      case 'no-open-day':
        return `${remark.place}：${chinese.label(remark.item)}，检查任务${remark.occurrences}项次中有${remark.unserved}项次，涉及企业${remark.enterprises}家。`;
      case 'cap-below-protected':
        return `${remark.place}：${chinese.label(remark.enterprise)}，上限${remark.cap}次，必检至少需要${remark.needed}次。`;
      case 'policy-cap-below-protected':
        return `${remark.place}：频次上限“${shown(remark.cap)}”${remark.max}次，有${remark.enterprises}家企业的必检需要更多，最多的至少需要${remark.needed}次。`;
      case 'cap-counts-nothing':
        return `${remark.place}：频次上限“${shown(remark.cap)}”，${NOTHING_ZH[remark.because]}。`;
      case 'fallback-unused':
        return `${remark.place}：涉及事项${remark.items.length}项，${UNUSED_ZH[remark.because]}。`;
      case 'padded-text':
        return `${remark.place}：${USES_ZH[remark.use]}${exact(remark.text)}。`;
      case 'alike-texts':
        return `${remark.place}：${USES_ZH[remark.use]}${exact(remark.text)}，与${remark.like.place}的${exact(remark.like.text)}相近。`;
      case 'no-capacity':
        return `${remark.place}：${chinese.label(remark.department)}未填 dailyMinutes。`;
    }
  },
  more: (n) => `此类另有${n}条未列出。`,
};

const LANGUAGES: Readonly<Record<Language, Words>> = { en: EN, zh: ZH };

/**
 * Advice in sentences, in Chinese or English: for every kind of remark their number and what to do,
 * then one sentence per remark, at most `limit` of a kind.
 * O(remarks).
 */
export const ofAdvice = (
  { remarks }: Advice,
  language: Language,
  limit: number,
): readonly string[] => {
  const say = LANGUAGES[language];
  if (remarks.length === 0) return [say.none];
  return [...new Set(remarks.map(({ kind }) => kind))].flatMap((kind) => {
    const own = remarks.filter((remark) => remark.kind === kind);
    return [
      say.kind[kind](own.length),
      ...own.slice(0, limit).map(say.remark),
      ...(own.length > limit ? [say.more(own.length - limit)] : []),
    ];
  });
};
