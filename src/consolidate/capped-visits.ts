import { answerOf } from '../cover/answer';
import { setBit, wordsFor } from '../cover/bits';
import { type CappedChoice, type CappedQuestion, mostServed } from '../cover/capped';
import type { Answer } from '../cover/question';
import { type Component, reduce } from './reduce';
import { type SetSystem, setSystemOf, type Terms } from './set-system';

/** Elements of one enterprise: an item, a day set, and how many occurrences each stands for. */
export interface CappedElements {
  readonly item: Int32Array;
  readonly daySet: Int32Array;
  readonly size: Int32Array;
  /** Part p has the elements partStart[p] … partStart[p + 1] − 1. */
  readonly parts: number;
  readonly partStart: Int32Array;
}

export interface CappedVisits {
  /** Visit of each element; −1: left out. */
  readonly visitOf: Int32Array;
  /** Host of each visit. */
  readonly host: readonly number[];
  readonly lowerBound: number;
  /** Whether nobody can be added, nor a visit spared: known only where the search came to its end. */
  readonly exact: boolean;
}

/** A component of an enterprise under a cap. */
interface Capped {
  /** Places of the component's elements among the enterprise's. */
  readonly places: readonly number[];
  readonly host: Int32Array;
  readonly question: CappedQuestion;
  readonly free: Answer;
  /** On-site visits of the free answer. */
  readonly most: number;
  /** On-site visits without which its key elements cannot be served. */
  readonly least: number;
}

/** The system with an occasion for those alone who need no entering, wherever it has one for both. */
const withDeskVisits = ({ elements, occasions, sets, host }: SetSystem, inside: Int32Array): SetSystem => {
  const words = wordsFor(elements);
  const all = Array.from(sets.subarray(0, occasions * words));
  const hosts = Array.from(host);
  for (let p = 0; p < occasions; p++) {
    const row = sets.subarray(p * words, (p + 1) * words);
    const outside = row.map((word, w) => word & ~inside[w]);
    if (!row.some((word, w) => (word & inside[w]) !== 0) || outside.every((word) => word === 0)) continue;
    all.push(...outside);
    hosts.push(host[p]);
  }
  return { elements, occasions: hosts.length, sets: Int32Array.from(all), host: Int32Array.from(hosts) };
};

/** Elements of `among` no two of which have an occasion in common, greedily. */
const independent = ({ elements, occasions, rows }: CappedQuestion, among: (i: number) => boolean): number => {
  const words = wordsFor(occasions);
  const used = new Int32Array(words);
  let count = 0;
  for (let i = 0; i < elements; i++) {
    if (!among(i)) continue;
    let meets = 0;
    for (let w = 0; w < words; w++) meets |= rows[i * words + w] & used[w];
    if (meets !== 0) continue;
    count++;
    for (let w = 0; w < words; w++) used[w] |= rows[i * words + w];
  }
  return count;
};

const cappedComponent = (
  terms: Terms,
  { item, size }: CappedElements,
  component: Component,
  first: number,
  counted: Uint8Array,
  steps: number,
): Capped => {
  const places = Array.from(component.elements, (i) => first + i);
  const entering = (i: number): boolean => terms.onSite[item[places[i]]] === 1;
  const key = (i: number): boolean => terms.key[item[places[i]]] === 1;
  const question: CappedQuestion = {
    ...component.question,
    weight: Int32Array.from(places, (place, i) => (entering(i) && !key(i) ? size[place] : 0)),
    counts: Uint8Array.from(component.occasions, (p) => counted[p]),
  };
  const free = answerOf(question, steps);
  const onSite = new Set<number>();
  free.visitOf.forEach((v, i) => {
    if (entering(i)) onSite.add(v);
  });
  return {
    places,
    host: component.host,
    question,
    free,
    most: onSite.size,
    least: Math.min(
      onSite.size,
      independent(question, (i) => entering(i) && key(i)),
    ),
  };
};

interface Share {
  readonly out: number;
  readonly visits: number;
  /** One of each component. */
  readonly choices: readonly CappedChoice[];
}

/** The objective of model §6: fewest left out, then fewest visits. */
const byOutcome = (a: Share, b: Share): number => a.out - b.out || a.visits - b.visits;

/**
 * Shares out `limit` on-site visits among the components: fewest left out, then fewest visits. choices[c][k] is component c's best with at most
 * k of them. Undefined where some component finds nothing. O(components × limit²).
 */
