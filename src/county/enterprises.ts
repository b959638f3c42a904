import { dateTextOf, parseDay } from '../registry/day';
import type { Enterprise } from '../registry/enterprise';
import type { DateRange } from '../registry/range';
import { industries } from './industries';
import { between, drawByWeight, pick, type Random, streamOf, streams } from './random';
import { objectOfTag, sizeFactor, type TagRule, tagRules } from './tags';

/** Haining's towns and streets. */
export const areas: readonly string[] =
  '海洲街道 海昌街道 硖石街道 马桥街道 许村镇 长安镇 周王庙镇 盐官镇 斜桥镇 丁桥镇 袁花镇 黄湾镇'.split(
    ' ',
  );

/** Per cent of the county's enterprises. */
export const areaShares: readonly number[] = [12, 13, 14, 9, 15, 12, 6, 4, 5, 4, 4, 2];
const drawArea = drawByWeight(areaShares);
const drawIndustry = drawByWeight(industries.map((industry) => industry.weight));

const sizes = ['micro', 'small', 'medium', 'large'] as const;
const drawSize = drawByWeight([55, 32, 10, 3]);

const grades = ['A', 'B', 'C', 'D'] as const;
/** By size: larger enterprises have better grades. */
const drawGrade = [
  drawByWeight([22, 44, 26, 8]),
  drawByWeight([27, 43, 23, 7]),
  drawByWeight([38, 40, 18, 4]),
  drawByWeight([50, 36, 12, 2]),
];

/** The tag rules of each industry. */
const rulesOfIndustry: readonly (readonly TagRule[])[] = industries.map(({ code }) =>
  tagRules.filter((rule) => rule.industries.some((prefix) => code.startsWith(prefix))),
);

/** The three classes of polluter exclude one another; the strictest stays. */
const polluters = ['重点排污单位', '特殊监管单位', '一般监管单位'];

const tagsOf = (random: Random, industry: number, size: string): readonly string[] => {
  const tags = new Set<string>();
  for (const { tag, share } of rulesOfIndustry[industry]) {
    // A number is drawn for every rule, so that tags do not depend on one another.
    const x = random();
    if (share > 1 || x < Math.min(0.95, share * sizeFactor[size])) tags.add(tag);
  }
  const strictest = polluters.findIndex((tag) => tags.has(tag));
  for (const tag of strictest < 0 ? [] : polluters.slice(strictest + 1)) tags.delete(tag);
  return [...tags];
};

const luckyWords = Array.from(
  '恒达盛泰华兴金源宏远鑫瑞隆昌嘉禾天成德润海纳万丰永康宝利顺安诚信美佳新锦东方中和同辉',
);

const nameOf = (random: Random, area: string, trade: string, size: string): string => {
  const word = pick(random, luckyWords) + pick(random, luckyWords);
  const place = area.slice(0, 2);
  // A shop, a school or a clinic keeps its trade as the end of its name.
  if (/[店馆院学园站所房吧]$/.test(trade)) return `${place}${word}${trade}`;
  if (size === 'micro' && random() < 0.6)
    return `${place}${word}${trade}${pick(random, ['经营部', '商行', '工作室'])}`;
  return `海宁市${word}${trade}${size === 'large' ? '股份有限公司' : '有限公司'}`;
};

const daysFrom = (first: string, after: number, length: number): DateRange => {
  const from = parseDay(first) + after;
  return { from: dateTextOf(from), to: dateTextOf(from + length - 1) };
};

/** White-listed for three to six months, one in 30; better grades more often. */
const exemptOf = (random: Random, grade: string): readonly DateRange[] =>
  random() < (grade === 'A' ? 0.07 : grade === 'B' ? 0.02 : 0)
    ? [daysFrom('2026-01-01', between(random, 0, 180), between(random, 90, 180))]
    : [];

/**
 * Factories often close around the Spring Festival; a few enterprises close
 * for some weeks at another time.
 */
const closedOf = (random: Random, industry: string): readonly DateRange[] => {
  const x = random();
  if (industry.startsWith('C') && x < 0.3)
    return [daysFrom('2026-02-06', between(random, 0, 5), between(random, 18, 26))];
  if (x > 0.98) return [daysFrom('2026-03-01', between(random, 0, 250), between(random, 14, 42))];
  return [];
};

export const enterpriseId = (k: number): string => `HN${String(k + 1).padStart(6, '0')}`;

/** Enterprise k ≥ 0 of a seed, the same for counties of any size. O(tag rules of its industry). */
export const enterpriseOf = (seed: number, k: number): Enterprise => {
  const random = streamOf(seed, streams.enterprise, k);
  const i = drawIndustry(random);
  const { code, trade } = industries[i];
  const sizeIndex = drawSize(random);
  const size = sizes[sizeIndex];
  const grade = grades[drawGrade[sizeIndex](random)];
  const area = areas[drawArea(random)];
  const name = nameOf(random, area, trade, size);
  const exempt = exemptOf(random, grade);
  const closed = closedOf(random, code);
  const capped = random() < 0.02;
  const visitCap = between(random, 2, 12);
  const tags = tagsOf(random, i, size);
  const objects = new Set(tags.flatMap((tag) => objectOfTag.get(tag) ?? []));
  return {
    id: enterpriseId(k),
    name,
    industry: code,
    size,
    grade,
    area,
    ...(tags.length > 0 ? { tags } : {}),
    ...(objects.size > 0 ? { objects: [...objects] } : {}),
    ...(exempt.length > 0 ? { exempt } : {}),
    ...(closed.length > 0 ? { closed } : {}),
    ...(capped ? { visitCap } : {}),
  };
};
