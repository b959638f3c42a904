/** A tag that enterprises of some industries may have. */
export interface TagRule {
  readonly tag: string;
  /** Prefixes of the industries' codes. */
  readonly industries: readonly string[];
  /**
   * Probability for a small enterprise; other sizes have a multiple of it, see {@link sizeFactor}.
   */
  readonly share: number;
}

/** Factor of a tag's probability by size: larger enterprises have more tags. */
export const sizeFactor: Readonly<Record<string, number>> = {
  micro: 0.6,
  small: 1,
  medium: 2,
  large: 3.2,
};

/**
 * Each row: tag, share of small enterprises, prefixes of industries. A share of 9 gives the tag to
 * all of them, whatever the size.
 */
const rows = `
食品生产 9 C13 C14 C15
食品销售 9 F512 F5212 F5213 F522
食品销售 .1 F5211 F5292
餐饮服务 9 H62
餐饮服务 .3 H61
集体食堂 .12 C D E G P83 Q84 Q85
药品经营 9 F5251
药品经营 .3 Q84
医疗器械 9 F5254
医疗器械 .6 Q84
医疗机构 9 Q84
放射诊疗 .25 Q84
公共场所 9 H61 O804 O805 R
公共场所 .1 F521
特种设备 .22 C D G59 H61 Q84 F521 K70
锅炉使用 .25 C17 C191 C193 C13 C14 C15 C20 O8051 D44
工业产品许可 .15 C383 C26 C30
计量器具 .5 F5265 F512 F521 M745
计量器具 .12 C Q84
危化品生产 .1 C261 C264 C265 C271
危化品使用 .25 C26 C27 C191 C193 C3360 C39 C38 C1713 C1752 C1762 C2925
危化品经营 .8 F5265 F5169 G5942
粉尘涉爆 .18 C19 C20 C21 C17 C33 C13
有限空间 .22 C13 C14 C17 C19 C22 C26 D4620 C3360
涉氨制冷 .06 C13 C14 G5930
消防重点单位 .05 C F521 G59 H61 P83 Q84 Q85 R
消防重点单位 .02 H62 D K70
人员密集场所 .35 C17 C18 C19
人员密集场所 9 F521 H61 P83 Q84 Q85 R87 R90
人员密集场所 .3 H62
高层建筑 .06 H61 I K70 L F5292 Q84
重点排污单位 .07 C1713 C1752 C1762 C191 C193 C26 C27 C3360 C39 D44 D46 N77
特殊监管单位 .07 C1713 C1752 C1762 C191 C193 C2 C33 C38 C39 O8111 Q84
一般监管单位 .45 C H6210
危险废物产生 .12 C19 C2 C33 C34 C38 C39 O8111 Q84
辐射源 .02 C33 C34 C38 C39 Q84
挥发性有机物 .18 C19 C20 C21 C23 C26 C29 C33 C36 O8111
取水户 .04 C17 C191 C26 D44 D46 A0
排水户 .3 C17 C191 C26 C13 C14 H62 O8051 O8111
防雷重点 .12 C26 C27 F5265 G5942 C39 D4
职业病危害 .25 C17 C19 C2 C30 C33 C34 C38 C39 O8111
劳务派遣用工 .06 C G6020 K70
在建工程 .5 E4
在建工程 .03 C K701
燃气使用 .8 H62
燃气使用 .08 C H61 P83
户外广告 .2 F52 H62 H61 O80
烟草零售 .8 F5213 F5226
烟草零售 .3 F5212
易制毒 .2 C26 C27 C191 F5169
易制爆 .1 C26 C39 C3360 F5169
寄递物流 9 G6020
寄递物流 .2 G543
道路运输 9 G543 G542
道路运输 .03 C F51
重点用能 .04 C17 C28 C30 C38 C39 D44
光伏电站 .08 C D4416
粮食经营 .8 C1311 F5121 F5221
外贸 .18 C17 C18 C19 C38 C39 F513
预付卡 .25 O80 R8930 F521 P839
农资经营 9 F5166
畜禽养殖 9 A03
仓储场所 9 G59
仓储场所 .12 C F51 F5292
`;

export const tagRules: readonly TagRule[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [tag, share, ...prefixes] = row.split(' ');
    return { tag, industries: prefixes, share: Number(share) };
  });

/** The object that a tag adds to an enterprise. */
export const objectOfTag: ReadonlyMap<string, string> = new Map([
  ['餐饮服务', 'kitchen'],
  ['集体食堂', 'kitchen'],
  ['在建工程', 'construction-site'],
  ['锅炉使用', 'boiler-room'],
  ['仓储场所', 'warehouse'],
]);
