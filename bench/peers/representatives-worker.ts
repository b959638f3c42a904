import { parentPort, workerData } from 'node:worker_threads';
import { factsOf } from '../../src/answers/verify/facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { RegistryInput } from '../../src/registry/registry';
import { exactOptimum } from '../../test/support/exact';
import { processorTime } from '../support/clock';

const registry: RegistryInput = workerData;
const facts = factsOf(registry);
const [enterprise] = registry.enterprises;
const owed = owedBy(facts)(enterprise);
// A first question loads HiGHS, so that loading is not timed.
await exactOptimum(
  facts,
  enterprise.id,
  owed.filter(({ unserved }) => unserved === undefined).slice(0, 1),
);
parentPort?.postMessage('ready');
const start = processorTime();
const optimum = await exactOptimum(facts, enterprise.id, owed);
parentPort?.postMessage({ ...optimum, time: processorTime() - start });
