import type { Frequency } from '../registry/frequency';
import type { Item } from '../registry/item';
import { type Office, type Sector, timesAYear } from './office';
import { pick, type Random, streamOf, streams } from './random';

/** About 2,280 of 4,433 items are checked on the premises. */
const onSiteShare = 2280 / 4433;

/** Yearly rates of items checked at random (双随机). */
const spotRates = [0.2, 0.1, 0.05, 0.1, 0.05, 0.02];

/**
 * Subjects that several departments check in the same way, so that one
 * may recognise another's result.
 */
const recognised = new Set([
  '用电线路',
  '应急预案与演练',
  '疏散通道',
  '从业人员健康证明',
  '燃气报警装置',
  '安全教育培训',
]);

/** Variants of a subject, used before subjects are numbered. */
const aspects = ['', '（整改情况）', '（专项）', '（举报核查）', '（跟踪抽查）'];

/** Every n-th item of a department is for named enterprises only. */
const assignedOnly = 40;

/**
 * Whole parts of `total` in proportion to the weights, by largest remainder; they sum to `total`.
 */
const apportion = (total: number, weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((a, b) => a + b, 0);
  const shares = weights.map((weight) => (total * weight) / sum);
  const parts = shares.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = shares
    .map((_, i) => i)
    .sort((i, j) => shares[j] - parts[j] - (shares[i] - parts[i]) || i - j);
  for (const i of byRemainder.slice(0, left)) parts[i] += 1;
  return parts;
};

interface Slot {
  readonly sector: Sector;
  /** Index of the subject within the sector. */
  readonly rank: number;
}

/**
 * The first `count` pairs of a sector and a subject; all sectors' first subjects come first, so
 * that few items still cover every sector.
 */
const slotsOf = (sectors: readonly Sector[], count: number): readonly Slot[] => {
  const slots: Slot[] = [];
  for (let rank = 0; slots.length < count; rank++)
    for (const sector of sectors)
      if (rank < sector.most && slots.length < count) slots.push({ sector, rank });
  return slots;
};

const subjectOf = (
  subjects: readonly string[],
  rank: number,
): { readonly subject: string; readonly suffix: string } => {
  const turn = Math.floor(rank / subjects.length);
  return {
    subject: subjects[rank % subjects.length],
    suffix: turn < aspects.length ? aspects[turn] : `（${turn + 1}）`,
  };
};

const frequencyOf = ({ sector, rank }: Slot, isPaper: boolean): Frequency => {
  if (rank >= sector.core) return { times: spotRates[rank % spotRates.length] };
  if (!isPaper) return sector.often;
  return sector.papers ?? (timesAYear(sector.often) > 1 ? { times: 1 } : sector.often);
};

/**
 * Minutes of an item: on site 20 to 45, on papers 10 to 30;
 * a rare check may take up to three hours.
 */
const minutesOf = (random: Random, slot: Slot, isPaper: boolean): number => {
  if (slot.rank >= slot.sector.core && random() < 0.06) return pick(random, [90, 120, 150, 180]);
  return pick(random, isPaper ? [10, 15, 20, 20, 30] : [20, 25, 30, 30, 35, 40, 45]);
};

const methodOf = (isPaper: boolean, subject: string, i: number): { readonly method?: string } => {
  if (isPaper) return { method: i % 3 === 0 ? 'remote' : 'documents' };
  return subject.endsWith('抽样') ? { method: 'sampling' } : {};
};

const itemsOfOffice = (
  seed: number,
  office: Office,
  count: number,
  onSite: number,
): readonly Item[] => {
  const slots = [
    ...slotsOf(office.sectors, onSite).map((slot) => ({ slot, isPaper: false })),
    ...slotsOf(office.sectors, count - onSite).map((slot) => ({ slot, isPaper: true })),
  ];
  const firstStream = Array.from(office.code).reduce(
    (sum, letter) => sum * 64 + letter.charCodeAt(0),
    0,
  );
  return slots.map(({ slot, isPaper }, i) => {
    const random = streamOf(seed, streams.item + firstStream, i);
    const { sector, rank } = slot;
    const { subject, suffix } = subjectOf(isPaper ? office.papers : office.checks, rank);
    const minutes = minutesOf(random, slot, isPaper);
    const special = i % assignedOnly === assignedOnly - 1;
    return {
      id: `${office.code}-${String(i + 1).padStart(3, '0')}`,
      name: `${sector.name}${subject}${isPaper ? '核查' : subject.endsWith('抽样') ? '' : '检查'}${suffix}`,
      department: office.code,
      topic: sector.topic ?? office.topic,
      ...methodOf(isPaper, subject, i),
      ...(sector.object === undefined || isPaper ? {} : { object: sector.object }),
      ...(recognised.has(subject) ? { equivalent: subject } : {}),
      minutes,
      frequency: special ? { times: 1 } : frequencyOf(slot, isPaper),
      ...(sector.season === undefined ? {} : { season: sector.season }),
      ...(special ? {} : { appliesTo: sector.who }),
    };
  });
};

/** The items of the offices, `total` in all. O(items). */
export const itemsOf = (
  seed: number,
  offices: readonly Office[],
  total: number,
): readonly Item[] => {
  const counts = apportion(
    total,
    offices.map((office) => office.weight),
  );
  const wanted = apportion(
    Math.round(total * onSiteShare),
    offices.map((office, i) => counts[i] * office.onSite),
  );
  return offices.flatMap((office, i) =>
    itemsOfOffice(seed, office, counts[i], Math.min(wanted[i], counts[i])),
  );
};
