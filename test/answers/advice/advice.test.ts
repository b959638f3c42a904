import { describe, expect, test } from 'vitest';
import { advice } from '../../../src/answers/advice/advice';
import type { Remark } from '../../../src/answers/advice/remark';
import type { RegistryInput } from '../../../src/registry/registry';
import { decoded } from '../../support/decoded';

/** A registry without oddities. */
const clean: RegistryInput = {
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  departments: [
    { id: 'fire', name: '消防救援大队', dailyMinutes: 480 },
    { id: 'market', dailyMinutes: 480 },
  ],
  items: [
    {
      ...{ id: 'XF-01', name: '疏散通道', department: 'fire', topic: '消防', minutes: 30 },
      ...{ frequency: { times: 2 }, appliesTo: {} },
    },
    {
      ...{ id: 'SC-01', department: 'market', domain: 'general', method: '书面检查', minutes: 30 },
      ...{ frequency: { times: 1 }, appliesTo: { tag: ['food'] } },
    },
  ],
  enterprises: [
    { id: 'E-1', name: '某厂', tags: ['food'], area: '海昌' },
    { id: 'E-2', area: '许村' },
  ],
};

const [fire, market] = clean.departments;
const [exits, scales] = clean.items;
const [factory, shop] = clean.enterprises;

const remarksOn = (input: Partial<RegistryInput>): readonly Remark[] =>
  advice(decoded({ ...clean, ...input })).remarks;

test('a registry without oddities has no remarks', () => {
  expect(advice(decoded(clean))).toEqual({ kind: 'advice', remarks: [] });
});

describe('classification', () => {
  const { domain: _, ...unclassified } = scales;
  const items = [
    exits,
    { ...unclassified, topic: '食品' },
    { ...unclassified, id: 'SC-02' },
    { ...unclassified, id: 'SC-03', topic: '食品' },
  ];

  test('topics that no rule names, then departments of items without a topic', () => {
    expect(remarksOn({ items })).toEqual([
      {
        ...{ kind: 'unclassified-topic', place: 'items[1].topic', topic: '食品' },
        items: ['SC-01', 'SC-03'],
      },
      {
        ...{ kind: 'unclassified-department', place: 'items[2].department' },
        ...{ department: { id: 'market' }, items: ['SC-02'] },
      },
    ]);
  });

  test('a rule of domain general ends them, and a policy without rules has none', () => {
    const key = { domain: 'key', topics: ['消防'] };
    const general = { domain: 'general', topics: ['食品'], departments: ['market'] };
    expect(remarksOn({ items, policy: { classify: [key, general] } })).toEqual([]);
    expect(remarksOn({ items, policy: { classify: [] } })).toEqual([]);
  });
});

describe('methods', () => {
  const items = [exits, { ...scales, method: '视频检查' }];

  test('a method without settings counts as on site', () => {
    expect(remarksOn({ items })).toEqual([
      {
        ...{ kind: 'unknown-method', place: 'items[1].method', method: '视频检查' },
        items: ['SC-01'],
      },
    ]);
    expect(remarksOn({ items, policy: { methods: { 视频检查: { onSite: false } } } })).toEqual([]);
  });

  test('methods by grade are methods too', () => {
    const items = [
      { ...exits, methodByGrade: { A: 'remote', B: '视频检查', C: '视频检查' } },
      scales,
    ];
    expect(remarksOn({ items })).toEqual([
      {
        ...{ kind: 'unknown-method', place: 'items[0].methodByGrade.B', method: '视频检查' },
        items: ['XF-01'],
      },
    ]);
  });

  test('methods of the policy replace the default ones', () => {
    expect(remarksOn({ policy: { methods: {} } })).toMatchObject([
      { kind: 'unknown-method', method: '书面检查' },
    ]);
  });

  test('known words for checks on site are no remark', () => {
    for (const method of ['on-site', 'sampling', '现场检查', '抽样检查'])
      expect(remarksOn({ items: [exits, { ...scales, method }] })).toEqual([]);
  });
});

