import { isLeft } from 'fp-ts/Either';
import {
  decodeRegistry,
  type Enterprise,
  explainEnterprise,
  explainPair,
  explainVisit,
  formatError,
  type OccurrenceRef,
  type Plan,
  type Policy,
  plan,
  type Registry,
  type RegistryInput,
  sentences,
  summarise,
  type UsedUpCap,
} from '../../src/index';
import { solvedOf } from './faults';
import type { Fault, Solved } from './plan-laws';
import { type Draws, drawsOf } from './random';
import { capsInForce } from './reference/caps';
import { mayMeet, type Problem } from './reference/optimum';
import type { Duty } from './reference/owed';
import { minutesIn } from './reference/visits';

/** A registry whose plan is explained, with a seed for the questions. */
export interface Asked {
  readonly registry: RegistryInput;
  readonly seed: number;
}

/** The plan that is explained, with the second reading of its registry. */
interface Ground {
  readonly registry: Registry;
  readonly made: Plan;
  readonly solved: Solved;
}

const refOf = ({ item, cycle }: Duty): OccurrenceRef => ({ item: item.id, cycle });
const findIn = ({ duties }: Problem, { item, cycle }: OccurrenceRef): Duty | undefined =>
  duties.find((duty) => duty.item.id === item && duty.cycle === cycle);

/** Whether two occurrences may share a visit; undefined where the second reading does not know. */
const meetIn = (problem: Problem, a: Duty, b: Duty): boolean | undefined => {
  if (a.unserved !== undefined || b.unserved !== undefined) return false;
  if (a.done !== undefined || b.done !== undefined) return a.done === b.done;
  return problem.visits && mayMeet(problem.visits, a, b);
};

const saysIt = (explanation: Parameters<typeof sentences>[0]): readonly Fault[] =>
  (['en', 'zh'] as const).flatMap((language) =>
    sentences(explanation, { language }).every((one) => one !== '' && !/undefined|NaN/.test(one))
      ? []
      : [`sentence: ${sentences(explanation, { language }).join(' ')}`],
  );

/** The registry under another policy; a fault where it is refused. */
const under = (registry: Registry, policy: Policy): Registry | Fault => {
  const decoded = decodeRegistry({ ...registry, policy });
  return isLeft(decoded)
    ? `proposal-refused: ${decoded.left.map(formatError).join('; ')}`
    : decoded.right;
};

const pairFaults = (
  { registry, made }: Ground,
  { enterprise, problem }: Solved['problems'][number],
  { some }: Draws,
): readonly Fault[] => {
  const [a, b] = some(problem.duties, 2);
  if (a === undefined || b === undefined) return [];
  const why = explainPair(registry, enterprise.id, refOf(a), refOf(b), { plan: made });
  if (isLeft(why)) return [`pair-refused: ${why.left.map(formatError).join('; ')}`];
  const { meeting, changes } = why.right;
  const names = `${JSON.stringify(enterprise.id)}: ${a.item.id} no. ${a.cycle} and ${b.item.id} no. ${b.cycle}`;
  const faults: Fault[] = [...saysIt(why.right)];
  const can = meetIn(problem, a, b);
  if (can !== undefined && can !== (meeting.kind === 'can'))
    faults.push(
      `pair: ${names} ${can ? 'can' : 'cannot'} meet, but it says ${JSON.stringify(meeting)}`,
    );
  for (const { policy } of changes) {
    const other = under(registry, policy);
    if (typeof other === 'string') {
      faults.push(other);
      continue;
    }
    const { problem: after } = solvedOf({ ...other, enterprises: [enterprise] }).problems[0];
    const [one, another] = [findIn(after, refOf(a)), findIn(after, refOf(b))];
    const meet = one && another && meetIn(after, one, another);
    if (meet === false) faults.push(`pair-change: ${names} do not meet under what is proposed`);
  }
  return faults;
};

/**
 * Faults in the caps named for an occurrence that is left out for a cap, or checked by its fallback:
 * each is used up, and counts it by its own method or, with pins, one that they tie to it.
 */
