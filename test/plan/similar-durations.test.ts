import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import { explainEnterprise, explainPair, explainVisit, plan, verify } from '../../src/index';
import { decoded } from '../support/decoded';

// In double arithmetic each of these products is less than the longer duration.
const pairs = [
  [115, 100, 1.15],
  [57, 50, 1.14],
  [126, 90, 1.4],
  [123, 60, 2.05],
] as const;

test.each(pairs)('%d minutes are within %d × %d', (longest, shortest, ratio) => {
  const registry = (minutes: number) =>
    decoded({
      horizon: { start: '2026-01-01', end: '2026-12-31' },
      departments: [{ id: 'D' }],
      items: [minutes, shortest].map((own, i) => ({
        id: `I${i}`,
        department: 'D',
        domain: 'general',
        minutes: own,
        frequency: { times: 1 },
        appliesTo: {},
      })),
      enterprises: [{ id: 'E' }],
      policy: { domains: { general: { window: 1, durationRatio: ratio } } },
    });
  const [within, beyond] = [registry(longest), registry(longest + 1)];
  expect(plan(within).visits).toHaveLength(1);
  expect(plan(beyond).visits).toHaveLength(2);
  expect(verify(within, plan(within))).toEqual([]);
  // A visit of both, held to the rules of either registry.
  expect(verify(beyond, plan(within)).map(({ kind }) => kind)).toContain('duration-ratio');

  const [a, b] = [
    { item: 'I0', cycle: 0 },
    { item: 'I1', cycle: 0 },
  ];
  const meeting = E.map(
    ({ meeting: { kind } }: { readonly meeting: { readonly kind: string } }) => kind,
  );
  expect(meeting(explainPair(within, 'E', a, b))).toEqual(E.right('can'));
  expect(meeting(explainPair(beyond, 'E', a, b))).not.toEqual(E.right('can'));
  const visit = explainVisit(within, plan(within), plan(within).visits[0]);
  expect(visit).toMatchObject(
    E.right({
      rules: expect.arrayContaining([
        expect.objectContaining({ rule: 'durationRatio', holds: true }),
      ]),
    }),
  );
  expect(E.isRight(explainEnterprise(beyond, plan(beyond), 'E'))).toBe(true);
});
