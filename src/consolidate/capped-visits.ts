import { sequenceNumbers } from '../columns/sequence-numbers';
import { answerOf } from '../cover/answer';
import { setBit, wordsFor } from '../cover/bits';
import { type CappedChoice, type CappedQuestion, mostServed } from '../cover/capped';
import type { Answer } from '../cover/question';
import { restrictedTo } from '../cover/restrict';
import type { Effort } from './effort';
import { type Component, reduce } from './reduce';
import { type DayRows, type DaySetColumns, dayRowsOf, type SetSystem, setSystemOf, type Terms } from './set-system';

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

/** A component of a part under a cap. */
interface Capped {
  /** Its elements by their place in the part. */
  readonly places: readonly number[];
  readonly host: Int32Array;
  readonly question: CappedQuestion;
  readonly free: Answer;
  /** On-site visits of the free answer. */
  readonly most: number;
  /** On-site visits without which its key elements cannot be served. */
  readonly least: number;
  /** Occasions of visits that serve these. */
  readonly necessary: Int32Array;
  /** [k]: the best with at most k on-site visits, as far as it was asked for. */
  readonly best: Map<number, Best>;
}

interface Best {
  readonly choice: CappedChoice | undefined;
  /** Whether no other is better. */
  readonly exact: boolean;
}

interface CappedPart {
  readonly components: readonly Capped[];
  /** Who joins whose visit, by their places in the part. */
  readonly leaders: ReadonlyArray<readonly [follower: number, leader: number]>;
}

/** The system with an occasion for those alone who need no entering, wherever it has one for both. */
const withDeskVisits = (system: SetSystem, inside: Int32Array): SetSystem => {
  const { elements, occasions, sets, host } = system;
  const words = wordsFor(elements);
  const all = Array.from(sets.subarray(0, occasions * words));
  const hosts = Array.from(host);
  const needsHost = Array.from(system.needsHost);
  for (let p = 0; p < occasions; p++) {
    const row = sets.subarray(p * words, (p + 1) * words);
    const outside = row.map((word, w) => word & ~inside[w]);
    if (!row.some((word, w) => (word & inside[w]) !== 0) || outside.every((word) => word === 0)) continue;
    all.push(...outside);
    hosts.push(host[p]);
    needsHost.push(needsHost[p]);
  }
  return {
    elements,
    occasions: hosts.length,
    sets: Int32Array.from(all),
    host: Int32Array.from(hosts),
    needsHost: Uint8Array.from(needsHost),
  };
};

