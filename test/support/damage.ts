import { capOf, type Facts, factsOf } from '../../src/answers/verify/facts';
import type { ItemFacts } from '../../src/answers/verify/item-facts';
import { owedBy } from '../../src/answers/verify/owed';
import type { Owed } from '../../src/answers/verify/owed-occurrence';
import type { ViolationKind } from '../../src/answers/verify/violation';
import type { Certificate } from '../../src/output/certificate';
import type {
  OccurrenceRef,
  PlanDocument,
  Summary,
  Unserved,
  Visit,
} from '../../src/output/plan-document';
import { dateTextOf, parseDay } from '../../src/registry/day';
import type { DomainSettings } from '../../src/registry/policy';
import type { RegistryInput } from '../../src/registry/registry';

/**
 * The data that a damage may use; `pick` chooses an element of a list, undefined where it is empty.
 */
export interface Scene {
  readonly facts: Facts;
  readonly plan: PlanDocument;
  readonly owed: (enterprise: string) => readonly Owed[];
  readonly pick: <A>(list: readonly A[]) => A | undefined;
}

/** A way to spoil a valid plan. */
export interface Damage {
  readonly name: string;
  /** `verify` must find one of these. */
  readonly kinds: readonly ViolationKind[];
  /** The spoilt plan; undefined where this damage does not apply. */
  readonly spoil: (scene: Scene) => PlanDocument | undefined;
}

const withVisits = (plan: PlanDocument, visits: readonly Visit[]): PlanDocument => ({
  ...plan,
  visits,
});

const withUnserved = (plan: PlanDocument, unserved: readonly Unserved[]): PlanDocument => ({
  ...plan,
  unserved,
});

/** Changes one visit for which `change` returns a visit. */
export const changeVisit =
  (change: (visit: Visit, scene: Scene) => Visit | undefined) =>
  (scene: Scene): PlanDocument | undefined => {
    const { plan, pick } = scene;
    const changed = pick(
      plan.visits.flatMap((visit, at) => {
        const after = change(visit, scene);
        return after === undefined ? [] : [{ at, after }];
      }),
    );
    return changed && withVisits(plan, plan.visits.with(changed.at, changed.after));
  };

/** Changes one unserved row for which `change` returns a row. */
const changeUnserved =
  (change: (row: Unserved, scene: Scene) => Unserved | undefined) =>
  (scene: Scene): PlanDocument | undefined => {
    const { plan, pick } = scene;
    const changed = pick(
      plan.unserved.flatMap((row, at) => {
        const after = change(row, scene);
        return after === undefined ? [] : [{ at, after }];
      }),
    );
    return changed && withUnserved(plan, plan.unserved.with(changed.at, changed.after));
  };

const itemsOf = ({ facts }: Scene, visit: Visit): readonly ItemFacts[] =>
  visit.occurrences.flatMap(({ item }) => facts.items.get(item) ?? []);

/**
 * Joins two visits of one enterprise, in the first one's domain, where two
 * of their items must not meet.
 */
const mergeWhere =
  (wrong: (a: ItemFacts, b: ItemFacts, settings: DomainSettings, scene: Scene) => boolean) =>
  (scene: Scene): PlanDocument | undefined => {
    const { facts, plan, pick } = scene;
    const pairs = plan.visits.flatMap((host, i) => {
      const settings = facts.domains.get(host.domain);
      if (settings === undefined) return [];
      return plan.visits.flatMap((guest, j) => {
        if (i === j || guest.enterprise !== host.enterprise) return [];
        const clash = itemsOf(scene, host).some((a) =>
          itemsOf(scene, guest).some((b) => wrong(a, b, settings, scene)),
        );
        return clash ? [{ i, j, occurrences: [...host.occurrences, ...guest.occurrences] }] : [];
      });
    });
    const merged = pick(pairs);
    if (merged === undefined) return undefined;
    const { i, j, occurrences } = merged;
    return withVisits(
      plan,
      plan.visits.with(i, { ...plan.visits[i], occurrences }).filter((_, at) => at !== j),
    );
  };

