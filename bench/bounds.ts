// Compares every lower bound of the search with the exact optimum,
// on small enterprises with few hosts:
// npm run bench:bounds [-- --count 50000 --from 1 --caps]
import { parseArgs } from 'node:util';
import { factsOf } from '../src/answers/verify/facts';
import { occurrencesByReading } from '../src/answers/verify/owed';
import { verify } from '../src/answers/verify/verify';
import { plan } from '../src/index';
import { fewest } from '../test/cover/small-questions';
import { bruteForceOptimum } from '../test/support/brute-force';
import { decoded } from '../test/support/decoded';
import { servable } from '../test/support/exact';
import { hostedRegistry } from '../test/support/hosted-registries';
import { boundsOf, questionsOf } from '../test/support/question-bounds';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '50000' },
    from: { type: 'string', default: '1' },
    caps: { type: 'boolean', default: false },
  },
});
const [count, from] = [values.count, values.from].map(Number);
/** Most occurrences of an enterprise; brute force takes too long for more. */
const LARGEST = 10;

let [compared, questions, bounds, faults] = [0, 0, 0, 0];
const tight = new Map<string, number>();
for (let seed = from; compared < count; seed++) {
  const input = hostedRegistry(seed, { caps: values.caps });
  const owed = occurrencesByReading(input).get(input.enterprises[0].id) ?? [];
  const size = servable(owed).length;
  if (size === 0 || size > LARGEST) continue;
  compared++;
  if (compared % 5000 === 0)
    console.log(`${compared} enterprises, seeds to ${seed}, ${faults} faults`);
  const registry = decoded(input);
  const { served, visits } = bruteForceOptimum(
    factsOf(input),
    values.caps ? input.enterprises[0] : undefined,
    owed,
  );
  const planned = plan(registry);
  const fault = (what: string): void => {
    faults++;
    console.log(`seed ${seed}: ${what}`);
  };
  const { summary } = planned;
  if (summary.perItem !== served || summary.visits !== visits || summary.lowerBound !== visits)
    fault(
      `${summary.perItem} served in ${summary.visits} visits, bound ${summary.lowerBound}; best ${served} in ${visits}`,
    );
  for (const { message } of verify(registry, planned)) fault(message);
  if (values.caps) continue;
  let least = 0;
  for (const question of questionsOf(registry)) {
    const own = fewest(question);
    least += own;
    questions++;
    for (const { name, bound } of boundsOf(question)) {
      bounds++;
      if (bound > own) fault(`${name} says ${bound}, fewest is ${own}`);
      if (bound === own) tight.set(name, (tight.get(name) ?? 0) + 1);
    }
  }
  if (least !== visits) fault(`questions need ${least} visits, the enterprise ${visits}`);
}
console.log(
  `${compared} enterprises, ${questions} questions, ${bounds} bounds compared, ${faults} faults`,
);
for (const [name, met] of tight) console.log(`  ${name}: at the optimum of ${met} questions`);
process.exitCode = faults > 0 ? 1 : 0;
