import loadHighs from 'highs';
import { capOf, type Facts } from '../../src/answers/verify/facts';
import type { Owed } from '../../src/answers/verify/owed';
import type { DomainSettings } from '../../src/registry/policy';

/** The best that can be done for one enterprise. */
export interface Optimum {
  /** Most occurrences that can be served. */
  readonly served: number;
  /** Fewest visits that serve as many. */
  readonly visits: number;
}

/** Settings that every domain gets besides its own: departments by themselves. */
export const byDepartments = (facts: Facts): Facts => ({
  ...facts,
  domains: new Map([...facts.domains].map(([id, settings]) => [id, { ...settings, sameDepartment: true }])),
});

/** What a visit's representative may choose: the domain, and a day by the occurrences that are allowed on it. */
interface Choice {
  readonly domain: string;
  readonly present: ReadonlySet<number>;
}

const limitOf = (limit: number | null | undefined): number => limit ?? Number.POSITIVE_INFINITY;

/** Whether two occurrences may share a visit of a domain, as far as two can say; days and host aside. */
const pairMayShare = ({ apart }: Facts, domain: string, settings: DomainSettings, a: Owed, b: Owed): boolean => {
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
    !(settings.sameMethod && p.method !== q.method && (p.group === undefined || p.group !== q.group)) &&
    !(settings.sameTopic && p.item.topic !== q.item.topic) &&
    !(settings.sameLevel && p.level !== q.level) &&
    !(settings.sameDepartment && !oneDepartment) &&
    Math.max(p.minutes, q.minutes) <= limitOf(settings.durationRatio) * Math.min(p.minutes, q.minutes) &&
    !apart.get(p.id)?.has(q.id) &&
    elapsed <= limitOf(settings.maxMinutes) &&
    (oneDepartment || limitOf(settings.maxDepartments) >= 2)
  );
};

const isSubset = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => {
  for (const one of a) if (!b.has(one)) return false;
  return true;
};

/** Of some sets, those that no other contains. */
const maximal = (sets: ReadonlyArray<ReadonlySet<number>>): ReadonlyArray<ReadonlySet<number>> =>
  sets.filter(
    (set, i) => !sets.some((other, j) => i !== j && isSubset(set, other) && (other.size > set.size || j < i)),
  );

/**
 * The visits that occurrence r may represent, as the first of its visit: for every domain, the days that are worth choosing,
 * told apart only by who is allowed on them. Less is allowed on every other day.
 */