/**
 * Removes an occurrence for which `may` holds from its visit and lists it as left out for the cap.
 */
const leaveOut =
  (may: (item: ItemFacts, cap: number | undefined, onSite: number) => boolean) =>
  (scene: Scene): PlanDocument | undefined => {
    const { facts, plan, pick } = scene;
    const left = pick(
      plan.visits.flatMap((visit, at) => {
        const enterprise = facts.enterprises.get(visit.enterprise);
        const cap = enterprise && capOf(facts, enterprise);
        const [item] = itemsOf(scene, visit);
        const onSite = plan.visits.filter(
          (one) => one.enterprise === visit.enterprise && one.onSite,
        ).length;
        return visit.occurrences.length === 1 && may(item, cap, onSite) ? [{ visit, at }] : [];
      }),
    );
    if (left === undefined) return undefined;
    const { visit, at } = left;
    const row: Unserved = {
      enterprise: visit.enterprise,
      ...visit.occurrences[0],
      reason: 'visit-cap',
    };
    return {
      ...plan,
      visits: plan.visits.filter((_, i) => i !== at),
      unserved: [...plan.unserved, row],
    };
  };

type Figures = Omit<Required<Summary>, 'caps'>;

const changeFigure = (name: keyof Figures, change: (summary: Figures) => number): Damage => ({
  name: `a wrong ${name}`,
  kinds: ['wrong-summary'],
  spoil: ({ plan }) => {
    const all = {
      ...{ mergedShare: 0, offSiteShare: 0, byFallback: 0 },
      ...{ pairsAboveTwo: 0, pairsAboveTwoBefore: 0 },
      overloadBound: 0,
      overloadGap: 0,
      closeVisits: 0,
      closeBound: 0,
      closeBefore: 0,
      unevenness: 0,
      trips: 0,
      faults: 0,
      ...plan.summary,
    };
    return plan.summary[name] === undefined
      ? undefined
      : { ...plan, summary: { ...plan.summary, [name]: change(all) } };
  },
});

const limit = (most: number | null | undefined): number => most ?? Number.POSITIVE_INFINITY;

