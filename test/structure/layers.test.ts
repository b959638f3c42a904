import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../../biome.json';

const SOURCE = 'src';

/** One row of the table of layers: the files, and the patterns of imports that they may have. */
interface Row {
  readonly files: string;
  readonly allowed: readonly string[];
}

const rows: readonly Row[] = config.overrides.flatMap(({ includes, linter }): readonly Row[] => {
  const style: { readonly noRestrictedImports?: unknown } = linter.rules.style ?? {};
  const rule = style.noRestrictedImports as
    | {
        readonly options: {
          readonly patterns: ReadonlyArray<{ readonly group: readonly string[] }>;
        };
      }
    | undefined;
  return rule === undefined
    ? []
    : [
        {
          files: includes[0],
          allowed: rule.options.patterns[0].group.filter((one) => one.startsWith('!')),
        },
      ];
});

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const files = filesBelow(SOURCE);

/** The row that a file falls under: the one of its own folder, or of a folder above. */
const rowOf = (file: string): Row | undefined => {
  const folder = dirname(file);
  return (
    rows.find((row) => row.files === `${folder}/*.ts` || row.files === `${folder}/**`) ??
    rows.find((row) => row.files === `${dirname(folder)}/*/**`)
  );
};

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(
    ([, target]) => target,
  );

describe('layers', () => {
  test('no file lies loose but the entry points', () => {
    const loose = readdirSync(SOURCE, { withFileTypes: true }).flatMap((one) =>
      one.isFile() ? [one.name] : [],
    );
    expect(loose.sort()).toEqual(['cli.ts', 'index.ts']);
  });

  test('every folder has its row in the table', () => {
    const without = files.filter((file) => dirname(file) !== SOURCE && rowOf(file) === undefined);
    expect(without).toEqual([]);
  });

  test('every row is about a folder that is there', () => {
    for (const { files: pattern } of rows)
      expect(existsSync(pattern.replace(/\/\*.*$/, ''))).toBe(true);
  });

  test('nothing is allowed that nobody imports', () => {
    for (const row of rows) {
      const folder = row.files.replace(/\/\*.*$/, '');
      const own = files.filter((file) => rowOf(file) === row || file.startsWith(`${folder}/`));
      const imports = own.flatMap((file) =>
        importsOf(file).map((target) => normalize(join(dirname(file), target))),
      );
      const depth = row.files.endsWith('/*/**') ? join(folder, 'any') : folder;
      for (const allowed of row.allowed) {
        const target = normalize(join(depth, allowed.slice(1).replace(/\/\*\*$/, '')));
        const used = imports.some(
          (one) => one === target || !relative(target, one).startsWith('..'),
        );
        expect(used, `${row.files}: ${allowed}`).toBe(true);
      }
    }
  });

  test('the documentation has the same table', () => {
    const told = new Map(
      [
        ...readFileSync('docs/how-it-works.md', 'utf8').matchAll(
          /^\| `([a-z/-]+)\/` \|[^|]*\| ([^|]*) \|$/gm,
        ),
      ].map(([, folder, known]): readonly [string, readonly string[]] => [
        folder,
        [...known.matchAll(/`([^`]+)`/g)].map(([, one]) => one),
      ]),
    );
    for (const { files: pattern, allowed } of rows) {
      const folder = pattern.replace(/\/\*.*$/, '').slice(SOURCE.length + 1);
      const depth = pattern.endsWith('/*/**') ? join(folder, 'any') : folder;
      const names = allowed.map((one) =>
        normalize(join(depth, one.slice(1).replace(/\/\*\*$/, ''))),
      );
      expect(told.get(folder), folder).toEqual(
        names.filter((one) => !one.endsWith('package.json')),
      );
    }
  });
});
