import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dated, datings } from '../../src/schedule/datings';
import { gatherDays, tripCost, tripsOf } from '../../src/schedule/gather-days';
import { descend, placeAnew } from '../../src/schedule/level-weeks';
import { overloadBound } from '../../src/schedule/overload-bound';
import {
  type Agenda,
  bestRank,
  changesOf,
  isBetter,
  leaveDay,
  type Placing,
  placingOf,
  put,
  unload,
} from '../../src/schedule/placing';
import { ruinOf } from '../../src/schedule/ruin';
import { spaceOut } from '../../src/schedule/space-out';
import {
  capacityOf,
  evenLoadOf,
  loadOf,
  overloadOf,
  unevennessOf,
} from '../../src/schedule/workload';
import { runs } from '../support/runs';
import { agendaArb, type TestAgenda } from './agendas';

const random = { seed: 2026, numRuns: runs(75, 300) } as const;
const some = agendaArb({ visits: 30, weeks: 9, enterprises: 6 });
const few = agendaArb({ visits: 5, weeks: 3, enterprises: 2 });

/** Close visits, counted visit by visit. */
const closeVisits = ({ enterprise, onSite, spacing }: Agenda, rank: Int32Array): number => {
  const days = new Map<number, number[]>();
  rank.forEach((at, v) => {
    if (onSite[v] === 1)
      days.set(enterprise[v], [...(days.get(enterprise[v]) ?? []), spacing.dayOf[at]]);
  });
  return [...days.values()]
    .flatMap((own) => own.sort((a, b) => a - b).map((day, k) => day - own[k - 1]))
    .filter((distance) => distance < spacing.days).length;
};

/** Minutes above capacity, close visits and unevenness, anew. */
type Figures = readonly [overload: number, close: number, unevenness: number];

const figuresOf = (agenda: Agenda, rank: Int32Array): Figures => {
  const { workload } = agenda;
  const [load, capacity] = [loadOf(workload, rank), capacityOf(workload)];
  return [
    overloadOf(load, capacity),
    closeVisits(agenda, rank),
    unevennessOf(load, evenLoadOf(workload)),
  ];
};

const isWorse = (a: Figures, b: Figures): boolean =>
  isBetter(b[0] - a[0], b[1] - a[1], b[2] - a[2]);

const search = { bound: 0, steps: 500, seed: 1 };

const datingsOf = ({ agenda, places, start, closeBounds }: TestAgenda): Iterable<Dated> =>
  datings(agenda, places, start, { ...search, closeBounds });

const best = (of: TestAgenda): Int32Array => {
  const { start } = of;
  let last: Dated | undefined;
  for (const dated of datingsOf(of)) last = dated;
  return last?.rank() ?? start;
};

/** How many days each enterprise's on-site visits are on. */
const daysOnSite = ({ enterprise, onSite }: Agenda, rank: Int32Array): readonly number[] => {
  const days: Set<number>[] = [];
  rank.forEach((at, v) => {
    days[enterprise[v]] ??= new Set();
    if (onSite[v] === 1) days[enterprise[v]].add(at);
  });
  return days.map(({ size }) => size);
};

const isConsistent = (placing: Placing): void => {
  const anew = placingOf(placing, placing.rank);
  expect(placing.taken).toEqual(anew.taken);
  expect(placing.own).toEqual(anew.own);
  expect(placing.own.close[0] ?? 0).toBe(closeVisits(placing, placing.rank));
  placing.load.forEach((minutes, cell) => {
    expect(minutes).toBeCloseTo(anew.load[cell], 6);
  });
};