/** Damages to the lists of visits and unserved rows. */
const DAMAGES_TO_ROWS: readonly Damage[] = [
  {
    name: 'a visit is dropped',
    kinds: ['not-planned'],
    spoil: ({ plan, pick }) => {
      const dropped = pick(plan.visits);
      return (
        dropped &&
        withVisits(
          plan,
          plan.visits.filter((visit) => visit !== dropped),
        )
      );
    },
  },
  {
    name: 'an unserved occurrence is dropped',
    kinds: ['not-planned'],
    spoil: ({ plan, pick }) => {
      const dropped = pick(plan.unserved);
      return (
        dropped &&
        withUnserved(
          plan,
          plan.unserved.filter((row) => row !== dropped),
        )
      );
    },
  },
  {
    name: 'an occurrence is dropped from a joint visit',
    kinds: ['not-planned'],
    spoil: changeVisit((visit) =>
      visit.occurrences.length < 2
        ? undefined
        : { ...visit, occurrences: visit.occurrences.slice(1) },
    ),
  },
  {
    name: 'a visit comes twice',
    kinds: ['planned-twice'],
    spoil: ({ plan, pick }) => {
      const twice = pick(plan.visits);
      return twice && withVisits(plan, [...plan.visits, twice]);
    },
  },
  {
    name: 'an occurrence comes twice in a visit',
    kinds: ['item-twice'],
    spoil: changeVisit((visit) => ({
      ...visit,
      occurrences: [...visit.occurrences, visit.occurrences[0]],
    })),
  },
  {
    name: 'an unserved occurrence comes twice',
    kinds: ['planned-twice'],
    spoil: ({ plan, pick }) => {
      const twice = pick(plan.unserved);
      return twice && withUnserved(plan, [...plan.unserved, twice]);
    },
  },
  {
    name: 'a served occurrence is unserved as well',
    kinds: ['planned-twice'],
    spoil: ({ plan, pick }) => {
      const visit = pick(plan.visits);
      if (visit === undefined) return undefined;
      const row: Unserved = {
        enterprise: visit.enterprise,
        ...visit.occurrences[0],
        reason: 'exempt',
      };
      return withUnserved(plan, [...plan.unserved, row]);
    },
  },
  {
    name: 'an unserved occurrence is served',
    kinds: ['not-allowed-day', 'recognised-item'],
    spoil: ({ facts, plan, pick }) => {
      const row = pick(plan.unserved.filter(({ reason }) => reason !== 'visit-cap'));
      const item = row && facts.items.get(row.item);
      const day = pick(facts.openDays);
      if (row === undefined || item === undefined || day === undefined) return undefined;
      const visit: Visit = {
        enterprise: row.enterprise,
        domain: item.domain,
        date: dateTextOf(day),
        departments: [item.department],
        lead: item.department,
        minutes: item.minutes,
        onSite: item.onSite,
        occurrences: [{ item: row.item, cycle: row.cycle }],
      };
      return {
        ...plan,
        visits: [...plan.visits, visit],
        unserved: plan.unserved.filter((one) => one !== row),
      };
    },
  },
  {
    name: 'a wrong reason',
    kinds: ['wrong-reason'],
    spoil: changeUnserved((row) => ({
      ...row,
      reason: row.reason === 'exempt' ? 'no-open-day' : 'exempt',
    })),
  },
  {
    name: 'a wrong kept item',
    kinds: ['wrong-by'],
    spoil: changeUnserved((row) => (row.by === undefined ? undefined : { ...row, by: row.item })),
  },
  {
    name: 'no kept item',
    kinds: ['wrong-by'],
    spoil: changeUnserved(({ by, ...row }) => (by === undefined ? undefined : row)),
  },
  {
    name: 'a kept item where nothing is recognised',
    kinds: ['wrong-by'],
    spoil: changeUnserved((row) => (row.by === undefined ? { ...row, by: row.item } : undefined)),
  },
  {
    name: 'a visit-cap without a cap',
    kinds: ['no-cap'],
    spoil: leaveOut((_, cap) => cap === undefined),
  },
  {
    name: 'a key occurrence left out for the cap',
    kinds: ['always-served'],
    spoil: leaveOut(({ domain }, cap) => cap !== undefined && domain === 'key'),
  },
  {
    name: 'an occurrence off site left out for the cap',
    kinds: ['always-served'],
    spoil: leaveOut(({ onSite }, cap) => cap !== undefined && !onSite),
  },
  {
    name: 'an occurrence left out though the cap does not bind',
    kinds: ['cap-does-not-bind'],
    spoil: leaveOut(
      ({ domain, onSite: own }, cap, onSite) =>
        cap !== undefined && domain !== 'key' && own && onSite <= cap,
    ),
  },
  {
    name: 'a joint visit is split past the cap',
    kinds: ['over-cap'],
    spoil: (scene) => {
      const { facts, plan, pick, owed } = scene;
      const split = pick(
        plan.visits.flatMap((visit, at) => {
          const enterprise = facts.enterprises.get(visit.enterprise);
          const cap = enterprise && capOf(facts, enterprise);
          const onSite = plan.visits.filter(
            (one) => one.enterprise === visit.enterprise && one.onSite,
          ).length;
          const keyOnSite = owed(visit.enterprise).filter(
            ({ item }) => item.domain === 'key' && item.onSite,
          ).length;
          const bothOnSite =
            visit.occurrences.length > 1 && itemsOf(scene, visit).every((item) => item.onSite);
          // With no more key occurrences than the cap has visits, the limit equals the cap.
          return bothOnSite && cap !== undefined && onSite === cap && keyOnSite <= cap
            ? [{ visit, at }]
            : [];
        }),
      );
      if (split === undefined) return undefined;
      const { visit, at } = split;
      const halves = [visit.occurrences.slice(0, 1), visit.occurrences.slice(1)];
      return withVisits(
        plan,
        plan.visits.toSpliced(at, 1, ...halves.map((occurrences) => ({ ...visit, occurrences }))),
      );
    },
  },
  {
    name: 'a visit for nothing',
    kinds: ['empty-visit'],
    spoil: ({ plan, pick }) => {
      const visit = pick(plan.visits);
      return visit && withVisits(plan, [...plan.visits, { ...visit, occurrences: [] }]);
    },
  },
];

