import { sequenceNumbers } from '../columns/sequence-numbers';
import { answerOf } from '../cover/answer';
import type { Answer, Question } from '../cover/question';
import { type Component, reduce } from './reduce';
import { setSystemOf, type Terms } from './set-system';

/** The fewest visits found for a part of an enterprise; elements by their place in the part. */
export interface PartAnswer {
  readonly count: number;
  /** Visit of each element. */
  readonly visitOf: Int32Array;
  /** Host of each visit. */
  readonly host: Int32Array;
  /** 1 for visits that enter the premises. */
  readonly onSite: Uint8Array;
  readonly lowerBound: number;
  /** Elements no two of which share a visit. */
  readonly witness: readonly number[];
}

/**
 * The parts of enterprises that have been asked for. Many owe the same but for names, so each is reduced once; and what is left of
 * many parts is the same question, so each question is answered once.
 */
export interface PartBook {
  /**
   * The number of the part with elements given by item and day set at `from … to − 1`, known by the `signature` (two numbers an
   * element). `limited`: whether a limit may bind in it.
   */
  readonly numberOf: (
    item: Int32Array,
    daySet: Int32Array,
    signature: Int32Array,
    from: number,
    to: number,
    limited: boolean,
  ) => number;
  readonly count: () => number;
  /** Visits and lower bound of a part, so far. */
  readonly visits: (part: number) => number;
  readonly lowerBound: (part: number) => number;
  readonly answer: (part: number) => PartAnswer;
  /** Searches on for the questions that are not settled, up to `steps` in all for each. Returns whether any is left. */
  readonly settle: (steps: number) => boolean;
}

interface Part {
  readonly item: Int32Array;
  readonly leader: Int32Array;
  readonly components: ReadonlyArray<Pick<Component, 'elements' | 'host'> & { readonly question: number }>;
}

interface Asked {
  answer: Answer;
  /** Undefined where it is settled. */
  open: Question | undefined;
}

const wordsOf = (values: Float64Array): Int32Array =>
  new Int32Array(values.buffer, values.byteOffset, values.length * 2);

/** The question as integers: equal ones have equal answers. */
const spelled = (question: Question): Int32Array => {
  const { elements, occasions, sets, packing } = question;
  const head = [elements, occasions];
  if (packing === undefined) return Int32Array.from([...head, ...sets]);
  const pieces: ArrayLike<number>[] = [
    head,
    sets,
    packing.blockOf,
    packing.conflicts,
    packing.conflictsAt,
    packing.needsHost,
  ];
  if (packing.needsHost.includes(1)) pieces.push(packing.hosts);
  // Weights and limits are written bit by bit.
  for (const { groupOf, weight, mostAt } of packing.sums) pieces.push(groupOf, wordsOf(weight), wordsOf(mostAt));
  for (const { groupOf, mostAt } of packing.counts) pieces.push(groupOf, wordsOf(mostAt));
  const out = new Int32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
};

/** The host of each visit: its own where it has an item of it, else the one domain of its guests (see `reduce`). */
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

export const partBook = (terms: Terms, steps: number): PartBook => {
  const { domainOf } = terms.table;
  const numbers = sequenceNumbers();
  const parts: Part[] = [];
  const questions = sequenceNumbers();
  const asked: Asked[] = [];
  const answers: PartAnswer[] = [];

  const ask = (question: Question): number => {
    const key = spelled(question);
    const number = questions.numberOf(key, 0, key.length);
    if (number === asked.length) {
      const answer = answerOf(question, steps);
      asked.push({ answer, open: answer.lowerBound < answer.count ? question : undefined });
    }
    return number;
  };

  const partOf = (item: Int32Array, daySet: Int32Array, limited: boolean): Part => {
    const { leader, components } = reduce(terms, item, setSystemOf(terms, item, daySet), limited);
    return {
      item,
      leader,
      components: components.map(({ question, elements, host }) => ({ elements, host, question: ask(question) })),
    };
  };

  const assembled = ({ item, leader, components }: Part): PartAnswer => {
    const visitOf = new Int32Array(item.length).fill(-1);
    const host: number[] = [];
    const witness: number[] = [];
    let lowerBound = 0;
    for (const component of components) {
      const { answer } = asked[component.question];
      for (let k = 0; k < component.elements.length; k++)
        visitOf[component.elements[k]] = host.length + answer.visitOf[k];
      for (const occasion of answer.occasionOf) host.push(component.host[occasion]);
      for (const k of answer.witness) witness.push(component.elements[k]);
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
      host: hostedBy(domainOf, item, visitOf, host),
      onSite,
      lowerBound,
      witness: witness.sort((a, b) => a - b),
    };
  };

  return {
    numberOf: (item, daySet, signature, from, to, limited) => {
      const number = numbers.numberOf(signature, 2 * from, 2 * to);
      if (number === parts.length) parts.push(partOf(item.slice(from, to), daySet.slice(from, to), limited));
      return number;
    },
    count: () => parts.length,
    visits: (part) => parts[part].components.reduce((sum, { question }) => sum + asked[question].answer.count, 0),
    lowerBound: (part) =>
      parts[part].components.reduce((sum, { question }) => sum + asked[question].answer.lowerBound, 0),
    answer: (part) => (answers[part] ??= assembled(parts[part])),
    settle: () => false,
  };
};
