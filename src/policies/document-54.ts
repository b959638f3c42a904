import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import type { NonEmptyArray } from 'fp-ts/NonEmptyArray';
import { decodeOptions } from '../codec/checked';
import type { Codec } from '../codec/codec';
import type { LocatedError } from '../codec/located-error';
import { arrayOf, optional, struct } from '../codec/shapes';
import { count, id, text } from '../codec/values';
import { Lead, Quiet } from '../registry/policy';
import { policyWithDefaults, ROUTINE } from '../registry/policy-defaults';
import { type Clause, ownReading, type PolicyPack, type Source } from './pack';

/** Parameters of {@link document54}. */
export interface Document54Options {
  /** Most on-site visits of one department to one enterprise in the horizon; default 2. */
  readonly max?: number;
  /** 检查类别: the kinds that count; default `routine` and `special`. */
  readonly kinds?: readonly string[];
  /** Ids of the departments that have the cap. Default: each. */
  readonly departments?: readonly string[];
  /** Grades of high risk, whose enterprises the cap leaves alone; default none. */
  readonly exemptGrades?: readonly string[];
  /** 个案检查: kinds for cause, which are always served; default `case`. */
  readonly causeKinds?: readonly string[];
  /** 非现场检查: methods off site, besides the ones that every policy knows; default none. */
  readonly offSite?: readonly string[];
  /** 安静期; default none. */
  readonly quiet?: readonly Quiet[];
  /** 牵头; default none. */
  readonly leads?: readonly Lead[];
}

const some: Codec<readonly string[]> = arrayOf(text, { nonEmpty: true });

const Document54Options: Codec<Document54Options> = struct<Document54Options>('Document54Options', {
  max: optional(count),
  kinds: optional(some),
  departments: optional(arrayOf(id, { nonEmpty: true })),
  exemptGrades: optional(arrayOf(text)),
  causeKinds: optional(arrayOf(text)),
  offSite: optional(arrayOf(text)),
  quiet: optional(arrayOf(Quiet)),
  leads: optional(arrayOf(Lead)),
});

const opinions = {
  title: '国务院办公厅关于严格规范涉企行政检查的意见',
  number: '国办发〔2024〕54号',
  date: '2024-12-30',
} as const;
const capOfOpinions: Source = {
  ...opinions,
  address: 'https://zhenguoke.com/read/-dy-article-JLDVGBOL05129QAF.html',
  read: 'report',
};
const offSiteOfOpinions: Source = {
  ...opinions,
  address: 'https://cbgc.scol.com.cn/news/5827467',
  read: 'report',
};
const jiashan: Source = {
  title: '嘉善县严格规范涉企行政检查实施方案',
  article: '二（一）',
  date: '2025-04-30',
  address: 'http://www.jiashan.gov.cn/art/2025/4/30/art_1229740478_2553522.html',
  read: 'text',
};
const healthNotice: Source = {
  title: '涉企行政检查频次上限（卫生健康执法部门）',
  date: '2025-08-07',
  address: 'https://zgwg.gov.cn/contents/62884/715678.html',
  read: 'text',
};
const answers: Source = {
  title: '《国务院办公厅关于严格规范涉企行政检查的意见》有关问题解答（司法部办公厅）',
  date: '2025-04-18',
  address: 'https://wanbiaoku.com./new/73d613e54c704aff8c7a65ef4ea85d39',
  read: 'report',
};
const ningboDraft: Source = {
  title: '宁波市规范涉企行政检查若干规定（征求意见稿）',
  article: '第四条',
  date: '2025-04-03',
  address: 'http://zhzfj.ningbo.gov.cn/art/2025/4/3/art_1229632668_58935466.html',
  read: 'text',
};
const quietTown: Source = {
  title: '双池镇“企业安静期”制度（试行）（山西省交口县）',
  article: '第三条',
  date: '2025-07-14',
  address: 'http://www.jiaokou.gov.cn/ztzl_26949/sqjcgszl/xz/scz/202507/t20250714_1965360.shtml',
  read: 'text',
};
const leadOfField: Source = {
  title: '周口市淮阳区深入推进跨部门综合监管落实方案',
  number: '淮政办〔2025〕1号',
  article: '总体要求',
  date: '2025-01-22',
  address:
    'https://www.hyzww.gov.cn/sitesources/hyq/page_pc/zwgk/jcxxgk/zfwj/hzb/articlec4f9631d28444a5a8deb9d4b6632c402.html',
  read: 'text',
};