/** Damages to the enterprise, domain, items and date of a visit. */
const DAMAGES_TO_REFERENCES: readonly Damage[] = [
  {
    name: 'a visit to another enterprise',
    kinds: ['not-planned'],
    spoil: changeVisit((visit, { facts, pick }) => {
      const other = pick([...facts.enterprises.keys()].filter((id) => id !== visit.enterprise));
      return other === undefined ? undefined : { ...visit, enterprise: other };
    }),
  },
  {
    name: 'a visit to nobody',
    kinds: ['unknown-enterprise'],
    spoil: changeVisit((visit) => ({ ...visit, enterprise: 'nobody' })),
  },
  {
    name: 'an unserved occurrence of nobody',
    kinds: ['unknown-enterprise'],
    spoil: changeUnserved((row) => ({ ...row, enterprise: 'hasOwnProperty' })),
  },
  {
    name: 'an unknown item',
    kinds: ['unknown-item'],
    spoil: changeVisit((visit) => ({
      ...visit,
      occurrences: [...visit.occurrences, { item: 'valueOf', cycle: 0 }],
    })),
  },
  {
    name: 'a wrong cycle',
    kinds: ['not-owed'],
    spoil: changeVisit((visit, { pick }) => {
      const [{ item }, ...others] = visit.occurrences;
      const cycle = pick([-1, 0.5, 100_000, Number.NaN, Number.POSITIVE_INFINITY]) ?? -1;
      return { ...visit, occurrences: [{ item, cycle }, ...others] };
    }),
  },
  {
    name: 'an unknown domain',
    kinds: ['unknown-domain'],
    spoil: changeVisit((visit) => ({ ...visit, domain: 'constructor' })),
  },
  {
    name: 'the domain of none of its items',
    kinds: ['no-host'],
    spoil: changeVisit((visit, scene) => {
      const own = new Set(itemsOf(scene, visit).map(({ domain }) => domain));
      const other = scene.pick([...scene.facts.domains.keys()].filter((id) => !own.has(id)));
      return other === undefined ? undefined : { ...visit, domain: other };
    }),
  },
  {
    name: 'no date',
    kinds: ['no-date'],
    spoil: changeVisit((visit, { pick }) => ({
      ...visit,
      date: pick(['2026-02-30', '', '2026-1-1', '__proto__']) ?? '',
    })),
  },
  {
    name: 'a date outside the horizon',
    kinds: ['outside-horizon'],
    spoil: changeVisit((visit, { facts, pick }) => {
      const day = pick([facts.first - 1, facts.last + 1]) ?? facts.first - 1;
      return { ...visit, date: dateTextOf(day) };
    }),
  },
  {
    name: 'a closed day',
    kinds: ['closed-day'],
    spoil: changeVisit((visit, { facts, pick }) => {
      const open = new Set(facts.openDays);
      const days = Array.from({ length: facts.last - facts.first + 1 }, (_, i) => facts.first + i);
      const closed = pick(days.filter((day) => !open.has(day)));
      return closed === undefined ? undefined : { ...visit, date: dateTextOf(closed) };
    }),
  },
  {
    name: 'an open day that is not allowed',
    kinds: ['not-allowed-day'],
    spoil: changeVisit((visit, { facts, owed, pick }) => {
      const [{ item, cycle }] = visit.occurrences;
      const one = owed(visit.enterprise).find(
        (other) => other.item.id === item && other.cycle === cycle,
      );
      const day = pick(facts.openDays.filter((open) => !one?.days.includes(open)));
      return day === undefined ? undefined : { ...visit, date: dateTextOf(day) };
    }),
  },
  {
    name: 'the day of another visit, needlessly',
    kinds: ['same-day'],
    spoil: changeVisit((visit, { plan, owed, pick }) => {
      const others = plan.visits.filter(
        (one) => one !== visit && one.enterprise === visit.enterprise && one.onSite && visit.onSite,
      );
      if (others.some(({ date }) => date === visit.date)) return undefined;
      const allowed = owed(visit.enterprise)
        .filter((one) =>
          visit.occurrences.some(({ item, cycle }) => one.item.id === item && one.cycle === cycle),
        )
        .map(({ days }) => days);
      const shared = pick(
        others.filter(({ date }) => allowed.every((days) => days.includes(parseDay(date)))),
      );
      return shared && { ...visit, date: shared.date };
    }),
  },
];

