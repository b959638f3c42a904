import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyWithDefaults } from '../../src/registry/policy-defaults';
import { partitionByDomain, ruledItems } from '../../src/rules/ruled-items';
import { registryArb } from '../support/registries';

describe('the key and general partition', () => {
  test('puts every item into the part of its domain, in its order, and leaves no part empty', () => {
    fc.assert(
      fc.property(registryArb(), ({ policy, departments, items: rows }) => {
        const items = ruledItems(rows, policyWithDefaults(policy, 2026), departments);
        const parts = partitionByDomain(items);
        expect([...parts.keys()]).toEqual([...new Set(items.map(({ domain }) => domain))]);
        for (const [domain, part] of parts)
          expect(part).toEqual(items.filter((item) => item.domain === domain));
        expect([...parts.values()].reduce((sum, part) => sum + part.length, 0)).toBe(items.length);
      }),
      { numRuns: 100 },
    );
  });

  test('of no items has no parts', () => {
    expect(partitionByDomain([]).size).toBe(0);
  });
});

describe('items as the rules see them', () => {
  test('agree in method when equal or in one group, whatever methods and groups are called', () => {
    const names = ['a', 'b', 'method a', 'group a', '__proto__', 'constructor', 'on-site'];
    const name = fc.constantFrom(...names);
    const methods = fc.array(fc.tuple(name, fc.option(name, { nil: undefined })), { maxLength: 6 });
    fc.assert(
      fc.property(methods, name, fc.option(name, { nil: undefined }), (settings, one, other) => {
        // Own fields, as JSON has them, whatever their names.
        const text = settings.map(
          ([method, group]) => `${JSON.stringify(method)}: ${JSON.stringify({ group })}`,
        );
        const policy = policyWithDefaults({ methods: JSON.parse(`{${text.join()}}`) }, 2026);
        const groupOf = new Map(settings);
        const row = { department: 'd', minutes: 30, frequency: { times: 1 } };
        const [a, b] = ruledItems(
          [
            { id: 'a', ...row, method: one },
            { id: 'b', ...row, ...(other !== undefined && { method: other }) },
          ],
          policy,
          [{ id: 'd' }],
        );
        expect([a.method, b.method]).toEqual([one, other ?? 'on-site']);
        const [mine, theirs] = [groupOf.get(one), groupOf.get(other ?? 'on-site')];
        const agree = one === (other ?? 'on-site') || (mine !== undefined && mine === theirs);
        expect(a.methodGroup === b.methodGroup).toBe(agree);
      }),
      { numRuns: 1000 },
    );
  });

  test('have the defaults filled in', () => {
    const policy = policyWithDefaults(undefined, 2026);
    const departments = [{ id: 'd', level: 'city' }, { id: 'constructor' }];
    const row = { minutes: 30, frequency: { times: 1 } };
    expect(
      ruledItems(
        [
          { id: 'a', department: 'd', topic: 'fire', ...row },
          { id: 'b', department: 'constructor', object: 'kitchen', domain: 'key', ...row },
          { id: 'c', department: 'd', topic: 'tax', ...row },
        ],
        policy,
        departments,
      ),
    ).toMatchObject([
      {
        id: 'a',
        level: 'city',
        domain: 'key',
        method: 'on-site',
        object: 'enterprise',
        topic: 'fire',
        minutes: 30,
      },
      {
        id: 'b',
        level: undefined,
        domain: 'key',
        method: 'on-site',
        object: 'kitchen',
        topic: undefined,
      },
      { id: 'c', level: 'city', domain: 'general', topic: 'tax' },
    ]);
  });
});
