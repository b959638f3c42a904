import { withRoom } from '../columns/growable';
import { sequenceNumbers } from '../columns/sequence-numbers';
import { oneVisit } from '../cover/answer';
import { wordsFor } from '../cover/bits';
import type { Answer } from '../cover/question';
import { type DayRows, type DaySetColumns, dayRowsOf, onDaysApart } from './day-rows';
import type { QuestionBook } from './question-book';
import { type Component, reduce } from './reduce';
import { setSystemOf, type Terms } from './set-system';

/** The fewest visits found for a part of an enterprise; elements are indices in the part. */
export interface PartAnswer {
  readonly count: number;
  /** Visit of each element. */
  readonly visitOf: Int32Array;
  /** Host of each visit. */
  readonly host: Int32Array;
  /** 1 for on-site visits. */
  readonly onSite: Uint8Array;
  readonly lowerBound: number;
  /** Elements of which no two can share a visit. */
  readonly witness: readonly number[];
}

/**
 * The shapes of parts, over one county or several. Many enterprises owe the same except for names
 * and dates. Parts have one shape where their elements have the same codes (see `ItemCodes`) and
 * the same elements have common days. Each shape is reduced and searched once.
 */
export interface ShapeBook {
  /**
   * The number of the shape of a part: the code and item of each element, and the elements of each
   * day. `limited`: whether limits or exceptions may bind.
   */
  readonly numberOf: (
    code: Int32Array,
    item: Int32Array,
    days: DayRows,
    limited: boolean,
  ) => number;
  /** Number of visits of a shape. */
  readonly visits: (shape: number) => number;
  readonly answer: (shape: number) => PartAnswer;
  /** Forgets all shapes once there are many. */
  readonly trim: () => void;
}

/** The shapes of one county's parts, found by `signature` before days are compared. */
export interface PartBook {
  /**
   * The shape of the part whose elements (item, day set) are at `from` … `to − 1`. `signature` has
   * the code of each element and the rank of its day set (see `Elements`); parts of equal signature
   * have one shape.
   * O(elements) where the signature is known.
   */
  readonly shapeOf: (
    item: Int32Array,
    daySet: Int32Array,
    signature: Int32Array,
    from: number,
    to: number,
    limited: boolean,
  ) => number;
  readonly shapes: ShapeBook;
}

interface Part {
  readonly item: Int32Array;
  readonly leader: Int32Array;
  readonly components: ReadonlyArray<
    Pick<Component, 'elements' | 'host'> & { readonly answer: Answer }
  >;
  /** Elements of which no two can share a visit, where the answer has no bound of its own. */
  readonly witness: readonly number[] | undefined;
}

/**
 * The host of each visit: `host` where the visit has an item of that domain, else the domain of its
 * items, which all have the same one (see `reduce`).
 */
export const hostedBy = (
  domainOf: Uint16Array,
  item: Int32Array,
  visitOf: Int32Array,
  host: readonly number[],
): Int32Array => {
  const hosts = Int32Array.from(host);
  const hosted = new Uint8Array(host.length);
  for (let pass = 0; pass < 2; pass++)
    for (let i = 0; i < visitOf.length; i++) {
      const v = visitOf[i];
      if (v < 0 || hosted[v] === 1 || (pass === 0 && domainOf[item[i]] !== hosts[v])) continue;
      hosted[v] = 1;
      hosts[v] = domainOf[item[i]];
    }
  return hosts;
};

const assembled = (
  terms: Terms,
  { item, leader, components, witness: certain }: Part,
): PartAnswer => {
  const visitOf = new Int32Array(item.length).fill(-1);
  const host: number[] = [];
  const witness: number[] = [];
  let lowerBound = 0;
  for (const { elements, host: hosts, answer } of components) {
    for (let k = 0; k < elements.length; k++)
      visitOf[elements[k]] = host.length + answer.visitOf[k];
    for (const occasion of answer.occasionOf) host.push(hosts[occasion]);
    for (const k of answer.witness) witness.push(elements[k]);
    lowerBound += answer.lowerBound;
  }
  for (let i = 0; i < leader.length; i++) {
    let first = i;
    while (leader[first] >= 0) first = leader[first];
    visitOf[i] = visitOf[first];
  }
  const onSite = new Uint8Array(host.length);
  for (let i = 0; i < item.length; i++) if (terms.onSite[item[i]] === 1) onSite[visitOf[i]] = 1;
  return {
    count: host.length,
    visitOf,
    host: hostedBy(terms.table.domainOf, item, visitOf, host),
    onSite,
    lowerBound: certain?.length ?? lowerBound,
    witness: certain ?? witness.sort((a, b) => a - b),
  };
};

/** Once the keys of all shapes have more integers than this, `trim` forgets the shapes. */
const mostKept = 2 ** 18;

export const shapeBook = (terms: Terms, questions: QuestionBook): ShapeBook => {
  let numbers = sequenceNumbers();
  let parts: Part[] = [];
  let answers: PartAnswer[] = [];
  let visitsOf = new Int32Array(256);
  let kept = 0;
  let key = new Int32Array(256);

  const partOf = (item: Int32Array, days: DayRows, limited: boolean): Part => {
    const system = setSystemOf(terms.table, item, days);
    const { leader, components } = reduce(terms, item, system, limited);
    return {
      item,
      leader,
      components: components.map(({ isOneVisit, question, elements, host }) => ({
        elements,
        host,
        answer: isOneVisit ? oneVisit(elements.length) : questions.answer(question()),
      })),
      // Where the system lacks occasions, elements without a common occasion may still share a
      // visit, but elements without a common day cannot.
      witness: system.whole ? undefined : onDaysApart(days, item.length),
    };
  };

  return {
    numberOf: (code, item, days, limited) => {
      const rows = days.days * wordsFor(code.length);
      const length = 1 + code.length + rows;
      key = withRoom(key, length);
      key[0] = code.length;
      for (let k = 0; k < code.length; k++) key[1 + k] = code[k];
      for (let k = 0; k < rows; k++) key[1 + code.length + k] = days.rows[k];
      const number = numbers.numberOf(key, 0, length);
      if (number === parts.length) {
        const part = partOf(item, days, limited);
        parts.push(part);
        visitsOf = withRoom(visitsOf, number + 1);
        visitsOf[number] = part.components.reduce((sum, { answer }) => sum + answer.count, 0);
        kept += length;
      }
      return number;
    },
    visits: (shape) => visitsOf[shape],
    answer: (shape) => (answers[shape] ??= assembled(terms, parts[shape])),
    trim: () => {
      if (kept <= mostKept) return;
      numbers = sequenceNumbers();
      parts = [];
      answers = [];
      kept = 0;
    },
  };
};

export const partBook = (shapes: ShapeBook, daySets: DaySetColumns): PartBook => {
  const numbers = sequenceNumbers();
  let shapeOf = new Int32Array(1024);
  let count = 0;
  return {
    shapes,
    shapeOf: (item, daySet, signature, from, to, limited) => {
      const number = numbers.numberOf(signature, 2 * from, 2 * to);
      if (number < count) return shapeOf[number];
      const code = new Int32Array(to - from);
      for (let k = from; k < to; k++) code[k - from] = signature[2 * k];
      shapeOf = withRoom(shapeOf, number + 1);
      shapeOf[number] = shapes.numberOf(
        code,
        item.slice(from, to),
        dayRowsOf(daySets, daySet.subarray(from, to)),
        limited,
      );
      count++;
      return shapeOf[number];
    },
  };
};