const capFaults = (
  { registry: { pins = [] }, made, solved: { reading } }: Ground,
  { enterprise, problem }: Solved['problems'][number],
  ref: OccurrenceRef,
  named: readonly UsedUpCap[],
): readonly Fault[] => {
  const name = `${JSON.stringify(enterprise.id)}: ${ref.item} no. ${ref.cycle}`;
  const visits = [...made.visitsOf({ enterprise: enterprise.id })].map(({ occurrences }) =>
    occurrences.flatMap((one) => {
      const item = findIn(problem, one)?.item;
      return item === undefined ? [] : [(one.fallback && reading.byFallback(item)) || item];
    }),
  );
  const tied = pins.some(({ pin }) => pin === 'together' || pin === 'visit');
  const counted = tied ? problem.duties : [findIn(problem, ref)].flatMap((duty) => duty ?? []);
  const usedUp = capsInForce(reading, enterprise).flatMap(({ name: cap, max, counts }) => {
    const used = visits.filter((items) => items.some(counts)).length;
    return used >= max && counted.some(({ item }) => counts(item)) ? [`${cap}: ${used}`] : [];
  });
  const said = named.map(({ cap = 'total', department, visits: used }) =>
    department === undefined ? `${cap}: ${used}` : `${cap}/${department.id}: ${used}`,
  );
  return [
    ...(said.length === 0 ? [`caps: ${name} names no cap`] : []),
    ...said
      .filter((one) => !usedUp.includes(one))
      .map((one) => `caps: ${name} names ${one}, but used up are ${JSON.stringify(usedUp)}`),
    ...(tied || said.length === usedUp.length ? [] : [`caps: ${name} does not name all`]),
  ];
};

const enterpriseFaults = (ground: Ground, asked: Solved['problems'][number]): readonly Fault[] => {
  const { registry, made } = ground;
  const { enterprise, problem } = asked;
  const why = explainEnterprise(registry, made, enterprise.id);
  if (isLeft(why)) return [`enterprise-refused: ${why.left.map(formatError).join('; ')}`];
  const { visits, served, lowerBound, witness, unserved, change, pairs, untold = 0 } = why.right;
  const faults: Fault[] = [...saysIt(why.right)];
  const countIn = (some: Plan): { readonly visits: number; readonly unserved: number } => ({
    visits: [...some.visitsOf({ enterprise: enterprise.id })].length,
    unserved: [...some.unservedOf(enterprise.id)].length,
  });
  const now = countIn(made);
  const name = JSON.stringify(enterprise.id);
  if (
    visits !== now.visits ||
    served !== problem.duties.length - now.unserved ||
    lowerBound !== made.certificate(enterprise.id)?.lowerBound
  )
    faults.push(
      `enterprise: ${name} says ${visits} visits of ${served} served, bound ${lowerBound}`,
    );
  if (pairs.length + untold !== (witness.length * (witness.length - 1)) / 2)
    faults.push(`enterprise: ${name} lacks pairs of its witness`);
  for (const { a, b } of pairs) {
    const [one, other] = [a, b].map((k) =>
      findIn(problem, { item: witness[k].item.id, cycle: witness[k].cycle }),
    );
    if (one !== undefined && other !== undefined && meetIn(problem, one, other) === true)
      faults.push(
        `enterprise-witness: ${name} says that ${one.item.id} no. ${one.cycle} and ${other.item.id} no. ${other.cycle} cannot meet`,
      );
  }
  const expect = (
    what: string,
    other: Registry,
    said: { readonly visits: number; readonly unserved: number },
  ): void => {
    const after = countIn(plan(other));
    if (after.visits !== said.visits || after.unserved !== said.unserved)
      faults.push(
        `${what}: ${name} would have ${JSON.stringify(after)}, but it says ${JSON.stringify(said)}`,
      );
  };
  if (change !== undefined) {
    const other = under(registry, change.policy);
    if (typeof other === 'string') faults.push(other);
    else expect('saving', other, { visits: change.visits.after, unserved: change.unserved.after });
  }
  for (const { reason, items } of unserved)
    for (const { item, cycles, caps = [] } of reason === 'visit-cap' ? items : [])
      for (const cycle of cycles)
        faults.push(...capFaults(ground, asked, { item: item.id, cycle }, caps));
  for (const { raised } of unserved) {
    if (raised === undefined) continue;
    const row: Enterprise = { ...enterprise, visitCap: raised.limit };
    const other = decodeRegistry({
      ...registry,
      enterprises: registry.enterprises.map((one) => (one.id === enterprise.id ? row : one)),
    });
    if (isLeft(other))
      faults.push(`cap-raised: ${name} is refused with its cap at ${raised.limit}`);
    else
      expect('cap-raised', other.right, {
        visits: raised.visits.after,
        unserved: raised.unserved.after,
      });
  }
  return faults;
};

