import { areaShares, areas } from './enterprises';
import {
  all,
  industry,
  not,
  type Office,
  type Sector,
  sector,
  size,
  tag,
  words,
  yearly,
} from './office';
import { marketOffices } from './offices-market';
import { safetyOffices } from './offices-safety';
import { worksOffices } from './offices-works';

/** City departments in the order in which a smaller county gets them. */
const order = words('XF YJ HB SC WJ RS ZF ZJ JT NY GA SL QX TX JX FG JY WL ZG SW');

const cityOffices: readonly Office[] = [...safetyOffices, ...marketOffices, ...worksOffices].sort(
  (a, b) => order.indexOf(a.code) - order.indexOf(b.code),
);

/** The squad number s of the towns and streets, which take turns; it checks one area. */
const squad = (s: number): Office => {
  const area = areas[s % areas.length];
  const turn = Math.floor(s / areas.length);
  const here = (name: string, sector: Sector): Sector => ({
    ...sector,
    name: area + name,
    who: all({ area: [area] }, sector.who),
  });
  return {
    code: `Z${String(s + 1).padStart(2, '0')}`,
    name: `${area}综合行政执法${turn === 0 ? '' : `第${turn + 1}`}队`,
    level: 'town',
    weight: 20,
    daily: 7.8 * areaShares[s % areas.length],
    onSite: 0.75,
    topic: 'township',
    checks: words('安全隐患 环境卫生责任 违法搭建 用电线路 消防通道占用 垃圾分类'),
    papers: words('基础信息 承诺书签订 整改回执'),
    sectors: [
      here('沿街商铺', sector('', industry('F52', 'H6', 'O80'), yearly(1), { most: 4 })),
      here(
        '小微工业企业',
        sector('', all(industry('C'), not(size('large', 'medium'))), yearly(1), { most: 4 }),
      ),
      here('大型企业', sector('', size('large'), yearly(4), { most: 4 })),
      here('中型企业', sector('', size('medium'), yearly(2), { most: 4 })),
      here('餐饮单位', sector('', tag('餐饮服务', '集体食堂'), yearly(1), { object: 'kitchen' })),
      here('在建工程', sector('', tag('在建工程'), yearly(4), { object: 'construction-site' })),
    ],
  };
};

/**
 * The first `count` departments: 20 of the city, then any number of squads of towns and streets.
 */
export const officesOf = (count: number): readonly Office[] => [
  ...cityOffices.slice(0, count),
  ...Array.from({ length: Math.max(0, count - cityOffices.length) }, (_, s) => squad(s)),
];
