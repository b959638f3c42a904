import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { misfitAt } from '../codec/place';
import { arrayOf, optional, struct } from '../codec/shapes';
import { id, limitOrNull, oneOf, text } from '../codec/values';
import type { DomainSettings } from '../registry/policy';
import { ownReading, type PolicyPack, type Source } from './pack';

/** Parameters of {@link haining}. */
export interface HainingOptions {
  /** Topics of the key domain. Default: fire, work safety and ecological safety, in two languages. */
  readonly keyTopics?: readonly string[];
  /** Ids of departments of towns, whose items are of a domain `township` of their own. */
  readonly townships?: readonly string[];
  /** The second 相: items of a visit have the same method (default), or the same topic. */
  readonly alike?: 'method' | 'topic';
  /** Longest duration ∕ shortest, in general domains: 1 to 10⁹, default 3; `null`: no limit. */
  readonly durationRatio?: number | null;
  /** The same in the key domain, default 2; not above `durationRatio`. */
  readonly keyDurationRatio?: number | null;
}

const [DURATION_RATIO, KEY_DURATION_RATIO] = [3, 2];

const HainingOptions: Codec<HainingOptions> = struct<HainingOptions>(
  'HainingOptions',
  {
    keyTopics: optional(arrayOf(text)),
    townships: optional(arrayOf(id)),
    alike: optional(oneOf<'method' | 'topic'>('Alike', 'method', 'topic')),
    durationRatio: optional(limitOrNull),
    keyDurationRatio: optional(limitOrNull),
  },
  {
    also: ({ durationRatio = DURATION_RATIO, keyDurationRatio = KEY_DURATION_RATIO }, place) => {
      if (durationRatio !== null && (keyDurationRatio === null || keyDurationRatio > durationRatio))
        misfitAt(
          place,
          ['keyDurationRatio'],
          `at most the durationRatio of general domains (${durationRatio})`,
          keyDurationRatio,
        );
    },
  },
);

const report: Source = {
  title: '海宁市：“三相一就”数治统筹涉企检查，助推民营企业“轻装上阵”（嘉兴市综合行政执法局）',
  date: '2025-04-21',
  address: 'https://zhzfj.jiaxing.gov.cn/art/2025/4/21/art_1229438673_58933518.html',
  read: 'report',
};
const own = ownReading('三相一就 as this project reads it');

/**
 * 海宁“三相一就”: same object, same method or topic, similar duration; low frequency follows high.
 * The key domain is stricter. Errors: parameters out of range, at places like
 * `options.durationRatio`.
 * O(1).
 */
export const haining = (
  options: HainingOptions = {},
): E.Either<NonEmptyArray<LocatedError>, PolicyPack> =>
  pipe(
    decodeOptions(HainingOptions, options),
    E.map((given) => {
      const { alike = 'method', durationRatio = DURATION_RATIO } = given;
      const { keyDurationRatio = KEY_DURATION_RATIO, townships = [] } = given;
      const {
        keyTopics = ['fire', 'work-safety', 'ecological-safety', '消防', '安全生产', '生态安全'],
      } = given;
      const shared = {
        sameObject: true,
        ...(alike === 'method' ? { sameMethod: true } : { sameTopic: true }),
        maxMinutes: 240,
      };
      const general: DomainSettings = { window: 1, ...shared, durationRatio, guests: [] };
      const key = { ...shared, window: 0.5, durationRatio: keyDurationRatio, guests: ['general'] };
      const ofTowns = townships.length === 0 ? undefined : { township: general };
      const names = ['key', 'general', ...Object.keys(ofTowns ?? {})];
      const each = (setting: string, says: string, source: Source) =>
        names.map((name) => ({ field: `domains.${name}.${setting}`, says, source }));
      return {
        title: '海宁“三相一就”',
        policy: {
          classify: [
            { domain: 'key', topics: keyTopics },
            ...(ofTowns === undefined ? [] : [{ domain: 'township', departments: townships }]),
          ],
          domains: { key, general, ...ofTowns },
        },
        clauses: [
          {
            field: 'classify',
            says: '市级中高风险重点领域、市级一般领域及镇街个性检查: three scenes. The topics are our own choice.',
            source: report,
          },
          ...each('sameObject', '检查对象相同: all items of a visit have one object.', report),
          ...(alike === 'topic'
            ? each('sameTopic', '内容相关: all items of a visit have one topic.', report)
            : each('sameMethod', '检查方式相同: all items of a visit have one method.', own)),
          ...each('durationRatio', '时长相近: the ratios are our own choice.', report),
          ...each('window', '低频就高频: a rare check waits for a frequent one.', report),
          ...each('maxMinutes', 'A joint visit takes half a day at most.', own),
          ...each('guests', 'General checks may join a visit of the key domain.', own),
        ],
        notCovered: [
          'The industry as a label of its own: items name industries in appliesTo.',
          '人工研判修正 is no rule: pins of the registry do it.',
          'Remote patrols of the whole city; they are methods that enter no premises.',
        ],
      };
    }),
  );
