// Times every stage on the generated county and compares it with reading and writing JSON:
// npm run bench [-- --enterprises 40000 --rounds 5]
import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import { decodeRegistry, plan, planText, type Registry, verify } from 'inspection-consolidation';
import { generateCounty } from 'inspection-consolidation/county';
import { consolidate, occurrencesOf } from 'inspection-consolidation/stages';
import { machineLine } from './support/machine';
import { measure, printTable, tableOf } from './support/measure';

const { values } = parseArgs({
  options: {
    enterprises: { type: 'string', default: '40000' },
    rounds: { type: 'string', default: '5' },
  },
});
const rounds = Number(values.rounds);

const text = JSON.stringify(generateCounty({ enterprises: Number(values.enterprises) }));
const input: unknown = JSON.parse(text);
const registry = pipe(
  decodeRegistry(input),
  E.getOrElse((errors): Registry => {
    throw new Error(`the county is refused: ${errors.length} errors`);
  }),
);

/** Bytes held after garbage collection, typed arrays included. */
const heldBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

const before = heldBytes();
const occurrences = occurrencesOf(registry);
const perOccurrence = (heldBytes() - before) / occurrences.item.length;

console.log(machineLine());
console.log(
  `${registry.enterprises.length} enterprises, ${registry.items.length} items, ${occurrences.item.length} occurrences; ` +
    `registry ${(text.length / 1e6).toFixed(1)} M characters; medians of ${rounds} rounds, after a whole plan to warm up\n`,
);

const planned = plan(registry);
const parse = measure('JSON.parse', rounds, () => JSON.parse(text));
const decode = measure('decodeRegistry', rounds, () => decodeRegistry(input));
const expand = measure('occurrencesOf', rounds, () => occurrencesOf(registry));
const merge = measure('consolidate', rounds, () => consolidate(occurrences));
const whole = measure('plan, whole', rounds, () => plan(registry));

// The rows of a plan are made when they are first read.
const fresh = Array.from({ length: rounds }, () => plan(registry));
const stringify = measure('JSON.stringify, first', rounds, () => JSON.stringify(fresh.pop()));
const again = measure('JSON.stringify, again', rounds, () => JSON.stringify(planned));
const write = measure('planText, drained', rounds, () => {
  let length = 0;
  for (const chunk of planText(planned)) length += chunk.length;
  return length;
});
const check = measure('verify', rounds, () => verify(registry, planned));

printTable(
  tableOf(
    [parse, stringify, again],
    [parse, decode, expand, merge, whole, stringify, again, write, check],
  ),
);

const { visits, perDepartment, lowerBound } = planned.summary;
console.log(`
${visits} visits instead of ${perDepartment}, lower bound ${lowerBound}
peak memory of the process: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB
held by the occurrences: ${perOccurrence.toFixed(1)} bytes each`);
