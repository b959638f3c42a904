import { type Cap, capsInForce } from '../../src/answers/verify/caps-in-force';
import type { ItemFacts } from '../../src/answers/verify/item-facts';
import { quietDays } from '../../src/answers/verify/quiet';
import type {
  PlanDocument,
  ServedOccurrence,
  Unserved,
  Visit,
} from '../../src/output/plan-document';
import { dateTextOf } from '../../src/registry/day';
import { changeVisit, type Damage, type Scene } from './damage';

/** The items of a visit by the enterprise's own methods, and as they are checked. */
const itemsOf = (
  { facts }: Scene,
  { enterprise, occurrences }: Visit,
): ReadonlyArray<{ readonly own: ItemFacts; readonly checked: ItemFacts }> =>
  occurrences.flatMap((one) => {
    const row = facts.enterprises.get(enterprise);
    const own = facts.itemFor(one.item, row);
    const checked = facts.checkedAt(one, row);
    return own === undefined || checked === undefined ? [] : [{ own, checked }];
  });

const capsOf = ({ facts }: Scene, enterprise: string): readonly Cap[] => {
  const row = facts.enterprises.get(enterprise);
  return row === undefined ? [] : capsInForce(facts)(row);
};

const countedBy = (scene: Scene, cap: Cap, enterprise: string): readonly Visit[] =>
  scene.plan.visits.filter(
    (visit) =>
      visit.enterprise === enterprise &&
      itemsOf(scene, visit).some(({ checked }) => cap.counts(checked)),
  );

/** The caps that count an item, where none of them has more visits than its maximum. */
const roomyCaps = (scene: Scene, enterprise: string, item: ItemFacts): readonly Cap[] => {
  const caps = capsOf(scene, enterprise).filter(({ counts }) => counts(item));
  return caps.every((cap) => countedBy(scene, cap, enterprise).length <= cap.max) ? caps : [];
};

/** Changes a visit of one occurrence for which `change` returns other rows. */
const changeSingle =
  (
    change: (
      visit: Visit,
      item: { readonly own: ItemFacts; readonly checked: ItemFacts },
      scene: Scene,
    ) =>
      | { readonly visits?: readonly Visit[]; readonly unserved?: readonly Unserved[] }
      | undefined,
  ) =>
  (scene: Scene): PlanDocument | undefined => {
    const { plan, pick } = scene;
    const found = pick(
      plan.visits.flatMap((visit, at) => {
        const [item] = itemsOf(scene, visit);
        if (visit.occurrences.length !== 1 || item === undefined) return [];
        const rows = change(visit, item, scene);
        return rows === undefined ? [] : [{ at, rows }];
      }),
    );
    if (found === undefined) return undefined;
    const { visits = [], unserved = [] } = found.rows;
    return {
      ...plan,
      visits: plan.visits.toSpliced(found.at, 1, ...visits),
      unserved: [...plan.unserved, ...unserved],
    };
  };

/** The visit of one occurrence, now by its fallback. */
const byFallback = (visit: Visit, method: string | undefined): Visit => ({
  ...visit,
  ...(visit.method === undefined || method === undefined ? {} : { method }),
  onSite: false,
  occurrences: visit.occurrences.map((one) => ({ ...one, fallback: true })),
});

const isMarked = ({ fallback }: ServedOccurrence): boolean => fallback === true;