describe('owed', () => {
  test.each([
    ['unassigned', 'items[1]', { appliesTo: undefined }],
    ['unmatched', 'items[1].appliesTo', { appliesTo: { tag: ['none'] } }],
    ['unmatched', 'items[1].appliesTo', { object: 'kitchen' }],
    ['no-turn', 'items[1].frequency', { frequency: { times: 0 } }],
  ] as const)('an item that nobody is owed: %s at %s', (because, place, change) => {
    const { appliesTo, ...item } = { ...scales, ...change };
    const changed = { ...item, ...(appliesTo === undefined ? {} : { appliesTo }) };
    expect(remarksOn({ items: [exits, changed] })).toEqual([
      { kind: 'item-not-owed', place, item: { id: 'SC-01' }, because },
    ]);
  });

  test('an assignment that gives no turn', () => {
    const { appliesTo: _, ...item } = scales;
    const never = { enterprise: 'E-1', item: 'SC-01', frequency: { times: 0 } };
    expect(remarksOn({ items: [exits, item], assignments: [never] })).toMatchObject([
      { kind: 'item-not-owed', because: 'no-turn' },
    ]);
    expect(
      remarksOn({ items: [exits, item], assignments: [{ ...never, frequency: { times: 1 } }] }),
    ).toEqual([]);
  });

  test('an enterprise that is owed nothing', () => {
    const items = [{ ...exits, appliesTo: { tag: ['food'] } }, scales];
    const told = { kind: 'enterprise-owed-nothing', place: 'enterprises[0]' };
    expect(remarksOn({ items, enterprises: [shop, factory] })).toEqual([
      { ...told, enterprise: { id: 'E-2' }, because: 'unmatched' },
    ]);
    const never = { enterprise: 'E-2', item: 'SC-01', frequency: { times: 0 } };
    expect(remarksOn({ items, enterprises: [shop, factory], assignments: [never] })).toEqual([
      { ...told, enterprise: { id: 'E-2' }, because: 'no-turn' },
    ]);
  });
});

describe('days', () => {
  test('a season that leaves the windows no day', () => {
    const season = [{ from: '01-01', to: '01-20' }];
    expect(remarksOn({ items: [{ ...exits, season }, scales] })).toEqual([
      {
        ...{ kind: 'no-open-day', place: 'items[0].season' },
        item: { id: 'XF-01', name: '疏散通道' },
        ...{ unserved: 4, occurrences: 4, enterprises: 2 },
      },
    ]);
  });

  test('an item with methods by grade is one item', () => {
    const item = { ...exits, methodByGrade: { A: 'remote' } };
    const season = [{ from: '01-01', to: '01-20' }];
    const enterprises = [{ ...factory, grade: 'A' }, shop];
    expect(remarksOn({ items: [{ ...item, season }, scales], enterprises })).toMatchObject([
      { place: 'items[0].season', unserved: 4, occurrences: 4, enterprises: 2 },
    ]);
    // Nobody without grade A is left, so that the item by its own method is owed by nobody.
    expect(remarksOn({ items: [item, scales], enterprises: enterprises.slice(0, 1) })).toEqual([]);
  });

  test('an enterprise that is closed in the window', () => {
    const closed = [{ from: '2026-01-01', to: '2026-06-30' }];
    expect(remarksOn({ enterprises: [{ ...factory, closed }, shop] })).toMatchObject([
      { place: 'items[0]', unserved: 1, occurrences: 4, enterprises: 1 },
    ]);
  });
});