/** Damages that break a rule of model §5. */
const DAMAGES_TO_RULES: readonly Damage[] = [
  {
    name: 'two visits of one item merged',
    kinds: ['item-twice'],
    spoil: mergeWhere((a, b) => a.id === b.id),
  },
  {
    name: 'a visit merged with one of no guest',
    kinds: ['not-a-guest'],
    spoil: mergeWhere(
      (a, b, { guests }) =>
        a.domain !== b.domain && !guests?.includes(b.domain) && !guests?.includes(a.domain),
    ),
  },
  {
    name: 'different objects merged',
    kinds: ['different-object'],
    spoil: mergeWhere((a, b, { sameObject }) => sameObject === true && a.object !== b.object),
  },
  {
    name: 'different methods merged',
    kinds: ['different-method'],
    spoil: mergeWhere(
      (a, b, { sameMethod }) =>
        sameMethod === true &&
        a.method !== b.method &&
        (a.group === undefined || a.group !== b.group),
    ),
  },
  {
    name: 'different topics merged',
    kinds: ['different-topic'],
    spoil: mergeWhere((a, b, { sameTopic }) => sameTopic === true && a.item.topic !== b.item.topic),
  },
  {
    name: 'different levels merged',
    kinds: ['different-level'],
    spoil: mergeWhere((a, b, { sameLevel }) => sameLevel === true && a.level !== b.level),
  },
  {
    name: 'different departments merged',
    kinds: ['different-department'],
    spoil: mergeWhere(
      (a, b, { sameDepartment }) => sameDepartment === true && a.department !== b.department,
    ),
  },
  {
    name: 'different durations merged',
    kinds: ['duration-ratio'],
    spoil: mergeWhere((a, b, { durationRatio }) => a.minutes / b.minutes > limit(durationRatio)),
  },
  {
    name: 'items kept apart merged',
    kinds: ['apart'],
    spoil: mergeWhere((a, b, _, { facts }) => facts.apart.get(a.id)?.has(b.id) === true),
  },
  {
    name: 'too many minutes merged',
    kinds: ['too-long'],
    spoil: mergeWhere(
      (a, b, { maxMinutes }) =>
        (a.department === b.department ? a.minutes + b.minutes : Math.max(a.minutes, b.minutes)) >
        limit(maxMinutes),
    ),
  },
  {
    name: 'too many departments merged',
    kinds: ['too-many-departments'],
    spoil: mergeWhere(
      (a, b, { maxDepartments }) => maxDepartments === 1 && a.department !== b.department,
    ),
  },
];

