import type { Plan } from '../../src/output/plan';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { Registry } from '../../src/registry/registry';
import type { Change, Through } from '../../src/revise/change';
import { dice } from './amended';

/**
 * Random changes in some weeks of a plan's year: visits made and missed, due tasks, invitations,
 * changed enterprises and items.
 */
export const happenings = (
  registry: Registry,
  plan: Plan,
  seed: number,
): readonly [Through, ...Change[]] => {
  const roll = dice(seed);
  const { horizon, enterprises, items, departments, frozenThrough } = registry;
  const first = parseDay(frozenThrough ?? dateTextOf(parseDay(horizon.start) - 1)) + 1;
  const last = parseDay(horizon.end);
  const through = dateTextOf(Math.min(last, first + roll(120)));
  const past = plan.visits.filter(({ date }) => date <= through && date > (frozenThrough ?? ''));
  const missed = past.flatMap(({ id }, k) =>
    id !== undefined && (k + seed) % 4 === 0 ? [id] : [],
  );
  const changes: [Through, ...Change[]] = [{ change: 'through', date: through, missed }];
  if (enterprises.length === 0 || items.length === 0 || through >= horizon.end) return changes;
  const pick = <A>(list: readonly A[]): A => list[roll(list.length)];
  const from = dateTextOf(parseDay(through) + 1 + roll(20));
  const to = dateTextOf(parseDay(from) + roll(60));
  for (let k = roll(5); k > 0; k--) {
    const enterprise = pick(enterprises);
    const item = pick(items);
    switch (roll(9)) {
      case 0:
        changes.push({ change: 'task', enterprise: enterprise.id, item: item.id, from, to });
        break;
      case 1:
        changes.push({ change: 'reinspect', enterprise: enterprise.id, item: item.id, to });
        break;
      case 2:
        changes.push({
          change: 'enterprise',
          row: { ...enterprise, grade: pick(['A', 'B', 'D']) },
        });
        break;
      case 3:
        changes.push({ change: 'closed', enterprise: enterprise.id, from });
        break;
      case 4:
        changes.push({ change: 'item', row: { ...item, minutes: 1 + roll(200) } });
        break;
      case 5:
        changes.push({ change: 'exempt', enterprise: enterprise.id, from, to });
        break;
      case 6:
        changes.push({ change: 'enterprise', row: { id: `new ${seed} ${k}`, grade: 'B' } });
        break;
      case 7:
        changes.push({ change: 'item-ended', item: item.id });
        break;
      default:
        changes.push({
          change: 'invitation',
          enterprise: enterprise.id,
          departments: departments.length === 0 ? [item.department] : [pick(departments).id],
          from,
          to,
        });
    }
  }
  return changes;
};
