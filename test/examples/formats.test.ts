// The pages on input, output and the model show registries, policies and plans that are what they
// say.
import * as core from 'inspection-consolidation';
import { policyWithDefaults } from 'inspection-consolidation/stages';
import { describe, expect, it } from 'vitest';
import { inLanguage, pageNamed } from '../support/pages';

const input = pageNamed('docs/input.md');
const output = pageNamed('docs/output.md');

describe('JSON', () => {
  const [registry, policy] = inLanguage('json', [input]).map(({ text }): unknown =>
    JSON.parse(text),
  );
  const [plan] = inLanguage('json', [output]).map(({ text }): unknown => JSON.parse(text));

  it('shows a registry and the very plan of it', () => {
    const decoded = core.decodeRegistry(registry);
    if (decoded._tag === 'Left') throw new Error(decoded.left.map(core.formatError).join('\n'));
    expect(core.plan(decoded.right).toJSON()).toEqual(plan);
    const read = core.decodePlan(plan);
    expect(read._tag === 'Right' && core.verify(decoded.right, read.right)).toEqual([]);
  });

  it('shows the defaults of a policy', () => {
    expect(policy).toEqual(policyWithDefaults(undefined, 2026));
    const section = input.text.slice(
      input.text.indexOf('## Policy'),
      input.text.indexOf('## Errors'),
    );
    for (const field of Object.keys(policyWithDefaults(undefined, 2026)))
      expect(section).toContain(`| \`${field}\``);
  });
});

it('the model shows a registry, a policy and a plan that can be read', () => {
  const shown = inLanguage('jsonc', [pageNamed('docs/model.md')]).map(({ text }) =>
    JSON.parse(text.replace(/\s+\/\/.*$/gm, '')),
  );
  expect(shown).toHaveLength(3);
  const [registry, policy, plan] = shown;
  for (const one of [registry, { ...registry, policy }]) {
    const decoded = core.decodeRegistry(one);
    expect(decoded._tag === 'Left' ? decoded.left.map(core.formatError) : []).toEqual([]);
  }
  const read = core.decodePlan(plan);
  expect(read._tag === 'Left' ? read.left.map(core.formatError) : []).toEqual([]);
});

it('names every field of the input', () => {
  const unknown = { '?': 0 };
  const domains = { general: { window: 1, ...unknown } };
  const result = core.decodeRegistry({
    ...unknown,
    horizon: unknown,
    calendar: unknown,
    departments: [unknown],
    items: [{ ...unknown, frequency: unknown, season: [unknown], appliesTo: unknown }],
    enterprises: [{ ...unknown, exempt: [unknown] }],
    assignments: [unknown],
    history: [unknown],
    policy: { ...unknown, classify: [unknown], domains, methods: { remote: unknown } },
  });
  const lists =
    result._tag === 'Right'
      ? []
      : result.left.flatMap(({ expected }) => /known: (.*)\)/.exec(expected) ?? []);
  const fields = lists.filter((_, at) => at % 2 === 1).flatMap((list) => list.split(', '));
  expect(fields.length).toBeGreaterThan(60);
  const section = input.text.slice(0, input.text.indexOf('## Errors'));
  for (const field of fields) expect(section).toMatch(new RegExp(`\`${field}\``));
});
