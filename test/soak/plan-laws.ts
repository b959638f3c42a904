// The laws of a plan, by the second reading of the model alone.
import type { Certificate, Enterprise, PlanDocument, Visit } from '../../src/index';
import { capsInForce } from './reference/caps';
import { fewestApart, mayMeet, type Problem } from './reference/optimum';
import { type Duty, dayNumber, type Reading } from './reference/owed';
import { brokenBy, companyAllows, elapsedOf, minutesIn, pinsOf } from './reference/visits';

/** A fault as text: its kind, a colon and a description. */
export type Fault = string;

/** The kind of a fault. */
export const kindOf = (fault: Fault): string => fault.slice(0, fault.indexOf(':'));

/** How near to the optimum a plan must be. */
export type Effort =
  /** A full search: small enterprises must be optimal. */
  | 'full'
  /** Fewest visits is not the first aim: the number served must be optimal. */
  | 'served'
  /** Few steps: enterprises stated as proven must be optimal. */
  | 'little';

/** The problems of a registry's enterprises, in its order. */
export interface Solved {
  readonly reading: Reading;
  readonly problems: ReadonlyArray<{ readonly enterprise: Enterprise; readonly problem: Problem }>;
}

interface PlannedVisit {
  readonly visit: Visit;
  readonly duties: readonly Duty[];
}

const textOf = ({ item, cycle }: { readonly item: string; readonly cycle: number }): string =>
  `${item} no. ${cycle}`;

/** The department that `leads` name for a visit of a domain. */
const namedLead = (
  { registry: { policy } }: Reading,
  domain: string,
  items: readonly Duty['item'][],
): string | undefined => {
  for (const { departments, domains, topics, objects } of policy?.leads ?? []) {
    const named = departments.find((id) => items.some(({ row }) => row.department === id));
    if (
      named !== undefined &&
      (domains === undefined || domains.includes(domain)) &&
      (topics === undefined || items.some(({ row }) => topics.includes(row.topic ?? '\0'))) &&
      (objects === undefined || items.some(({ object }) => objects.includes(object)))
    )
      return named;
  }
  return undefined;
};

/** An occurrence as its fallback checks it. */
export const fallenBack = (reading: Reading, duty: Duty): Duty => ({
  ...duty,
  item: reading.byFallback(duty.item) ?? duty.item,
  fallback: true,
});

const leadOf = (reading: Reading, domain: string, duties: readonly Duty[]): string => {
  const items = duties.map(({ item }) => item);
  const daysOf = ({ days, unfrozen = days.length }: Duty): number => unfrozen;
  const fewest = Math.min(...duties.map(daysOf));
  const [lead] = duties
    .filter((duty) => daysOf(duty) === fewest)
    .map(({ item }) => item.row.department)
    .sort((a, b) => minutesIn(items, b) - minutesIn(items, a) || (a < b ? -1 : 1));
  return namedLead(reading, domain, items) ?? lead;
};

const methodOf = ({ items }: { readonly items: readonly Duty['item'][] }): string | undefined =>
  items.every(({ method }) => method === items[0].method) ? items[0].method : items[0].group;