const choicesOf = (facts: Facts, all: readonly Owed[], r: number): readonly Choice[] =>
  [...facts.domains].flatMap(([domain, settings]) => {
    const own = all[r].item.domain;
    if (own !== domain && !settings.guests?.includes(own)) return [];
    const friends = all.map((one, o) => o > r && pairMayShare(facts, domain, settings, all[r], one));
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

/** A linear program in words: minimise a sum of variables, each 0 or 1. */
class Program {
  readonly #rows: string[] = [];
  readonly #binaries = new Set<string>();

  binary(name: string): string {
    this.#binaries.add(name);
    return name;
  }

  /** Σ coefficient × variable `relation` constant. */
  row(terms: ReadonlyArray<readonly [number, string]>, relation: '<=' | '>=' | '=', constant: number): void {
    this.#rows.push(`r${this.#rows.length}: ${Program.#sum(terms)} ${relation} ${constant}`);
  }

  static #sum(terms: ReadonlyArray<readonly [number, string]>): string {
    return terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join('\n ');
  }

  text(objective: ReadonlyArray<readonly [number, string]>): string {
    const binaries = [...this.#binaries].join('\n ');
    return `Minimize\n obj: ${Program.#sum(objective)}\nSubject To\n ${this.#rows.join('\n ')}\nBinary\n ${binaries}\nEnd\n`;
  }
}

/** Greedy sets of occurrences that pairwise cannot share a visit, one started at each. */
const strangersOf = (facts: Facts, all: readonly Owed[]): readonly (readonly number[])[] => {
  const mayShare = (a: number, b: number): boolean =>
    all[a].days.some((day) => all[b].days.includes(day)) &&
    [...facts.domains].some(([domain, settings]) => pairMayShare(facts, domain, settings, all[a], all[b]));
  const order = all.map((_, o) => o).sort((a, b) => all[a].days.length - all[b].days.length);
  return order.map((start) => {
    const set = [start];
    for (const o of order) if (o !== start && set.every((other) => !mayShare(other, o))) set.push(o);
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

/**
 * The whole problem of one enterprise as a program of 0s and 1s. Visits are told apart by their representative, the first of
 * their occurrences (Campêlo, Campos & Corrêa 2008, for colourings): x r o says that o is in r's visit, z r c what r chooses.
 */
const programOf = (facts: Facts, all: readonly Owed[], { optional, mostOnSite }: Limits): string => {
  const program = new Program();
  const choices = all.map((_, r) => choicesOf(facts, all, r));
  const x = (r: number, o: number): string => `x${r}_${o}`;
  const z = (r: number, c: number): string => `z${r}_${c}`;
  const visitors = choices.map((own, r) =>
    all.map((_, o) => o).filter((o) => o > r && own.some(({ present }) => present.has(o))),
  );
  const settingsOf = (domain: string): DomainSettings => facts.domains.get(domain) ?? { window: 1 };

  all.forEach((_, r) => {
    const open = program.binary(x(r, r));
    const own = choices[r].map((choice, c) => ({ choice, name: program.binary(z(r, c)) }));
    const chosen = (keep: (choice: Choice) => boolean): ReadonlyArray<readonly [number, string]> =>
      own.filter(({ choice }) => keep(choice)).map(({ name }) => [-1, name]);
    program.row([[1, open], ...chosen(() => true)], '=', 0);
    for (const o of visitors[r]) {
      program.row([[1, program.binary(x(r, o))], ...chosen(({ present }) => present.has(o))], '<=', 0);
    }
    const agree = ({ domain }: Choice, a: number, b: number): boolean =>
      pairMayShare(facts, domain, settingsOf(domain), all[a], all[b]);
    const excluded = (a: number, b: number): boolean =>
      choices[r].every((choice) => !(choice.present.has(a) && choice.present.has(b) && agree(choice, a, b)));
    // Two that both may join the representative, but not each other under every choice.
    visitors[r].forEach((a, i) => {
      const never = [a];
      for (const b of visitors[r].slice(i + 1)) {
        const both = choices[r].filter(({ present }) => present.has(a) && present.has(b));
        const agreed = both.filter((choice) => agree(choice, a, b));
        if (both.length > 0 && agreed.length === both.length) continue;
        if (agreed.length === 0 && never.slice(1).every((other) => excluded(other, b))) never.push(b);
        else program.row([[1, x(r, a)], [1, x(r, b)], [-1, open], ...chosen((c) => agreed.includes(c))], '<=', 0);
      }
      if (never.length > 1) program.row([...never.map((o) => [1, x(r, o)] as const), [-1, open]], '<=', 0);
    });
    // Limits of every choice: minutes of one department, number of departments, a host.
    const party = [r, ...visitors[r]];
    const departments = [...new Set(party.map((o) => all[o].item.department))];
    for (const department of departments) {
      const members = party.filter((o) => all[o].item.department === department);
      const total = members.reduce((sum, o) => sum + all[o].item.minutes, 0);
      const alone = all[r].item.department === department ? all[r].item.minutes : 0;
      const most = ({ domain }: Choice): number =>
        Math.min(total, Math.max(alone, limitOf(settingsOf(domain).maxMinutes)));
      if (choices[r].every((choice) => most(choice) === total)) continue;
      program.row(
        [...members.map((o) => [all[o].item.minutes, x(r, o)] as const), ...own.map(({ choice, name }) => [-most(choice), name] as const)],
        '<=',
        0,
      );
    }
    const mostDepartments = ({ domain }: Choice): number =>
      Math.min(departments.length, limitOf(settingsOf(domain).maxDepartments));
    if (choices[r].some((choice) => mostDepartments(choice) < departments.length)) {
      const y = departments.map((department, p) => {
        const name = program.binary(`y${r}_${p}`);
        for (const o of party) if (all[o].item.department === department) program.row([[1, x(r, o)], [-1, name]], '<=', 0);
        return name;
      });
      program.row(
        [...y.map((name) => [1, name] as const), ...own.map(({ choice, name }) => [-mostDepartments(choice), name] as const)],
        '<=',
        0,
      );
    }
    for (const domain of new Set(choices[r].map((choice) => choice.domain))) {
      if (all[r].item.domain === domain) continue;
      const hosts = visitors[r].filter((o) => all[o].item.domain === domain);
      program.row([...hosts.map((o) => [1, x(r, o)] as const), ...chosen((c) => c.domain === domain)], '>=', 0);
    }
  });

  const representatives = (o: number): readonly (readonly [number, string])[] =>
    all.flatMap((_, r) => (r === o || visitors[r].includes(o) ? [[1, x(r, o)] as const] : []));
  all.forEach((one, o) => {
    program.row(representatives(o), optional(one) ? '<=' : '=', 1);
  });
  const visits = all.map((_, r) => [1, x(r, r)] as const);
  for (const set of strangersOf(facts, all)) {
    program.row([...visits, ...set.flatMap(representatives).map(([, name]) => [-1, name] as const)].reduce(addUp, []), '>=', 0);
  }
  if (mostOnSite < all.length) {
    const onSite = all.map((_, r) => {
      const name = program.binary(`s${r}`);
      for (const o of [r, ...visitors[r]]) if (all[o].item.onSite) program.row([[1, x(r, o)], [-1, name]], '<=', 0);
      return [1, name] as const;
    });
    program.row(onSite, '<=', mostOnSite);
  }
  // One more served weighs more than all visits together.
  const served = all.flatMap((one, o) =>
    optional(one) ? representatives(o).map(([, name]) => [-(all.length + 1), name] as const) : [],
  );
  return program.text([...visits, ...served].reduce(addUp, []));
};

/** Adds a term to a sum in which a variable may occur already. */
function addUp(sum: ReadonlyArray<readonly [number, string]>, term: readonly [number, string]): ReadonlyArray<readonly [number, string]> {
  const known = sum.findIndex(([, name]) => name === term[1]);
  if (known < 0) return [...sum, term];
  const factor = sum[known][0] + term[0];
  return factor === 0 ? sum.filter((_, i) => i !== known) : sum.with(known, [factor, term[1]]);
}

/** Sets of occurrences none of which can meet one of another set. */
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

let highs: ReturnType<typeof loadHighs> | undefined;

const solve = async (facts: Facts, all: readonly Owed[], limits: Limits): Promise<Optimum> => {
  if (all.length === 0) return { served: 0, visits: 0 };
  highs ??= loadHighs();
  const solution = (await highs).solve(programOf(facts, all, limits), { mip_rel_gap: 0, mip_abs_gap: 0.5 });
  if (solution.Status !== 'Optimal') throw new Error(`HiGHS says ${solution.Status}`);
  let [served, visits] = [0, 0];
  for (const [name, { Primal }] of Object.entries(solution.Columns)) {
    if (!name.startsWith('x') || Primal < 0.5) continue;
    served += 1;
    const [r, o] = name.slice(1).split('_');
    visits += r === o ? 1 : 0;
  }
  return { served, visits };
};

/** Occurrences that can be served: all but those without a day and the recognised. */
export const servable = (owed: readonly Owed[]): readonly Owed[] => owed.filter(({ unserved }) => unserved === undefined);

/** The fewest visits that serve all of some occurrences of one enterprise, caps aside. Exact; exponential at worst. */
export const fewestVisits = async (facts: Facts, occurrences: readonly Owed[]): Promise<number> => {
  let visits = 0;
  for (const part of componentsOf(facts, occurrences)) visits += (await solve(facts, part, NO_LIMITS)).visits;
  return visits;
};

/** The optimum of one enterprise under its cap, if it has one: most served, then fewest visits. Exact; exponential at worst. */
export const exactOptimum = async (facts: Facts, enterprise: string, owed: readonly Owed[]): Promise<Optimum> => {
  const occurrences = servable(owed);
  const known = facts.enterprises.get(enterprise);
  const cap = known === undefined ? undefined : capOf(facts, known);
  if (cap === undefined) return { served: occurrences.length, visits: await fewestVisits(facts, occurrences) };
  const isKey = ({ item }: Owed): boolean => item.domain === 'key';
  const keyAlone = await fewestVisits(facts, occurrences.filter((one) => isKey(one) && one.item.onSite));
  return solve(facts, occurrences, {
    optional: (one) => !isKey(one) && one.item.onSite,
    mostOnSite: Math.max(cap, keyAlone),
  });
};