describe('caps', () => {
  test('a cap of an enterprise, and one of its grade, below the visits of protected checks', () => {
    const enterprises = [
      { ...factory, visitCap: 1 },
      { ...shop, grade: 'A' },
    ];
    const needed = { needed: 2 };
    expect(remarksOn({ enterprises, policy: { capByGrade: { A: 0 } } })).toEqual([
      {
        ...{ kind: 'cap-below-protected', place: 'enterprises[0].visitCap' },
        ...{ enterprise: { id: 'E-1', name: '某厂' }, cap: 1, ...needed },
      },
      {
        ...{ kind: 'cap-below-protected', place: 'policy.capByGrade.A' },
        ...{ enterprise: { id: 'E-2' }, cap: 0, ...needed },
      },
    ]);
  });

  test('caps that suffice, since checks share visits or are off site, are no remark', () => {
    const items = [exits, { ...exits, id: 'XF-02' }, { ...exits, id: 'XF-03', method: 'remote' }];
    const enterprises = [{ ...factory, visitCap: 2 }, shop];
    expect(remarksOn({ items, enterprises })).toEqual([]);
  });

  test('checks that are off site for the grade are no visits of a cap', () => {
    const items = [{ ...exits, methodByGrade: { A: 'remote' } }];
    const enterprises = [
      { ...factory, visitCap: 0, grade: 'A' },
      { ...shop, visitCap: 0 },
    ];
    expect(remarksOn({ items, enterprises })).toMatchObject([
      { kind: 'cap-below-protected', enterprise: { id: 'E-2' }, needed: 2 },
    ]);
  });

  test('the whole horizon decides, however many days have passed', () => {
    const enterprises = [{ ...factory, visitCap: 1 }];
    const done = [
      {
        ...{ enterprise: 'E-1', domain: 'key', date: '2026-03-31', lead: 'fire' },
        occurrences: [{ item: 'XF-01', cycle: 0 }],
      },
    ];
    expect(
      remarksOn({ items: [exits], enterprises, done, frozenThrough: '2026-06-30' }),
    ).toMatchObject([{ kind: 'cap-below-protected', cap: 1, needed: 2 }]);
  });
});

describe('caps of the policy', () => {
  const offSite = { methods: { documents: { onSite: false } } };
  const general = { ...scales, method: 'on-site', fallback: 'documents' };

  test('below the visits of protected checks, by departments and grades', () => {
    const caps = [
      { id: 'ample', max: 4 },
      { id: '54号', max: 1, each: 'department' as const, appliesTo: { area: ['许村'] } },
    ];
    expect(remarksOn({ policy: { caps } })).toEqual([
      {
        ...{ kind: 'policy-cap-below-protected', place: 'policy.caps[1]', cap: '54号', max: 1 },
        ...{ needed: 2, enterprises: 1 },
      },
    ]);
  });

  test('that count nothing', () => {
    const caps = [
      { id: 'a', max: 2, appliesTo: { grade: ['A'] } },
      { id: 'b', max: 2, counts: { kinds: ['speical'] } },
      { id: 'c', max: 2, counts: { domains: ['key'] } },
    ];
    const told = { kind: 'cap-counts-nothing' };
    expect(remarksOn({ policy: { caps } })).toEqual([
      { ...told, place: 'policy.caps[0]', cap: 'a', because: 'no-enterprise' },
      { ...told, place: 'policy.caps[1]', cap: 'b', because: 'no-check' },
    ]);
  });

  test('fallbacks that no plan uses', () => {
    const items = [{ ...exits, fallback: 'documents' }, general];
    const told = { kind: 'fallback-unused' };
    const asProtected = {
      ...{ ...told, place: 'items[0].fallback', because: 'protected', items: ['XF-01'] },
    };
    const asUncounted = {
      ...{ ...told, place: 'items[1].fallback', because: 'uncounted', items: ['SC-01'] },
    };
    expect(remarksOn({ items, policy: offSite })).toEqual([asProtected, asUncounted]);
    const caps = [{ id: 'all', max: 2 }];
    expect(remarksOn({ items, policy: { ...offSite, caps } })).toEqual([asProtected]);
    // A total cap counts it as well.
    const enterprises = [{ ...factory, visitCap: 9 }, shop];
    expect(remarksOn({ items, policy: offSite, enterprises })).toEqual([asProtected]);
    const method = 'documents';
    expect(
      remarksOn({ items: [exits, { ...general, method }], policy: { ...offSite, caps } }),
    ).toEqual([asUncounted]);
  });

  test('their texts, and those of fallbacks, may look mistyped', () => {
    const caps = [
      {
        ...{ id: 'all', max: 9, appliesTo: { not: { area: ['海昌 '] } } },
        counts: { kinds: ['Routine', 'routine'], levels: ['city', 'City'] },
      },
    ];
    const places = remarksOn({
      departments: [{ ...fire, level: 'city' }, market],
      policy: { caps },
    })
      .filter(({ kind }) => kind === 'alike-texts')
      .map(({ place }) => place);
    expect(places).toEqual([
      ...['policy.caps[0].counts.kinds[1]', 'policy.caps[0].counts.levels[1]'],
      'policy.caps[0].appliesTo.not.area[0]',
    ]);
    const methods = { documents: { onSite: false }, Documents: { onSite: false } };
    const items = [exits, { ...general, fallback: 'Documents' }];
    expect(remarksOn({ items, policy: { methods, caps: [{ id: 'all', max: 9 }] } })).toMatchObject([
      { kind: 'alike-texts', place: 'policy.methods.documents' },
    ]);
  });
});

