import type { Change, PlanDocument, RegistryInput } from '../../src/index';
import { type Draws, defined, drawsOf } from './random';
import { dateOf, dayNumber, readRegistry } from './reference/owed';

const GRADES = ['A', 'B', 'D'];

/** One random change of a registry. */
const changeOf = (
  draws: Draws,
  registry: RegistryInput,
  first: number,
  number: number,
): Change | undefined => {
  const { below, pick, chance, between, some, maybe } = draws;
  const { enterprises, items, departments, horizon, assignments = [], pins = [] } = registry;
  if (enterprises.length === 0 || items.length === 0) return undefined;
  const last = dayNumber(horizon.end);
  const enterprise = pick(enterprises);
  const item = pick(items);
  const from = dateOf(between(first, Math.max(first, last)));
  const to = dateOf(dayNumber(from) + between(0, 60));
  switch (below(17)) {
    case 0:
    case 1:
      return defined({
        change: 'task' as const,
        enterprise: enterprise.id,
        item: item.id,
        from: maybe(60, () => from),
        to,
      });
    case 2:
      return { change: 'reinspect', enterprise: enterprise.id, item: item.id, to };
    case 3:
      return defined({
        change: 'invitation' as const,
        enterprise: enterprise.id,
        departments: some(departments, between(1, 2)).map(({ id }) => id),
        from: maybe(50, () => from),
        to,
        minutes: maybe(30, () => 90),
      });
    case 4: {
      const { grade: _, visitCap, ...rest } = enterprise;
      const cap = chance(50) ? visitCap : between(0, 5);
      return {
        change: 'enterprise',
        row: defined({ ...rest, grade: maybe(80, () => pick(GRADES)), visitCap: cap }),
      };
    }
    case 5:
      return { change: 'enterprise', row: { id: `new ${number}`, grade: 'B' } };
    case 6:
      return { change: 'closed', enterprise: enterprise.id, from };
    case 7:
      return { change: 'item', row: { ...item, minutes: pick([30, 60, 100, 115]) } };
    case 8: {
      const { frequency } = item;
      return {
        change: 'item',
        row: { ...item, frequency: { ...frequency, times: pick([0, 0.5, 1, 2]) } },
      };
    }
    case 9:
      return { change: 'item-ended', item: item.id };
    case 10:
      return defined({
        change: 'assignment' as const,
        enterprise: enterprise.id,
        item: item.id,
        frequency: maybe(50, () => ({ times: 2, per: 'horizon' as const })),
      });
    case 11: {
      const row = assignments.length === 0 ? undefined : pick(assignments);
      return row && { change: 'assignment-ended', enterprise: row.enterprise, item: row.item };
    }
    case 12:
      return { change: 'exempt', enterprise: enterprise.id, from, to };
    case 13:
      return { change: 'exempt-ended', enterprise: enterprise.id, from };
    case 14:
      return {
        change: 'capacity',
        department: pick(departments).id,
        dailyMinutes: between(0, 200),
      };
    case 15: {
      if (pins.length > 0 && chance(50)) return { change: 'unpin', row: pick(pins) };
      const owed = readRegistry(registry)
        .owedTo(enterprise)
        .filter(({ days, done }) => done === undefined && days.some((day) => day >= first));
      const [one, other] = some(owed, 2);
      if (one === undefined || other === undefined) return undefined;
      const refs = [one, other].map((duty) => ({ item: duty.item.id, cycle: duty.cycle }));
      const day = pick(one.days.filter((own) => own >= first));
      const row = pick([
        {
          pin: 'visit' as const,
          enterprise: enterprise.id,
          occurrences: [refs[0]],
          date: dateOf(day),
        },
        { pin: 'together' as const, enterprise: enterprise.id, occurrences: refs },
        { pin: 'apart' as const, enterprise: enterprise.id, occurrences: refs },
        { pin: 'days' as const, enterprise: enterprise.id, ...refs[0], from: dateOf(day) },
        defined({
          pin: 'days' as const,
          enterprise: enterprise.id,
          item: refs[0].item,
          to: horizon.end,
        }),
        { pin: 'unmerged' as const, enterprise: enterprise.id, item: refs[0].item },
      ]);
      return { change: 'pin', row };
    }
    default: {
      const policy = registry.policy ?? {};
      const [pair] = [some(items, 2).map(({ id }) => id)];
      if (chance(50) && pair.length === 2)
        return {
          change: 'policy',
          row: { ...policy, apart: [...(policy.apart ?? []), [pair[0], pair[1]]] },
        };
      return { change: 'policy', row: { ...policy, recognise: policy.recognise !== true } };
    }
  }
};

/** The changes of one month: visits are made or missed, and mostly something else happens too. */
export const monthOf = (
  seed: number,
  month: number,
  registry: RegistryInput,
  plan: PlanDocument,
): readonly Change[] => {
  const draws = drawsOf(seed * 31 + month);
  const { chance, below, between } = draws;
  const { horizon, frozenThrough } = registry;
  const frozen =
    frozenThrough === undefined ? dayNumber(horizon.start) - 1 : dayNumber(frozenThrough);
  const last = dayNumber(horizon.end);
  const step = Math.max(1, Math.ceil((last - dayNumber(horizon.start) + 1) / 8));
  const through = dateOf(Math.min(last, frozen + between(1, step)));
  const past = plan.visits.filter(({ date }) => date <= through && date > dateOf(frozen));
  const nothing = chance(35);
  const missed = nothing
    ? []
    : past.flatMap(({ id }) => (id !== undefined && chance(15) ? [id] : []));
  const changes: Change[] = [];
  if (chance(85) && frozen < last)
    changes.push(
      missed.length === 0
        ? { change: 'through', date: through }
        : { change: 'through', date: through, missed },
    );
  if (nothing || through >= horizon.end) return changes;
  const next = (changes.length > 0 ? dayNumber(through) : frozen) + 1;
  for (let k = below(4); k > 0; k--) {
    const change = changeOf(draws, registry, next, month * 10 + k);
    if (change !== undefined) changes.push(change);
  }
  return changes;
};