const visitFaults = (
  reading: Reading,
  enterprise: Enterprise,
  { visit, duties }: PlannedVisit,
): readonly Fault[] => {
  const name = `visit ${visit.id} on ${visit.date}`;
  const faults: Fault[] = [];
  const items = duties.map(({ item }) => item);
  const done = duties[0].done;
  if (duties.some((duty) => duty.done !== done))
    return [`made-visit: ${name} mixes what was made with what was not`];
  if (done !== undefined) {
    const same =
      done.date === visit.date && done.domain === visit.domain && done.lead === visit.lead;
    if (!same || done.occurrences.length !== duties.length)
      faults.push(`made-visit: ${name} is not as it was made`);
  } else {
    const settings = reading.domains.get(visit.domain);
    const day = dayNumber(visit.date);
    if (settings === undefined) return [`invalid-visit: ${name} is of no domain`];
    if (duties.some(({ unserved }) => unserved !== undefined))
      faults.push(`invalid-visit: ${name} has what cannot be visited`);
    const late = duties.find(({ days }) => !days.includes(day));
    if (late !== undefined) faults.push(`invalid-visit: ${name} is on no day of ${late.item.id}`);
    if (!items.some(({ domain }) => domain === visit.domain))
      faults.push(`invalid-visit: ${name} has no host`);
    const broken = brokenBy(reading, visit.domain, settings, items);
    if (broken !== undefined) faults.push(`invalid-visit: ${name} breaks ${broken}`);
    if (!companyAllows(pinsOf(reading, enterprise), duties))
      faults.push(`invalid-visit: ${name} is not as pins want it`);
    const lead = leadOf(reading, visit.domain, duties);
    if (visit.lead !== lead)
      faults.push(`wrong-field: ${name} is led by ${visit.lead}, not ${lead}`);
  }
  const expected = {
    departments: JSON.stringify(
      [...new Set(items.map(({ row }) => row.department))].sort((a, b) => (a < b ? -1 : 1)),
    ),
    minutes: elapsedOf(items),
    onSite: items.some(({ onSite }) => onSite),
  };
  const said = {
    departments: JSON.stringify(visit.departments),
    minutes: visit.minutes,
    onSite: visit.onSite,
  };
  if (JSON.stringify(said) !== JSON.stringify(expected))
    faults.push(
      `wrong-field: ${name} says ${JSON.stringify(said)}, not ${JSON.stringify(expected)}`,
    );
  const settings = reading.domains.get(visit.domain);
  if (done === undefined) {
    const method = settings?.sameMethod === true ? methodOf({ items }) : undefined;
    const object = settings?.sameObject === true ? items[0].object : undefined;
    if (visit.method !== method || visit.object !== object)
      faults.push(`wrong-field: ${name} says method ${visit.method}, object ${visit.object}`);
  }
  return faults;
};

/** Whether all on-site visits can have days of their own: a matching of visits and days. */
const haveOwnDays = (days: ReadonlyArray<readonly number[]>): boolean => {
  const visitOn = new Map<number, number>();
  const place = (v: number, seen: Set<number>): boolean =>
    days[v].some((day) => {
      if (seen.has(day)) return false;
      seen.add(day);
      const other = visitOn.get(day);
      if (other !== undefined && !place(other, seen)) return false;
      visitOn.set(day, v);
      return true;
    });
  return days.every((_, v) => place(v, new Set()));
};

const commonDays = (duties: readonly Duty[]): readonly number[] =>
  duties[0].days.filter((day) => duties.every(({ days }) => days.includes(day)));

