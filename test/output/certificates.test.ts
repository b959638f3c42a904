import fc from 'fast-check';
import { getOrElse } from 'fp-ts/Either';
import { describe, expect, test } from 'vitest';
import { certificatesText } from '../../src/output/certificates-text';
import { decodeCertificates, type PlanCertificates } from '../../src/output/decode-certificates';
import { columnsOf } from '../../src/output/plan';
import { plan } from '../../src/plan/plan';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

describe('certificates as a text', () => {
  const plans = fc
    .sample(registryArb(), { numRuns: 100, seed: 5 })
    .map((input) => plan(decoded(input)));

  test('are a line for every enterprise, ascending by id, then one for every shortfall, and read back equal', () => {
    for (const made of plans) {
      const lines = [...certificatesText(made)];
      const ids = columnsOf(made).rows.enterprises.map(({ id }) => id);
      for (const line of lines) expect(line).toMatch(/^[^\n]+\n$/);
      const { shortfalls } = made;
      expect(lines.map((line) => line.startsWith('{"shortfall":'))).toEqual([
        ...ids.map(() => false),
        ...shortfalls.map(() => true),
      ]);
      const expected = {
        _tag: 'Right',
        right: { certificates: ids.map((id) => made.certificate(id)), shortfalls },
      };
      expect(decodeCertificates(lines)).toEqual(expected);
      expect(decodeCertificates(`\ufeff${lines.join('\r\n')}`.split('\n'))).toEqual(expected);
    }
    expect(plans.filter(({ shortfalls }) => shortfalls.length > 0).length).toBeGreaterThanOrEqual(
      15,
    );
  });

  test('are read in any order', () => {
    const lines = [
      '{"shortfall":{"department":"a","weeks":[],"needed":2,"available":0,"short":2}}',
      '{"enterprise":"E","visits":1,"lowerBound":1,"witness":[]}',
      '{"shortfall":{"department":"a","area":"北","weeks":["2026-W01"],"needed":2,"available":1.5,"short":0.5}}',
    ];
    const { certificates, shortfalls } = getOrElse(
      () => ({ certificates: [], shortfalls: [] }) as PlanCertificates,
    )(decodeCertificates(lines));
    expect(certificates).toEqual([JSON.parse(lines[1])]);
    expect(shortfalls.map((shortfall) => ({ shortfall }))).toEqual([
      JSON.parse(lines[0]),
      JSON.parse(lines[2]),
    ]);
  });

  test('are read with every error at its line', () => {
    const fit = '{"enterprise":"E","visits":1,"lowerBound":1,"witness":[]}';
    const unfit =
      '{"enterprise":"","visits":1.5,"lowerBound":1,"witness":[{"item":"a","cycle":-1,"x":0}],"y":1}';
    const short =
      '{"shortfall":{"department":"","weeks":[7],"needed":1,"available":-1,"y":1},"enterprise":"E"}';
    const result = decodeCertificates([
      fit,
      ' ',
      unfit,
      'null',
      '{"enterprise"',
      short,
      '{"shortfall":null}',
    ]);
    const places = result._tag === 'Left' ? result.left.map(({ path }) => path) : [];
    expect(places).toEqual([
      ...['enterprise', 'visits', 'witness[0].cycle', 'witness[0].x', 'y'].map(
        (path) => `line 3: ${path}`,
      ),
      'line 4',
      'line 5',
      ...['department', 'weeks[0]', 'available', 'short', 'y'].map(
        (path) => `line 6: shortfall.${path}`,
      ),
      'line 6: enterprise',
      'line 7: shortfall',
    ]);
  });
});
