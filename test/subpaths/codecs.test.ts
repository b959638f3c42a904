import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { formatError } from 'inspection-consolidation';
import * as codecs from 'inspection-consolidation/codecs';
import * as t from 'io-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Codec, decodeLocated } from '../../src/codec/codec';
import * as certificate from '../../src/output/certificate';
import * as document from '../../src/output/plan-document';
import * as shortfall from '../../src/output/shortfall';
import * as criteria from '../../src/registry/criteria';
import * as department from '../../src/registry/department';
import * as doneVisit from '../../src/registry/done-visit';
import * as due from '../../src/registry/due';
import * as enterprise from '../../src/registry/enterprise';
import * as frequency from '../../src/registry/frequency';
import * as item from '../../src/registry/item';
import * as occurrenceRef from '../../src/registry/occurrence-ref';
import * as pin from '../../src/registry/pin';
import * as policy from '../../src/registry/policy';
import * as range from '../../src/registry/range';
import * as registry from '../../src/registry/registry';
import { RegistryCodec } from '../../src/registry/registry-codec';
import * as change from '../../src/revise/change';
import { fullRegistry } from '../support/full-registry';
import { mutate } from '../support/mutations';
import { runs } from '../support/runs';

const own = new Map<string, Codec<unknown>>(
  Object.entries({
    ...{ ...certificate, ...document, ...shortfall, ...criteria, ...department, ...doneVisit },
    ...{ ...due, ...enterprise, ...frequency, ...item, ...occurrenceRef, ...pin, ...policy },
    ...{ ...range, ...registry, ...change, Registry: RegistryCodec },
  }).flatMap(([name, value]): readonly (readonly [string, Codec<unknown>])[] =>
    typeof value === 'object' && 'check' in value ? [[name, value as Codec<unknown>]] : [],
  ),
);
const public_ = Object.entries(codecs).flatMap(([name, value]) =>
  value instanceof t.Type ? [[name, value as t.Type<unknown>] as const] : [],
);

/** A value and every part of it. */
const partsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(partsOf)]
    : [value];

describe('codecs', () => {
  test('are there for every entity', () => {
    expect(public_.map(([name]) => name).sort()).toEqual([...own.keys()].sort());
    expectTypeOf<t.TypeOf<typeof codecs.Item>>().toEqualTypeOf<codecs.Item>();
  });

  test('accept the values of the own codecs, with the same errors', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.integer(), fc.anything(), (seed, any) => {
        const parts = partsOf(mutate(fullRegistry(), seed));
        for (const [name, codec] of public_)
          for (const value of [any, ...parts]) {
            const expected = decodeLocated(own.get(name) as Codec<unknown>, value);
            const found = codec.decode(value);
            expect(codec.is(value)).toBe(isRight(expected));
            if (isRight(found)) accepted++;
            expect(isLeft(found) ? PathReporter.report(found) : found.right).toEqual(
              isLeft(expected) ? expected.left.map(formatError) : expected.right,
            );
          }
      }),
      { seed: 14, numRuns: runs(5, 40) },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  test('compose with io-ts, and say where', () => {
    const Order = t.type({ items: t.array(codecs.Item), from: codecs.Enterprise });
    const row = { id: 'i', department: 'd', minutes: 30, frequency: { times: 1 } };
    const wrong = { ...row, frequency: { times: -1 } };
    expect(isRight(Order.decode({ items: [row], from: { id: 'e' } }))).toBe(true);
    expect(
      PathReporter.report(Order.decode({ items: [row, wrong], from: { id: 'e', size: 1 } })),
    ).toEqual([
      'items[1].frequency.times: expected a number ≥ 0, got -1',
      'from.size: expected a string, got 1',
    ]);
  });
});