const visitFaults = (ground: Ground, { pick }: Draws): readonly Fault[] => {
  const { registry, made, solved } = ground;
  if (made.visits.length === 0) return [];
  const visit = pick(made.visits);
  const why = explainVisit(registry, made, visit);
  if (isLeft(why)) return [`visit-refused: ${why.left.map(formatError).join('; ')}`];
  const own = solved.problems.find(({ enterprise }) => enterprise.id === visit.enterprise);
  const duties = visit.occurrences.flatMap((one) => (own && findIn(own.problem, one)) ?? []);
  const faults: Fault[] = [...saysIt(why.right)];
  if (duties.length === 0 || duties[0].done !== undefined) return faults;
  const common = duties[0].days.filter((day) => duties.every(({ days }) => days.includes(day)));
  const { date, lead, rules } = why.right;
  if (date.common.count !== common.length || !date.allowed)
    faults.push(
      `visit: ${visit.id} says ${date.common.count} common days, but has ${common.length}`,
    );
  if (date.fewest !== Math.min(...duties.map(({ days }) => days.length)))
    faults.push(`visit: ${visit.id} says that ${date.fewest} days are the fewest`);
  if (lead.department.id !== visit.lead || lead.planned !== undefined)
    faults.push(`visit: ${visit.id} is led by ${visit.lead}, not ${lead.department.id}`);
  for (const { item, cycle, otherMethod } of why.right.occurrences)
    if (own !== undefined && otherMethod?.because === 'fallback')
      faults.push(...capFaults(ground, own, { item: item.id, cycle }, otherMethod.caps ?? []));
  if (rules.some(({ holds }) => !holds)) faults.push(`visit: ${visit.id} breaks a rule, it says`);
  return faults;
};

const reportFaults = ({ made, solved: { reading } }: Ground): readonly Fault[] => {
  const { byDepartment, byDomain, byMonth, total } = summarise(made);
  const faults: Fault[] = [];
  const sum = (numbers: ReadonlyArray<number | undefined>): number =>
    numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
  if (sum(byDepartment.map(({ occurrences }) => occurrences)) !== total.occurrences)
    faults.push('report: occurrences by department are not all');
  for (const groups of [byDomain, byMonth])
    if (
      sum(groups.map(({ visits }) => visits)) !== total.visits ||
      sum(groups.map(({ minutes }) => minutes)) !== total.minutes
    )
      faults.push('report: groups are not all');
  for (const { group, minutes, visits } of byDepartment) {
    const own = made.visits.filter(({ departments }) => departments.includes(group));
    const spent = sum(
      own.map(({ occurrences }) =>
        minutesIn(
          occurrences.flatMap(({ item }) => reading.items.get(item) ?? []),
          group,
        ),
      ),
    );
    if (visits !== own.length || minutes !== spent)
      faults.push(
        `report: ${group} says ${minutes} minutes in ${visits} visits, but has ${spent} in ${own.length}`,
      );
  }
  return faults;
};

/** Faults in explanations of a registry's plan, for random questions; `made` counts them. */
export const askedFaults = (
  { registry: input, seed }: Asked,
  made: { explained: number } = { explained: 0 },
): readonly Fault[] => {
  try {
    const decoded = decodeRegistry(input);
    if (isLeft(decoded)) return [];
    const ground: Ground = {
      registry: decoded.right,
      made: plan(decoded.right),
      solved: solvedOf(input),
    };
    const draws = drawsOf(seed);
    const some = draws.some(ground.solved.problems, 2);
    made.explained += 2 + 4 * some.length;
    return [
      ...visitFaults(ground, draws),
      ...reportFaults(ground),
      ...some.flatMap((one) => [
        ...enterpriseFaults(ground, one),
        ...[1, 2, 3].flatMap(() => pairFaults(ground, one, draws)),
      ]),
    ];
  } catch (error) {
    return [`thrown: ${error instanceof Error ? error.stack : String(error)}`];
  }
};
