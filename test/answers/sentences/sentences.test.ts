import { describe, expect, test } from 'vitest';
import type {
  EnterpriseExplanation,
  Explanation,
  LeadExplanation,
  PairExplanation,
  Placed,
  VisitExplanation,
} from '../../../src/answers/explain/explanation';
import type { DatedOccurrence, Named } from '../../../src/answers/explain/named';
import type { PolicyChange } from '../../../src/answers/explain/policy-change';
import type { EqualityName, RuleFinding } from '../../../src/answers/explain/rule-finding';
import type { HostFinding, Meeting, Separation } from '../../../src/answers/explain/separation';
import { sentences } from '../../../src/answers/sentences/sentences';
import type { UnservedReason } from '../../../src/output/plan-document';
import { expectWellSaid } from '../explain/well-said';

const exits: Named = { id: 'XF-01', name: '疏散通道检查' };
const scales: Named = { id: 'SC-01', name: '计量器具检查' };
const fire: Named = { id: 'fire', name: '消防救援大队' };
const market: Named = { id: 'market' };
const days = { count: 65, first: '2026-02-16', last: '2026-05-15' };
const dated = (item: Named, department: Named, minutes: number): DatedOccurrence => ({
  ...{ item, department, minutes, days },
  cycle: 0,
  domain: 'key',
});
const [a, b] = [dated(exits, fire, 45), dated(scales, market, 30)];
const items = [exits, scales];

const equality = (rule: EqualityName, holds: boolean): RuleFinding => ({
  ...{ rule, holds },
  setting: true,
  values: holds
    ? [{ value: 'enterprise', items }]
    : [
        { value: 'on-site', group: 'desk', items: [exits] },
        { value: null, items: [scales] },
      ],
});

/** One finding of every rule. */
const findings = (holds: boolean): Readonly<Record<RuleFinding['rule'], RuleFinding>> => ({
  guests: {
    rule: 'guests',
    holds,
    setting: holds ? ['general'] : [],
    domains: [
      { domain: 'key', items: [exits] },
      { domain: 'general', items: [scales] },
    ],
  },
  sameObject: equality('sameObject', holds),
  sameMethod: equality('sameMethod', holds),
  sameTopic: equality('sameTopic', holds),
  sameLevel: equality('sameLevel', holds),
  sameDepartment: equality('sameDepartment', holds),
  durationRatio: {
    ...{ rule: 'durationRatio', holds },
    setting: holds ? 2 : 1.25,
    longest: { item: exits, minutes: 45 },
    shortest: { item: scales, minutes: 30 },
  },
  apart: { rule: 'apart', holds, setting: 3, pairs: holds ? [] : [[exits, scales]] },
  maxMinutes: {
    ...{ rule: 'maxMinutes', holds },
    setting: holds ? 240 : 40,
    departments: [{ department: fire, minutes: 45 }],
    elapsed: 45,
  },
  maxDepartments: {
    rule: 'maxDepartments',
    holds,
    setting: holds ? 2 : 1,
    departments: [fire, market],
  },
});

const host: HostFinding = { rule: 'host', holds: false, occurrences: 2 };
const separations: Readonly<Record<string, Separation>> = {
  'same-item': { kind: 'same-item', item: exits },
  'no-common-day': { kind: 'no-common-day', a: days, b: { ...days, count: 1 } },
  'no-open-day': {
    kind: 'unserved',
    occurrences: [{ item: exits, cycle: 0, reason: 'no-open-day' }],
  },
  exempt: { kind: 'unserved', occurrences: [{ item: exits, cycle: 1, reason: 'exempt' }] },
  recognised: {
    kind: 'unserved',
    occurrences: [{ item: exits, cycle: 0, reason: 'recognised', by: scales }],
  },
  ...Object.fromEntries(
    [...Object.values(findings(false)), host].map((broken) => [
      broken.rule,
      { kind: 'rules', trials: [{ domain: 'key', broken }] } as const,
    ]),
  ),
};

