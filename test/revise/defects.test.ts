import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PlanDocument } from '../../src/output/plan-document';
import { plan } from '../../src/plan';
import type { RegistryInput } from '../../src/registry/registry';
import type { Change } from '../../src/revise/change';
import type { Preference } from '../../src/revise/most-kept';
import { decoded } from '../support/decoded';
import { revised } from '../support/revisions';

/** A registry, what was published of it, and what happened then. */
interface Case {
  readonly registry: RegistryInput;
  readonly published: PlanDocument;
  readonly changes: readonly Change[];
  readonly first: readonly Change[];
  readonly second: readonly Change[];
  readonly lists: ReadonlyArray<readonly Change[]>;
}

const read = (name: string): Case =>
  // The files are checked in, as test/cases/defects/README.md describes them.
  JSON.parse(readFileSync(new URL(`../cases/defects/revise/${name}.json`, import.meta.url), 'utf8')) as Case;

const PREFERENCES: readonly Preference[] = ['fewest-visits', 'fewest-changes'];

describe('where nothing happens, the plan keeps its bytes', () => {
  test.each(['nothing-happened-41', 'nothing-happened-54', 'nothing-happened-together', 'nothing-happened-visit'])(
    '%s',
    (name) => {
      const { registry, published, changes } = read(name);
      for (const prefer of PREFERENCES) {
        const { plan: now, changes: told } = revised(decoded(registry), published, changes, { prefer });
        expect(told).toEqual([]);
        expect(JSON.stringify(now.visits)).toBe(JSON.stringify(published.visits));
      }
    },
  );

  test('also under a cap', () => {
    const registry = decoded(read('revise-over-cap').registry);
    const published = plan(registry);
    const { plan: now } = revised(registry, published, []);
    expect(JSON.stringify(now)).toBe(JSON.stringify(published));
  });

  test('also after a missed visit was planned again', () => {
    const { registry, published, first, second } = read('revise-changes-for-nothing');
    for (const prefer of PREFERENCES) {
      const { registry: then, plan: planned } = revised(decoded(registry), published, first, { prefer });
      expect(revised(then, planned, second, { prefer }).changes).toEqual([]);
    }
  });
});

test('as many published visits stay as brute force can keep', () => {
  const { registry, published, changes } = read('t2b-keeps-fewer-58');
  for (const prefer of PREFERENCES) {
    const { changes: told } = revised(decoded(registry), published, changes, { prefer });
    expect(told.map(({ kind, id }) => [kind, id])).toEqual([['moved', 'E58/i0/0']]);
  }
});
