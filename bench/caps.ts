// The generated county with kinds, methods by grade and fallbacks, without and with the cap of
// 国办发〔2024〕54号: time of the plan, what is proven, and the figures of the README:
// npm run bench:caps [-- --enterprises 2000 --rounds 3]
import { parseArgs } from 'node:util';
import { type Plan, plan, verify } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { decoded } from './support/county-dates';
import { machineLine } from './support/machine';
import { measure, printTable, tableOf } from './support/measure';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
  },
});
const rounds = Number(values.rounds);

const count = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 0 });
const percent = (share = 0): string => `${(100 * share).toFixed(1)} %`;

const input = generateCounty({ enterprises: Number(values.enterprises), national: true });
const without = decoded({ ...input, policy: { ...input.policy, caps: [] } });
const capped = decoded(input);

const base = measure('without', rounds, () => plan(without));
const timed = measure('with the cap', rounds, () => plan(capped));

/** Enterprises whose visits are not proven, by the first aim that is open. */
const openIn = (made: Plan): { out: number; fallback: number; visits: number } => {
  const open = { out: 0, fallback: 0, visits: 0 };
  for (const { id } of input.enterprises) {
    const own = made.certificate(id);
    if (own === undefined) continue;
    const { underCaps } = own;
    if (underCaps !== undefined && underCaps.leftOut > underCaps.leastLeftOut) open.out++;
    else if (underCaps !== undefined && underCaps.byFallback > underCaps.leastByFallback)
      open.fallback++;
    else if (own.visits > own.lowerBound) open.visits++;
  }
  return open;
};

console.log(machineLine());
printTable(tableOf([base], [base, timed]));
console.log();
const plans = [plan(without), plan(capped)];
const row = (name: string, of: (summary: Plan['summary']) => string): readonly string[] => [
  name,
  ...plans.map(({ summary }) => of(summary)),
];
printTable([
  ['', 'without', 'with the cap'],
  row('served', ({ perItem }) => count(perItem)),
  row('by fallback', ({ byFallback = 0 }) => count(byFallback)),
  row('visits by department', ({ perDepartment }) => count(perDepartment)),
  row('joint visits', ({ visits }) => count(visits)),
  row('joint share', ({ jointShare }) => percent(jointShare)),
  row('checks off site', ({ offSiteShare }) => percent(offSiteShare)),
  row('pairs above two', ({ pairsAboveTwo = 0 }) => count(pairsAboveTwo)),
  row('pairs above two, departments alone', ({ pairsAboveTwoBefore = 0 }) =>
    count(pairsAboveTwoBefore),
  ),
  row('proven', ({ enterprisesProven }) => count(enterprisesProven)),
]);
for (const made of plans) console.log('not proven, by aim:', JSON.stringify(openIn(made)));
console.log('violations:', verify(without, plans[0]).length, verify(capped, plans[1]).length);
