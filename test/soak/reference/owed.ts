// The occurrences of a registry by a second reading of the model: it uses no code
// of the library, only its types.
import type {
  Criteria,
  DomainSettings,
  DoneVisit,
  Enterprise,
  Frequency,
  Item,
  Pin,
  RegistryInput,
} from '../../../src/index';

/** An item with all properties that rules use. */
export interface Checked {
  readonly row: Item;
  readonly id: string;
  readonly domain: string;
  readonly object: string;
  readonly method: string;
  /** Equal where methods agree. */
  readonly methodKey: string;
  readonly group: string | undefined;
  readonly onSite: boolean;
  readonly kind: string;
  readonly isProtected: boolean;
  readonly level: string | undefined;
}

/** An occurrence of one enterprise. */
export interface Duty {
  readonly item: Checked;
  readonly cycle: number;
  /** Allowed days, ascending, counted from 1970-01-01; empty where it cannot be served. */
  readonly days: readonly number[];
  /** Number of its allowed days with frozen ones; absent where no day is frozen. */
  readonly unfrozen?: number;
  readonly unserved?: 'no-open-day' | 'exempt' | 'quiet' | 'recognised';
  readonly by?: string;
  readonly done?: DoneVisit;
  /** Whether a visit checks it by its fallback; `item` is by that then. */
  readonly fallback?: true;
  /** The item by its own method, where a made visit checked it by its fallback. */
  readonly own?: Checked;
}

/** A registry as the second reading sees it. */
export interface Reading {
  readonly registry: RegistryInput;
  readonly first: number;
  readonly last: number;
  readonly openDays: readonly number[];
  readonly items: ReadonlyMap<string, Checked>;
  readonly domains: ReadonlyMap<string, DomainSettings>;
  readonly apart: ReadonlySet<string>;
  /** An item by its fallback; undefined where that is no other method. */
  readonly byFallback: (item: Checked) => Checked | undefined;
  readonly owedTo: (enterprise: Enterprise) => readonly Duty[];
}

const DAY = 86_400_000;
const dates = new Map<number, string>();
const days = new Map<string, number>();

/** The day of a date, counted from 1970-01-01; remembered, since few dates differ. */
export const dayNumber = (date: string): number => {
  const known = days.get(date);
  if (known !== undefined) return known;
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  days.set(date, day);
  return day;
};

/** The date of a day. */
export const dateOf = (day: number): string => {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * DAY).toISOString().slice(0, 10);
  dates.set(day, date);
  return date;
};

