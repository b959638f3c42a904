import { describe, expect, it } from 'vitest';
import { domainOf } from '../../src/registry/classify';
import { policyWithDefaults } from '../../src/registry/policy-defaults';

describe('domainOf', () => {
  const defaults = policyWithDefaults(undefined, 2026);
  const township = policyWithDefaults(
    {
      classify: [
        { domain: 'township', departments: ['town'] },
        { domain: 'key', topics: ['fire'] },
        { domain: 'general', topics: ['fire'], departments: ['town'] },
        { domain: 'key' },
      ],
    },
    2026,
  );

  it('puts fire, work safety and ecological safety into key, the rest into general', () => {
    const domains = ['fire', 'work-safety', 'ecological-safety', 'food', undefined].map((topic) =>
      domainOf(defaults, topic === undefined ? { department: 'd' } : { department: 'd', topic }),
    );
    expect(domains).toEqual(['key', 'key', 'key', 'general', 'general']);
  });

  it('takes the first match of topic or department, and the domain that an item names before all', () => {
    expect(domainOf(township, { department: 'town', topic: 'fire' })).toBe('township');
    expect(domainOf(township, { department: 'city', topic: 'fire' })).toBe('key');
    expect(domainOf(township, { department: 'city' })).toBe('general');
    expect(domainOf(township, { department: 'town', domain: 'key' })).toBe('key');
  });
});

describe('policyWithDefaults', () => {
  it('is the default policy of the model', () => {
    expect(policyWithDefaults(undefined, 2026)).toEqual({
      seed: 1,
      round: 2026,
      classify: [
        {
          domain: 'key',
          topics: ['fire', 'work-safety', 'ecological-safety', '消防', '安全生产', '生态安全'],
        },
      ],
      domains: {
        key: {
          window: 0.5,
          sameObject: true,
          sameMethod: true,
          durationRatio: 2,
          maxMinutes: 240,
          guests: ['general'],
        },
        general: {
          window: 1,
          sameObject: true,
          sameMethod: true,
          durationRatio: 3,
          maxMinutes: 240,
          guests: [],
        },
      },
      methods: {
        documents: { onSite: false },
        remote: { onSite: false },
        书面检查: { onSite: false },
        书面核查: { onSite: false },
        远程检查: { onSite: false },
        非现场检查: { onSite: false },
      },
      apart: [],
      recognise: false,
      capByGrade: {},
      protected: { domains: ['key'], kinds: [] },
      caps: [],
      quiet: [],
      leads: [],
      spacing: 0,
      travelMinutes: 0,
    });
  });

  it('replaces a default whole, also by what is empty, zero or false', () => {
    const given = {
      seed: 0,
      round: 0,
      classify: [],
      domains: { general: { window: 0.25 } },
      methods: { remote: { onSite: false } },
      apart: [['a', 'b']] as const,
      recognise: true,
      capByGrade: { A: 0 },
      protected: { domains: [], kinds: ['case'] },
      caps: [{ id: 'two', max: 2, each: 'department' as const }],
      quiet: [{ monthDays: { from: 1, to: 20 } }],
      leads: [{ departments: ['fire'] }],
      spacing: 30,
      travelMinutes: 5,
    };
    expect(policyWithDefaults(given, 2026)).toEqual(given);
  });
});
