import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/codec/located-error';
import { decodePlan } from '../../src/output/decode-plan';

const planJson = () => ({
  visits: [
    {
      enterprise: 'E-1',
      domain: 'key',
      date: '2026-03-11',
      method: 'on-site',
      object: 'enterprise',
      departments: ['fire', 'market'],
      lead: 'fire',
      minutes: 90,
      onSite: true,
      occurrences: [{ item: 'XF-01', cycle: 0 }],
    },
  ],
  unserved: [
    { enterprise: 'E-1', item: 'SC-07', cycle: 0, reason: 'exempt' },
    { enterprise: 'E-1', item: 'SC-08', cycle: 1, reason: 'recognised', by: 'SC-07' },
  ],
  summary: {
    occurrences: 3,
    visits: 1,
    lowerBound: 1,
    perItem: 1,
    perDepartment: 1,
    reduction: 0,
    enterprisesProven: 1,
    enterprises: 1,
    jointShare: 1,
    onSiteShare: 1,
    overloadMinutes: 0,
  },
});

const linesOf = (input: unknown): readonly string[] => {
  const result = decodePlan(input);
  return isLeft(result) ? result.left.map(formatError) : [];
};

describe('decodePlan', () => {
  it('gives a plan back as it is', () => {
    const input = planJson();
    const result = decodePlan(input);
    expect(isRight(result) && result.right).toBe(input);
  });

  it('lets a summary carry more, and a visit leave out method and object', () => {
    const { visits, unserved, summary } = planJson();
    const { method: _method, object: _object, ...visit } = visits[0];
    expect(
      linesOf({ visits: [visit], unserved, summary: { ...summary, byDomain: { key: 1 } } }),
    ).toEqual([]);
  });

  it('tells all that is wrong at once', () => {
    const { visits, unserved, summary } = planJson();
    const { visits: _visits, ...lacking } = summary;
    expect(
      linesOf({
        visits: [
          {
            ...visits[0],
            date: '2026-02-30',
            minutes: '90',
            note: '',
            occurrences: [{ item: 'XF-01', cycle: -1 }],
          },
          7,
        ],
        unserved: [{ ...unserved[0], reason: 'forgotten' }],
        summary: lacking,
        more: {},
      }),
    ).toEqual([
      'visits[0].date: expected a date (YYYY-MM-DD), got "2026-02-30"',
      'visits[0].minutes: expected a number ≥ 0, got "90"',
      'visits[0].occurrences[0].cycle: expected an integer ≥ 0, got -1',
      'visits[0].note: expected no such field (known: id, enterprise, domain, date, method, object, departments, lead, minutes, onSite, occurrences), got ""',
      'visits[1]: expected an object, got 7',
      'unserved[0].reason: expected one of "no-open-day", "exempt", "quiet", "visit-cap", "recognised", got "forgotten"',
      'summary.visits: expected an integer ≥ 0, got nothing',
      'more: expected no such field (known: visits, unserved, summary), got {}',
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'null'],
    [[], '[]'],
    ['', '""'],
    [undefined, 'undefined'],
  ])('refuses %j', (input, actual) => {
    expect(linesOf(input)).toEqual([`input: expected an object, got ${actual}`]);
  });
});