const cappedComponent = (
  terms: Terms,
  item: Int32Array,
  size: Int32Array,
  component: Component,
  counted: Uint8Array,
  effort: Effort,
): Capped => {
  const places = Array.from(component.elements);
  const entering = (i: number): boolean => terms.onSite[item[places[i]]] === 1;
  const key = (i: number): boolean => terms.key[item[places[i]]] === 1;
  const question: CappedQuestion = {
    ...component.question(),
    weight: Int32Array.from(places, (place, i) => (entering(i) && !key(i) ? size[place] : 0)),
    counts: Uint8Array.from(component.occasions, (p) => counted[p]),
  };
  const free = answerOf(question, effort.steps);
  const onSite = new Set<number>();
  free.visitOf.forEach((v, i) => {
    if (entering(i)) onSite.add(v);
  });
  const must: number[] = [];
  for (let i = 0; i < places.length; i++) if (entering(i) && key(i)) must.push(i);
  const alone = restrictedTo(question, must);
  const needed = must.length === 0 ? undefined : answerOf(alone.question, effort.steps);
  effort.used += free.steps + (needed?.steps ?? 0);
  return {
    places,
    host: component.host,
    question,
    free,
    most: onSite.size,
    least: Math.min(onSite.size, needed?.lowerBound ?? 0),
    necessary: Int32Array.from(needed?.occasionOf ?? [], (p) => alone.occasions[p]),
    best: new Map(),
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

const cappedPart = (terms: Terms, item: Int32Array, days: DayRows, size: Int32Array, effort: Effort): CappedPart => {
  const words = wordsFor(item.length);
  const inside = new Int32Array(words);
  for (let i = 0; i < item.length; i++) if (terms.onSite[item[i]] === 1) setBit(inside, 0, i);
  const system = withDeskVisits(setSystemOf(terms.table, item, days), inside);
  const counts = Uint8Array.from({ length: system.occasions }, (_, k) =>
    inside.some((word, w) => (word & system.sets[k * words + w]) !== 0) ? 1 : 0,
  );
  const must = Uint8Array.from(item, (i) => (terms.key[i] === 1 || terms.onSite[i] === 0 ? 1 : 0));
  const { leader, components } = reduce(terms, item, system, true, { must, counts });
  const leaders: (readonly [number, number])[] = [];
  leader.forEach((first, i) => {
    let leading = first;
    if (leading < 0) return;
    while (leader[leading] >= 0) leading = leader[leading];
    leaders.push([i, leading]);
  });
  return {
    components: components.map((component) => cappedComponent(terms, item, size, component, counts, effort)),
    leaders,
  };
};

const bestOf = (component: Capped, k: number, effort: Effort): Best => {
  if (k >= component.most) return { choice: { ...component.free, out: 0 }, exact: true };
  let best = component.best.get(k);
  if (best === undefined) {
    const budget = { steps: effort.steps, exhausted: false };
    best = {
      choice: mostServed(component.question, k, budget, component.free, component.necessary),
      exact: !budget.exhausted,
    };
    effort.used += effort.steps - budget.steps;
    component.best.set(k, best);
  }
  return best;
};

/**
 * Visits of an enterprise with at most `limit` on-site visits (model §6): all key occurrences, as many others as that allows, in the
 * fewest visits. `shapes` are those of its parts; `limit` is enough for the key occurrences; `certain`: it is known to be no larger than it
 * must. `unbound`: the limit does not bind; undefined: nothing was found within the steps.
 */
export type CapBook = (
  elements: CappedElements,
  shapes: readonly number[],
  limit: number,
  certain: boolean,
) => CappedVisits | 'unbound' | undefined;

/** Answers under caps; parts with equal shapes and sizes are searched once. */
export const capBook = (terms: Terms, daySets: DaySetColumns, effort: Effort): CapBook => {
  const numbers = sequenceNumbers();
  const known: CappedPart[] = [];

  const partOf = ({ item, daySet, size, partStart }: CappedElements, p: number, shape: number): CappedPart => {
    const [from, to] = [partStart[p], partStart[p + 1]];
    const number = numbers.numberOf(Int32Array.from([shape, ...size.subarray(from, to)]), 0, to - from + 1);
    if (number === known.length)
      known.push(
        cappedPart(
          terms,
          item.slice(from, to),
          dayRowsOf(daySets, daySet.subarray(from, to)),
          size.slice(from, to),
          effort,
        ),
      );
    return known[number];
  };

  return (elements, shapes, limit, certain) => {
    const { parts, partStart } = elements;
    const own = Array.from({ length: parts }, (_, p) => partOf(elements, p, shapes[p]));
    const components = own.flatMap((part) => part.components);
    const sum = (of: (component: Capped) => number, some = components): number =>
      some.reduce((total, component) => total + of(component), 0);
    const [most, least] = [sum((one) => one.most), sum((one) => one.least)];
    if (most <= limit) return 'unbound';

    let exact = certain;
    const choices = components.map((one) => {
      // What the others cannot use is this one's, and what they must have is not.
      const from = Math.max(one.least, limit - (most - one.most));
      const to = Math.min(one.most, limit - (least - one.least));
      const options: (CappedChoice | undefined)[] = [];
      for (let k = from; k <= to; k++) {
        const best = bestOf(one, k, effort);
        options[k] = best.choice;
        exact &&= best.exact;
      }
      return Array.from(options);
    });
    const chosen = shareOut(choices, limit);
    if (chosen === undefined) return undefined;
    const visitOf = new Int32Array(partStart[parts]).fill(-1);
    const host: number[] = [];
    let c = 0;
    own.forEach((part, p) => {
      for (const { places, host: hosts } of part.components) {
        const choice = chosen[c++];
        places.forEach((place, i) => {
          if (choice.visitOf[i] >= 0) visitOf[partStart[p] + place] = host.length + choice.visitOf[i];
        });
        for (const occasion of choice.occasionOf) host.push(hosts[occasion]);
      }
      for (const [follower, leading] of part.leaders)
        visitOf[partStart[p] + follower] = visitOf[partStart[p] + leading];
    });
    const bound = (one: Capped): number => one.free.lowerBound;
    const desk = sum(
      bound,
      components.filter((one) => one.most === 0),
    );
    if (chosen.every(({ out }) => out === 0)) return { visitOf, host, lowerBound: sum(bound), exact };
    const isPure = ({ question }: Capped): boolean => question.counts.every((one) => one === 1);
    // As long as somebody must be left out, all on-site visits are used: one more would serve one more. So where the searches came to
    // their ends, visits that do not count are as few as can be beside them.
    const fewest =
      exact &&
      components.every(
        (one, c) =>
          isPure(one) ||
          choices[c].every((choice, k) =>
            k < one.most ? choice === undefined || choice.out > 0 : one.free.lowerBound === one.free.count,
          ),
      );
    if (fewest) return { visitOf, host, lowerBound: host.length, exact };
    const binds = certain && (exact || sum(bound, components.filter(isPure)) > limit);
    return { visitOf, host, lowerBound: binds ? limit + desk : desk, exact };
  };
};
