import { describe, expect, test } from 'vitest';
import { verify } from '../../src/answers/verify/verify';
import type { Certificate, UnderCaps } from '../../src/output/certificate';
import { certificatesText } from '../../src/output/certificates-text';
import { decodeCertificates } from '../../src/output/decode-certificates';
import { plan } from '../../src/plan/plan';
import type { RegistryInput } from '../../src/registry/registry';
import { capsInForce } from '../soak/reference/caps';
import { problemOf } from '../soak/reference/optimum';
import { readRegistry } from '../soak/reference/owed';
import { cappedRegistry } from '../support/capped-registries';
import { workedCases } from '../support/cases';
import { decoded } from '../support/decoded';
import { runs } from '../support/runs';

const seeds = Array.from({ length: runs(80, 1000) }, (_, seed) => seed);

describe('certificates under several caps', () => {
  test('hold against the best of all plans, and prove it', () => {
    const seen = { limited: 0, raised: 0, fallback: 0, none: 0, open: 0 };
    for (const seed of seeds) {
      const input = cappedRegistry(seed);
      const planned = plan(decoded(input));
      const reading = readRegistry(input);
      const [enterprise] = input.enterprises;
      const duties = reading.owedTo(enterprise).filter(({ unserved }) => unserved === undefined);
      const { best } = problemOf(reading, enterprise);
      const own = planned.certificate('E');
      // Too many occurrences for the second reading.
      if (best === undefined) continue;
      if (best === 'impossible' || own === undefined) throw new Error('nothing to compare');
      const fewestOut = duties.length - best.served;
      expect(verify(decoded(input), planned), `seed ${seed}`).toEqual([]);
      expect(own.visits).toBe(planned.visits.length);
      const { underCaps } = own;
      if (underCaps === undefined) {
        seen.none++;
        expect([fewestOut, best.fallback]).toEqual([0, 0]);
        continue;
      }
      const { leftOut, leastLeftOut, byFallback, leastByFallback, limits } = underCaps;
      expect(leftOut, `seed ${seed}`).toBe(
        planned.unserved.filter(({ reason }) => reason === 'visit-cap').length,
      );
      expect(leastLeftOut, `seed ${seed}`).toBeLessThanOrEqual(fewestOut);
      expect(leastByFallback, `seed ${seed}`).toBeLessThanOrEqual(best.fallback);
      expect(own.lowerBound, `seed ${seed}`).toBeLessThanOrEqual(best.visits);
      const caps = capsInForce(reading, enterprise);
      for (const { cap, limit, least } of limits) {
        const c = caps.findIndex(({ name }) => name === cap);
        expect(least, `seed ${seed}`).toBeLessThanOrEqual(best.limits[c]);
        expect(limit).toBeGreaterThanOrEqual(best.limits[c]);
        seen.raised += limit > caps[c].max ? 1 : 0;
        seen.open += least < limit ? 1 : 0;
      }
      if (leftOut + byFallback > 0) {
        seen.limited++;
        expect(limits.length, `seed ${seed}`).toBeGreaterThan(0);
      }
      seen.fallback += byFallback > 0 ? 1 : 0;
      seen.open +=
        leftOut > leastLeftOut || byFallback > leastByFallback || own.visits > own.lowerBound
          ? 1
          : 0;
    }
    expect(seen.limited).toBeGreaterThan(seeds.length / 4);
    expect(seen.fallback).toBeGreaterThan(seeds.length / 10);
    expect(seen.raised).toBeGreaterThan(seeds.length / 50);
    expect(seen.none).toBeGreaterThan(seeds.length / 20);
    expect(seen.open).toBeLessThanOrEqual(seeds.length / 50);
  });

  test('are read back equal', () => {
    for (const seed of seeds.slice(0, 30)) {
      const planned = plan(decoded(cappedRegistry(seed)));
      expect(decodeCertificates([...certificatesText(planned)])).toMatchObject({
        right: { certificates: [planned.certificate('E')] },
      });
    }
  });

  test.each(workedCases)('name limits that the worked case $name states', (worked) => {
    const planned = plan(decoded(worked.registry));
    for (const [id, { limits, byFallback = 0 }] of Object.entries(worked.expected.enterprises)) {
      const under = planned.certificate(id)?.underCaps;
      if (under === undefined) expect(byFallback).toBe(0);
      else
        expect(under).toMatchObject({
          ...{ byFallback, leastByFallback: byFallback, leastLeftOut: under.leftOut },
          limits: under.limits.map(({ cap }) => {
            const limit = limits?.[cap] ?? expect.any(Number);
            return { cap, limit, least: limit };
          }),
        });
    }
  });

  const underTotal: RegistryInput = {
    horizon: { start: '2026-01-01', end: '2026-12-31' },
    departments: [{ id: 'd' }],
    items: ['a', 'b', 'c', 'k', 'l'].map((id) => ({
      ...{ id, department: 'd', minutes: 30, frequency: { times: 1 }, appliesTo: {}, object: id },
      domain: id < 'k' ? 'general' : 'key',
    })),
    enterprises: [{ id: 'E', visitCap: 3, objects: ['a', 'b', 'c', 'k', 'l'] }],
  };
  const withCap = (visitCap: number): RegistryInput => ({
    ...underTotal,
    enterprises: [{ ...underTotal.enterprises[0], visitCap }],
  });
  const certified = (input: RegistryInput): Certificate | undefined =>
    plan(decoded(input)).certificate('E');

  test('say the same of a total cap alone', () => {
    expect(certified(withCap(3))?.underCaps).toEqual({
      ...{ leftOut: 2, leastLeftOut: 2, byFallback: 0, leastByFallback: 0 },
      limits: [{ cap: 'total', limit: 3, least: 3 }],
    });
    // Its key checks alone need two visits.
    expect(certified(withCap(1))?.underCaps).toEqual({
      ...{ leftOut: 3, leastLeftOut: 3, byFallback: 0, leastByFallback: 0 },
      limits: [{ cap: 'total', limit: 2, least: 2 }],
    });
    expect(certified(withCap(5))).not.toHaveProperty('underCaps');
  });

  test('count made visits', () => {
    const made = certified({
      ...withCap(3),
      frozenThrough: '2026-01-31',
      done: [
        {
          ...{ enterprise: 'E', date: '2026-01-15', domain: 'general', lead: 'd' },
          occurrences: [{ item: 'a', cycle: 0 }],
        },
      ],
    });
    expect(made).toMatchObject({
      visits: 3,
      underCaps: { leftOut: 2, limits: [{ cap: 'total', limit: 3, least: 3 }] },
    });
  });

  test('do not hold where they are wrong', () => {
    const input = withCap(3);
    const planned = plan(decoded(input));
    const own = planned.certificate('E');
    if (own?.underCaps === undefined) throw new Error('no caps');
    const [limit] = own.underCaps.limits;
    const kindsOf = (change: Partial<UnderCaps>): readonly string[] =>
      verify(decoded(input), planned, {
        certificates: [{ ...own, underCaps: { ...own.underCaps, ...change } as UnderCaps }],
      }).map(({ kind }) => kind);
    expect(kindsOf({})).toEqual([]);
    expect(kindsOf({ leftOut: 1 })).toEqual(['wrong-count']);
    expect(kindsOf({ leastLeftOut: 3 })).toEqual(['wrong-bound']);
    expect(kindsOf({ byFallback: 1 })).toEqual(['wrong-count']);
    expect(kindsOf({ leastByFallback: 1 })).toEqual(['wrong-bound']);
    expect(kindsOf({ limits: [] })).toEqual(['wrong-limit']);
    expect(kindsOf({ limits: [limit, limit] })).toEqual(['wrong-limit']);
    expect(kindsOf({ limits: [limit, { ...limit, cap: '54号' }] })).toEqual(['wrong-limit']);
    expect(kindsOf({ limits: [{ ...limit, limit: 4 }] })).toEqual(['wrong-limit', 'wrong-limit']);
    expect(kindsOf({ limits: [{ ...limit, least: 4 }] })).toEqual(['wrong-bound']);
    expect(kindsOf({ limits: [{ ...limit, least: 2 }] })).toEqual(['wrong-bound']);
  });
});
