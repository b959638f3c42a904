// The soak's slice without its test runner, up to the first failure. Rare seeds of all parts come
// first, since most planted faults need them.
import { firstFaults, firstSeeds, type SlicePart, sliceParts } from '../../test/soak/slice';

const parts = sliceParts({ revisions: 0, explained: 0 });
const runs: ReadonlyArray<readonly [SlicePart, readonly number[]]> = [
  ...parts.map((part) => [part, part.rare] as const),
  ...parts.map((part) => [part, firstSeeds(part.first)] as const),
];
for (const [part, seeds] of runs) {
  const [fault] = firstFaults(seeds, part);
  if (fault === undefined) continue;
  console.log(`${part.name}: ${/^seed \d+: [^:]*/.exec(fault)?.[0]}`);
  process.exit(1);
}
