// The possible visits of one enterprise, by a second reading of the model.
import type { DomainSettings, Enterprise, Pin } from '../../../src/index';
import { type Checked, type Duty, pairKey, type Reading } from './owed';

/**
 * The rule of a domain that items break in one visit, days aside; undefined where they break none.
 */
export const brokenBy = (
  { apart }: Pick<Reading, 'apart'>,
  domain: string,
  settings: DomainSettings,
  items: readonly Checked[],
): string | undefined => {
  const alien = items.find(
    (item) => item.domain !== domain && settings.guests?.includes(item.domain) !== true,
  );
  if (alien !== undefined) return 'guests';
  if (new Set(items.map(({ id }) => id)).size < items.length) return 'an item twice';
  if (items.length < 2) return undefined;
  const differ = (of: (item: Checked) => string | undefined): boolean =>
    new Set(items.map(of)).size > 1;
  if (settings.sameObject === true && differ(({ object }) => object)) return 'sameObject';
  if (settings.sameMethod === true && differ(({ methodKey }) => methodKey)) return 'sameMethod';
  if (settings.sameTopic === true && differ(({ row }) => row.topic)) return 'sameTopic';
  if (settings.sameLevel === true && differ(({ level }) => level)) return 'sameLevel';
  if (settings.sameDepartment === true && differ(({ row }) => row.department))
    return 'sameDepartment';
  const minutes = items.map(({ row }) => row.minutes);
  const [least, most] = [Math.min(...minutes), Math.max(...minutes)];
  const ratio = settings.durationRatio ?? Number.POSITIVE_INFINITY;
  // The tolerance absorbs rounding: 1.15 × 100 is less than 115 in binary fractions.
  if (most - ratio * least > 1e-9 * most) return 'durationRatio';
  for (const a of items)
    for (const b of items) if (a !== b && apart.has(pairKey(a.id, b.id))) return 'apart';
  if (elapsedOf(items) > (settings.maxMinutes ?? Number.POSITIVE_INFINITY)) return 'maxMinutes';
  const departments = new Set(items.map(({ row }) => row.department)).size;
  return departments > (settings.maxDepartments ?? Number.POSITIVE_INFINITY)
    ? 'maxDepartments'
    : undefined;
};

export const minutesIn = (items: readonly Checked[], department: string): number =>
  items.reduce((sum, { row }) => sum + (row.department === department ? row.minutes : 0), 0);

export const elapsedOf = (items: readonly Checked[]): number =>
  Math.max(...items.map(({ row }) => minutesIn(items, row.department)));

/** Occurrences that pins put into one visit; mostly a single one. */
export interface Unit {
  readonly duties: readonly Duty[];
  /** Whether no cap may leave it out: it has a protected occurrence, or one of a `visit` pin. */
  readonly must: boolean;
  /**
   * Its items where it falls back: of every occurrence with a fallback, the item by that. Absent: it
   * must be served by its own methods, or none has a fallback.
   */
  readonly others?: readonly Checked[];
}

/** A possible visit. */
export interface Choice {
  /** Its units, as bits. */
  readonly mask: number;
  /** Those of its units that fall back, as bits. */
  readonly fallen: number;
  /** Occurrences by fallback. */
  readonly fallbacks: number;
  readonly items: readonly Checked[];
}

/** All visits that some units of an enterprise can make. */
export interface Visits {
  readonly units: readonly Unit[];
  /** Sets of units, as bits, that form a visit of some domain on some day by their own methods. */
  readonly masks: readonly number[];
  /** All visits, with fallbacks too. */
  readonly choices: readonly Choice[];
}

/** Most units for which visits are listed. */
export const MOST_UNITS = 13;

const namesOf = (pin: Pin, duty: Duty): boolean =>
  'occurrences' in pin &&
  pin.occurrences.some((one) => one.item === duty.item.id && one.cycle === duty.cycle);

/** Occurrences still to be served, grouped as pins require; `byFallback` where fallbacks count. */
export const unitsOf = (
  duties: readonly Duty[],
  pins: readonly Pin[],
  byFallback: Reading['byFallback'] = () => undefined,
): readonly Unit[] => {
  const open = duties.filter(({ done, unserved }) => done === undefined && unserved === undefined);
  let groups = open.map((duty): readonly Duty[] => [duty]);
  for (const pin of pins) {
    if (pin.pin !== 'visit' && pin.pin !== 'together') continue;
    const [named, others] = [
      groups.filter((group) => group.some((duty) => namesOf(pin, duty))),
      groups.filter((group) => !group.some((duty) => namesOf(pin, duty))),
    ];
    if (named.length > 0) groups = [...others, named.flat()];
  }
  return groups.map((group): Unit => {
    const must = group.some(
      (duty) =>
        duty.item.isProtected || pins.some((pin) => pin.pin === 'visit' && namesOf(pin, duty)),
    );
    const others = group.map(({ item }) => byFallback(item) ?? item);
    const fallsBack = !must && others.some((item, k) => item !== group[k].item);
    return { duties: group, must, ...(fallsBack ? { others } : {}) };
  });
};

