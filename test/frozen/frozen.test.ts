/**
 * The bytes of what users get: plans, certificates, explanations, revisions, task sheets,
 * comparisons and findings of some two dozen registries, as `hashes.json` has them: the first 16
 * digits of the SHA-256 of each text. Where a change of the code may not change an output, this
 * test says which output of which registry has changed.
 *
 * Where an output is meant to change, `npm run frozen:update` writes the file anew; its difference
 * says what has changed. `FROZEN_TEXTS=folder npx vitest run test/frozen` writes the texts into a
 * folder, so that those of two versions can be set side by side with `diff -r`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Output, outputsOf, revisionOutputs } from './outputs';
import { frozenRegistries, frozenRevisions } from './registries';

const folder = process.env.FROZEN_TEXTS;

/** Every output of everything, by a name that says whose it is. */
function* allOutputs(): Iterable<Output> {
  for (const registry of frozenRegistries())
    for (const [output, value] of outputsOf(registry)) yield [`${registry.name}: ${output}`, value];
  for (const revisions of frozenRevisions())
    for (const [output, value] of revisionOutputs(revisions))
      yield [`${revisions.name}: ${output}`, value];
}

test('what users get is what it was, byte by byte', async () => {
  const hashes = new Map<string, string>();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  for (const [name, value] of allOutputs()) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    expect(hashes.has(name)).toBe(false);
    hashes.set(name, createHash('sha256').update(text).digest('hex').slice(0, 16));
    if (folder !== undefined) writeFileSync(join(folder, `${name.replaceAll('/', ' ')}.txt`), text);
  }
  await expect(`${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`).toMatchFileSnapshot(
    'hashes.json',
  );
}, 300_000);
