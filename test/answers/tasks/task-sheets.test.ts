import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taskRows } from '../../../src/answers/tasks/task-rows';
import { type TaskSheetOptions, taskSheets } from '../../../src/answers/tasks/task-sheets';
import { taskText } from '../../../src/answers/tasks/task-text';
import { workload } from '../../../src/answers/workload';
import type { PlanDocument } from '../../../src/output/plan-document';
import { plan } from '../../../src/plan/plan';
import { FURTHER_CYCLES } from '../../../src/registry/due';
import type { Registry, RegistryInput } from '../../../src/registry/registry';
import { amendedArb } from '../../support/amended';
import { decoded } from '../../support/decoded';
import { runs } from '../../support/runs';

const wordsArb = fc.constantFrom('', '=1+1', 'a,b', '"q"', 'two\nlines', '检测报告', '__proto__');

/** A registry under way with things to prepare, and its plan. */
const underWayArb: fc.Arbitrary<{ readonly registry: Registry; readonly planned: PlanDocument }> =
  fc
    .tuple(
      amendedArb({ enterprises: 3 }),
      fc.array(
        wordsArb.filter((word) => word !== ''),
        { maxLength: 3 },
      ),
    )
    .map(([input, prepare]) => {
      const named: RegistryInput = {
        ...input,
        items: input.items.map((item, k) => (k % 2 === 0 ? { ...item, prepare } : item)),
      };
      const registry = decoded(named);
      return { registry, planned: plan(registry).toJSON() };
    });

const optionsArb: fc.Arbitrary<Required<Pick<TaskSheetOptions, 'period' | 'groupBy'>>> = fc.record({
  period: fc.constantFrom('month', 'week'),
  groupBy: fc.constantFrom('department', 'area'),
});

describe('task sheets', () => {
  test('have every visit to come once for each department, or once for its area, and no other', () => {
    fc.assert(
      fc.property(underWayArb, optionsArb, ({ registry, planned }, options) => {
        const sheets = taskSheets(registry, planned, options);
        const areaOf = new Map(registry.enterprises.map(({ id, area }) => [id, area]));
        const wanted = planned.visits
          .filter(({ date }) => date > (registry.frozenThrough ?? ''))
          .flatMap(({ id, enterprise, departments }) =>
            options.groupBy === 'area'
              ? [[id, areaOf.get(enterprise)]]
              : departments.map((department) => [id, department]),
          );
        const found = sheets.flatMap(({ visits, department, area }) =>
          visits.map(({ id }) => [id, options.groupBy === 'area' ? area : department?.id]),
        );
        const sorted = (rows: readonly unknown[]): readonly string[] =>
          rows.map((row) => JSON.stringify(row)).sort();
        expect(sorted(found)).toEqual(sorted(wanted));
        for (const { from, to, visits, period } of sheets) {
          for (const { date } of visits) expect(from <= date && date <= to).toBe(true);
          expect(visits.map(({ date }) => date)).toEqual(visits.map(({ date }) => date).sort());
          expect(period).toMatch(options.period === 'week' ? /^\d{4}-W\d\d$/ : /^\d{4}-\d\d$/);
        }
        expect(
          new Set(
            sheets.map(({ period, department, area }) =>
              JSON.stringify([period, department, area]),
            ),
          ).size,
        ).toBe(sheets.length);
      }),
      { numRuns: runs(13, 100), seed: 81 },
    );
  });

  test('by week come to the minutes of the workload', () => {
    fc.assert(
      fc.property(underWayArb, ({ registry, planned }) => {
        const from = registry.horizon.start;
        const minutesOf = (
          rows: ReadonlyArray<readonly [string, number]>,
        ): ReadonlyMap<string, number> => {
          const sums = new Map<string, number>();
          for (const [key, minutes] of rows) sums.set(key, (sums.get(key) ?? 0) + minutes);
          return sums;
        };
        const { rows } = workload(registry, planned);
        const byDepartment = taskSheets(registry, planned, { period: 'week', from });
        expect(
          minutesOf(
            byDepartment.map(({ period, department, minutes }) => [
              `${period} ${department?.id}`,
              minutes,
            ]),
          ),
        ).toEqual(
          minutesOf(
            rows.map(({ week, department, minutes }) => [`${week} ${department}`, minutes]),
          ),
        );
        const byArea = taskSheets(registry, planned, { period: 'week', groupBy: 'area', from });
        expect(
          minutesOf(byArea.map(({ period, area, minutes }) => [`${period} ${area}`, minutes])),
        ).toEqual(minutesOf(rows.map(({ week, area, minutes }) => [`${week} ${area}`, minutes])));
      }),
      { numRuns: runs(13, 100), seed: 82 },
    );
  });

  test('as rows have every check to come once', () => {
    fc.assert(
      fc.property(underWayArb, optionsArb, ({ registry, planned }, options) => {
        const rows = taskRows(taskSheets(registry, planned, options));
        const wanted = planned.visits
          .filter(({ date }) => date > (registry.frozenThrough ?? ''))
          .flatMap(({ id, date, enterprise, occurrences }) =>
            occurrences.map(({ item, cycle }) =>
              JSON.stringify([id, date, enterprise, item, cycle < FURTHER_CYCLES ? cycle + 1 : 0]),
            ),
          );
        const found = rows.map((row) =>
          JSON.stringify([row.visit, row.date, row.enterprise, row.item, row.number]),
        );
        expect(found.sort()).toEqual(wanted.sort());
      }),
      { numRuns: runs(10, 80), seed: 83 },
    );
  });

  test('do not depend on the order of rows', () => {
    fc.assert(
      fc.property(underWayArb, optionsArb, ({ registry, planned }, options) => {
        const turned = {
          ...registry,
          items: registry.items.toReversed(),
          enterprises: registry.enterprises.toReversed(),
        };
        const visits = planned.visits.toReversed();
        expect(JSON.stringify(taskSheets(turned, { visits }, options))).toBe(
          JSON.stringify(taskSheets(registry, planned, options)),
        );
      }),
      { numRuns: runs(10, 60), seed: 84 },
    );
  });

  test('say on paper what is in them, a visit in as many lines as it needs', () => {
    fc.assert(
      fc.property(
        underWayArb,
        optionsArb,
        fc.constantFrom('en' as const, 'zh' as const),
        ({ registry, planned }, options, language) => {
          for (const sheet of taskSheets(registry, planned, options)) {
            const lines = taskText(sheet, { language });
            const ofVisits = sheet.visits.reduce(
              (sum, { items, prepare }) => sum + 4 + items.length + (prepare.length > 0 ? 1 : 0),
              0,
            );
            expect(lines).toHaveLength(2 + ofVisits);
            expect(lines.every((line) => !/[\r\n]/.test(line))).toBe(true);
            expect(lines[1]).toContain(String(sheet.visits.length));
          }
        },
      ),
      { numRuns: runs(10, 60), seed: 85 },
    );
  });
});

