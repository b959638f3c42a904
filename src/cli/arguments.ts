import { parseArgs } from 'node:util';
import * as E from 'fp-ts/Either';
import type { Failure } from './failure';

/** The arguments of a command, with the texts of its help. */
export interface Syntax {
  readonly does: string;
  /** Names of the arguments, in order; all are required. */
  readonly files: readonly string[];
  /** Names of optional further arguments. */
  readonly moreFiles?: readonly string[];
  /** Options that take a text. */
  readonly texts: Readonly<Record<string, string>>;
  /** Placeholders in the help for texts that are no files. */
  readonly values?: Readonly<Record<string, string>>;
  /** Options without a value. */
  readonly flags?: Readonly<Record<string, string>>;
  /** Options that take an integer in a range, both ends inclusive. */
  readonly integers: Readonly<Record<string, IntegerOption>>;
}

export interface IntegerOption {
  readonly does: string;
  readonly least: number;
  readonly most: number;
  readonly default?: number;
}

/** The arguments given, checked. */
export interface Arguments {
  readonly help: boolean;
  readonly files: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly integers: ReadonlyMap<string, number>;
}

const integerIn = ({ least, most }: IntegerOption, text: string): number | undefined => {
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
};

/** The arguments after the command's name, checked against its syntax; or every error in them. */
export const parseArguments = (
  syntax: Syntax,
  args: readonly string[],
): E.Either<Failure, Arguments> => {
  const valued = [...Object.keys(syntax.texts), ...Object.keys(syntax.integers)];
  const valueless = [...Object.keys(syntax.flags ?? {}), 'help'];
  // Not strict: strict parsing throws at the first error, with a message for programmers.
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      ...Object.fromEntries(valueless.map((name) => [name, { type: 'boolean' as const }])),
      ...Object.fromEntries(valued.map((name) => [name, { type: 'string' as const }])),
      help: { type: 'boolean', short: 'h' },
    },
  });
  const failures: string[] = [];
  const files: string[] = [];
  const texts = new Map<string, string>();
  const integers = new Map<string, number>();
  for (const [name, { default: usual }] of Object.entries(syntax.integers))
    if (usual !== undefined) integers.set(name, usual);
  const moreFiles = syntax.moreFiles ?? [];
  const named = syntax.files.map((file) => `<${file}>`);
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (files.length < named.length + moreFiles.length) files.push(token.value);
      else
        failures.push(
          `arguments: expected ${listOf([...named, ...moreFiles.map(bracketed)])}, got ${JSON.stringify(token.value)} too`,
        );
    } else if (valueless.includes(token.name)) {
      if (token.value === undefined) flags.add(token.name);
      else failures.push(`${token.rawName}: expected no value, got one`);
    } else if (!valued.includes(token.name)) {
      failures.push(
        `${token.rawName}: expected ${listOf(
          [...valued, ...valueless].map((name) => `--${name}`),
          'or',
        )}`,
      );
    } else if (
      token.value === undefined ||
      token.value === '' ||
      (!token.inlineValue && /^-./.test(token.value))
    ) {
      failures.push(`${token.rawName}: expected a value, got none`);
    } else if (Object.hasOwn(syntax.texts, token.name)) {
      texts.set(token.name, token.value);
    } else {
      const option = syntax.integers[token.name];
      const value = integerIn(option, token.value);
      if (value !== undefined) integers.set(token.name, value);
      else {
        const range = `an integer from ${option.least} to ${option.most}`;
        failures.push(`${token.rawName}: expected ${range}, got ${JSON.stringify(token.value)}`);
      }
    }
  }
  const help = flags.has('help');
  if (!help && files.length < syntax.files.length) {
    failures.push(
      `arguments: expected ${listOf(named)}, got ${files.length === 0 ? 'none' : files.length}`,
    );
  }
  return failures.length > 0 ? E.left(failures) : E.right({ help, files, flags, texts, integers });
};

const bracketed = (file: string): string => `[<${file}>]`;

const listOf = (words: readonly string[], last = 'and'): string =>
  words.length === 0
    ? 'nothing'
    : words.length === 1
      ? words[0]
      : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** `inspection-consolidation plan <registry.json|-> [--out <plan.json>]` */
export const usageOf = (
  name: string,
  { files, moreFiles = [], flags = {}, texts, values, integers }: Syntax,
): string =>
  [
    'inspection-consolidation',
    name,
    ...files.map((file) => `<${file}>`),
    ...moreFiles.map(bracketed),
    ...Object.keys(integers).map((option) => `[--${option} ${integers[option].default ?? '<n>'}]`),
    ...Object.keys(flags).map((option) => `[--${option}]`),
    ...Object.keys(texts).map((option) => `[--${option} <${values?.[option] ?? 'file'}>]`),
  ].join(' ');

/** The help of one command, as lines. */
export const helpOf = (name: string, syntax: Syntax): readonly string[] => {
  const options: ReadonlyArray<readonly [string, string]> = [
    ...Object.entries(syntax.integers).map(
      ([option, { does, default: usual }]) =>
        [`--${option} <n>`, usual === undefined ? does : `${does} (default ${usual})`] as const,
    ),
    ...Object.entries(syntax.flags ?? {}).map(([option, does]) => [`--${option}`, does] as const),
    ...Object.entries(syntax.texts).map(
      ([option, does]) => [`--${option} <${syntax.values?.[option] ?? 'file'}>`, does] as const,
    ),
    ['--help, -h', 'this text'],
  ];
  const width = Math.max(...options.map(([option]) => option.length));
  return [
    `Usage: ${usageOf(name, syntax)}`,
    '',
    syntax.does,
    '',
    ...options.map(([option, does]) => `  ${option.padEnd(width)}  ${does}`),
  ];
};
