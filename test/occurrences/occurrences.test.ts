import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Frequency } from '../../src/registry/frequency';
import type { Item } from '../../src/registry/item';
import type { DateRange } from '../../src/registry/range';
import type { RegistryInput } from '../../src/registry/registry';
import { type OccurrenceRow, occurrenceRows, occurrencesOf } from '../../src/subpaths/stages';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

const HORIZON = { start: '2026-01-01', end: '2026-12-31' };
const FIRST = parseDay(HORIZON.start);
const EVERY_DAY = Array.from({ length: 365 }, (_, d) => dateTextOf(FIRST + d));

/** One item, owed once a year by one enterprise; every day of 2026 is open. */
const registryWith = (
  item: Partial<Item>,
  enterprise: Partial<Enterprise> = {},
  rest: Partial<RegistryInput> = {},
): RegistryInput => ({
  horizon: HORIZON,
  calendar: { open: EVERY_DAY },
  departments: [{ id: 'd' }],
  items: [
    { id: 'i', department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {}, ...item },
  ],
  enterprises: [{ id: 'e', ...enterprise }],
  ...rest,
});

const rowsOf = (input: RegistryInput, enterprise = 'e'): readonly OccurrenceRow[] =>
  occurrenceRows(occurrencesOf(decoded(input)), enterprise);

const rangeArb: fc.Arbitrary<DateRange> = fc
  .tuple(fc.integer({ min: -30, max: 380 }), fc.oneof(fc.nat(30), fc.nat(400)))
  .map(([from, more]) => ({ from: dateTextOf(FIRST + from), to: dateTextOf(FIRST + from + more) }));

const within = (ranges: readonly DateRange[], date: string): boolean =>
  ranges.some(({ from, to }) => from <= date && date <= to);

