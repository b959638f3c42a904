import type { Enterprise } from '../registry/enterprise';
import type { Item } from '../registry/item';
import { type Circuit, circuitBuilder, operation } from './criteria-circuit';
import { longestPrefix, prefixesOf } from './prefixes';

/** Enterprises that are matched together, one per bit. */
export const blockSize = 32;

/**
 * The groups that apply to enterprise b of a block, ascending: group[b · groups] …
 * group[b · groups + count[b] − 1].
 */
export interface Matches {
  readonly group: Int32Array;
  readonly count: Int32Array;
}

export interface Matcher {
  /** Number of groups; items of one group apply to the same enterprises. */
  readonly groups: number;
  /** Group of each item; −1 where it applies by assignment only. */
  readonly groupOf: Int32Array;
  /**
   * Writes the groups that apply to the enterprises from … to − 1,
   * at most {@link blockSize} of them.
   */
  readonly matchInto: (
    enterprises: readonly Enterprise[],
    from: number,
    to: number,
    out: Matches,
  ) => void;
}

export const matchesOf = (groups: number): Matches => ({
  group: new Int32Array(blockSize * groups),
  count: new Int32Array(blockSize),
});

/** Most industry codes that are remembered. */
const mostCodes = 4096;

/** Sets the bit of an enterprise in the word of every value that it has. */
const valueReader = (
  { given }: Circuit,
  word: Int32Array,
): ((enterprise: Enterprise, bit: number) => void) => {
  const { tag, size, grade, area, object, industry } = given;
  const prefixes = prefixesOf(industry.keys());
  const prefixNode = Int32Array.from(prefixes.texts, (text) => industry.get(text) ?? -1);
  const mark = (
    nodes: ReadonlyMap<string, number>,
    value: string | undefined,
    bit: number,
  ): void => {
    const node = value === undefined ? undefined : nodes.get(value);
    if (node !== undefined) word[node] |= bit;
  };
  // Many enterprises share few codes.
  const known = new Map<string, number>();
  const longest = (code: string): number => {
    const found = known.get(code);
    if (found !== undefined) return found;
    const p = longestPrefix(prefixes, code);
    if (known.size === mostCodes) known.clear();
    known.set(code, p);
    return p;
  };
  return (enterprise, bit) => {
    mark(size, enterprise.size, bit);
    mark(grade, enterprise.grade, bit);
    mark(area, enterprise.area, bit);
    for (const own of enterprise.tags ?? []) mark(tag, own, bit);
    for (const own of enterprise.objects ?? []) mark(object, own, bit);
    const code = enterprise.industry;
    if (code === undefined) return;
    for (let p = longest(code); p >= 0; p = prefixes.shorter[p]) word[prefixNode[p]] |= bit;
  };
};

/** Computes every node from its inputs, for 32 enterprises in one operation. */
const evaluate = ({ nodes, operations, inputStart, input }: Circuit, word: Int32Array): void => {
  for (let n = 0; n < nodes; n++) {
    const end = inputStart[n + 1];
    let at = inputStart[n];
    let value: number;
    switch (operations[n]) {
      case operation.all:
        for (value = -1; at < end; at++) value &= word[input[at]];
        break;
      case operation.any:
        for (value = 0; at < end; at++) value |= word[input[at]];
        break;
      case operation.not:
        value = ~word[input[at]];
        break;
      default:
        continue;
    }
    word[n] = value;
  }
};

/**
 * Matches enterprises with items by criteria and object. The criteria of all items are one Boolean
 * circuit, which is evaluated for 32 enterprises at a time, one per bit.
 * O(size of all criteria ∕ 32 + own attributes + matches) per enterprise.
 */
export const matcherOf = (items: readonly Pick<Item, 'appliesTo' | 'object'>[]): Matcher => {
  const builder = circuitBuilder();
  const nodeOf = items.map(({ appliesTo, object = 'enterprise' }) =>
    appliesTo === undefined ? -1 : builder.nodeOf(appliesTo, object),
  );
  const circuit = builder.circuit();
  const groupNode = Int32Array.from(new Set(nodeOf.filter((node) => node >= 0)));
  const groupByNode = new Map(Array.from(groupNode, (node, g) => [node, g]));
  const groups = groupNode.length;
  const word = new Int32Array(circuit.nodes);
  const readValues = valueReader(circuit, word);

  return {
    groups,
    groupOf: Int32Array.from(nodeOf, (node) => groupByNode.get(node) ?? -1),
    matchInto: (enterprises, from, to, { group, count }) => {
      word.fill(0);
      for (let e = from; e < to; e++) readValues(enterprises[e], 1 << (e - from));
      evaluate(circuit, word);
      count.fill(0);
      const present = to - from === blockSize ? -1 : (1 << (to - from)) - 1;
      for (let g = 0; g < groups; g++)
        for (let left = word[groupNode[g]] & present; left !== 0; left &= left - 1) {
          const b = 31 - Math.clz32(left & -left);
          group[b * groups + count[b]++] = g;
        }
    },
  };
};

/** For every enterprise the rows that apply to it, by their indices; without `appliesTo`, a row does. */
export const applyingTo = (
  rows: ReadonlyArray<Pick<Item, 'appliesTo'>>,
): ((enterprise: Enterprise) => readonly number[]) => {
  if (rows.length === 0) return () => [];
  const { groups, groupOf, matchInto } = matcherOf(
    rows.map(({ appliesTo = {} }) => ({ appliesTo })),
  );
  const matches = matchesOf(groups);
  return (enterprise) => {
    matchInto([enterprise], 0, 1, matches);
    const met = new Set(matches.group.subarray(0, matches.count[0]));
    return rows.flatMap((_, r) => (met.has(groupOf[r]) ? [r] : []));
  };
};
