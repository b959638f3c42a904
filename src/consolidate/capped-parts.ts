import { answerOf, withoutBound } from '../cover/answer';
import { setBit, wordsFor } from '../cover/bits';
import { type CappedChoice, mostServed } from '../cover/capped/capped';
import {
  type CappedTable,
  cappedTable,
  type MixedQuestion,
  mostTabulated,
  withOthers,
} from '../cover/capped/capped-table';
import { type Budget, unhosted } from '../cover/packing';
import type { Answer } from '../cover/question';
import { restrictedTo } from '../cover/restrict';
import type { DayRows } from './day-rows';
import type { Effort } from './effort';
import { type Component, reduce } from './reduce';
import { type SetSystem, setSystemOf, type Terms } from './set-system';

/**
 * Numbers of visits of a component that get all steps, and the number of
 * elements above which fewer do.
 */
const mostSearches = 16;
const mostElements = 60;

/** A component of a part under a cap. */
export interface Capped {
  /** Its elements, as indices in the part. */
  readonly places: readonly number[];
  readonly host: Int32Array;
  readonly question: MixedQuestion;
  /** Its elements that are on site. */
  readonly entering: readonly number[];
  readonly free: Answer;
  /** Whether all of its occasions are listed; else no result is exact. */
  readonly whole: boolean;
  /** On-site visits of the free answer. */
  readonly most: number;
  /** Fewest on-site visits that serve its key elements, whoever hosts them. */
  readonly least: number;
  /** Occasions of visits that serve its key elements. */
  readonly necessary: Int32Array;
  /**
   * Best results with at most k on-site visits and some steps, by the key
   * `k steps`, as far as computed.
   */
  readonly best: Map<string, Best>;
  /** The table of all subsets, made at the first call. */
  readonly table: () => CappedTable;
}

export interface Best {
  readonly choice: CappedChoice | undefined;
  /** Whether it is proven best. */
  readonly exact: boolean;
}

export interface CappedPart {
  readonly components: readonly Capped[];
  /** Pairs of elements (indices in the part): the follower joins the leader's visit. */
  readonly leaders: ReadonlyArray<readonly [follower: number, leader: number]>;
}

/**
 * The system with an extra occasion of only off-site elements, wherever an occasion has both kinds.
 */
const withOffSiteVisits = (system: SetSystem, inside: Int32Array): SetSystem => {
  const { elements, occasions, sets, host } = system;
  const words = wordsFor(elements);
  const all = Array.from(sets.subarray(0, occasions * words));
  const hosts = Array.from(host);
  const needsHost = Array.from(system.needsHost);
  for (let p = 0; p < occasions; p++) {
    const row = sets.subarray(p * words, (p + 1) * words);
    const outside = row.map((word, w) => word & ~inside[w]);
    if (!row.some((word, w) => (word & inside[w]) !== 0) || outside.every((word) => word === 0))
      continue;
    for (const o of outside) all.push(o);
    hosts.push(host[p]);
    needsHost.push(needsHost[p]);
  }
  return {
    elements,
    occasions: hosts.length,
    sets: Int32Array.from(all),
    host: Int32Array.from(hosts),
    needsHost: Uint8Array.from(needsHost),
    whole: system.whole,
  };
};

const cappedComponent = (
  terms: Terms,
  item: Int32Array,
  size: Int32Array,
  component: Component,
  counted: Uint8Array,
  whole: boolean,
  effort: Effort,
): Capped => {
  const places = Array.from(component.elements);
  const entering = (i: number): boolean => terms.onSite[item[places[i]]] === 1;
  const key = (i: number): boolean => terms.key[item[places[i]]] === 1;
  const question: MixedQuestion = {
    ...component.question(),
    weight: Int32Array.from(places, (place, i) => (entering(i) && !key(i) ? size[place] : 0)),
    counts: Uint8Array.from(component.occasions, (p) => counted[p]),
  };
  const free = whole
    ? answerOf(question, effort.steps)
    : withoutBound(answerOf(question, effort.steps));
  const onSite = new Set<number>();
  free.visitOf.forEach((v, i) => {
    if (entering(i)) onSite.add(v);
  });
  const inside = Array.from(places.keys()).filter(entering);
  const must = inside.filter(key);
  const alone = restrictedTo(question, must);
  const needed = must.length === 0 ? undefined : answerOf(alone.question, effort.steps);
  // With other elements as hosts, key elements may need fewer visits than by themselves.
  const isHosted = question.packing?.needsHost.includes(1) === true;
  const hosted =
    isHosted && must.length > 0
      ? answerOf(restrictedTo(unhosted(question), must).question, effort.steps)
      : needed;
  effort.used += free.steps + (needed?.steps ?? 0) + (isHosted ? (hosted?.steps ?? 0) : 0);
  let tabulated: CappedTable | undefined;
  return {
    places,
    host: component.host,
    question,
    entering: inside,
    free,
    most: onSite.size,
    least: whole ? Math.min(onSite.size, hosted?.lowerBound ?? 0) : 0,
    whole,
    necessary: Int32Array.from(needed?.occasionOf ?? [], (p) => alone.occasions[p]),
    best: new Map(),
    table: () => {
      tabulated ??= cappedTable(question, onSite.size);
      return tabulated;
    },
  };
};