/** Faults in the visits of one enterprise. */
const enterpriseFaults = (
  { reading }: Solved,
  { enterprise, problem }: Solved['problems'][number],
  plan: PlanDocument,
  certificate: Certificate | undefined,
  effort: Effort,
): readonly Fault[] => {
  const { duties, visits: all, best } = problem;
  const name = `enterprise ${JSON.stringify(enterprise.id)}`;
  const faults: Fault[] = [];
  const left = new Map(
    duties.map((duty) => [textOf({ item: duty.item.id, cycle: duty.cycle }), duty]),
  );
  const take = (one: { readonly item: string; readonly cycle: number }): readonly Duty[] => {
    const duty = left.get(textOf(one));
    left.delete(textOf(one));
    if (duty === undefined)
      faults.push(`coverage: ${name} has ${textOf(one)} twice, or is not owed it`);
    return duty === undefined ? [] : [duty];
  };
  const planned = plan.visits
    .filter((visit) => visit.enterprise === enterprise.id)
    .map(
      (visit): PlannedVisit => ({
        visit,
        duties: visit.occurrences.flatMap((one) =>
          take(one).map((duty) => {
            if (duty.done !== undefined && duty.fallback !== one.fallback)
              faults.push(
                `made-visit: ${name} has ${textOf(one)} by another method than it was made`,
              );
            return one.fallback === true ? fallenBack(reading, duty) : duty;
          }),
        ),
      }),
    );
  let droppedForCap = 0;
  for (const row of plan.unserved.filter((one) => one.enterprise === enterprise.id)) {
    const [duty] = take(row);
    if (duty === undefined) continue;
    if (row.reason === 'visit-cap') droppedForCap++;
    if (
      row.reason !== (duty.unserved ?? 'visit-cap') ||
      row.by !== duty.by ||
      duty.done !== undefined
    )
      faults.push(
        `wrong-reason: ${name} leaves ${textOf(row)} out as ${row.reason}, not ${duty.unserved ?? 'visit-cap'}`,
      );
  }
  for (const one of left.keys()) faults.push(`coverage: ${name} has ${one} nowhere`);
  if (faults.some((fault) => fault.startsWith('coverage'))) return faults;
  const caps = capsInForce(reading, enterprise);
  for (const { duties: own } of planned)
    for (const { fallback, done, item, cycle } of own) {
      if (fallback !== true || done !== undefined) continue;
      const name = textOf({ item: item.id, cycle });
      if (caps.length === 0) faults.push(`fallback: ${name} is by its fallback, without a cap`);
      if (item.isProtected) faults.push(`fallback: ${name} is by its fallback, but protected`);
      if (item.method !== item.row.fallback) faults.push(`fallback: ${name} has none`);
    }
  for (const one of planned) faults.push(...visitFaults(reading, enterprise, one));

  const entering = planned.filter(({ duties: own }) => own.some(({ item }) => item.onSite));
  const usedDays = new Set(entering.map(({ visit }) => visit.date));
  if (
    usedDays.size < entering.length &&
    haveOwnDays(entering.map(({ duties: own }) => commonDays(own)))
  )
    faults.push(`same-day: ${name} could have every on-site visit on a day of its own`);

  const served =
    duties.length - plan.unserved.filter((one) => one.enterprise === enterprise.id).length;
  if (droppedForCap > 0 && caps.length === 0)
    faults.push(`cap: ${name} has no cap, but something is left out for it`);
  if (certificate !== undefined) {
    const { lowerBound, witness, visits } = certificate;
    if (visits !== planned.length || lowerBound > visits || witness.length > lowerBound)
      faults.push(
        `certificate: ${name} says ${visits} visits, bound ${lowerBound}, ${witness.length} witnesses`,
      );
    if (all !== undefined) {
      const members = witness.flatMap((one) =>
        duties.filter(({ item, cycle }) => item.id === one.item && cycle === one.cycle),
      );
      members.forEach((a, k) => {
        for (const b of members.slice(0, k))
          if (
            (a.done === undefined && b.done === undefined && mayMeet(all, a, b)) ||
            (a.done !== undefined && a.done === b.done)
          )
            faults.push(
              `witness: ${name} says that ${a.item.id} no. ${a.cycle} and ${b.item.id} no. ${b.cycle} cannot meet`,
            );
      });
    }
  }
  if (best === undefined) return faults;
  if (best === 'impossible')
    return [...faults, `accepts-impossible: ${name} has pins that no plan can keep to`];
  const { served: most, fallback: fewestBy, visits: fewest, limits } = best;
  const offered = duties.filter(({ unserved }) => unserved === undefined).length;
  const over = caps.flatMap(({ name: cap, counts }, c) => {
    const counted = planned.filter(({ duties: own }) => own.some(({ item }) => counts(item)));
    return counted.length > limits[c]
      ? [`over-cap: ${name} has ${counted.length} visits for ${cap}, of at most ${limits[c]}`]
      : [];
  });
  faults.push(...over);
  if (served > most && over.length === 0)
    faults.push(`reference: ${name} has ${served} served, the reference ${most}`);
  const proven = certificate !== undefined && certificate.lowerBound === planned.length;
  if (served < most && (effort !== 'little' || proven))
    faults.push(`serves-less: ${name} has ${served} of ${offered} served, but ${most} can be`);
  if (served !== most) return faults;
  const by = planned.reduce(
    (sum, { duties: own }) =>
      sum + own.filter(({ fallback, done }) => fallback === true && done === undefined).length,
    0,
  );
  if (by < fewestBy && faults.length === 0)
    faults.push(`reference: ${name} has ${by} by fallback, the reference ${fewestBy}`);
  if (by > fewestBy && (effort !== 'little' || proven))
    faults.push(`falls-back-more: ${name} has ${by} by fallback, but ${fewestBy} are enough`);
  const { underCaps } = certificate ?? {};
  if (underCaps !== undefined) {
    if (underCaps.leastLeftOut > offered - most)
      faults.push(`wrong-bound: ${name} could leave out fewer than ${underCaps.leastLeftOut}`);
    for (const { cap, least } of underCaps.limits) {
      const c = caps.findIndex(({ name: own }) => own === cap);
      if (c < 0 || least > limits[c])
        faults.push(`wrong-limit: ${name} has no limit of ${least} for ${cap}`);
    }
  }
  if (by !== fewestBy) return faults;
  if (planned.length < fewest && faults.length === 0)
    faults.push(`reference: ${name} has ${planned.length} visits, the reference ${fewest}`);
  if (certificate !== undefined && certificate.lowerBound > fewest)
    faults.push(
      `wrong-proof: ${name} has a bound of ${certificate.lowerBound}, but ${fewest} visits are enough`,
    );
  else if (planned.length > fewest && effort === 'full')
    faults.push(`too-many-visits: ${name} has ${planned.length} visits, but ${fewest} are enough`);
  return faults;
};

