// The share of a plan's time that the check of every visit takes:
// npm run bench:guard [-- --enterprises 40000 --rounds 5]
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { decodeRegistry, plan } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { soundVisits } from '../src/consolidate/sound-visits';
import { planContext } from '../src/plan/context';
import { machineLine } from './support/machine';
import { measure, medianOf, printTable, tableOf } from './support/measure';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);
const decoded = decodeRegistry(generateCounty({ enterprises: Number(values.enterprises) }));
if (E.isLeft(decoded)) throw new Error('the county is refused');
const registry = decoded.right;
const occurrences = occurrencesOf(registry);
const { visitTerms: terms } = planContext(registry);
console.log(machineLine());
const found = consolidate(occurrences);
const whole = measure('plan, whole', rounds, () => plan(registry));
const guard = measure('check of every visit', rounds, () => soundVisits(occurrences, terms, found));
printTable(tableOf([whole], [whole, guard]));
console.log(
  `the check takes ${((100 * medianOf(guard)) / medianOf(whole)).toFixed(2)} % of a plan`,
);