describe('a move', () => {
  test('changes overload and unevenness by what it says', () => {
    let moves = 0;
    fc.assert(
      fc.property(some, fc.nat(), ({ agenda, start }, pick) => {
        if (start.length === 0) return;
        const v = pick % start.length;
        const placing = placingOf(agenda, start);
        const { options, daySet, workload } = agenda;
        unload(placing, v);
        leaveDay(placing, v);
        changesOf(placing, v);
        const [over, uneven] = [placing.over.slice(), placing.uneven.slice()];
        const without = [
          overloadOf(placing.load, placing.capacity),
          unevennessOf(placing.load, placing.even),
        ];
        for (let k = options.start[daySet[v]]; k < options.start[daySet[v] + 1]; k++) {
          const at = workload.weeks.start[options.week[k]] + (31 - Math.clz32(options.days[k]));
          const [overload, , unevenness] = figuresOf(agenda, start.with(v, at));
          expect(overload - without[0]).toBeCloseTo(over[k - options.start[daySet[v]]], 6);
          expect(unevenness - without[1]).toBeCloseTo(uneven[k - options.start[daySet[v]]], 6);
          moves++;
        }
        // Taken out and put back, all is as it was.
        put(placing, v, start[v]);
        isConsistent(placing);
      }),
      random,
    );
    expect(moves).toBeGreaterThan(runs(60, 300));
  });

  test('goes where nothing else is better, on a day that the enterprise has free', () => {
    fc.assert(
      fc.property(some, fc.nat(), ({ agenda, start, allowed }, pick) => {
        if (start.length === 0) return;
        const v = pick % start.length;
        const placing = placingOf(agenda, start);
        if (placing.fixed[v] === 1) return;
        unload(placing, v);
        leaveDay(placing, v);
        const at = bestRank(placing, v, -1);
        const isFree = (rank: number): boolean =>
          agenda.onSite[v] === 0 ||
          !start.some(
            (other, u) =>
              u !== v &&
              other === rank &&
              agenda.enterprise[u] === agenda.enterprise[v] &&
              agenda.onSite[u] === 1,
          );
        expect(allowed[v]).toContain(at);
        expect(isFree(at)).toBe(true);
        const figures = figuresOf(agenda, start.with(v, at));
        for (const other of allowed[v].filter(isFree))
          expect(isWorse(figures, figuresOf(agenda, start.with(v, other)))).toBe(false);
      }),
      random,
    );
  });
});

describe('every stage', () => {
  const stages: ReadonlyArray<readonly [string, (placing: Placing, of: TestAgenda) => void]> = [
    ['placing anew', placeAnew],
    ['descending', descend],
    ['ruin and recreate', (placing) => ruinOf(placing, 7).tries(40)],
    ['spacing out', (placing, { closeBounds }) => spaceOut(placing, closeBounds)],
    ['gathering', (placing, { places }) => gatherDays(placing, places)],
  ];
  test.each(stages)(
    '%s keeps to allowed days, to days of their own on site, and to its books',
    (_, stage) => {
      fc.assert(
        fc.property(some, (of) => {
          const placing = placingOf(of.agenda, of.start);
          stage(placing, of);
          placing.rank.forEach((at, v) => {
            expect(of.allowed[v]).toContain(at);
          });
          expect(daysOnSite(of.agenda, placing.rank)).toEqual(daysOnSite(of.agenda, of.start));
          isConsistent(placing);
        }),
        random,
      );
    },
  );

  test.each(stages.slice(1, 4))('%s makes nothing worse', (_, stage) => {
    fc.assert(
      fc.property(some, (of) => {
        const placing = placingOf(of.agenda, of.start);
        const before = figuresOf(of.agenda, placing.rank);
        stage(placing, of);
        const after = figuresOf(of.agenda, placing.rank);
        expect(isWorse(after, before)).toBe(false);
      }),
      random,
    );
  });

  test('gathering leaves the weeks as they are, and adds no close visit', () => {
    fc.assert(
      fc.property(some, ({ agenda, places, start }) => {
        const placing = placingOf(agenda, start);
        gatherDays(placing, places);
        expect(closeVisits(agenda, placing.rank)).toBeLessThanOrEqual(closeVisits(agenda, start));
        const weekOf = (rank: number): number => agenda.workload.weeks.ofRank[rank];
        expect(placing.rank.map(weekOf)).toEqual(start.map(weekOf));
      }),
      random,
    );
  });
});

