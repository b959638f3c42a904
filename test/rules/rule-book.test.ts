import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/answers/verify/facts';
import { brokenRules } from '../../src/answers/verify/visit-rules';
import { policyWithDefaults } from '../../src/registry/policy-defaults';
import { holds, type RuledItem } from '../../src/rules/rule';
import { apart, maxDepartments, rulesOf, sameTopic, withRules } from '../../src/rules/rule-book';
import { ruledItems } from '../../src/rules/ruled-items';
import { registryArb } from '../support/registries';

const item = (id: string): RuledItem => ({
  id,
  department: 'd',
  level: undefined,
  domain: 'key',
  method: 'on-site',
  methodGroup: 'method on-site',
  object: 'enterprise',
  topic: undefined,
  kind: 'routine',
  minutes: 30,
});

describe('the rules of a policy', () => {
  test('are what the verifier reads in it, for any set of items', () => {
    const seen = { may: 0, mayNot: 0 };
    fc.assert(
      fc.property(
        registryArb({ tight: true }),
        fc.infiniteStream(fc.boolean()),
        (registry, chosen) => {
          const facts = factsOf(registry);
          const book = rulesOf(facts.policy);
          expect(book.map(({ domain }) => domain)).toEqual([...facts.domains.keys()].sort());
          const items = ruledItems(registry.items, facts.policy, registry.departments);
          for (const { domain, guests, rules } of book)
            for (let round = 0; round < 10; round++) {
              const some = items.filter(
                (_, i) => chosen.next().value === true && (round < 5 || i % 3 === round % 3),
              );
              const may =
                some.some((one) => one.domain === domain) &&
                some.every((one) => one.domain === domain || guests.includes(one.domain)) &&
                rules.every((rule) => holds(rule)(some));
              const read = some.flatMap(({ id }) => facts.items.get(id) ?? []);
              expect(read.length).toBe(some.length);
              if (some.length > 1) seen[may ? 'may' : 'mayNot']++;
              expect(may).toBe(brokenRules(facts, domain, read).length === 0);
            }
        },
      ),
      { numRuns: 300 },
    );
    expect(seen.may).toBeGreaterThan(150);
    expect(seen.mayNot).toBeGreaterThan(1500);
  });

  test('without a policy are the defaults of the model', () => {
    const names = rulesOf(policyWithDefaults(undefined, 2026)).map(({ domain, guests, rules }) => ({
      domain,
      guests,
      rules: rules.map(({ name }) => name),
    }));
    const rules = ['sameObject', 'sameMethod', 'durationRatio', 'maxMinutes'];
    expect(names).toEqual([
      { domain: 'general', guests: [], rules },
      { domain: 'key', guests: ['general'], rules },
    ]);
  });

  test('are added to in every domain, after its own', () => {
    const more = [sameTopic, maxDepartments(2)];
    const book = rulesOf(policyWithDefaults(undefined, 2026));
    expect(withRules()(book)).toEqual(book);
    for (const [k, { domain, guests, rules }] of withRules(...more)(book).entries()) {
      expect({ domain, guests }).toEqual({ domain: book[k].domain, guests: book[k].guests });
      expect(rules).toEqual([...book[k].rules, ...more]);
    }
  });
});

test('items apart are apart both ways, whatever their ids, and nobody else is', () => {
  const id = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', 'hasOwnProperty');
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id), { maxLength: 6 }), id, id, (pairs, a, b) => {
      fc.pre(a !== b);
      const rule = apart(pairs);
      const named = pairs.some((pair) => pair.includes(a) && pair.includes(b));
      expect(holds(rule)([item(a), item(b)])).toBe(!named);
      expect(holds(rule)([item(b), item(a)])).toBe(!named);
      if (rule.kind === 'exception')
        expect(rule.concerns(item(a))).toBe(pairs.some((pair) => pair.includes(a)));
    }),
    { numRuns: 500 },
  );
});
