// The share of a plan's time that the check of every visit takes:
// npm run bench:guard [-- --enterprises 40000 --rounds 5]
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { decodeRegistry, plan } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { keyItems } from '../src/consolidate/consolidate';
import { completeBook } from '../src/consolidate/rule-table';
import { soundVisits } from '../src/consolidate/sound-visits';
import { rulesOf } from '../src/rules/rule-book';
import { onSiteOf, ruledItems } from '../src/rules/ruled-items';
import { visitChecker } from '../src/rules/visit-check';
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
const items = ruledItems(occurrences.rows.items, occurrences.policy, occurrences.rows.departments);
const terms = {
  items,
  checker: visitChecker(items, completeBook(items)(rulesOf(occurrences.policy))),
  onSite: onSiteOf(occurrences.policy, items),
  key: keyItems(items),
};
console.log(machineLine());
const found = consolidate(occurrences);
const whole = measure('plan, whole', rounds, () => plan(registry));
const guard = measure('check of every visit', rounds, () => soundVisits(occurrences, terms, found));
printTable(tableOf([whole], [whole, guard]));
console.log(
  `the check takes ${((100 * medianOf(guard)) / medianOf(whole)).toFixed(2)} % of a plan`,
);