const pair = (meeting: Meeting, more: Partial<PairExplanation> = {}): PairExplanation => ({
  kind: 'pair',
  enterprise: { id: 'E-1', name: '某食品厂' },
  ...{ a, b, meeting },
  changes: [],
  ...more,
});

const visit = (
  rules: readonly RuleFinding[],
  lead: Partial<LeadExplanation> = {},
): VisitExplanation => ({
  kind: 'visit',
  enterprise: { id: 'E-1' },
  visit: { date: '2026-03-11', domain: 'key' },
  onSite: true,
  departments: [fire, market],
  occurrences: [a, { ...b, days: { count: 0 } }],
  rules,
  date: { by: [a], fewest: 65, common: days, allowed: true },
  lead: {
    department: fire,
    because: 'minutes',
    candidates: [
      { department: fire, minutes: 45 },
      { department: market, minutes: 30 },
    ],
    ...lead,
  },
});

const enterprise = (more: Partial<EnterpriseExplanation>): EnterpriseExplanation => ({
  kind: 'enterprise',
  enterprise: { id: 'E-1' },
  ...{ visits: 2, onSite: 2, served: 2, lowerBound: 2, proven: true, restsOn: 'witness', tried: 9 },
  witness: [a, b],
  pairs: [{ a: 0, b: 1, separation: { kind: 'no-common-day', a: days, b: days } }],
  unserved: [],
  ...more,
});

const CHANGES: readonly PolicyChange[] = [
  { setting: 'durationRatio', domain: 'key', from: 2, to: 2.5 },
  { setting: 'durationRatio', domain: 'key', from: 2, to: null },
  { setting: 'maxMinutes', domain: 'general', from: 240, to: 260 },
  { setting: 'maxMinutes', domain: 'general', from: 240, to: null },
  { setting: 'maxDepartments', domain: 'key', from: 1, to: 2 },
  { setting: 'window', domain: 'key', from: 0.5, to: 1 },
  ...(['sameObject', 'sameMethod', 'sameTopic', 'sameLevel', 'sameDepartment'] as const).map(
    (setting): PolicyChange => ({ setting, domain: 'township', from: true, to: false }),
  ),
  { setting: 'guests', domain: 'key', add: 'general' },
  { setting: 'methods', methods: ['on-site', 'sampling'], group: 'on-site+sampling' },
  { setting: 'apart', remove: ['SC-01', 'XF-01'] },
  { setting: 'recognise', from: true, to: false },
  { setting: 'recognise', from: false, to: true },
];

const both = (explanation: Explanation): string => {
  expectWellSaid(explanation);
  return [
    ...sentences(explanation, { language: 'en' }),
    ...sentences(explanation, { language: 'zh' }),
  ].join('\n');
};

/** Every one of some explanations is well said, and no two alike. */
const expectTold = (explanations: readonly Explanation[]): void => {
  const texts = explanations.map(both);
  expect(new Set(texts).size).toBe(texts.length);
};

