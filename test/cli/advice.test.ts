import { expect, test } from 'vitest';
import { builtCommand, type Ended, inFolder } from './command';
import { smallRegistry } from './small-registry';

const start = builtCommand();
const command = (folder: string, args: readonly string[], stdin: string = ''): Promise<Ended> =>
  start(folder, args, { stdin }).ended;

const [exits, scales] = smallRegistry.items;
const { domain: _, ...unclassified } = scales;
const odd = JSON.stringify({
  ...smallRegistry,
  items: [
    { ...exits, method: '视频检查' },
    { ...unclassified, topic: '食品' },
    { ...unclassified, id: 'SC-02', topic: '计量' },
  ],
});
const files = { 'registry.json': odd, 'clean.json': JSON.stringify(smallRegistry) };

const printed = (...lines: readonly string[]): Ended => ({
  code: 0,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
});

const TOPICS = expect.stringMatching(/^Topics that no classification names: 2\. /);
const METHODS = expect.stringMatching(/^Methods without settings in policy.methods: 1\. /);

test.concurrent('advice prints the remarks by kind, counted, each with its place', () =>
  inFolder(files, async (folder) => {
    const { stdout, ...rest } = await command(folder, ['advice', 'registry.json']);
    expect(rest).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n')).toEqual([
      TOPICS,
      'items[1].topic: topic 食品, 1 item.',
      'items[2].topic: topic 计量, 1 item.',
      METHODS,
      'items[0].method: method 视频检查, 1 item.',
      '',
    ]);
    expect(await command(folder, ['advice', 'clean.json'])).toEqual(
      printed('There are no remarks on the registry.'),
    );
  }));

test.concurrent('advice --limit, --language and --json', () =>
  inFolder(files, async (folder) => {
    const limited = await command(folder, ['advice', 'registry.json', '--limit=1']);
    expect(limited.stdout.split('\n').slice(0, 4)).toEqual([
      TOPICS,
      'items[1].topic: topic 食品, 1 item.',
      '1 more of this kind.',
      METHODS,
    ]);
    const { stdout: chinese } = await command(folder, ['advice', '-', '--language', 'zh'], odd);
    expect(chinese.split('\n')[1]).toBe('items[1].topic：检查主题“食品”，涉及事项1项。');
    const { stdout: json } = await command(folder, ['advice', 'registry.json', '--json']);
    expect(JSON.parse(json).remarks).toHaveLength(3);
  }));

test.concurrent('plan says on standard error how many remarks there are', () =>
  inFolder(files, async (folder) => {
    const { stdout, ...rest } = await command(folder, ['plan', 'registry.json']);
    expect(rest).toEqual({
      code: 0,
      stderr: 'There are 3 remarks on the registry: inspection-consolidation advice prints them.\n',
    });
    expect(JSON.parse(stdout).visits).not.toEqual([]);
  }));