const small = decoded({
  horizon: { start: '2026-05-04', end: '2026-05-31' },
  departments: [{ id: 'XF', name: '消防救援大队' }, { id: 'SC' }],
  items: [
    {
      id: 'exits',
      name: '疏散通道',
      department: 'XF',
      domain: 'general',
      minutes: 45,
      frequency: { times: 1, per: 'horizon' },
      prepare: ['疏散平面图', '检测报告'],
    },
    {
      id: 'scales',
      department: 'SC',
      minutes: 30,
      frequency: { times: 1, per: 'horizon' },
      appliesTo: {},
      prepare: ['检测报告'],
    },
  ],
  enterprises: [{ id: 'E-1', name: '某食品厂', area: '海昌街道' }],
  due: [
    {
      enterprise: 'E-1',
      item: 'exits',
      cycle: 10_000,
      from: '2026-05-12',
      to: '2026-05-12',
      note: '专项检查',
    },
  ],
  policy: { travelMinutes: 20 },
});

test('a sheet as it is printed, in both languages', () => {
  const [sheet, ...rest] = taskSheets(small, plan(small), { groupBy: 'area', period: 'week' });
  expect(rest).toEqual([]);
  expect(taskText(sheet, { language: 'zh' }).join('\n')).toMatchInlineSnapshot(`
    "任务单　2026年第20周（2026-05-11至2026-05-17）　海昌街道
    共1次检查，各部门用时合计1小时55分钟（含路途）

    5月12日（周二）　某食品厂（E-1）　海昌街道
      牵头部门：消防救援大队（XF）；联合部门：SC
      检查事项2项，预计45分钟：
      · 疏散通道（exits）加查第1次　消防救援大队（XF）　45分钟　【专项检查】
      · scales　SC　30分钟
      企业需准备：疏散平面图；检测报告"
  `);
  expect(taskText(sheet, { language: 'en' }).join('\n')).toMatchInlineSnapshot(`
    "Task sheet 2026-W20 (2026-05-11 to 2026-05-17): 海昌街道
    1 visit, 1 h 55 min of all departments, travel included

    2026-05-12 Tuesday: E-1 (某食品厂), 海昌街道
      lead XF (消防救援大队), with SC
      2 checks, about 45 minutes:
      - exits (疏散通道) further no. 1, XF (消防救援大队), 45 min [专项检查]
      - scales, SC, 30 min
      to have ready: 疏散平面图; 检测报告"
  `);
});

test('of a plan that fits no registry have the ids that there are', () => {
  const strange: PlanDocument = {
    ...plan(small).toJSON(),
    visits: [
      {
        enterprise: '__proto__',
        domain: 'x',
        date: '2026-05-05',
        departments: ['constructor'],
        lead: 'constructor',
        minutes: 5,
        onSite: true,
        occurrences: [{ item: 'toString', cycle: 0 }],
      },
      {
        enterprise: 'E-9',
        domain: 'x',
        date: '2026-05-06',
        departments: [],
        lead: 'nobody',
        minutes: 0,
        onSite: false,
        occurrences: [],
      },
    ],
  };
  const sheets = taskSheets(small, strange);
  expect(
    sheets.map(({ department, minutes, visits }) => [
      department?.id,
      minutes,
      visits.map(({ enterprise }) => enterprise.id),
    ]),
  ).toEqual([
    ['constructor', 0, ['__proto__']],
    ['nobody', 0, ['E-9']],
  ]);
  for (const sheet of sheets) expect(taskText(sheet, { language: 'zh' }).length).toBeGreaterThan(2);
});
