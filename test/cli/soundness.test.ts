import { isRight } from 'fp-ts/Either';
import { afterEach, expect, test, vi } from 'vitest';
import { soundness } from '../../src/cli/soundness';

afterEach(() => {
  vi.restoreAllMocks();
});

const run = async (summary: { readonly faults?: number }) => {
  const written: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation(
    (chunk, encoding?: unknown, done?: unknown) => {
      written.push(String(chunk));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') callback();
      return true;
    },
  );
  const result = await soundness(summary)();
  return { code: isRight(result) ? result.right : undefined, written: written.join('') };
};

test('a plan that had to be mended ends the command with 1 and a line that says so', async () => {
  const { code, written } = await run({ faults: 3 });
  expect(code).toBe(1);
  expect(written).toContain('3 mistakes of its own');
  expect(written.endsWith('\n')).toBe(true);
});

test('any other ends it with 0 and says nothing', async () => {
  expect(await run({})).toEqual({ code: 0, written: '' });
});
