// Plans a registry of one enterprise and three items: npx tsx examples/quick-start.ts
import { decodeRegistry, formatError, plan } from 'inspection-consolidation';

const horizon = { start: '2026-01-01', end: '2026-12-31' };
const departments = [{ id: 'fire' }, { id: 'market' }, { id: 'labour' }];
const appliesTo = {}; // every enterprise
const items = [
  { id: 'F1', department: 'fire', topic: 'fire', minutes: 45, frequency: { times: 2 }, appliesTo },
  { id: 'M1', department: 'market', minutes: 30, frequency: { times: 4 }, appliesTo },
  { id: 'L1', department: 'labour', minutes: 60, frequency: { times: 1 }, appliesTo },
];
const registry = decodeRegistry({ horizon, departments, items, enterprises: [{ id: 'E-6' }] });
if (registry._tag === 'Left') throw new Error(registry.left.map(formatError).join('\n'));
const { visits } = plan(registry.right);
for (const { date, departments } of visits) console.log(date, departments.join(' + '));
