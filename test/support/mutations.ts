import { isPlainObject } from '../../src/codec/shapes';

type Container = Record<string, unknown> | unknown[];

/** A place in the JSON: its container and key. */
interface Site {
  readonly holder: Container;
  readonly key: string;
}

interface Dice {
  /** A uniform integer from 0 to bound − 1. */
  readonly below: (bound: number) => number;
  readonly pick: <A>(choices: readonly A[]) => A;
}

/** Random numbers from a seed (mulberry32). */
const diceOf = (seed: number): Dice => {
  let state = seed | 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
  return { below, pick: (choices) => choices[below(choices.length)] };
};

const isContainer = (value: unknown): value is Container =>
  Array.isArray(value) || isPlainObject(value);

const read = ({ holder, key }: Site): unknown => Reflect.get(holder, key);

// Assignment would set the prototype for the key `__proto__`.
const write = ({ holder, key }: Site, value: unknown): void => {
  Object.defineProperty(holder, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
};

const remove = ({ holder, key }: Site): void => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const sitesOf = (root: Container): Site[] => {
  const sites: Site[] = [];
  const visit = (holder: Container): void => {
    for (const key of Object.keys(holder)) {
      const site = { holder, key };
      sites.push(site);
      const value = read(site);
      if (isContainer(value)) visit(value);
    }
  };
  visit(root);
  return sites;
};

const ODD_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'odd key',
  '',
  '0',
  '检查',
  '\u2028',
  '\ud800',
  'id',
  'times',
  'all',
];
const ODD_NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  1,
  1.5,
  2,
  31,
  366,
  400,
  3661,
  1e9,
  2 ** 31,
  2 ** 53,
  1e21,
  1e308,
  -1e308,
  5e-324,
  Number.MAX_VALUE,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const ODD_TEXTS = [
  '',
  ' ',
  'A',
  'key',
  'general',
  'year',
  'month',
  'horizon',
  'on-site',
  'constructor',
  '__proto__',
  'toString',
  '\ud800',
  '\u0000',
  'a\nb',
  '0001-01-01',
  '9999-12-31',
  '2026-02-29',
  '2024-02-29',
  '2026-13-01',
  '2026-1-1',
  '02-29',
  '02-30',
  '12-31',
];

const oddValue = ({ below, pick }: Dice): unknown => {
  switch (below(10)) {
    case 0:
      return null;
    case 1:
      return pick([true, false]);
    case 2:
    case 3:
    case 4:
      return pick(ODD_NUMBERS);
    case 5:
    case 6:
    case 7:
      return pick(ODD_TEXTS);
    case 8:
      return pick([[], [[]], [null], ['A'], [{}], [undefined]]);
    default:
      return pick([
        {},
        { id: 'A' },
        { times: 1 },
        { not: {} },
        { all: [] },
        undefined,
        JSON.parse('{"__proto__":1}'),
      ]);
  }
};

const nested = (depth: number): unknown => {
  let value: unknown = {};
  for (let level = 0; level < depth; level++)
    value = level % 2 === 0 ? { not: value } : { all: [value] };
  return value;
};

/** One change to the JSON; false where it does not apply to the site. */
type Mutation = (site: Site, dice: Dice, sites: readonly Site[]) => boolean;

const onArray =
  (change: (array: unknown[], dice: Dice) => void): Mutation =>
  (site, dice) => {
    const value = read(site);
    if (!Array.isArray(value) || value.length === 0) return false;
    change(value, dice);
    return true;
  };

const onNumber =
  (change: (value: number, dice: Dice) => number): Mutation =>
  (site, dice) => {
    const value = read(site);
    if (typeof value !== 'number') return false;
    write(site, change(value, dice));
    return true;
  };

const always =
  (change: (site: Site, dice: Dice, sites: readonly Site[]) => void): Mutation =>
  (site, dice, sites) => {
    change(site, dice, sites);
    return true;
  };

/** Every kind of change, by name. */
export const mutations: Readonly<Record<string, Mutation>> = {
  remove: always(remove),
  retype: always((site, dice) => write(site, oddValue(dice))),
  undefine: always((site) => write(site, undefined)),
  rename: (site, { pick }) => {
    if (Array.isArray(site.holder)) return false;
    const value = read(site);
    remove(site);
    write(
      { holder: site.holder, key: pick([...ODD_KEYS, site.key.toUpperCase(), `${site.key}s`]) },
      value,
    );
    return true;
  },
  addField: (site, dice) => {
    if (Array.isArray(site.holder)) return false;
    write({ holder: site.holder, key: dice.pick(ODD_KEYS) }, oddValue(dice));
    return true;
  },
  exchange: always((site, { pick }, sites) => {
    const other = pick(sites);
    const [mine, theirs] = [read(site), read(other)];
    // Only single values: exchanging a part with its whole would make a cycle.
    if (isContainer(mine) || isContainer(theirs)) return;
    write(site, theirs);
    write(other, mine);
  }),
  copyOver: always((site, { pick }, sites) => write(site, structuredClone(read(pick(sites))))),
  nest: always((site, { pick }) =>
    write(site, pick([[read(site)], { all: [read(site)] }, { value: read(site) }])),
  ),
  bury: always((site, { pick }) => write(site, nested(pick([1, 2, 60, 63, 64, 65, 66, 1000])))),
  duplicateRow: onArray((array, { pick }) => void array.push(structuredClone(pick(array)))),
  truncate: onArray((array, { below }) => void array.splice(below(array.length))),
  // Holes at the end.
  lengthen: onArray(
    (array, { below }) => void Reflect.set(array, 'length', array.length + 1 + below(3)),
  ),
  reverse: onArray((array) => void array.reverse()),
  oddNumber: onNumber((_, { pick }) => pick(ODD_NUMBERS)),
  scaleNumber: onNumber((value, { pick }) => value * pick([-1, 0, 0.1, 0.5, 1.5, 10, 1000, 1e300])),
  changeText: (site, { below, pick }) => {
    const value = read(site);
    if (typeof value !== 'string') return false;
    const at = below(value.length + 1);
    const inserted = pick(['', ' ', '0', '9', '-', '\ud83d', 'é', '海', '"']);
    write(
      site,
      pick([
        value.slice(0, at) + inserted + value.slice(at + 1),
        value.slice(0, at),
        value + inserted,
        pick(ODD_TEXTS),
      ]),
    );
    return true;
  },
  share: always((site, { pick }, sites) => {
    // One object in two places, which a program can build but JSON text cannot.
    const other = read(pick(sites));
    if (!isContainer(other) || !sitesOf(other).some(({ holder }) => holder === site.holder))
      write(site, other);
  }),
};

const KINDS = Object.keys(mutations);

/**
 * The JSON of a registry after one to four random changes; equal seeds give equal
 * results. The input is not changed.
 */
export const mutate = (
  registryJson: unknown,
  seed: number,
  kinds: readonly string[] = KINDS,
): unknown => {
  const dice = diceOf(seed);
  const root: Container = { registry: structuredClone(registryJson) };
  let changes = 1 + dice.below(4);
  // A change may not apply to its site; the bound on attempts ends inputs that nothing applies to.
  for (let attempts = 0; attempts < 1000 && changes > 0; attempts++) {
    const sites = sitesOf(root);
    if (sites.length === 0) break;
    if (mutations[dice.pick(kinds)](dice.pick(sites), dice, sites)) changes--;
  }
  return Reflect.get(root, 'registry');
};