const later = (day: number, months: number): number => {
  const date = new Date(day * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY;
};

const MONTHS = { year: 12, 'half-year': 6, quarter: 3, month: 1, horizon: 0 } as const;

/** First and last days of the units wholly inside the horizon. */
const unitsOf = (
  first: number,
  last: number,
  per: keyof typeof MONTHS,
): (readonly [number, number])[] => {
  if (per === 'horizon') return [[first, last]];
  const units: (readonly [number, number])[] = [];
  for (let j = 0; ; j++) {
    const [from, to] = [later(first, j * MONTHS[per]), later(first, (j + 1) * MONTHS[per]) - 1];
    if (to > last) return units;
    units.push([from, to]);
  }
};

/** u(e): FNV-1a of the UTF-8 bytes, then MurmurHash3's finaliser. */
const permanent = (seed: number, id: string): number => {
  let h = 2166136261;
  for (const byte of Buffer.from(`${seed}:${id}`, 'utf8')) h = Math.imul(h ^ byte, 16777619);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  h ^= h >>> 16;
  return (h >>> 0) / 4294967296;
};

const own = <A>(
  record: Readonly<Record<string, A>> | undefined,
  key: string | undefined,
): A | undefined =>
  record !== undefined && key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

export const meets = (criteria: Criteria, enterprise: Enterprise): boolean => {
  const [field] = Object.keys(criteria);
  const value: unknown = field === undefined ? undefined : Reflect.get(criteria, field);
  const list = Array.isArray(value) ? value : [];
  switch (field) {
    case undefined:
      return true;
    case 'all':
      return list.every((part) => meets(part, enterprise));
    case 'any':
      return list.some((part) => meets(part, enterprise));
    case 'not':
      return !meets(value as Criteria, enterprise);
    case 'industry':
      return list.some((prefix) => enterprise.industry?.startsWith(prefix) === true);
    case 'tag':
      return list.some((tag) => enterprise.tags?.includes(tag) === true);
    default:
      return (
        list.includes(Reflect.get(enterprise, field)) &&
        Reflect.get(enterprise, field) !== undefined
      );
  }
};

const METHODS: Readonly<Record<string, { readonly onSite?: boolean; readonly group?: string }>> = {
  documents: { onSite: false },
  remote: { onSite: false },
  书面检查: { onSite: false },
  书面核查: { onSite: false },
  远程检查: { onSite: false },
  非现场检查: { onSite: false },
};

/** 必检: whether white lists, quiet days and caps leave it alone. */
const isProtected = (
  { protected: given = { domains: ['key'] } }: NonNullable<RegistryInput['policy']>,
  domain: string,
  kind: string,
): boolean => given.domains?.includes(domain) === true || given.kinds?.includes(kind) === true;

export const checkedItem = ({ departments, policy }: RegistryInput, row: Item): Checked => {
  const classes = policy?.classify ?? [
    {
      domain: 'key',
      topics: ['fire', 'work-safety', 'ecological-safety', '消防', '安全生产', '生态安全'],
    },
  ];
  const matched = classes.find(
    ({ topics = [], departments: some = [] }) =>
      (row.topic !== undefined && topics.includes(row.topic)) || some.includes(row.department),
  );
  const method = row.method ?? 'on-site';
  const settings = own(policy?.methods ?? METHODS, method);
  const group = settings?.group;
  const domain = row.domain ?? matched?.domain ?? 'general';
  const kind = row.kind ?? 'routine';
  return {
    row,
    id: row.id,
    domain,
    kind,
    isProtected: isProtected(policy ?? {}, domain, kind),
    object: row.object ?? 'enterprise',
    method,
    methodKey: group === undefined ? `method ${method}` : `group ${group}`,
    group,
    onSite: settings?.onSite ?? true,
    level: departments.find(({ id }) => id === row.department)?.level,
  };
};

const DOMAINS: Readonly<Record<string, DomainSettings>> = {
  key: {
    window: 0.5,
    sameObject: true,
    sameMethod: true,
    durationRatio: 2,
    maxMinutes: 240,
    guests: ['general'],
  },
  general: {
    window: 1,
    sameObject: true,
    sameMethod: true,
    durationRatio: 3,
    maxMinutes: 240,
    guests: [],
  },
};

export const pairKey = (a: string, b: string): string => JSON.stringify([a, b].sort());

/** Reads a registry. */
export const readRegistry = (registry: RegistryInput): Reading => {
  const { frozenThrough, ...unfrozen } = registry;
  const { horizon, calendar = {}, policy = {}, due = [], done = [], pins = [] } = unfrozen;
  const [first, last] = [dayNumber(horizon.start), dayNumber(horizon.end)];
  const [added, removed] = [new Set(calendar.open), new Set(calendar.closed)];
  const open: number[] = [];
  for (let day = first; day <= last; day++) {
    // Day 0 was a Thursday.
    const weekday = (day + 4) % 7;
    const date = dateOf(day);
    if (added.has(date) || (weekday >= 1 && weekday <= 5 && !removed.has(date))) open.push(day);
  }
  const firstFree = frozenThrough === undefined ? first : dayNumber(frozenThrough) + 1;
  const free = open.filter((day) => day >= firstFree);
  const items = new Map(registry.items.map((row) => [row.id, checkedItem(registry, row)]));
  const domains = new Map(Object.entries(policy.domains ?? DOMAINS));
  const round = policy.round ?? Number(horizon.start.slice(0, 4));

  const inSeason = ({ row }: Checked, day: number): boolean => {
    const at = dateOf(day).slice(5);
    return (
      row.season?.some(({ from, to }) =>
        from <= to ? from <= at && at <= to : at >= from || at <= to,
      ) ?? true
    );
  };
  const within = (ranges: Enterprise['exempt'], day: number): boolean =>
    ranges?.some(({ from, to }) => dayNumber(from) <= day && day <= dayNumber(to)) === true;

  const cyclesOf = (
    { times: usual, per = 'year', byGrade }: Frequency,
    grade: string | undefined,
    u: number,
  ) => {
    const times = own(byGrade, grade) ?? usual;
    const units = unitsOf(first, last, per);
    return units.flatMap(([from, to], j) => {
      const q = round * units.length + j;
      const n = Number.isInteger(times)
        ? times
        : Math.floor(u + (q + 1) * times) - Math.floor(u + q * times);
      const days = to - from + 1;
      return Array.from({ length: n }, (_, k) => {
        const [a, b] = [
          from + Math.floor((k * days) / n),
          from + Math.floor(((k + 1) * days) / n) - 1,
        ];
        return [a, b] as const;
      });
    });
  };

  const byFallback: Reading['byFallback'] = ({ row, method }) =>
    row.fallback === undefined || row.fallback === method
      ? undefined
      : checkedItem(registry, { ...row, method: row.fallback });
  const owedTo = (enterprise: Enterprise): readonly Duty[] => {
    const u = permanent(policy.seed ?? 1, enterprise.id);
    const assigned = new Map(
      (registry.assignments ?? [])
        .filter((row) => row.enterprise === enterprise.id)
        .map((row) => [row.item, row]),
    );
    const byGrade = (item: Checked): Checked => {
      const method = own(item.row.methodByGrade, enterprise.grade);
      return method === undefined ? item : checkedItem(registry, { ...item.row, method });
    };
    const obligations = [...items.values()].map(byGrade).flatMap((item) => {
      const assignment = assigned.get(item.id);
      const has =
        item.object === 'enterprise' || enterprise.objects?.includes(item.object) === true;
      const applies =
        item.row.appliesTo !== undefined && meets(item.row.appliesTo, enterprise) && has;
      if (assignment === undefined && !applies) return [];
      const cycles = cyclesOf(assignment?.frequency ?? item.row.frequency, enterprise.grade, u);
      return [{ item, cycles }];
    });

    const recognisedBy = (one: (typeof obligations)[number]): string | undefined => {
      const { equivalent } = one.item.row;
      if (policy.recognise !== true || equivalent === undefined) return undefined;
      const rivals = obligations.filter(
        ({ item, cycles }) =>
          item.row.equivalent === equivalent &&
          item.object === one.item.object &&
          item.domain === one.item.domain &&
          cycles.length > 0,
      );
      const [kept] = rivals.sort(
        (a, b) =>
          b.cycles.length - a.cycles.length ||
          b.item.row.minutes - a.item.row.minutes ||
          (a.item.id < b.item.id ? -1 : 1),
      );
      return kept === undefined || kept.item === one.item ? undefined : kept.item.id;
    };

    const quiet = (policy.quiet ?? []).filter(({ appliesTo = {} }) => meets(appliesTo, enterprise));
    const isQuiet = (day: number): boolean => {
      const date = dateOf(day);
      const [at, dayOfMonth] = [date.slice(5), Number(date.slice(8))];
      const isIn = <A>(from: A, to: A, value: A): boolean =>
        from <= to ? from <= value && value <= to : value >= from || value <= to;
      return quiet.some(
        ({ monthDays, season }) =>
          (monthDays !== undefined && isIn(monthDays.from, monthDays.to, dayOfMonth)) ||
          (season !== undefined && isIn(season.from, season.to, at)),
      );
    };
    const narrowed = (
      item: Checked,
      cycle: number,
      days: readonly number[],
      isTask: boolean,
    ): Duty => {
      const notClosed = days.filter((day) => !within(enterprise.closed, day));
      if (notClosed.length === 0) return { item, cycle, days: [], unserved: 'no-open-day' };
      if (item.isProtected) return { item, cycle, days: notClosed };
      const notExempt = notClosed.filter((day) => !within(enterprise.exempt, day));
      if (notExempt.length === 0) return { item, cycle, days: [], unserved: 'exempt' };
      const left = isTask ? notExempt : notExempt.filter((day) => !isQuiet(day));
      return left.length === 0
        ? { item, cycle, days: [], unserved: 'quiet' }
        : { item, cycle, days: left };
    };

    const past = (registry.history ?? []).filter((row) => row.enterprise === enterprise.id);
    const ownDue = due.filter((row) => row.enterprise === enterprise.id);
    const dueDays = (row: (typeof due)[number]): readonly number[] =>
      free.filter((day) => dayNumber(row.from) <= day && day <= dayNumber(row.to));
    const usual = obligations.flatMap((one) => {
      const { item, cycles } = one;
      const by = recognisedBy(one);
      const share = domains.get(item.domain)?.window ?? 1;
      const inspected = past
        .filter((row) => row.item === item.id)
        .map(({ date }) => dayNumber(date));
      const latest = Math.max(Number.NEGATIVE_INFINITY, ...inspected);
      return cycles.map(([a, b], cycle): Duty => {
        if (by !== undefined) return { item, cycle, days: [], unserved: 'recognised', by };
        const row = ownDue.find((task) => task.item === item.id && task.cycle === cycle);
        if (row !== undefined) return narrowed(item, cycle, dueDays(row), true);
        const length = b - a + 1;
        const m = Math.max(1, Math.round(share * length));
        const from = a + Math.floor((length - m) / 2);
        return narrowed(
          item,
          cycle,
          free.filter(
            (day) =>
              from <= day &&
              day <= from + m - 1 &&
              inSeason(item, day) &&
              day - latest - (1 - share) * length > 1e-9,
          ),
          false,
        );
      });
    });
    const further = ownDue.flatMap((row): readonly Duty[] => {
      const item = items.get(row.item);
      return row.cycle < 10_000 || item === undefined
        ? []
        : [narrowed(byGrade(item), row.cycle, dueDays(row), true)];
    });

    const ownDone = done.filter((visit) => visit.enterprise === enterprise.id);
    const ownPins = pins.filter((pin) => pin.enterprise === enterprise.id);
    return [...usual, ...further].map((duty): Duty => {
      const names = (one: { readonly item: string; readonly cycle: number }): boolean =>
        one.item === duty.item.id && one.cycle === duty.cycle;
      const made = ownDone.find(({ occurrences }) => occurrences.some(names));
      if (made !== undefined) {
        const { fallback } = made.occurrences.find(names) ?? {};
        const item = (fallback === true ? byFallback(duty.item) : undefined) ?? duty.item;
        const { cycle } = duty;
        return {
          ...{ item, cycle, days: [dayNumber(made.date)], done: made },
          ...(item === duty.item ? {} : { fallback: true, own: duty.item }),
        };
      }
      if (duty.unserved !== undefined) return duty;
      const days = duty.days.filter((day) =>
        ownPins.every((pin) => isAllowedBy(pin, duty, names, day)),
      );
      return days.length === 0
        ? { item: duty.item, cycle: duty.cycle, days, unserved: 'no-open-day' }
        : { ...duty, days };
    });
  };

  const owedUnfrozen = frozenThrough === undefined ? undefined : readRegistry(unfrozen).owedTo;
  return {
    registry,
    first,
    last,
    openDays: open,
    items,
    domains,
    byFallback,
    apart: new Set((policy.apart ?? []).map(([a, b]) => pairKey(a, b))),
    owedTo: (enterprise) => {
      const before = owedUnfrozen?.(enterprise);
      return owedTo(enterprise).map((duty, k) =>
        before === undefined ? duty : { ...duty, unfrozen: before[k].days.length },
      );
    },
  };
};

const isAllowedBy = (
  pin: Pin,
  { item, cycle }: Duty,
  names: (one: { readonly item: string; readonly cycle: number }) => boolean,
  day: number,
): boolean => {
  if (pin.pin === 'visit') return !pin.occurrences.some(names) || dayNumber(pin.date) === day;
  if (
    pin.pin !== 'days' ||
    pin.item !== item.id ||
    (pin.cycle !== undefined && pin.cycle !== cycle)
  )
    return true;
  return (
    (pin.from === undefined || dayNumber(pin.from) <= day) &&
    (pin.to === undefined || day <= dayNumber(pin.to))
  );
};
