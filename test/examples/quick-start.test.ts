import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';

const textOf = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

it('runs, and is the code at the head of the README with what that prints', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await import('../../examples/quick-start');
  const printed = log.mock.calls.map((values) => `${values.join(' ')}\n`).join('');
  log.mockRestore();
  const [comment, ...code] = textOf('examples/quick-start.ts').split('\n');
  expect(comment).toMatch(/^\/\/ .*: npx tsx examples\/quick-start\.ts$/);
  expect(textOf('README.md')).toContain(
    `\`\`\`ts\n${code.join('\n')}\`\`\`\n\n\`\`\`text\n${printed}\`\`\`\n`,
  );
});
