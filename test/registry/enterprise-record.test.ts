import fc from 'fast-check';
import { isLeft, isRight } from 'fp-ts/Either';
import { describe, expect, it } from 'vitest';
import { formatError } from '../../src/codec/located-error';
import { type EnterpriseRecordInput, recordDecoder } from '../../src/registry/enterprise-record';
import { decodeFrame, type Frame } from '../../src/registry/frame';
import type { RegistryInput } from '../../src/registry/registry';
import { decodeRegistry } from '../../src/registry/registry-codec';
import { fullRegistry } from '../support/full-registry';
import { mutate } from '../support/mutations';

const frameOf = (): Frame => {
  const { enterprises: _, assignments: __, history: ___, ...frame } = fullRegistry();
  const result = decodeFrame(frame);
  if (isLeft(result)) throw new Error(result.left.map(formatError).join('\n'));
  return result.right;
};

const frame = frameOf();
const decode = recordDecoder(frame);

const record = (): EnterpriseRecordInput => ({
  enterprise: fullRegistry().enterprises[0],
  assignments: [
    { item: 'SC-09', frequency: { times: 1, per: 'quarter', byGrade: { B: 2 } } },
    { item: 'XF-01' },
  ],
  history: [
    { item: 'XF-01', date: '2025-12-10' },
    { item: 'XF-01', date: '2024-12-10' },
  ],
});

/** The registry that a record stands for. */
const asRegistry = ({
  enterprise,
  assignments = [],
  history = [],
}: EnterpriseRecordInput): RegistryInput => ({
  ...frame,
  enterprises: [enterprise],
  assignments: assignments.map((row) => ({ ...row, enterprise: enterprise.id })),
  history: history.map((row) => ({ ...row, enterprise: enterprise.id })),
});

const errorsOf = (input: unknown): readonly string[] => {
  const result = decode(input);
  return isLeft(result) ? result.left.map(formatError) : [];
};

describe('a record of an enterprise', () => {
  it('is given back as it is', () => {
    const input = record();
    expect(decode(input)).toEqual({ _tag: 'Right', right: input });
    const smallest = { enterprise: { id: '__proto__' } };
    expect(decode(smallest)).toEqual({ _tag: 'Right', right: smallest });
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['nothing', null, ['input: expected an object, got null']],
    ['no enterprise', {}, ['enterprise: expected an object, got nothing']],
    [
      'fields that are none',
      { enterprise: { id: 'E', constructor: 1 }, assignment: [] },
      [
        'enterprise.constructor: expected no such field (known: id, name, industry, size, grade, area, tags, objects, exempt, closed, visitCap), got 1',
        'assignment: expected no such field (known: enterprise, assignments, history, done, due, pins), got []',
      ],
    ],
    [
      'the enterprise named again',
      {
        enterprise: { id: 'E' },
        history: [{ enterprise: 'E', item: 'XF-01', date: '2025-01-01' }],
      },
      ['history[0].enterprise: expected no such field (known: item, date), got "E"'],
    ],
    [
      'items that are none',
      {
        enterprise: { id: 'E' },
        assignments: [{ item: 'constructor' }, { item: 'XF-01' }],
        history: [{ item: '__proto__', date: '2025-01-01' }],
      },
      [
        'assignments[0].item: expected the id of an item, got "constructor"',
        'history[0].item: expected the id of an item, got "__proto__"',
      ],
    ],
    [
      'an item assigned twice',
      {
        enterprise: { id: 'E' },
        assignments: [{ item: 'XF-01' }, { item: 'SC-09' }, { item: 'XF-01' }],
      },
      ['assignments[2]: expected an item not assigned by assignments[0], got {"item":"XF-01"}'],
    ],
    [
      'more times than days',
      {
        enterprise: { id: 'E' },
        assignments: [{ item: 'XF-01', frequency: { times: 29, per: 'month' } }],
      },
      [
        'assignments[0].frequency.times: expected at most 28 times (the days of the shortest month), got 29',
      ],
    ],
    [
      'a date that is none',
      { enterprise: { id: 'E' }, history: [{ item: 'XF-01', date: '2025-02-29' }] },
      ['history[0].date: expected a date (YYYY-MM-DD), got "2025-02-29"'],
    ],
  ])('with %s is refused', (_, input, errors) => {
    expect(errorsOf(input)).toEqual(errors);
  });

  it('is accepted only where the registry with it is, after any change', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const result = decode(mutate(record(), seed));
        if (isLeft(result)) return;
        accepted++;
        expect(decodeRegistry(asRegistry(result.right))).toMatchObject({ _tag: 'Right' });
      }),
      { seed: 3, numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(300);
    expect(accepted).toBeLessThan(2000);
  });
});

describe('a frame', () => {
  it('is a registry without its enterprises, or with none', () => {
    expect(decodeFrame(frame)).toEqual({ _tag: 'Right', right: frame });
    const none = { ...frame, enterprises: [], assignments: [], history: [] };
    expect(decodeFrame(none)).toEqual({ _tag: 'Right', right: none });
  });

  it('with enterprises, or with what is wrong in a registry, is refused', () => {
    const { items, ...rest } = fullRegistry();
    const result = decodeFrame({
      ...rest,
      items: [{ ...items[0], department: 'no' }, items[1]],
      enterprises: 7,
    });
    expect(isLeft(result) && result.left.map(formatError)).toEqual([
      'items[0].department: expected the id of a department, got "no"',
      'enterprises: expected nothing or an empty array (enterprises come one by one), got 7',
      'assignments: expected nothing or an empty array (enterprises come one by one), got [{"enterprise":"E-1","item":"SC-09","frequency":{"times":1,…',
      'history: expected nothing or an empty array (enterprises come one by one), got [{"enterprise":"E-1","item":"XF-01","date":"2025-12-10"}]',
    ]);
    expect(isRight(decodeFrame(null))).toBe(false);
  });
});