describe('dates', () => {
  test('are never worse than those before, nor than the start', () => {
    fc.assert(
      fc.property(some, (of) => {
        const { agenda, start } = of;
        let before = figuresOf(agenda, start);
        for (const { overload, unevenness, rank } of datingsOf(of)) {
          const anew = figuresOf(agenda, rank());
          expect(isWorse(anew, before)).toBe(false);
          expect(anew[0]).toBeCloseTo(overload, 6);
          if (anew[1] === before[1]) expect(anew[2]).toBeCloseTo(unevenness, 6);
          before = anew;
        }
      }),
      random,
    );
  });

  test('as good as the start have no more trips and crowded days', () => {
    let asGood = 0;
    fc.assert(
      fc.property(few, (of) => {
        const once = best(of);
        const again = best({ ...of, start: once });
        const figures = [once, again].map((rank) => figuresOf(of.agenda, rank));
        expect(isWorse(figures[1], figures[0])).toBe(false);
        if (isWorse(figures[0], figures[1])) return;
        const costs = [once, again].map((rank) => tripCost(placingOf(of.agenda, rank), of.places));
        expect(costs[1]).toBeLessThanOrEqual(costs[0]);
        asGood++;
      }),
      random,
    );
    expect(asGood).toBeGreaterThan(runs(20, 100));
  });

  test('come out the same again, and trips are counted as their days say', () => {
    fc.assert(
      fc.property(some, (of) => {
        const rank = best(of);
        expect(best(of)).toEqual(rank);
        const { workload } = of.agenda;
        const trips = new Set<string>();
        rank.forEach((at, v) => {
          for (let k = workload.start[v]; k < workload.start[v + 1]; k++)
            if (of.places.pair[k] >= 0) trips.add(`${of.places.pair[k]} ${at}`);
        });
        expect(tripsOf({ workload, rank }, of.places)).toBe(trips.size);
      }),
      random,
    );
  });

  test('of few visits are as good as trying everything, nearly always; no bound is above it', () => {
    let [cases, missed, missedClose, close] = [0, 0, 0, 0];
    fc.assert(
      fc.property(few, (of) => {
        const { agenda, start, allowed, closeBounds } = of;
        const ways = allowed.reduce((product, days) => product * days.length, 1);
        fc.pre(ways < 20_000);
        const target = daysOnSite(agenda, start);
        let [least, leastClose, fewest] = [Infinity, Infinity, Infinity];
        const rank = start.slice();
        const tryAll = (v: number): void => {
          if (v === rank.length) {
            const [over, near] = figuresOf(agenda, rank);
            fewest = Math.min(fewest, near);
            if (!daysOnSite(agenda, rank).every((days, e) => days >= target[e])) return;
            if (isBetter(over - least, near - leastClose, 0)) [least, leastClose] = [over, near];
            return;
          }
          for (const at of allowed[v]) {
            rank[v] = at;
            tryAll(v + 1);
          }
        };
        tryAll(0);
        const [found, foundClose] = figuresOf(agenda, best(of));
        expect(closeBounds.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(fewest);
        const { workload, daySet, options } = agenda;
        expect(overloadBound(workload, daySet, options).minutes).toBeLessThanOrEqual(least + 1e-6);
        expect(found).toBeGreaterThanOrEqual(least - 1e-6);
        cases++;
        if (found > least + 1e-6) missed++;
        else if (foundClose > leastClose) missedClose++;
        if (leastClose > 0) close++;
      }),
      { ...random, numRuns: runs(50, 200) },
    );
    expect(cases).toBeGreaterThan(runs(20, 100));
    expect(missed / cases).toBeLessThan(0.03);
    expect(close).toBeGreaterThan(runs(2, 10));
    expect(missedClose / cases).toBeLessThan(0.03);
  });
});
