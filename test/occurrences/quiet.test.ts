import { describe, expect, test } from 'vitest';
import { occurrenceRows } from '../../src/occurrences/occurrence-rows';
import { occurrencesOf } from '../../src/occurrences/occurrences';
import type { Due } from '../../src/registry/due';
import type { Enterprise } from '../../src/registry/enterprise';
import type { Policy } from '../../src/registry/policy';
import { decoded } from '../support/decoded';

/** One check a month for two months, at an enterprise in 海昌. */
const rowsOf = (
  policy: Policy,
  {
    kind,
    enterprise = {},
    due = [],
  }: {
    readonly kind?: string;
    readonly enterprise?: Partial<Enterprise>;
    readonly due?: readonly Due[];
  } = {},
) =>
  occurrenceRows(
    occurrencesOf(
      decoded({
        horizon: { start: '2026-06-01', end: '2026-07-31' },
        departments: [{ id: 'd' }],
        items: [
          {
            ...{ id: 'i', department: 'd', minutes: 30, appliesTo: {} },
            frequency: { times: 1, per: 'month' },
            ...(kind === undefined ? {} : { kind }),
          },
        ],
        enterprises: [{ id: 'e', area: '海昌', ...enterprise }],
        due,
        policy,
      }),
    ),
    'e',
  ).map(({ cycle, days, reason }) => [cycle, reason ?? `${days[0]} to ${days.at(-1)}`]);

const MONTH = { monthDays: { from: 1, to: 20 } };

describe('quiet days', () => {
  test('are a part of every month, or of the year; both ends wrap', () => {
    expect(rowsOf({ quiet: [MONTH] })).toEqual([
      [0, '2026-06-22 to 2026-06-30'],
      [1, '2026-07-21 to 2026-07-31'],
    ]);
    expect(rowsOf({ quiet: [{ monthDays: { from: 25, to: 5 } }] })).toEqual([
      [0, '2026-06-08 to 2026-06-24'],
      [1, '2026-07-06 to 2026-07-24'],
    ]);
    expect(rowsOf({ quiet: [{ season: { from: '07-10', to: '06-09' } }] })).toEqual([
      [0, '2026-06-10 to 2026-06-30'],
      [1, '2026-07-01 to 2026-07-09'],
    ]);
  });

  test('are those of the enterprises that the criteria name', () => {
    const quiet = [{ ...MONTH, appliesTo: { area: ['海昌'] } }];
    const everyDay = [
      [0, '2026-06-01 to 2026-06-30'],
      [1, '2026-07-01 to 2026-07-31'],
    ];
    expect(rowsOf({ quiet })).not.toEqual(everyDay);
    expect(rowsOf({ quiet }, { enterprise: { area: '斜桥' } })).toEqual(everyDay);
  });

  test('leave a check unserved where no other day is left, after the white list', () => {
    const quiet = [{ season: { from: '06-01', to: '06-30' } }];
    expect(rowsOf({ quiet })[0]).toEqual([0, 'quiet']);
    const exempt = [{ from: '2026-06-01', to: '2026-06-30' }];
    expect(rowsOf({ quiet }, { enterprise: { exempt } })[0]).toEqual([0, 'exempt']);
    const part = [{ from: '2026-06-01', to: '2026-06-15' }];
    expect(rowsOf({ quiet }, { enterprise: { exempt: part } })[0]).toEqual([0, 'quiet']);
    expect(rowsOf({ quiet }, { enterprise: { closed: exempt } })[0]).toEqual([0, 'no-open-day']);
  });

  test('do not limit what is protected, by its domain or its kind, nor tasks', () => {
    const quiet = [MONTH];
    const whole = [0, '2026-06-01 to 2026-06-30'];
    expect(rowsOf({ quiet, protected: { domains: ['general'] } })[0]).toEqual(whole);
    expect(rowsOf({ quiet, protected: { kinds: ['case'] } }, { kind: 'case' })[0]).toEqual(whole);
    expect(rowsOf({ quiet, protected: { kinds: ['case'] } })[0]).not.toEqual(whole);
    const task = { enterprise: 'e', item: 'i', cycle: 0, from: '2026-06-02', to: '2026-06-10' };
    expect(rowsOf({ quiet }, { due: [task] })[0]).toEqual([0, '2026-06-02 to 2026-06-10']);
  });
});
