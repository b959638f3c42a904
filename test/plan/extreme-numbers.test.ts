import fc from 'fast-check';
import * as E from 'fp-ts/Either';
import { expect, test } from 'vitest';
import {
  decodePlan,
  decodeRegistry,
  explainEnterprise,
  formatError,
  plan,
  planText,
  verify,
} from '../../src/index';
import { certificatesText } from '../../src/output/certificates-text';
import { decodeCertificates } from '../../src/output/decode-certificates';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';

const minutes = fc.constantFrom(1, 2, 7, 240, 999_999, 1_000_000);
const capacity = fc.constantFrom(
  0,
  0.001,
  0.1,
  1 / 3,
  480,
  999_999_999.9,
  1_000_000_000,
  undefined,
);
const limit = fc.constantFrom(null, 1, 1.15, 4 / 3, 240, 999_999_999, 1_000_000_000, undefined);
const whole = fc.constantFrom(0, 1, 2026, -7, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1));
const times = fc.constantFrom(0, 1e-320, 1e-9, 0.3, 1, 2.74, 12);

const registryArb = fc.record({
  items: fc.array(
    fc.record({
      minutes,
      times,
      per: fc.constantFrom('year', 'month', 'horizon'),
      department: fc.constantFrom('a', 'b'),
      domain: fc.constantFrom('key', 'general'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  daily: fc.tuple(capacity, capacity, capacity),
  travelMinutes: fc.constantFrom(0, 1e-320, 0.1, 1_000_000),
  limits: fc.tuple(limit, limit),
  window: fc.constantFrom(1, 0.5, 1e-320),
  seed: whole,
  round: whole,
  visitCap: fc.constantFrom(0, 1, 2 ** 32, 2 ** 53 - 1, undefined),
});

test('numbers up to their bounds give plans and certificates that can be read again and are valid', () => {
  let visits = 0;
  fc.assert(
    fc.property(
      registryArb,
      ({ items, daily, travelMinutes, limits, window, seed, round, visitCap }) => {
        const [ratio, most] = limits;
        const registry = decoded({
          horizon: { start: '2026-01-31', end: '2028-01-30' },
          departments: [
            { id: 'a', ...(daily[0] === undefined ? {} : { dailyMinutes: daily[0] }) },
            {
              id: 'b',
              ...(daily[1] === undefined ? {} : { dailyMinutes: daily[1] }),
              ...(daily[2] === undefined ? {} : { dailyMinutesByArea: { north: daily[2] } }),
            },
          ],
          items: items.map(({ times: own, per, ...rest }, i) => ({
            ...rest,
            id: `i${i}`,
            frequency: { times: own, per: own > 3 && per === 'month' ? ('year' as const) : per },
            appliesTo: {},
          })),
          enterprises: ['E', 'F'].map((id) => ({
            id,
            area: 'north',
            ...(visitCap === undefined ? {} : { visitCap }),
          })),
          due: [
            {
              enterprise: 'E',
              item: 'i0',
              cycle: 2 ** 31 - 1,
              from: '2026-03-01',
              to: '2026-03-31',
            },
          ],
          policy: {
            seed,
            round,
            travelMinutes,
            domains: Object.fromEntries(
              ['key', 'general'].map((domain) => [
                domain,
                {
                  window,
                  ...(ratio === undefined ? {} : { durationRatio: ratio }),
                  ...(most === undefined ? {} : { maxMinutes: most }),
                },
              ]),
            ),
          },
        });
        const planned = plan(registry);
        const read = decodePlan(JSON.parse([...planText(planned)].join('')));
        expect(E.isLeft(read) ? read.left.map(formatError) : []).toEqual([]);
        const proofs = decodeCertificates(certificatesText(planned));
        expect(E.isLeft(proofs) ? proofs.left.map(formatError) : []).toEqual([]);
        expect(verify(registry, planned)).toEqual([]);
        visits += planned.visits.length;
        const why = explainEnterprise(registry, planned, 'E');
        // What is proposed can be taken.
        if (E.isRight(why) && why.right.change !== undefined)
          expect(E.isRight(decodeRegistry({ ...registry, policy: why.right.change.policy }))).toBe(
            true,
          );
      },
    ),
    { numRuns: runs(38, 300), seed: 13 },
  );
  expect(visits).toBeGreaterThan(runs(100, 1000));
});