export const cappedPart = (
  terms: Terms,
  item: Int32Array,
  days: DayRows,
  size: Int32Array,
  effort: Effort,
): CappedPart => {
  const words = wordsFor(item.length);
  const inside = new Int32Array(words);
  for (let i = 0; i < item.length; i++) if (terms.onSite[item[i]] === 1) setBit(inside, 0, i);
  const system = withOffSiteVisits(setSystemOf(terms.table, item, days), inside);
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
    components: components.map((component) =>
      cappedComponent(terms, item, size, component, counts, system.whole, effort),
    ),
    leaders,
  };
};

/**
 * A valid choice for a component of any size, perhaps not the best. On-site elements are solved
 * first, as if alone. Then come the fewest visits for all served elements; where too many of these
 * count, off-site elements are added by first fit.
 */
const mixedServed = (
  { question, entering }: Capped,
  k: number,
  budget: Budget,
  steps: number,
): CappedChoice | undefined => {
  const among = restrictedTo(question, entering);
  const weight = Int32Array.from(entering, (i) => question.weight[i]);
  const served = mostServed({ ...among.question, weight }, k, budget);
  if (served === undefined) return undefined;
  const visitOf = new Int32Array(question.elements).fill(-1);
  entering.forEach((i, at) => {
    visitOf[i] = served.visitOf[at];
  });
  const others = Array.from({ length: question.elements }, (_, i) => i).filter(
    (i) => !entering.includes(i),
  );
  const answered = (
    some: readonly number[],
  ): Pick<CappedChoice, 'count' | 'occasionOf' | 'visitOf'> => {
    const rest = restrictedTo(question, some);
    const answer = answerOf(rest.question, steps);
    budget.steps -= answer.steps;
    return { ...answer, occasionOf: answer.occasionOf.map((p) => rest.occasions[p]) };
  };
  const inside = entering.filter((i) => visitOf[i] >= 0);
  const all = [...inside, ...others];
  const together = answered(all);
  if (new Set(inside.map((_, at) => together.visitOf[at])).size <= k) {
    all.forEach((i, at) => {
      visitOf[i] = together.visitOf[at];
    });
    return { ...together, visitOf, out: served.out };
  }
  const lifted = {
    ...served,
    visitOf,
    occasionOf: served.occasionOf.map((p) => among.occasions[p]),
  };
  return withOthers(question, lifted, others, answered);
};

/**
 * Steps for one number of visits of a component. Many numbers share the steps of `mostSearches`
 * searches, fewer where a component is large, since a step takes longer there.
 * The result depends on nothing else.
 */
const stepsFor = ({ question, most, least }: Capped, steps: number): number => {
  const searches = Math.max(1, mostSearches * Math.min(1, (mostElements / question.elements) ** 2));
  return Math.ceil(steps * Math.min(1, searches / (most - least + 1)));
};

const searched = (component: Capped, k: number, given: number, effort: Effort): Best => {
  const { question, free, necessary, table } = component;
  const steps = stepsFor(component, given);
  const isSmall = question.elements <= mostTabulated;
  const isMixed = question.counts.includes(0);
  if (isMixed && isSmall) return { choice: table()(k), exact: true };
  const budget = { steps, exhausted: false };
  const choice = isMixed
    ? mixedServed(component, k, budget, steps)
    : mostServed(question, k, budget, free, necessary);
  effort.used += steps - budget.steps;
  if (isSmall && budget.exhausted) return { choice: table()(k), exact: true };
  return { choice, exact: !isMixed && !budget.exhausted };
};

/** The best result with at most k on-site visits: most served, then fewest visits. */
export const bestOf = (component: Capped, k: number, steps: number, effort: Effort): Best => {
  const { most, free, best: known } = component;
  if (k >= most) return { choice: { ...free, out: 0 }, exact: free.lowerBound === free.count };
  const key = `${k} ${steps}`;
  let best = known.get(key);
  if (best === undefined) {
    const found = searched(component, k, steps, effort);
    best = { ...found, exact: found.exact && component.whole };
    known.set(key, best);
  }
  return best;
};