/** Damages to caps, fallbacks, quiet days, named leads and methods by grade. */
export const CAP_DAMAGES: readonly Damage[] = [
  {
    name: 'a cap exceeded by one',
    kinds: ['over-cap'],
    spoil: (scene) => {
      const { plan, pick, owed } = scene;
      const split = pick(
        plan.visits.flatMap((visit, at) => {
          const caps = capsOf(scene, visit.enterprise);
          const mustOf = (cap: Cap) =>
            owed(visit.enterprise).filter(({ item }) => item.isProtected && cap.counts(item));
          const isSimple = caps.every((cap) => mustOf(cap).length <= cap.max);
          const full = caps.find(
            (cap) =>
              countedBy(scene, cap, visit.enterprise).length === cap.max &&
              itemsOf(scene, visit).every(({ checked }) => cap.counts(checked)),
          );
          return visit.occurrences.length > 1 && isSimple && full !== undefined
            ? [{ visit, at }]
            : [];
        }),
      );
      if (split === undefined) return undefined;
      const { visit, at } = split;
      const halves = [visit.occurrences.slice(0, 1), visit.occurrences.slice(1)];
      const visits = halves.map((occurrences) => ({ ...visit, occurrences }));
      return { ...plan, visits: plan.visits.toSpliced(at, 1, ...visits) };
    },
  },
  {
    name: 'a fallback without a cap',
    kinds: ['wrong-fallback'],
    spoil: changeSingle((visit, { own, checked }, scene) => {
      const other = scene.facts.byFallback(own);
      return other === undefined || own !== checked || capsOf(scene, visit.enterprise).length > 0
        ? undefined
        : { visits: [byFallback(visit, other.method)] };
    }),
  },
  {
    name: 'a fallback of a protected occurrence',
    kinds: ['wrong-fallback'],
    spoil: changeSingle((visit, { own, checked }, scene) => {
      const other = scene.facts.byFallback(own);
      return other === undefined || own !== checked || !own.isProtected
        ? undefined
        : { visits: [byFallback(visit, other.method)] };
    }),
  },
  {
    name: 'a fallback of an item that has none',
    kinds: ['wrong-fallback'],
    spoil: changeVisit((visit, { facts }) => {
      const at = visit.occurrences.findIndex(
        ({ item }) => facts.items.get(item)?.item.fallback === undefined,
      );
      return at < 0
        ? undefined
        : {
            ...visit,
            occurrences: visit.occurrences.with(at, { ...visit.occurrences[at], fallback: true }),
          };
    }),
  },
  {
    name: 'a missing mark of a fallback',
    kinds: ['wrong-method', 'wrong-on-site', 'different-method'],
    spoil: changeVisit((visit) =>
      visit.occurrences.every(isMarked) && (visit.method !== undefined || !visit.onSite)
        ? {
            ...visit,
            occurrences: visit.occurrences.map(({ item, cycle }) => ({ item, cycle })),
          }
        : undefined,
    ),
  },
  {
    name: 'a fallback to a method that is not the item’s',
    kinds: ['wrong-method'],
    spoil: changeVisit((visit) =>
      visit.occurrences.every(isMarked) && visit.method !== undefined
        ? { ...visit, method: visit.method === 'remote' ? 'documents' : 'remote' }
        : undefined,
    ),
  },
  {
    name: 'a fallback on site',
    kinds: ['wrong-on-site'],
    spoil: changeVisit((visit) =>
      visit.occurrences.every(isMarked) ? { ...visit, onSite: true } : undefined,
    ),
  },
  {
    name: 'a needless fallback',
    kinds: ['needless-fallback'],
    spoil: changeSingle((visit, { own, checked }, scene) => {
      const other = scene.facts.byFallback(own);
      return other === undefined ||
        own !== checked ||
        own.isProtected ||
        roomyCaps(scene, visit.enterprise, own).length === 0
        ? undefined
        : { visits: [byFallback(visit, other.method)] };
    }),
  },
  {
    name: 'an occurrence left out though no limit binds',
    kinds: ['cap-does-not-bind'],
    spoil: changeSingle((visit, { own, checked }, scene) => {
      const { enterprise, occurrences } = visit;
      const [{ item, cycle }] = occurrences;
      return own !== checked || own.isProtected || roomyCaps(scene, enterprise, own).length === 0
        ? undefined
        : { unserved: [{ enterprise, item, cycle, reason: 'visit-cap' }] };
    }),
  },
  {
    name: 'a quiet day',
    kinds: ['not-allowed-day'],
    spoil: changeVisit((visit, scene) => {
      const { facts, pick } = scene;
      const enterprise = facts.enterprises.get(visit.enterprise);
      if (enterprise === undefined || itemsOf(scene, visit).every(({ own }) => own.isProtected))
        return undefined;
      const day = pick([...quietDays(facts)(enterprise)]);
      return day === undefined ? undefined : { ...visit, date: dateTextOf(day) };
    }),
  },
  {
    name: 'another lead than the policy names',
    kinds: ['wrong-lead'],
    spoil: changeVisit((visit, { facts, pick }) => {
      const other = pick(visit.departments.filter((id) => id !== visit.lead));
      return facts.policy.leads.length === 0 || other === undefined
        ? undefined
        : { ...visit, lead: other };
    }),
  },
  {
    name: 'the method of another grade',
    kinds: ['wrong-method'],
    spoil: changeVisit((visit, scene) => {
      const [{ own, checked }] = itemsOf(scene, visit);
      const plain = scene.facts.items.get(own.id)?.method;
      return own !== checked ||
        visit.method !== own.method ||
        plain === undefined ||
        plain === own.method
        ? undefined
        : { ...visit, method: plain };
    }),
  },
  {
    name: 'wrong caps',
    kinds: ['wrong-summary'],
    spoil: ({ plan, pick }) => {
      const { caps = [] } = plan.summary;
      const one = pick(caps);
      const field = pick(['enterprises', 'leftOut', 'byFallback'] as const) ?? 'leftOut';
      if (one === undefined) return undefined;
      const wrong = { ...one, [field]: one[field] + 1 };
      return {
        ...plan,
        summary: { ...plan.summary, caps: caps.with(caps.indexOf(one), wrong) },
      };
    },
  },
];