/** Faults in the summary of a plan whose visits are right. */
const summaryFaults = (
  { reading, problems }: Solved,
  { visits, unserved, summary }: PlanDocument,
): readonly Fault[] => {
  const share = (count: number): number => (visits.length === 0 ? 0 : count / visits.length);
  const perItem = visits.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  const expected: Record<string, number> = {
    occurrences: perItem + unserved.length,
    visits: visits.length,
    perItem,
    enterprises: reading.registry.enterprises.length,
    jointShare: share(visits.filter(({ departments }) => departments.length > 1).length),
    onSiteShare: share(visits.filter(({ onSite }) => onSite).length),
    reduction: summary.perDepartment === 0 ? 0 : 1 - visits.length / summary.perDepartment,
  };
  const out = new Set(unserved.map((row) => JSON.stringify([row.enterprise, row.item, row.cycle])));
  let perDepartment: number | undefined = 0;
  for (const { enterprise, problem } of problems) {
    const served = problem.duties.filter(
      ({ item, cycle }) => !out.has(JSON.stringify([enterprise.id, item.id, cycle])),
    );
    const fewest = fewestApart(
      reading,
      served.filter(({ done }) => done === undefined),
    );
    const made = new Set(served.flatMap(({ done }) => (done === undefined ? [] : [done])));
    let before = 0;
    for (const visit of made)
      before += new Set(
        visit.occurrences.map(({ item }) => reading.items.get(item)?.row.department),
      ).size;
    perDepartment =
      perDepartment === undefined || fewest === undefined
        ? undefined
        : perDepartment + fewest + before;
  }
  if (perDepartment !== undefined) expected.perDepartment = perDepartment;
  expected.overloadMinutes = overloadOf(reading, visits);
  const { spacing = 0 } = reading.registry.policy ?? {};
  if (spacing > 0) {
    expected.closeVisits = 0;
    expected.closeBefore = 0;
    for (const { enterprise, problem } of problems) {
      const own = visits.filter((visit) => visit.enterprise === enterprise.id);
      const days = own.filter(({ onSite }) => onSite).map(({ date }) => dayNumber(date));
      expected.closeVisits += closeAmong(days, spacing);
      expected.closeBefore += closeAmong(
        own.flatMap((visit) => firstDaysApart(visit, problem.duties)),
        spacing,
      );
    }
    const { closeBound = 0, closeVisits = 0 } = summary;
    if (closeBound > closeVisits)
      return [`figure closeBound: ${closeBound} is more than ${closeVisits}`];
  } else if (summary.closeVisits !== undefined) return ['figure closeVisits: without spacing'];
  return Object.entries(expected).flatMap(([figure, value]) => {
    const said: unknown = Reflect.get(summary, figure);
    const isSame =
      typeof said === 'number' && Math.abs(said - value) <= 1e-6 * Math.max(1, Math.abs(value));
    return isSame ? [] : [`figure ${figure}: it says ${String(said)}, but it is ${value}`];
  });
};

/** Days that come less than `spacing` after the day before. */
const closeAmong = (days: readonly number[], spacing: number): number => {
  const ordered = [...days].sort((a, b) => a - b);
  return ordered.filter((day, k) => k > 0 && day - ordered[k - 1] < spacing).length;
};