/** Damages to the derived fields of a visit. */
const DAMAGES_TO_FIELDS: readonly Damage[] = [
  {
    name: 'a wrong method',
    kinds: ['wrong-method'],
    spoil: changeVisit((visit) => ({ ...visit, method: `${visit.method}?` })),
  },
  {
    name: 'no method',
    kinds: ['wrong-method'],
    spoil: changeVisit(({ method, ...visit }) => (method === undefined ? undefined : visit)),
  },
  {
    name: 'a wrong object',
    kinds: ['wrong-object'],
    spoil: changeVisit((visit) => ({ ...visit, object: `${visit.object}?` })),
  },
  {
    name: 'no object',
    kinds: ['wrong-object'],
    spoil: changeVisit(({ object, ...visit }) => (object === undefined ? undefined : visit)),
  },
  {
    name: 'unsorted departments',
    kinds: ['wrong-departments'],
    spoil: changeVisit((visit) =>
      visit.departments.length < 2
        ? undefined
        : { ...visit, departments: visit.departments.toReversed() },
    ),
  },
  {
    name: 'a department too many',
    kinds: ['wrong-departments'],
    spoil: changeVisit((visit) => ({ ...visit, departments: [...visit.departments, 'z'] })),
  },
  {
    name: 'a department too few',
    kinds: ['wrong-departments'],
    spoil: changeVisit((visit) => ({ ...visit, departments: visit.departments.slice(1) })),
  },
  {
    name: 'a wrong lead',
    kinds: ['wrong-lead'],
    spoil: changeVisit((visit, { facts, pick }) => {
      const lead = pick([...facts.departments.keys()].filter((id) => id !== visit.lead));
      return lead === undefined ? undefined : { ...visit, lead };
    }),
  },
  {
    name: 'wrong minutes',
    kinds: ['wrong-minutes'],
    spoil: changeVisit((visit, { pick }) => ({
      ...visit,
      minutes: pick([visit.minutes + 1, Number.NaN, 0]) ?? 0,
    })),
  },
  {
    name: 'on site the wrong way round',
    kinds: ['wrong-on-site'],
    spoil: changeVisit((visit) => ({ ...visit, onSite: !visit.onSite })),
  },
];

const DAMAGES_TO_FIGURES: readonly Damage[] = [
  changeFigure('occurrences', ({ occurrences }) => occurrences + 1),
  changeFigure('visits', ({ visits }) => visits - 1),
  changeFigure('lowerBound', ({ visits }) => visits + 1),
  changeFigure('perItem', ({ perItem }) => perItem + 1),
  changeFigure('perDepartment', ({ perItem }) => perItem + 1),
  changeFigure('reduction', ({ reduction }) => reduction + 0.01),
  changeFigure('enterprisesProven', ({ enterprises }) => enterprises + 1),
  changeFigure('enterprises', () => Number.NaN),
  changeFigure('jointShare', ({ jointShare }) => (jointShare === 0 ? 0.5 : 0)),
  changeFigure('onSiteShare', ({ onSiteShare }) => onSiteShare - 1e-3),
  changeFigure('mergedShare', ({ mergedShare }) => mergedShare + 0.1),
  changeFigure('offSiteShare', ({ offSiteShare }) => 1 - offSiteShare + 1e-3),
  changeFigure('byFallback', ({ byFallback }) => byFallback + 1),
  changeFigure('pairsAboveTwo', ({ pairsAboveTwo }) => pairsAboveTwo + 1),
  changeFigure('pairsAboveTwoBefore', ({ perItem }) => perItem + 1),
  changeFigure('overloadMinutes', ({ overloadMinutes }) => overloadMinutes + 1),
  changeFigure('overloadBound', ({ overloadMinutes }) => overloadMinutes + 1),
  changeFigure('overloadGap', ({ overloadGap }) => overloadGap + 1),
  changeFigure('unevenness', ({ unevenness }) => unevenness * 1.001 + 0.001),
  changeFigure('closeVisits', ({ closeVisits }) => closeVisits + 1),
  changeFigure('closeBound', ({ closeVisits }) => closeVisits + 1),
  changeFigure('closeBefore', ({ closeBefore }) => closeBefore + 1),
  changeFigure('trips', ({ trips }) => trips + 1),
];

export const DAMAGES: readonly Damage[] = [
  ...DAMAGES_TO_ROWS,
  ...DAMAGES_TO_REFERENCES,
  ...DAMAGES_TO_RULES,
  ...DAMAGES_TO_FIELDS,
  ...DAMAGES_TO_FIGURES,
];

