import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { certificatesText } from '../../src/output/certificates-text';
import { decodeCertificates } from '../../src/output/decode-certificates';
import { plan } from '../../src/plan';
import { decoded } from '../support/decoded';
import { registryArb } from '../support/registries';

describe('certificates as a text', () => {
  const plans = fc.sample(registryArb(), { numRuns: 100, seed: 5 }).map((input) => plan(decoded(input)));

  test('are a line for every enterprise, ascending by id, and read back equal', () => {
    for (const made of plans) {
      const lines = [...certificatesText(made)];
      const ids = made.columns.rows.enterprises.map(({ id }) => id);
      for (const line of lines) expect(line).toMatch(/^[^\n]+\n$/);
      const expected = { _tag: 'Right', right: ids.map((id) => made.certificate(id)) };
      expect(decodeCertificates(lines)).toEqual(expected);
      expect(decodeCertificates(`\ufeff${lines.join('\r\n')}`.split('\n'))).toEqual(expected);
    }
  });

  test('are read with every error at its line', () => {
    const fit = '{"enterprise":"E","visits":1,"lowerBound":1,"witness":[]}';
    const unfit = '{"enterprise":"","visits":1.5,"lowerBound":1,"witness":[{"item":"a","cycle":-1,"x":0}],"y":1}';
    const result = decodeCertificates([fit, ' ', unfit, 'null', '{"enterprise"']);
    const places = result._tag === 'Left' ? result.left.map(({ path }) => path) : [];
    expect(places).toEqual([
      ...['enterprise', 'visits', 'witness[0].cycle', 'witness[0].x', 'y'].map((path) => `line 3: ${path}`),
      'line 4',
      'line 5',
    ]);
  });
});