describe('texts', () => {
  test('spaces at the ends of ids and labels', () => {
    const departments = [fire, { ...market, id: 'market ' }];
    const items = [exits, { ...scales, department: 'market ', appliesTo: { area: [' 海昌'] } }];
    const enterprises = [{ ...factory, area: ' 海昌', tags: ['\u200bfood'] }, shop];
    expect(remarksOn({ departments, items, enterprises })).toEqual([
      { kind: 'padded-text', place: 'departments[1].id', use: 'department', text: 'market ' },
      { kind: 'padded-text', place: 'items[1].appliesTo.area[0]', use: 'area', text: ' 海昌' },
      {
        ...{ kind: 'padded-text', place: 'enterprises[0].tags[0]', use: 'tag' },
        text: '\u200bfood',
      },
    ]);
  });

  test('texts that differ by case, width or spaces', () => {
    const items = [exits, { ...scales, appliesTo: { all: [{ any: [{ tag: ['food'] }] }] } }];
    const enterprises = [
      { ...factory, area: 'Ａ 区', grade: 'b' },
      { ...shop, id: 'e-1', area: 'A区', tags: ['Food'] },
    ];
    const policy = { capByGrade: { B: 9 } };
    const alike = { kind: 'alike-texts' };
    expect(remarksOn({ items, enterprises, policy })).toEqual([
      {
        ...{ ...alike, place: 'enterprises[1].id', use: 'enterprise', text: 'e-1' },
        like: { text: 'E-1', place: 'enterprises[0].id' },
      },
      {
        ...{ ...alike, place: 'enterprises[1].area', use: 'area', text: 'A区' },
        like: { text: 'Ａ 区', place: 'enterprises[0].area' },
      },
      {
        ...{ ...alike, place: 'enterprises[1].tags[0]', use: 'tag', text: 'Food' },
        like: { text: 'food', place: 'items[1].appliesTo.all[0].any[0].tag[0]' },
      },
      {
        ...{ ...alike, place: 'policy.capByGrade.B', use: 'grade', text: 'B' },
        like: { text: 'b', place: 'enterprises[0].grade' },
      },
    ]);
  });

  test('a padded text that looks like another is told once', () => {
    const items = [exits, { ...exits, id: 'XF-02', topic: '消防 ', domain: 'key' }];
    expect(remarksOn({ items })).toMatchObject([
      { kind: 'alike-texts', place: 'items[1].topic', like: { place: 'items[0].topic' } },
    ]);
  });

  test('equal texts of different uses are no remark', () => {
    const items = [{ ...exits, id: 'FIRE', equivalent: 'Fire' }, scales];
    expect(remarksOn({ items })).toEqual([]);
  });
});

describe('capacity', () => {
  const without = { id: 'market' };

  test('a department without capacity, where others have one', () => {
    const told = { kind: 'no-capacity', place: 'departments[1]', department: { id: 'market' } };
    expect(remarksOn({ departments: [fire, without] })).toEqual([told]);
    expect(remarksOn({ departments: [{ id: 'fire' }, without] })).toEqual([]);
  });

  test('squads are a capacity, and a department without items needs none', () => {
    const squads = { ...without, dailyMinutesByArea: { 海昌: 90 } };
    expect(remarksOn({ departments: [fire, squads, { id: 'tax' }] })).toEqual([]);
  });
});