/** The first day of each department's part of a visit, if that part enters the premises. */
const firstDaysApart = ({ occurrences }: Visit, duties: readonly Duty[]): readonly number[] => {
  const own = duties.filter(({ item, cycle }) =>
    occurrences.some((one) => one.item === item.id && one.cycle === cycle),
  );
  return [...new Set(own.map(({ item }) => item.row.department))].flatMap((department) => {
    const part = own.filter(({ item }) => item.row.department === department);
    if (!part.some(({ item, own = item }) => own.onSite)) return [];
    const first = part[0].days.find((day) => part.every(({ days }) => days.includes(day)));
    return first === undefined ? [] : [first];
  });
};

/** Minutes above capacity over departments' teams and ISO weeks. */
const overloadOf = ({ registry, openDays, items }: Reading, visits: readonly Visit[]): number => {
  const weekOf = (day: number): number => Math.floor((day + 3) / 7);
  const travel = registry.policy?.travelMinutes ?? 0;
  const areaOf = new Map(registry.enterprises.map(({ id, area }) => [id, area]));
  const loads = new Map<
    string,
    { readonly daily: number; readonly week: number; minutes: number }
  >();
  for (const { enterprise, date, occurrences } of visits) {
    const own = new Map<string, number>();
    for (const { item } of occurrences) {
      const row = items.get(item)?.row;
      if (row !== undefined)
        own.set(row.department, (own.get(row.department) ?? travel) + row.minutes);
    }
    const area = areaOf.get(enterprise);
    for (const [department, minutes] of own) {
      const row = registry.departments.find(({ id }) => id === department);
      const squads = row?.dailyMinutesByArea;
      const squad =
        squads !== undefined && area !== undefined && Object.hasOwn(squads, area)
          ? squads[area]
          : undefined;
      const daily = squad ?? row?.dailyMinutes ?? Number.POSITIVE_INFINITY;
      const week = weekOf(dayNumber(date));
      const key = JSON.stringify([department, squad === undefined ? null : area, week]);
      const load = loads.get(key) ?? { daily, week, minutes: 0 };
      load.minutes += minutes;
      loads.set(key, load);
    }
  }
  let over = 0;
  for (const { daily, week, minutes } of loads.values()) {
    if (daily === Number.POSITIVE_INFINITY) continue;
    over += Math.max(0, minutes - daily * openDays.filter((day) => weekOf(day) === week).length);
  }
  return over;
};

/** Faults of a plan, and of its certificates where it has them. */
export const planFaults = (
  solved: Solved,
  plan: PlanDocument,
  certificateOf: (enterprise: string) => Certificate | undefined,
  effort: Effort,
): readonly Fault[] => {
  const faults = solved.problems.flatMap((one) =>
    enterpriseFaults(solved, one, plan, certificateOf(one.enterprise.id), effort),
  );
  const { faults: mended } = plan.summary;
  if (mended !== undefined) faults.push(`mended: ${mended} enterprises had visits that were none`);
  const ids = plan.visits.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) faults.push('id-twice: two visits have one id');
  const known = new Set(solved.reading.registry.enterprises.map(({ id }) => id));
  if ([...plan.visits, ...plan.unserved].some(({ enterprise }) => !known.has(enterprise)))
    faults.push('coverage: something is of an unknown enterprise');
  if (faults.length > 0) return faults;
  return effort !== 'little' ? summaryFaults(solved, plan) : faults;
};

/** A visit of some occurrences with all derived fields. */
export const visitFrom = (
  reading: Reading,
  enterprise: string,
  domain: string,
  date: string,
  duties: readonly Duty[],
): Visit => {
  const items = duties.map(({ item }) => item);
  const settings = reading.domains.get(domain);
  const method = settings?.sameMethod === true ? methodOf({ items }) : undefined;
  return {
    enterprise,
    domain,
    date,
    ...(method === undefined ? {} : { method }),
    ...(settings?.sameObject === true ? { object: items[0].object } : {}),
    departments: [...new Set(items.map(({ row }) => row.department))].sort((a, b) =>
      a < b ? -1 : 1,
    ),
    lead: leadOf(reading, domain, duties),
    minutes: elapsedOf(items),
    onSite: items.some(({ onSite }) => onSite),
    occurrences: duties.map(({ item, cycle, fallback }) => ({
      item: item.id,
      cycle,
      ...(fallback === undefined ? {} : { fallback }),
    })),
  };
};
