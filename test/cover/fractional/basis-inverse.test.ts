import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  columnInto,
  dividedRow,
  eliminate,
  leavingPlace,
} from '../../../src/cover/fractional/basis-inverse';

const ROWS = 6;

/** Columns of small whole numbers: each counts for some rows, a few of them twice. */
const columns = fc.array(fc.array(fc.nat(ROWS - 1), { minLength: 1, maxLength: 8 }), {
  maxLength: 12,
});

test('after every pivot the inverse times the basis is the identity, and the levels solve the rows', () => {
  fc.assert(
    fc.property(columns, (entering) => {
      const inverse = new Float64Array(ROWS * ROWS);
      const level = new Float64Array(ROWS);
      /** [place]: how often its column counts for each row. */
      const basis: number[][] = [];
      for (let r = 0; r < ROWS; r++) {
        inverse[r * ROWS + r] = 1;
        level[r] = 1 + r / 100;
        basis.push(Array.from({ length: ROWS }, (_, i) => (i === r ? 1 : 0)));
      }
      const demand = level.slice();
      const [change, nonzero] = [new Float64Array(ROWS), new Int32Array(ROWS)];
      for (const list of entering) {
        columnInto(inverse, ROWS, Int32Array.from(list), 0, list.length, 1, change);
        const leaving = leavingPlace(level, change, ROWS);
        if (leaving < 0) continue;
        const ratio = level[leaving] / change[leaving];
        for (let r = 0; r < ROWS; r++) expect(level[r] - ratio * change[r]).toBeGreaterThan(-1e-9);
        const filled = dividedRow(inverse, ROWS, leaving, change[leaving], nonzero);
        const touched = eliminate(inverse, ROWS, leaving, change, nonzero, filled, level, ratio);
        expect(touched).toBe(change.filter((one, r) => one !== 0 && r !== leaving).length);
        level[leaving] = ratio;
        basis[leaving] = Array.from(
          { length: ROWS },
          (_, i) => list.filter((row) => row === i).length,
        );
        for (let a = 0; a < ROWS; a++)
          for (let b = 0; b < ROWS; b++) {
            const product = basis[b].reduce((sum, one, i) => sum + inverse[a * ROWS + i] * one, 0);
            expect(product).toBeCloseTo(a === b ? 1 : 0, 6);
          }
        for (let i = 0; i < ROWS; i++)
          expect(level.reduce((sum, one, place) => sum + one * basis[place][i], 0)).toBeCloseTo(
            demand[i],
            6,
          );
      }
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('a zero column leaves nothing: no level falls', () => {
  const change = new Float64Array(2);
  columnInto(Float64Array.of(1, 0, 0, 1), 2, new Int32Array(0), 0, 0, 1, change);
  expect([...change]).toEqual([0, 0]);
  expect(leavingPlace(Float64Array.of(1, 1), change, 2)).toBe(-1);
});