describe('both languages have their words for', () => {
  test('every reason that separates two', () => {
    expect(Object.keys(separations)).toHaveLength(16);
    expectTold(Object.values(separations).map((meeting) => pair(meeting)));
    expectTold(
      Object.values(separations).map((separation) =>
        enterprise({ pairs: [{ a: 0, b: 1, separation }] }),
      ),
    );
  });

  test('every rule, kept or broken', () => {
    for (const holds of [true, false])
      expectTold(Object.values(findings(holds)).map((finding) => visit([finding])));
    const unset = Object.values(findings(true)).map(
      (finding): RuleFinding =>
        'values' in finding
          ? { ...finding, setting: false }
          : finding.rule === 'apart'
            ? { ...finding, setting: 0 }
            : finding.rule === 'guests'
              ? finding
              : { ...finding, setting: null },
    );
    expectTold(unset.filter(({ rule }) => rule !== 'guests').map((finding) => visit([finding])));
    expectTold([visit(unset)]);
  });

  test('every change of policy', () => {
    expectTold(
      CHANGES.map((change) =>
        pair(separations.durationRatio, { changes: [{ change, policy: {} }] }),
      ),
    );
    const figures = { visits: { before: 2, after: 1 }, unserved: { before: 0, after: 1 } };
    expectTold(CHANGES.map((change) => enterprise({ change: { change, policy: {}, ...figures } })));
  });

  test('every way to the lead', () => {
    expectTold(
      (['only-department', 'fewest-days', 'minutes', 'id'] as const).map((because) =>
        visit([], { because }),
      ),
    );
    expectTold([visit([], { planned: market })]);
  });

  test('every place in a plan', () => {
    const reasons: readonly UnservedReason[] = ['no-open-day', 'exempt', 'visit-cap', 'recognised'];
    const places: readonly Placed[] = [
      { kind: 'visit', visit: { date: '2026-03-11', domain: 'key' } },
      { kind: 'nowhere' },
      ...reasons.map((reason): Placed => ({ kind: 'unserved', reason })),
      { kind: 'unserved', reason: 'recognised', by: scales },
    ];
    const can: Meeting = { kind: 'can', domain: 'key', host: a, days };
    for (const meeting of [can, separations.apart])
      expectTold([
        ...places.map((place) =>
          pair(meeting, { plan: { together: false, a: places[0], b: place } }),
        ),
        pair(meeting, { plan: { together: true, a: places[0], b: places[0] } }),
        pair(meeting),
      ]);
  });

  test('every reason not to serve, and every bound', () => {
    const reasons: readonly UnservedReason[] = ['no-open-day', 'exempt', 'visit-cap', 'recognised'];
    expectTold(
      reasons.map((reason) =>
        enterprise({ unserved: [{ reason, count: 2, items: [{ item: exits, cycles: [0, 2] }] }] }),
      ),
    );
    const raised = { limit: 5, unserved: { before: 2, after: 1 }, visits: { before: 4, after: 5 } };
    const capped = {
      reason: 'visit-cap',
      count: 2,
      items: [{ item: exits, cycles: [0, 2] }],
    } as const;
    expectTold([
      enterprise({ unserved: [{ ...capped, cap: { limit: 4 } }] }),
      enterprise({ unserved: [{ ...capped, cap: { limit: 4, grade: 'A' } }] }),
      enterprise({ unserved: [{ ...capped, cap: { limit: 4 }, raised }] }),
      enterprise({
        unserved: [
          {
            ...capped,
            cap: { limit: 4 },
            raised: { ...raised, unserved: { before: 2, after: 2 } },
          },
        ],
      }),
    ]);
    expectTold([
      enterprise({}),
      enterprise({ restsOn: 'search' }),
      enterprise({ restsOn: 'search', witness: [], pairs: [] }),
      enterprise({ visits: 3, proven: false }),
      enterprise({ visits: 1, lowerBound: 1, witness: [a], pairs: [] }),
      enterprise({ visits: 0, onSite: 0, lowerBound: 0, served: 0, witness: [], pairs: [] }),
    ]);
  });
});

test('only visits on site are 入企检查', () => {
  const remote = { ...visit([]), onSite: false };
  expectTold([visit([]), remote]);
  expect(sentences(visit([]), { language: 'zh' })[0]).toMatch('开展入企检查');
  expect(sentences(remote, { language: 'zh' })[0]).toMatch('开展非现场检查');
  expect(sentences(remote)[0]).toMatch('E-1 is checked off site on 2026-03-11');
  const mixed = enterprise({ visits: 22, onSite: 18, served: 30 });
  expect(sentences(mixed, { language: 'zh' })[0]).toBe(
    'E-1共安排检查22次，其中入企18次，完成检查任务30项次。',
  );
  expect(sentences(mixed)[0]).toBe('E-1 gets 22 visits (18 on site) for 30 checks.');
});

test('odd ids and names are quoted, whole ones stand as they are', () => {
  const said = both({
    ...pair(separations['no-common-day']),
    enterprise: { id: '\ud800', name: ' a\nb ' },
  });
  expect(said).toContain('"\\ud800" (" a\\nb ")');
  expect(said).toContain('疏散通道检查（XF-01）第1次');
});