/**
 * 国办发〔2024〕54号, as cities carry it out: at most two on-site visits a year of one department to
 * one enterprise, checks for cause apart, documents before doors, quiet days, a lead named by rule.
 * The cap holds for the horizon, so the horizon should be a year. Errors: parameters out of range,
 * at places like `options.quiet[0].monthDays.to`.
 * O(size of the options).
 */
export const document54 = (
  options: Document54Options = {},
): E.Either<NonEmptyArray<LocatedError>, PolicyPack> =>
  pipe(
    decodeOptions(Document54Options, options),
    E.map((given) => {
      const { max = 2, kinds = [ROUTINE, 'special'], departments, exemptGrades = [] } = given;
      const { causeKinds = ['case'], offSite = [], quiet = [], leads = [] } = given;
      const clauses: readonly Clause[] = [
        {
          field: 'caps[0]',
          says: '同一行政机关对同一企业实施行政检查的年度频次上限: a cap for each department.',
          source: capOfOpinions,
        },
        {
          field: 'caps[0].max',
          says: '同一主体对同一企业实施现场检查的年度频次原则上不超过两次: only visits on site count.',
          source: jiashan,
        },
        {
          field: 'caps[0].counts.kinds',
          says: '个案检查可以不受频次上限限制: only the listed kinds count.',
          source: healthNotice,
        },
        ...(exemptGrades.length === 0
          ? []
          : [
              {
                field: 'caps[0].appliesTo',
                says: 'Grades of high risk are outside the cap.',
                source: ownReading('分级分类检查制度 of 国办发〔2024〕54号; its text was not read'),
              },
            ]),
        {
          field: 'protected.kinds',
          says: '日常检查、个案检查、专项检查 are three types; checks for cause are always made.',
          source: answers,
        },
        {
          field: 'protected.kinds',
          says: '触发式检查 follow complaints, orders and data; they are a type beside 日常 and 专项.',
          source: ningboDraft,
        },
        {
          field: 'protected.domains',
          says: '安全生产 and others are outside the quiet days, so the key domain is protected.',
          source: quietTown,
        },
        {
          field: 'methods',
          says: '能通过非现场方式实施的不得入企检查: these methods are no visit; items name their fallback.',
          source: offSiteOfOpinions,
        },
        ...(quiet.length === 0
          ? []
          : [
              {
                field: 'quiet',
                says: '每月设置20天为“企业安静期”, 可分时间段或分片实施. The days are a parameter.',
                source: quietTown,
              },
            ]),
        ...(leads.length === 0
          ? []
          : [
              {
                field: 'leads',
                says: '由行业领域主管部门或法律法规规定的主管部门牵头. The departments are a parameter.',
                source: leadOfField,
              },
            ]),
      ];
      return {
        title: '国办发〔2024〕54号',
        policy: {
          caps: [
            {
              id: '54号',
              max,
              each: 'department',
              counts: { kinds, ...(departments && { departments }) },
              ...(exemptGrades.length > 0 && { appliesTo: { not: { grade: exemptGrades } } }),
            },
          ],
          protected: { domains: ['key'], kinds: causeKinds },
          methods: {
            ...policyWithDefaults(undefined, 0).methods,
            ...Object.fromEntries(offSite.map((method) => [method, { onSite: false }])),
          },
          ...(quiet.length > 0 && { quiet }),
          ...(leads.length > 0 && { leads }),
        },
        clauses,
        notCovered: [
          'Who may inspect, codes shown at the door, approval before a check, and the forms.',
          'The report of the answers counts checks for cause too: add their kind to kinds. They stay protected.',
          'Special checks ordered from above are outside the cap: give them a kind of their own.',
          '国家另有规定的 exceptions from two visits: protected domains and kinds alone raise a limit.',
          'Aims such as 联合检查实施率达80% (嘉政办发〔2025〕19号): they are figures of the summary.',
          '宁波市规范涉企行政检查若干规定 (令第280号): its articles after the fifth were not read.',
          'A number of special checks a year for a whole department, and checks in other regions.',
        ],
      };
    }),
  );
