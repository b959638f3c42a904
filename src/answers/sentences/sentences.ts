import { checked } from '../../codec/checked';
import type { Codec } from '../../codec/codec';
import { optional, struct } from '../../codec/shapes';
import { count } from '../../codec/values';
import type { Revision } from '../../revise/log';
import type { Advice } from '../advice/remark';
import type { Comparison } from '../compare/comparison';
import type {
  EnterpriseExplanation,
  Explanation,
  PairExplanation,
  UnservedGroup,
  UnservedItem,
  VisitExplanation,
} from '../explain/explanation';
import type { NamedOccurrence, UsedUpCap } from '../explain/named';
import { byItem, pairGroups } from '../explain/pair-groups';
import type { RuleFinding } from '../explain/rule-finding';
import { ofAdvice } from './advice-sentences';
import { english as comparedEnglish } from './comparison-en';
import type { ComparisonPhrases } from './comparison-phrases';
import { ofComparison } from './comparison-sentences';
import { chinese as comparedChinese } from './comparison-zh';
import { type Language, type LanguageOptions, languageFields } from './language';
import type { Phrases } from './phrases';
import { english } from './phrases-en';
import { chinese } from './phrases-zh';
import { ofRevision } from './revision-sentences';

const LANGUAGES: Readonly<Record<Language, Phrases>> = { zh: chinese, en: english };
const OF_COMPARISONS: Readonly<Record<Language, ComparisonPhrases>> = {
  zh: comparedChinese,
  en: comparedEnglish,
};

export interface SentenceOptions extends LanguageOptions {
  /**
   * For a comparison or a revision: the largest number of sentences about single visits and
   * occurrences; for advice: of sentences about single remarks of each kind. Where some are left
   * out, one more sentence gives their number. Default: no limit.
   */
  readonly limit?: number;
}

const SentenceOptions: Codec<SentenceOptions> = struct<SentenceOptions>('SentenceOptions', {
  ...languageFields,
  limit: optional(count),
});

const isSet = ({ setting, rule }: RuleFinding): boolean =>
  rule === 'guests' || (setting !== false && setting !== null && setting !== 0);

const ofVisit = (explanation: VisitExplanation, say: Phrases): readonly string[] => {
  const { visit, occurrences, rules, date, lead } = explanation;
  const isAlone = occurrences.length === 1;
  const first = new Set(date.by.map(say.occurrence));
  const others = occurrences.filter((one) => !first.has(say.occurrence(one)));
  const tightest = occurrences.find((one) => first.has(say.occurrence(one)));
  const unasked = rules.filter((finding) => !isSet(finding)).map(({ rule }) => rule);
  return [
    say.visit(explanation),
    ...(isAlone ? [say.alone] : []),
    ...occurrences.flatMap((one) =>
      one.otherMethod === undefined ? [] : [say.otherMethod(say.occurrence(one), one.otherMethod)],
    ),
    ...rules
      .filter((finding) => isSet(finding) && (!isAlone || !finding.holds))
      .map((finding) => say.rule(visit.domain, finding)),
    ...(isAlone || unasked.length === 0 ? [] : [say.unasked(unasked)]),
    ...(isAlone || tightest === undefined
      ? []
      : [say.dateBy([...first], tightest.days, others.length > 0)]),
    ...others.map((one) => say.days(say.occurrence(one), one.days)),
    say.common(date.common, visit.date, date.allowed, isAlone),
    say.lead(lead),
    ...(lead.planned === undefined ? [] : [say.otherLead(lead.planned)]),
  ];
};

const ofPair = (explanation: PairExplanation, say: Phrases): readonly string[] => {
  const { meeting, changes, plan } = explanation;
  const inPlan = plan === undefined ? [] : [say.inPlan(explanation, plan)];
  if (meeting.kind === 'can') return [say.canMeet(explanation, meeting), ...inPlan];
  return [
    say.cannotMeet(explanation, say.separation(meeting)),
    ...changes.map(({ change }, k) => say.couldMeet(change, k === 0)),
    // No policy lets an item come twice in a visit.
    ...(changes.length === 0 && meeting.kind !== 'same-item' ? [say.noChange] : []),
    ...inPlan,
  ];
};

/** The pairs of a witness, grouped by reason, in the order of each reason's first pair. */
const reasonsOf = ({ witness, pairs }: EnterpriseExplanation, say: Phrases): readonly string[] => {
  const byReason = new Map<string, Array<readonly [NamedOccurrence, NamedOccurrence]>>();
  for (const { a, b, separation } of pairs) {
    const reason = say.separation(separation);
    const own = byReason.get(reason);
    if (own === undefined) byReason.set(reason, [[witness[a], witness[b]]]);
    else own.push([witness[a], witness[b]]);
  }
  return [...byReason].map(([reason, own]) =>
    say.because(
      pairGroups(own).map(([one, other]) =>
        other === undefined
          ? say.occurrences(one)
          : say.pair(say.occurrences(one), say.occurrences(other)),
      ),
      reason,
    ),
  );
};

/** The items of a group with the same caps together. The total cap itself is told with the group. */
const usedUpIn = ({ items }: UnservedGroup, say: Phrases): readonly string[] => {
  const byCaps = new Map<string, readonly [readonly UsedUpCap[], UnservedItem[]]>();
  for (const item of items) {
    const { caps = [] } = item;
    if (caps.every(({ cap, visits, max }) => cap === undefined && visits <= max)) continue;
    const key = JSON.stringify(caps);
    const known = byCaps.get(key);
    if (known === undefined) byCaps.set(key, [caps, [item]]);
    else known[1].push(item);
  }
  return [...byCaps.values()].map(([caps, own]) => say.usedUp(own.map(say.occurrences), caps));
};

const ofEnterprise = (explanation: EnterpriseExplanation, say: Phrases): readonly string[] => {
  const { visits, witness, untold, unserved, change, tried, untried } = explanation;
  return [
    say.visits(explanation),
    say.bound(explanation),
    ...(witness.length === 0
      ? []
      : [say.witness(byItem(witness).map(say.occurrences), witness.length)]),
    ...reasonsOf(explanation, say),
    ...(untold === undefined ? [] : [say.untold(untold)]),
    ...unserved.flatMap((group) => [
      say.unserved(group),
      ...usedUpIn(group, say),
      ...(group.raised === undefined ? [] : [say.raised(group.raised)]),
    ]),
    ...(visits === 0 ? [] : [change === undefined ? say.noSaving(tried) : say.saving(change)]),
    ...(visits === 0 || untried === undefined ? [] : [say.untried(untried)]),
  ];
};

/**
 * An explanation, a comparison, a revision or advice in sentences, in Chinese or English, in the
 * order of the data; equal data give equal sentences. Ids stand next to names. Occurrences are
 * counted from 1 (`no. 1`, 第1次 for cycle 0), further ones by themselves (`further no. 1`,
 * 加查第1次). Never empty. O(size of the data).
 */
export const sentences = (
  told: Explanation | Comparison | Revision | Advice,
  options: SentenceOptions = {},
): readonly string[] => {
  const { language = 'en', limit = Number.POSITIVE_INFINITY } = checked(SentenceOptions, options);
  const say = LANGUAGES[language];
  switch (told.kind) {
    case 'visit':
      return ofVisit(told, say);
    case 'pair':
      return ofPair(told, say);
    case 'enterprise':
      return ofEnterprise(told, say);
    case 'comparison':
      return ofComparison(told, OF_COMPARISONS[language], limit);
    case 'revision':
      return ofRevision(told, language, limit);
    case 'advice':
      return ofAdvice(told, language, limit);
  }
};
