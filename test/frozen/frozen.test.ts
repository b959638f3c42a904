/**
 * Compares the bytes that users get (plans, certificates, explanations, revisions, task sheets,
 * comparisons and violations of some two dozen registries) with `hashes.json`: the first 16 digits
 * of the SHA-256 of each text. A failure names the output and the registry that changed.
 *
 * Where an output is meant to change, `npm run frozen:update` writes the file anew, and its
 * difference shows what changed. `FROZEN_TEXTS=folder TEST_RUNS=long npx vitest run test/frozen`
 * writes the texts into a folder, so that two versions can be compared with `diff -r`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLong } from '../support/runs';
import frozen from './hashes.json';
import { type Output, outputsOf, revisionOutputs } from './outputs';
import { frozenRegistries, frozenRevisions } from './registries';

const folder = process.env.FROZEN_TEXTS;

/** Outputs of `npm run test:long` alone: these sheets take as long as half of all else. */
const ONLY_LONG = /^county of 2,000: (task|csv)/;

/** Every output, with a name that says its registry. */
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
  const made = Object.fromEntries(hashes);
  if (isLong) await expect(`${JSON.stringify(made, null, 2)}\n`).toMatchFileSnapshot('hashes.json');
  else
    expect(made).toEqual(
      Object.fromEntries(Object.entries(frozen).filter(([name]) => !ONLY_LONG.test(name))),
    );
}, 300_000);