/** A way to spoil the certificates of a valid plan. */
export interface CertificateDamage {
  readonly name: string;
  /** `verify` must find one of these. */
  readonly kinds: readonly ViolationKind[];
  /** The spoilt certificates; undefined where this damage does not apply. */
  readonly spoil: (
    certificates: readonly Certificate[],
    scene: Scene,
  ) => readonly Certificate[] | undefined;
}

/** Changes one certificate for which `change` returns a certificate. */
const changeCertificate =
  (
    change: (certificate: Certificate, scene: Scene) => Certificate | undefined,
  ): CertificateDamage['spoil'] =>
  (certificates, scene) => {
    const changed = scene.pick(
      certificates.flatMap((certificate, at) => {
        const after = change(certificate, scene);
        return after === undefined ? [] : [{ at, after }];
      }),
    );
    return changed && certificates.with(changed.at, changed.after);
  };

/**
 * Adds an occurrence, chosen by `one`, to a witness and 1 to its bound, so that
 * only the occurrence is wrong.
 */
const addMember = (one: (certificate: Certificate, scene: Scene) => OccurrenceRef | undefined) =>
  changeCertificate((certificate, scene) => {
    const member = one(certificate, scene);
    const { witness, lowerBound } = certificate;
    return member && { ...certificate, lowerBound: lowerBound + 1, witness: [...witness, member] };
  });

/** Replaces a witness by two occurrences of one visit for which `both` holds. */
const twoOfOneVisit = (
  both: (a: ItemFacts, b: ItemFacts, visit: Visit) => boolean,
): CertificateDamage['spoil'] =>
  changeCertificate((certificate, { facts, plan, pick }) => {
    const witness = pick(
      plan.visits
        .filter(({ enterprise }) => enterprise === certificate.enterprise)
        .flatMap((visit) =>
          visit.occurrences.flatMap((one, i) =>
            visit.occurrences.slice(i + 1).flatMap((other) => {
              const [a, b] = [one, other].map(({ item }) => facts.items.get(item));
              return a !== undefined && b !== undefined && both(a, b, visit) ? [[one, other]] : [];
            }),
          ),
        ),
    );
    return witness && { ...certificate, witness };
  });

