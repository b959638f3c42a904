import type { Criteria } from '../registry/criteria';

/** The properties that criteria test. */
export type Attribute = 'industry' | 'tag' | 'size' | 'grade' | 'area' | 'object';

/** The operation of a node. `given` nodes are values of attributes and have no inputs. */
export const operation = { given: 0, all: 1, any: 2, not: 3 } as const;

/** Criteria as a Boolean circuit, in which equal parts are one node. */
export interface Circuit {
  readonly nodes: number;
  /** The `operation` of each node. */
  readonly operations: Uint8Array;
  /**
   * The inputs of node n: input[inputStart[n]] … input[inputStart[n + 1] − 1], all smaller than n.
   */
  readonly inputStart: Int32Array;
  readonly input: Int32Array;
  /** The node of each value of an attribute that criteria name; for industries, of each prefix. */
  readonly given: Readonly<Record<Attribute, ReadonlyMap<string, number>>>;
}

export interface CircuitBuilder {
  /**
   * The node that is true where an enterprise meets the criteria and has the object.
   * O(size of the criteria).
   */
  readonly nodeOf: (criteria: Criteria, object: string) => number;
  readonly circuit: () => Circuit;
}

export const circuitBuilder = (): CircuitBuilder => {
  const given: Record<Attribute, Map<string, number>> = {
    industry: new Map(),
    tag: new Map(),
    size: new Map(),
    grade: new Map(),
    area: new Map(),
    object: new Map(),
  };
  const known = new Map<string, number>();
  const operations: number[] = [];
  const inputStart = [0];
  const input: number[] = [];

  const add = (op: number, inputs: readonly number[]): number => {
    for (const node of inputs) input.push(node);
    inputStart.push(input.length);
    return operations.push(op) - 1;
  };

  const valueNode = (attribute: Attribute, value: string): number => {
    const node = given[attribute].get(value) ?? add(operation.given, []);
    given[attribute].set(value, node);
    return node;
  };

  const join = (op: number, nodes: readonly number[]): number => {
    const inputs = [...new Set(nodes)].sort((a, b) => a - b);
    if (inputs.length === 1 && op !== operation.not) return inputs[0];
    const key = `${op} ${inputs.join()}`;
    const node = known.get(key) ?? add(op, inputs);
    known.set(key, node);
    return node;
  };

  const oneOf = (attribute: Attribute, values: readonly string[]): number =>
    join(
      operation.any,
      values.map((value) => valueNode(attribute, value)),
    );

  const criteriaNode = (criteria: Criteria): number => {
    if ('industry' in criteria) return oneOf('industry', criteria.industry);
    if ('tag' in criteria) return oneOf('tag', criteria.tag);
    if ('size' in criteria) return oneOf('size', criteria.size);
    if ('grade' in criteria) return oneOf('grade', criteria.grade);
    if ('area' in criteria) return oneOf('area', criteria.area);
    if ('all' in criteria) return join(operation.all, criteria.all.map(criteriaNode));
    if ('any' in criteria) return join(operation.any, criteria.any.map(criteriaNode));
    if ('not' in criteria) return join(operation.not, [criteriaNode(criteria.not)]);
    return join(operation.all, []);
  };

  return {
    nodeOf: (criteria, object) => {
      const met = criteriaNode(criteria);
      return object === 'enterprise'
        ? met
        : join(operation.all, [met, valueNode('object', object)]);
    },
    circuit: () => ({
      nodes: operations.length,
      operations: Uint8Array.from(operations),
      inputStart: Int32Array.from(inputStart),
      input: Int32Array.from(input),
      given,
    }),
  };
};