/** Pins of one enterprise, those on all enterprises among them. */
export const pinsOf = ({ registry: { pins = [] } }: Reading, { id }: Enterprise): readonly Pin[] =>
  pins.filter((pin) => pin.enterprise === undefined || pin.enterprise === id);

/** Restrictions on an enterprise's visits: its pins, or the baseline without merging. */
export interface Company {
  readonly pins: readonly Pin[];
  /** Every visit is of one department. */
  readonly separately: boolean;
}

const isLeftOut = (pins: readonly Pin[], { id }: Checked): boolean =>
  pins.some((pin) => pin.pin === 'unmerged' && (pin.item === undefined || pin.item === id));

/** Whether pins let occurrences share a visit. */
export const companyAllows = (pins: readonly Pin[], duties: readonly Duty[]): boolean => {
  if (pins.length === 0) return true;
  const sides = new Set(
    duties.map(({ item }) => (isLeftOut(pins, item) ? `out ${item.row.department}` : '')),
  );
  return (
    sides.size <= 1 &&
    pins.every(
      (pin) => pin.pin !== 'apart' || duties.filter((duty) => namesOf(pin, duty)).length < 2,
    )
  );
};

/** A unit by its own methods, or by its fallback. */
interface Form {
  readonly u: number;
  readonly items: readonly Checked[];
  readonly fallbacks: number;
}

/**
 * All possible visits of some units (at most {@link MOST_UNITS});
 * bit k stands for unit k. Exponential.
 */
export const visitsOf = (
  reading: Reading,
  units: readonly Unit[],
  { pins, separately }: Company,
): Visits => {
  const forms = units.flatMap(({ duties, others }, u): readonly Form[] => {
    const own = duties.map(({ item }) => item);
    const plain = { u, items: own, fallbacks: 0 };
    if (others === undefined) return [plain];
    const fallbacks = others.filter((item, k) => item !== own[k]).length;
    return [plain, { u, items: others, fallbacks }];
  });
  const duties = units.flatMap((unit, u) => unit.duties.map((duty) => ({ u, duty })));
  // Days by the set of units allowed on them.
  const byDay = new Map<number, number>();
  for (const day of new Set(duties.flatMap(({ duty }) => duty.days))) {
    let allowed = 0;
    units.forEach((unit, u) => {
      if (unit.duties.every(({ days }) => days.includes(day))) allowed |= 1 << u;
    });
    byDay.set(day, allowed);
  }
  const days = [...new Set(byDay.values())];
  const haveDay = (mask: number): boolean => days.some((allowed) => (allowed & mask) === mask);
  const dutiesOf = (some: readonly Form[]): readonly Duty[] =>
    some.flatMap(({ u }) => units[u].duties);
  const itemsOf = (some: readonly Form[]): readonly Checked[] => some.flatMap(({ items }) => items);
  const found = new Map<string, Choice>();
  for (const [domain, given] of reading.domains) {
    const settings = separately ? { ...given, sameDepartment: true } : given;
    const mayBe = (own: readonly Form[]): boolean =>
      brokenBy(reading, domain, settings, itemsOf(own)) === undefined &&
      companyAllows(pins, dutiesOf(own));
    const possible = forms.map((form) => haveDay(1 << form.u) && mayBe([form]));
    // Every rule but the need of a host that holds for a visit holds for all pairs in it.
    const friends = forms.map((form, f) =>
      forms.map(
        (other, g) =>
          other.u > form.u &&
          possible[f] &&
          possible[g] &&
          haveDay((1 << form.u) | (1 << other.u)) &&
          mayBe([form, other]),
      ),
    );
    const grow = (mask: number, own: readonly Form[], among: readonly number[]): void => {
      const items = itemsOf(own);
      if (items.some((item) => item.domain === domain)) {
        const fallbacks = own.reduce((sum, form) => sum + form.fallbacks, 0);
        const fallen = own.reduce(
          (all, form) => (form.fallbacks > 0 ? all | (1 << form.u) : all),
          0,
        );
        found.set(`${mask} ${fallen}`, { mask, fallen, fallbacks, items });
      }
      for (const f of among) {
        const form = forms[f];
        const next = mask | (1 << form.u);
        const all = [...own, form];
        if (own.length < 2 || (haveDay(next) && mayBe(all)))
          grow(
            next,
            all,
            among.filter((g) => friends[f][g]),
          );
      }
    };
    grow(
      0,
      [],
      forms.flatMap((_, f) => (possible[f] ? [f] : [])),
    );
  }
  const choices = [...found.values()];
  const masks = new Set(choices.flatMap(({ mask, fallbacks }) => (fallbacks === 0 ? [mask] : [])));
  return { units, masks: [...masks], choices };
};