export const CERTIFICATE_DAMAGES: readonly CertificateDamage[] = [
  {
    name: 'a certificate is dropped',
    kinds: ['no-certificate'],
    spoil: (certificates, { pick }) => {
      const dropped = pick(certificates);
      return dropped && certificates.filter((one) => one !== dropped);
    },
  },
  {
    name: 'a certificate comes twice',
    kinds: ['certificate-twice'],
    spoil: (certificates, { pick }) => {
      const twice = pick(certificates);
      return twice && [...certificates, twice];
    },
  },
  {
    name: 'a certificate of nobody',
    kinds: ['unknown-enterprise'],
    spoil: (certificates) => [
      ...certificates,
      { enterprise: 'hasOwnProperty', visits: 0, lowerBound: 0, witness: [] },
    ],
  },
  {
    name: 'a certificate of other visits',
    kinds: ['wrong-visits'],
    spoil: changeCertificate((one, { pick }) => ({
      ...one,
      visits: pick([one.visits + 1, -1, Number.NaN]) ?? -1,
    })),
  },
  {
    name: 'a bound above the visits, or none',
    kinds: ['wrong-bound'],
    spoil: changeCertificate((one, { pick }) => ({
      ...one,
      lowerBound:
        pick([one.visits + 1, -1, one.visits - 0.5, Number.NaN, Number.POSITIVE_INFINITY]) ?? -1,
    })),
  },
  {
    name: 'a bound that the summary does not count',
    kinds: ['wrong-summary'],
    spoil: changeCertificate((one) =>
      one.lowerBound < 1 ? undefined : { ...one, lowerBound: one.lowerBound - 1 },
    ),
  },
  {
    name: 'a bound below its witness',
    kinds: ['witness-too-long'],
    spoil: changeCertificate((one) =>
      one.witness.length === 0 ? undefined : { ...one, lowerBound: one.witness.length - 1 },
    ),
  },
  {
    name: 'an occurrence twice in a witness',
    kinds: ['witness-twice'],
    spoil: addMember(({ witness }, { pick }) => pick(witness)),
  },
  {
    name: 'an unknown item in a witness',
    kinds: ['unknown-item'],
    spoil: addMember(() => ({ item: 'valueOf', cycle: 0 })),
  },
  {
    name: 'a wrong cycle in a witness',
    kinds: ['not-owed'],
    spoil: addMember(({ witness }, { pick }) => {
      const member = pick(witness);
      return member && { ...member, cycle: pick([-1, 0.5, 100_000, Number.NaN]) ?? -1 };
    }),
  },
  {
    name: 'an item of somebody else in a witness',
    kinds: ['not-owed'],
    spoil: addMember(({ enterprise }, { facts, owed, pick }) => {
      const own = new Set(owed(enterprise).map(({ item }) => item.id));
      const item = pick([...facts.items.keys()].filter((id) => !own.has(id)));
      return item === undefined ? undefined : { item, cycle: 0 };
    }),
  },
  ...(['no-open-day', 'exempt', 'recognised', 'visit-cap'] as const).map(
    (reason): CertificateDamage => ({
      name: `an occurrence unserved as ${reason} in a witness`,
      kinds: ['witness-unserved'],
      spoil: addMember(({ enterprise }, { plan, pick }) =>
        pick(plan.unserved.filter((row) => row.enterprise === enterprise && row.reason === reason)),
      ),
    }),
  ),
  {
    name: 'an occurrence in a witness that the cap could leave out like others',
    kinds: ['witness-unserved'],
    spoil: addMember(({ enterprise }, { facts, plan, pick }) => {
      const binds = plan.unserved.some(
        (row) => row.enterprise === enterprise && row.reason === 'visit-cap',
      );
      if (!binds) return undefined;
      return pick(
        plan.visits
          .filter((visit) => visit.enterprise === enterprise)
          .flatMap(({ occurrences }) => occurrences)
          .filter(({ item }) => {
            const known = facts.items.get(item);
            return known?.domain !== 'key' && known?.onSite === true;
          }),
      );
    }),
  },
  {
    name: 'two of a witness in one visit, one of them its host',
    kinds: ['witness-meets'],
    spoil: twoOfOneVisit((a, b, { domain }) => a.domain === domain || b.domain === domain),
  },
  {
    name: 'two of a witness in one visit, both its guests',
    kinds: ['witness-meets'],
    spoil: twoOfOneVisit((a, b, { domain }) => a.domain !== domain && b.domain !== domain),
  },
];

const sceneOf = (registry: RegistryInput, plan: PlanDocument, seed: number): Scene => {
  const facts = factsOf(registry);
  const read = owedBy(facts);
  let turn = seed;
  const pick = <A>(list: readonly A[]): A | undefined => {
    turn = (Math.imul(turn, 1_103_515_245) + 12_345) >>> 0;
    return list.length === 0 ? undefined : list[(turn >>> 8) % list.length];
  };
  const owed = (id: string): readonly Owed[] => {
    const enterprise = facts.enterprises.get(id);
    return enterprise === undefined ? [] : read(enterprise);
  };
  return { facts, plan, owed, pick };
};

/**
 * The plan spoilt in one way, undefined where that does not apply.
 * Equal seeds spoil equal plans alike.
 */
export const spoil = (
  damage: Damage,
  registry: RegistryInput,
  plan: PlanDocument,
  seed: number,
): PlanDocument | undefined => damage.spoil(sceneOf(registry, plan, seed));

/** The certificates spoilt in one way, undefined where that does not apply. */
export const spoilCertificates = (
  damage: CertificateDamage,
  registry: RegistryInput,
  plan: PlanDocument,
  certificates: readonly Certificate[],
  seed: number,
): readonly Certificate[] | undefined => damage.spoil(certificates, sceneOf(registry, plan, seed));
