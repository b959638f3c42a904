import { capOf, type Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import type { DomainSettings } from '../../src/registry/policy';
import { chosenIn, Program, type Term } from './linear-program';

/** The optimum of one enterprise. */
export interface Optimum {
  /** Most occurrences that can be served. */
  readonly served: number;
  /** Fewest visits that serve as many occurrences. */
  readonly visits: number;
}

/** The facts with `sameDepartment` added to every domain. */
export const byDepartments = (facts: Facts): Facts => ({
  ...facts,
  domains: new Map(
    [...facts.domains].map(([id, settings]) => [id, { ...settings, sameDepartment: true }]),
  ),
});

/**
 * A choice for a visit's representative: the domain, and a day, given as
 * the occurrences allowed on it.
 */
interface Choice {
  readonly domain: string;
  readonly present: ReadonlySet<number>;
}

const limitOf = (limit: number | null | undefined): number => limit ?? Number.POSITIVE_INFINITY;

/**
 * Whether the rules on two items let two occurrences share a visit of
 * a domain; days and host aside.
 */
const pairMayShare = (
  { apart }: Facts,
  domain: string,
  settings: DomainSettings,
  a: Owed,
  b: Owed,
): boolean => {
  const [p, q] = [a.item, b.item];
  const belongs = (one: Owed): boolean =>
    one.item.domain === domain || settings.guests?.includes(one.item.domain) === true;
  const oneDepartment = p.department === q.department;
  const elapsed = oneDepartment ? p.minutes + q.minutes : Math.max(p.minutes, q.minutes);
  return (
    p.id !== q.id &&
    belongs(a) &&
    belongs(b) &&
    !(settings.sameObject && p.object !== q.object) &&
    !(
      settings.sameMethod &&
      p.method !== q.method &&
      (p.group === undefined || p.group !== q.group)
    ) &&
    !(settings.sameTopic && p.item.topic !== q.item.topic) &&
    !(settings.sameLevel && p.level !== q.level) &&
    !(settings.sameDepartment && !oneDepartment) &&
    Math.max(p.minutes, q.minutes) / Math.min(p.minutes, q.minutes) <=
      limitOf(settings.durationRatio) &&
    !apart.get(p.id)?.has(q.id) &&
    elapsed <= limitOf(settings.maxMinutes) &&
    (oneDepartment || limitOf(settings.maxDepartments) >= 2)
  );
};

const isSubset = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => {
  for (const one of a) if (!b.has(one)) return false;
  return true;
};

/** The sets that no other contains. */
const maximal = (all: ReadonlyArray<ReadonlySet<number>>): ReadonlyArray<ReadonlySet<number>> => {
  const sets = [...new Map(all.map((set) => [[...set].join(' '), set])).values()];
  return sets.filter((set) => !sets.some((other) => other.size > set.size && isSubset(set, other)));
};

/**
 * The choices of occurrence r as the first of its visit: for every domain, the sets of occurrences
 * allowed on a day that no other day's set contains.
 */
const choicesOf = (facts: Facts, all: readonly Owed[], r: number): readonly Choice[] =>
  [...facts.domains].flatMap(([domain, settings]) => {
    const own = all[r].item.domain;
    if (own !== domain && !settings.guests?.includes(own)) return [];
    const friends = all.map(
      (one, o) => o > r && pairMayShare(facts, domain, settings, all[r], one),
    );
    const days = friends.map((friend, o) => (friend ? new Set(all[o].days) : undefined));
    const present = all[r].days.map((day) => {
      const allowed = new Set([r]);
      days.forEach((set, o) => {
        if (set?.has(day)) allowed.add(o);
      });
      return allowed;
    });
    return maximal(present)
      .filter((set) => [...set].some((o) => all[o].item.domain === domain))
      .map((set) => ({ domain, present: set }));
  });

/**
 * Sets of occurrences that pairwise cannot share a visit, one grown greedily from each occurrence.
 */
const strangersOf = (facts: Facts, all: readonly Owed[]): readonly (readonly number[])[] => {
  const mayShare = (a: number, b: number): boolean =>
    all[a].days.some((day) => all[b].days.includes(day)) &&
    [...facts.domains].some(([domain, settings]) =>
      pairMayShare(facts, domain, settings, all[a], all[b]),
    );
  const order = all.map((_, o) => o).sort((a, b) => all[a].days.length - all[b].days.length);
  return order.map((start) => {
    const set = [start];
    for (const o of order)
      if (o !== start && set.every((other) => !mayShare(other, o))) set.push(o);
    return set;
  });
};

interface Limits {
  /** Occurrences that may be left out. */
  readonly optional: (owed: Owed) => boolean;
  /** Most visits on site. */
  readonly mostOnSite: number;
}

const NO_LIMITS: Limits = { optional: () => false, mostOnSite: Number.POSITIVE_INFINITY };

const x = (r: number, o: number): string => `x${r}_${o}`;

const plus = (variables: readonly string[]): readonly Term[] => variables.map((name) => [1, name]);
const minus = (variables: readonly string[]): readonly Term[] =>
  variables.map((name) => [-1, name]);

/** Adds the rows of the visit that occurrence r represents, if it is made. */
const addVisit = (
  program: Program,
  facts: Facts,
  all: readonly Owed[],
  r: number,
  visitors: readonly number[],
): void => {
  const open = x(r, r);
  const choices = choicesOf(facts, all, r).map((choice, c) => ({
    ...choice,
    settings: facts.domains.get(choice.domain) ?? { window: 1 },
    name: program.binary(`z${r}_${c}`),
  }));
  type Named = (typeof choices)[number];
  const chosen = (keep: (choice: Named) => boolean): readonly Term[] =>
    minus(choices.filter(keep).map(({ name }) => name));
  const limited = (most: (choice: Named) => number): readonly Term[] =>
    choices.map((choice) => [-most(choice), choice.name]);

  program.row([[1, open], ...chosen(() => true)], '=', 0);
  for (const o of visitors)
    program.row([[1, x(r, o)], ...chosen(({ present }) => present.has(o))], '<=', 0);

  // Two that may each join the representative, but not each other under every choice.
  const agreeing = (a: number, b: number): readonly Named[] =>
    choices.filter(
      ({ domain, settings, present }) =>
        present.has(a) && present.has(b) && pairMayShare(facts, domain, settings, all[a], all[b]),
    );
  visitors.forEach((a, i) => {
    const strangers = [a];
    for (const b of visitors.slice(i + 1)) {
      const agreed = agreeing(a, b);
      if (agreed.length === choices.length) continue;
      if (
        agreed.length === 0 &&
        strangers.slice(1).every((other) => agreeing(other, b).length === 0)
      )
        strangers.push(b);
      else
        program.row(
          [...plus([x(r, a), x(r, b)]), [-1, open], ...chosen((c) => agreed.includes(c))],
          '<=',
          0,
        );
    }
    if (strangers.length > 1)
      program.row([...plus(strangers.map((o) => x(r, o))), [-1, open]], '<=', 0);
  });

  const party = [r, ...visitors];
  const departments = [...new Set(party.map((o) => all[o].item.department))];
  const partyOf = (department: string): readonly number[] =>
    party.filter((o) => all[o].item.department === department);

  for (const department of departments) {
    const minutes = partyOf(department).map((o): Term => [all[o].item.minutes, x(r, o)]);
    const total = minutes.reduce((sum, [own]) => sum + own, 0);
    // A visit of the representative alone has no limit.
    const alone = all[r].item.department === department ? all[r].item.minutes : 0;
    const most = ({ settings }: Named): number =>
      Math.min(total, Math.max(alone, limitOf(settings.maxMinutes)));
    if (choices.some((choice) => most(choice) < total))
      program.row([...minutes, ...limited(most)], '<=', 0);
  }

  const mostDepartments = ({ settings }: Named): number =>
    Math.min(departments.length, limitOf(settings.maxDepartments));
  if (choices.some((choice) => mostDepartments(choice) < departments.length)) {
    const takesPart = departments.map((department, d) => {
      const name = program.binary(`y${r}_${d}`);
      for (const o of partyOf(department)) program.implies(x(r, o), name);
      return name;
    });
    program.row([...plus(takesPart), ...limited(mostDepartments)], '<=', 0);
  }

  for (const domain of new Set(choices.map((choice) => choice.domain))) {
    const hosts = party.filter((o) => all[o].item.domain === domain);
    program.row(
      [...plus(hosts.map((o) => x(r, o))), ...chosen((choice) => choice.domain === domain)],
      '>=',
      0,
    );
  }
};

/**
 * The problem of one enterprise as a program of 0s and 1s. A visit is identified by its
 * representative, its first occurrence (Campêlo, Campos & Corrêa 2008, for colourings). Variable x
 * r o: o is in r's visit; z r c: r's choice.
 */
const programOf = (
  facts: Facts,
  all: readonly Owed[],
  { optional, mostOnSite }: Limits,
): string => {
  const program = new Program();
  const visitorsOf = all.map((_, r) => {
    const present = choicesOf(facts, all, r).map((choice) => choice.present);
    return all.map((_own, o) => o).filter((o) => o > r && present.some((set) => set.has(o)));
  });
  visitorsOf.forEach((visitors, r) => {
    for (const o of [r, ...visitors]) program.binary(x(r, o));
    addVisit(program, facts, all, r, visitors);
  });

  const placesOf = all.map((_, o) =>
    visitorsOf.flatMap((visitors, r) => (r === o || visitors.includes(o) ? [x(r, o)] : [])),
  );
  all.forEach((one, o) => {
    program.row(plus(placesOf[o]), optional(one) ? '<=' : '=', 1);
  });
  const visits = plus(all.map((_, r) => x(r, r)));
  // Implied by the other rows, but it makes HiGHS much faster: strangers need a visit each.
  for (const set of strangersOf(facts, all)) {
    program.row([...visits, ...minus(set.flatMap((o) => placesOf[o]))], '>=', 0);
  }
  if (mostOnSite < all.length) {
    const onSite = visitorsOf.map((visitors, r) => {
      const name = program.binary(`s${r}`);
      for (const o of [r, ...visitors]) if (all[o].item.onSite) program.implies(x(r, o), name);
      return name;
    });
    program.row(plus(onSite), '<=', mostOnSite);
  }
  // One more served occurrence weighs more than all visits together.
  const worth = all.length + 1;
  const served = all.flatMap((one, o) =>
    optional(one) ? placesOf[o].map((name): Term => [-worth, name]) : [],
  );
  return program.text([...visits, ...served]);
};

/** Sets of occurrences; occurrences of different sets cannot share a visit. */
const componentsOf = (facts: Facts, all: readonly Owed[]): readonly (readonly Owed[])[] => {
  const component = all.map((_, o) => o);
  all.forEach((_, r) => {
    for (const { present } of choicesOf(facts, all, r)) {
      for (const o of present) {
        const [from, to] = [component[o], component[r]];
        component.forEach((value, i) => {
          if (value === from) component[i] = to;
        });
      }
    }
  });
  return [...new Set(component)].map((value) => all.filter((_, o) => component[o] === value));
};

const solve = async (facts: Facts, all: readonly Owed[], limits: Limits): Promise<Optimum> => {
  if (all.length === 0) return { served: 0, visits: 0 };
  const chosen = await chosenIn(programOf(facts, all, limits));
  let [served, visits] = [0, 0];
  for (const name of chosen) {
    if (!name.startsWith('x')) continue;
    served += 1;
    const [r, o] = name.slice(1).split('_');
    visits += r === o ? 1 : 0;
  }
  return { served, visits };
};

/** Occurrences that can be served, visit caps aside. */
export const servable = (owed: readonly Owed[]): readonly Owed[] =>
  owed.filter(({ unserved }) => unserved === undefined);

/**
 * The fewest visits that serve all the occurrences of one enterprise, caps aside. Exact;
 * exponential in the worst case.
 */
export const fewestVisits = async (facts: Facts, occurrences: readonly Owed[]): Promise<number> => {
  let visits = 0;
  for (const part of componentsOf(facts, occurrences))
    visits += (await solve(facts, part, NO_LIMITS)).visits;
  return visits;
};

/**
 * The optimum of one enterprise under its cap, if any: most served, then fewest visits. Exact;
 * exponential in the worst case.
 */
export const exactOptimum = async (
  facts: Facts,
  enterprise: string,
  owed: readonly Owed[],
): Promise<Optimum> => {
  const occurrences = servable(owed);
  const known = facts.enterprises.get(enterprise);
  const cap = known === undefined ? undefined : capOf(facts, known);
  if (cap === undefined)
    return { served: occurrences.length, visits: await fewestVisits(facts, occurrences) };
  const isKey = ({ item }: Owed): boolean => item.domain === 'key';
  const keyAlone = await fewestVisits(
    facts,
    occurrences.filter((one) => isKey(one) && one.item.onSite),
  );
  return solve(facts, occurrences, {
    optional: (one) => !isKey(one) && one.item.onSite,
    mostOnSite: Math.max(cap, keyAlone),
  });
};