describe('the columns', () => {
  test('ascend by enterprise, item and cycle, and cycles have no gap', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const { rows, count, start, item, cycle } = occurrencesOf(decoded(input));
        expect(start[0]).toBe(0);
        expect(start[rows.enterprises.length]).toBe(count);
        expect(cycle.length).toBe(count);
        for (let e = 0; e < rows.enterprises.length; e++)
          for (let o = start[e]; o < start[e + 1]; o++) {
            const another = o === start[e] || item[o] !== item[o - 1];
            if (another && o > start[e]) expect(item[o]).toBeGreaterThan(item[o - 1]);
            expect(cycle[o]).toBe(another ? 0 : cycle[o - 1] + 1);
          }
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('become rows with ascending days, none where there is a reason', () => {
    fc.assert(
      fc.property(registryArb(), (input) => {
        const occurrences = occurrencesOf(decoded(input));
        const rows = input.enterprises.flatMap(({ id }) => occurrenceRows(occurrences, id));
        expect(rows.length).toBe(occurrences.count);
        for (const { days, reason } of rows) {
          expect(days.length === 0).toBe(reason !== undefined);
          expect(days).toEqual([...new Set(days)].sort());
        }
        expect(occurrenceRows(occurrences, 'nobody')).toEqual([]);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

describe('allowed days', () => {
  test('begin later than the last inspection by (1 − w) of the cycle', () => {
    const hundredths = fc.constantFrom(
      1,
      5,
      10,
      20,
      25,
      30,
      33,
      40,
      50,
      60,
      67,
      70,
      75,
      80,
      90,
      95,
      99,
      100,
    );
    const dates = fc.array(fc.integer({ min: -60, max: 364 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(hundredths, fc.integer({ min: 1, max: 73 }), dates, (share, times, pasts) => {
        const input = registryWith(
          { frequency: { times } },
          {},
          { policy: { domains: { general: { window: share / 100 } } } },
        );
        const history = pasts.map((past) => ({
          enterprise: 'e',
          item: 'i',
          date: dateTextOf(FIRST + past),
        }));
        const last = FIRST + Math.max(...pasts);
        const before = rowsOf(input);
        const after = rowsOf({ ...input, history });
        before.forEach(({ days }, k) => {
          const cycleDays = Math.floor(((k + 1) * 365) / times) - Math.floor((k * 365) / times);
          // In hundredths of a day, so that the boundary is exact.
          const late = days.filter(
            (date) => 100 * (parseDay(date) - last) > (100 - share) * cycleDays,
          );
          expect(after[k].days).toEqual(late);
          expect(after[k].reason).toBe(late.length === 0 ? 'no-open-day' : undefined);
        });
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  test('of another enterprise or item do not count', () => {
    const input = registryWith({}, {}, { enterprises: [{ id: 'e' }, { id: 'f' }] });
    const items = [...input.items, { ...input.items[0], id: 'j' }];
    const history = [{ enterprise: 'f', item: 'i', date: '2026-12-31' }];
    const rows = rowsOf({ ...input, items, history });
    expect(rows.map(({ days }) => days)).toEqual([EVERY_DAY, EVERY_DAY]);
    expect(rowsOf({ ...input, items, history }, 'f').map(({ reason }) => reason)).toEqual([
      'no-open-day',
      undefined,
    ]);
  });

  test('avoid closures, and exemptions unless the item is key; no-open-day is said before exempt', () => {
    const ranges = fc.array(rangeArb, { maxLength: 3 });
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.constantFrom('key', 'general', 'township'),
        ranges,
        ranges,
        fc.integer({ min: 1, max: 12 }),
        (domain, closed, exempt, times) => {
          const domains = { key: { window: 1 }, general: { window: 1 }, township: { window: 1 } };
          const rows = rowsOf(
            registryWith(
              { domain, frequency: { times } },
              { closed, exempt },
              { policy: { domains } },
            ),
          );
          rows.forEach((row, k) => {
            const cycle = EVERY_DAY.slice(
              Math.floor((k * 365) / times),
              Math.floor(((k + 1) * 365) / times),
            );
            const open = cycle.filter((date) => !within(closed, date));
            const free = domain === 'key' ? open : open.filter((date) => !within(exempt, date));
            const reason =
              open.length === 0 ? 'no-open-day' : free.length === 0 ? 'exempt' : undefined;
            seen.set(`${domain} ${reason}`, (seen.get(`${domain} ${reason}`) ?? 0) + 1);
            expect(row.reason).toBe(reason);
            expect(row.days).toEqual(free);
          });
        },
      ),
      { numRuns: 300, seed: 4 },
    );
    expect([...seen.keys()].sort()).toEqual([
      'general exempt',
      'general no-open-day',
      'general undefined',
      'key no-open-day',
      'key undefined',
      'township exempt',
      'township no-open-day',
      'township undefined',
    ]);
  });

  test('do not matter for what is recognised', () => {
    const input = registryWith(
      { equivalent: 'x', frequency: { times: 2 } },
      { closed: [{ from: HORIZON.start, to: HORIZON.end }] },
      { policy: { recognise: true } },
    );
    const items = [...input.items, { ...input.items[0], id: 'j', frequency: { times: 3 } }];
    expect(rowsOf({ ...input, items }).map(({ item, reason }) => `${item} ${reason}`)).toEqual([
      'i recognised',
      'i recognised',
      'j no-open-day',
      'j no-open-day',
      'j no-open-day',
    ]);
  });
});

describe('frequencies', () => {
  test.each(['A', '__proto__', 'constructor', 'toString', ''])(
    'by grade %j count for that grade alone',
    (grade) => {
      // As JSON has it: an own field, whatever its name.
      const byGrade: Record<string, number> = JSON.parse(`{${JSON.stringify(grade)}: 3}`);
      const frequency = { times: 1, byGrade };
      expect(rowsOf(registryWith({ frequency }, { grade })).length).toBe(3);
      expect(rowsOf(registryWith({ frequency }, { grade: `${grade}+` })).length).toBe(1);
      expect(rowsOf(registryWith({ frequency })).length).toBe(1);
      expect(rowsOf(registryWith({ frequency: { times: 2, byGrade: {} } }, { grade })).length).toBe(
        2,
      );
      expect(
        rowsOf(
          registryWith(
            { frequency: { times: 2, byGrade: { ...byGrade, [`${grade}+`]: 0 } } },
            { grade: `${grade}+` },
          ),
        ),
      ).toEqual([]);
    },
  );

  test('of an assignment replace those of the item whole; without one the item’s own count', () => {
    const times = fc.nat(6);
    const frequencyArb: fc.Arbitrary<Frequency> = fc.record(
      {
        times,
        per: fc.constantFrom(
          'year' as const,
          'half-year' as const,
          'quarter' as const,
          'month' as const,
        ),
        byGrade: fc.record({ A: times, B: times }, { requiredKeys: [] }),
      },
      { requiredKeys: ['times'] },
    );
    const units = { year: 1, 'half-year': 2, quarter: 4, month: 12, horizon: 1 };
    const grades = fc.constantFrom('A' as const, 'B' as const, undefined);
    fc.assert(
      fc.property(
        frequencyArb,
        fc.option(frequencyArb, { nil: undefined }),
        grades,
        fc.constantFrom<Partial<Item>>({}, { appliesTo: { tag: ['none'] } }, { object: 'kitchen' }),
        (own, given, grade, item) => {
          const input = registryWith({ frequency: own, ...item }, grade && { grade });
          const assignment = { enterprise: 'e', item: 'i', ...(given && { frequency: given }) };
          const { times: usual, per = 'year', byGrade } = given ?? own;
          const owed = units[per] * ((grade && byGrade?.[grade]) ?? usual);
          const rows = rowsOf({ ...input, assignments: [assignment] });
          expect(rows.map(({ cycle }) => cycle)).toEqual([...Array(owed).keys()]);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  test('of an item that applies to nobody are owed by assignment alone', () => {
    const { items, ...rest } = registryWith({}, {}, { enterprises: [{ id: 'e' }, { id: 'f' }] });
    const { appliesTo: _everybody, ...item } = items[0];
    const input = { ...rest, items: [item], assignments: [{ enterprise: 'f', item: 'i' }] };
    expect(rowsOf(input)).toEqual([]);
    expect(rowsOf(input, 'f').length).toBe(1);
  });

  test('of one rate fall on the same enterprises in the same year', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.integer(), (times, seed) => {
        const input = registryWith({ frequency: { times } }, {}, { policy: { seed } });
        const items = [...input.items, { ...input.items[0], id: 'j', minutes: 90 }];
        const enterprises = Array.from({ length: 20 }, (_, k) => ({ id: `e${k}` }));
        const occurrences = occurrencesOf(decoded({ ...input, items, enterprises }));
        for (const { id } of enterprises)
          expect([0, 2]).toContain(occurrenceRows(occurrences, id).length);
      }),
      { numRuns: 30, seed: 6 },
    );
  });
});