const shareOut = (
  choices: ReadonlyArray<ReadonlyArray<CappedChoice | undefined>>,
  limit: number,
): readonly CappedChoice[] | undefined => {
  let best: readonly (Share | undefined)[] = [{ out: 0, visits: 0, choices: [] }];
  for (const component of choices) {
    const next: (Share | undefined)[] = [];
    best.forEach((share, used) => {
      if (share === undefined) return;
      component.forEach((choice, k) => {
        if (choice === undefined || used + k > limit) return;
        const candidate = {
          out: share.out + choice.out,
          visits: share.visits + choice.count,
          choices: [...share.choices, choice],
        };
        const known = next[used + k];
        if (known === undefined || byOutcome(candidate, known) < 0) next[used + k] = candidate;
      });
    });
    best = next;
  }
  const shares = best.filter((share) => share !== undefined);
  return shares.length === 0 ? undefined : shares.reduce((a, b) => (byOutcome(b, a) < 0 ? b : a)).choices;
};

/**
 * Visits of an enterprise with at most `limit` on-site visits (model §6): all key occurrences, as many others as that allows, in the
 * fewest visits. `limit` is enough for the key occurrences; `certain`: it is known to be no larger than it must. `unbound`: the limit does not
 * bind; undefined: nothing was found within the steps.
 */
export const cappedVisits = (
  terms: Terms,
  elements: CappedElements,
  limit: number,
  certain: boolean,
  steps: number,
): CappedVisits | 'unbound' | undefined => {
  const { item, daySet, parts, partStart } = elements;
  const count = partStart[parts];
  const visitOf = new Int32Array(count).fill(-1);
  const leaders: (readonly [number, number])[] = [];
  const components: Capped[] = [];
  for (let p = 0; p < parts; p++) {
    const [from, to] = [partStart[p], partStart[p + 1]];
    const partItem = item.slice(from, to);
    const words = wordsFor(to - from);
    const inside = new Int32Array(words);
    for (let i = 0; i < to - from; i++) if (terms.onSite[partItem[i]] === 1) setBit(inside, 0, i);
    const system = withDeskVisits(setSystemOf(terms, partItem, daySet.slice(from, to)), inside);
    const counts = Uint8Array.from({ length: system.occasions }, (_, k) =>
      inside.some((word, w) => (word & system.sets[k * words + w]) !== 0) ? 1 : 0,
    );
    const must = Uint8Array.from(partItem, (i) => (terms.key[i] === 1 || terms.onSite[i] === 0 ? 1 : 0));
    const { leader, components: own } = reduce(terms, partItem, system, true, { must, counts });
    leader.forEach((first, i) => {
      let leading = first;
      if (leading < 0) return;
      while (leader[leading] >= 0) leading = leader[leading];
      leaders.push([from + i, from + leading]);
    });
    for (const component of own) components.push(cappedComponent(terms, elements, component, from, counts, steps));
  }
  const [most, least] = [
    components.reduce((sum, one) => sum + one.most, 0),
    components.reduce((sum, one) => sum + one.least, 0),
  ];
  if (most <= limit) return 'unbound';

  let exact = certain;
  const choices = components.map((one) => {
    // What the others cannot use is this one's, and what they must have is not.
    const from = Math.max(one.least, limit - (most - one.most));
    const to = Math.min(one.most, limit - (least - one.least));
    const options: (CappedChoice | undefined)[] = [];
    for (let k = from; k <= to && k < one.most; k++) {
      const budget = { steps, exhausted: false };
      options[k] = mostServed(one.question, k, budget);
      exact &&= !budget.exhausted;
    }
    if (to >= one.most) options[one.most] = { ...one.free, out: 0 };
    return Array.from(options);
  });
  const chosen = shareOut(choices, limit);
  if (chosen === undefined) return undefined;
  const host: number[] = [];
  chosen.forEach((choice, c) => {
    const { places, host: hosts } = components[c];
    places.forEach((place, i) => {
      if (choice.visitOf[i] >= 0) visitOf[place] = host.length + choice.visitOf[i];
    });
    for (const occasion of choice.occasionOf) host.push(hosts[occasion]);
  });
  for (const [follower, leading] of leaders) visitOf[follower] = visitOf[leading];
  const bounds = (some: readonly Capped[]): number => some.reduce((sum, { free }) => sum + free.lowerBound, 0);
  const desk = bounds(components.filter((one) => one.most === 0));
  // As long as somebody is left out, all that the cap allows is used; visits at the desk come on top.
  if (chosen.some(({ out }) => out > 0)) return { visitOf, host, lowerBound: exact ? limit + desk : desk, exact };
  return { visitOf, host, lowerBound: bounds(components), exact };
};
