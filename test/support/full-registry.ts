import type { RegistryInput } from '../../src/registry/registry';

/** A valid registry that uses every field; a new object at each call. */
export const fullRegistry = (): RegistryInput => ({
  horizon: { start: '2026-01-01', end: '2026-12-31' },
  calendar: { closed: ['2026-01-01'], open: ['2026-02-14'] },
  departments: [
    { id: 'fire', name: '消防救援大队', level: 'city', dailyMinutes: 2400 },
    { id: 'market', name: '市场监督管理局', level: 'city' },
  ],
  items: [
    {
      id: 'XF-01',
      name: '消防设施',
      department: 'fire',
      domain: 'key',
      method: 'on-site',
      methodByGrade: { A: 'documents' },
      object: 'enterprise',
      topic: 'fire',
      equivalent: 'extinguisher',
      minutes: 45,
      frequency: { times: 2, per: 'year', byGrade: { A: 1, D: 4 } },
      season: [
        { from: '06-01', to: '09-30' },
        { from: '12-20', to: '02-29' },
      ],
      appliesTo: {
        all: [
          { industry: ['C17'] },
          { any: [{ tag: ['crowded'] }, { grade: ['D'] }, { area: ['海昌街道'] }] },
          { not: { size: ['micro'] } },
        ],
      },
    },
    { id: 'SC-09', department: 'market', minutes: 30, frequency: { times: 0.5 }, appliesTo: {} },
  ],
  enterprises: [
    {
      id: 'E-1',
      name: '某公司',
      industry: 'C1713',
      size: 'large',
      grade: 'B',
      area: '海昌街道',
      tags: ['hazardous-chemicals'],
      objects: ['kitchen'],
      exempt: [{ from: '2026-03-01', to: '2026-08-31' }],
      closed: [{ from: '2026-02-01', to: '2026-02-20' }],
      visitCap: 12,
    },
    { id: 'E-2' },
  ],
  assignments: [
    {
      enterprise: 'E-1',
      item: 'SC-09',
      frequency: { times: 1, per: 'quarter', byGrade: { B: 2 } },
    },
  ],
  history: [{ enterprise: 'E-1', item: 'XF-01', date: '2025-12-10' }],
  policy: {
    seed: 7,
    round: 2026,
    classify: [{ domain: 'key', topics: ['fire'], departments: ['fire'] }],
    domains: {
      key: {
        window: 0.5,
        sameObject: true,
        sameMethod: true,
        sameTopic: false,
        sameLevel: true,
        sameDepartment: false,
        durationRatio: 2,
        maxMinutes: null,
        maxDepartments: 3,
        guests: ['general'],
      },
      general: { window: 1, durationRatio: null, maxMinutes: 240 },
    },
    methods: { documents: { onSite: false, group: 'desk' } },
    apart: [['XF-01', 'SC-09']],
    recognise: true,
    capByGrade: { A: 4 },
    spacing: 30,
    travelMinutes: 30,
  },
});
