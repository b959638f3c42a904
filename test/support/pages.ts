import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** A block of code on a page. */
export interface Block {
  /** Path of the page from the root. */
  readonly page: string;
  readonly language: string;
  readonly text: string;
  /** Line of its first line, from 1. */
  readonly line: number;
  /** The block of plain text directly after it: the output of the code. */
  readonly prints: string;
}

/** A page of the documentation. */
export interface Page {
  /** Path from the root. */
  readonly name: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

const blocksOf = (page: string, text: string): readonly Block[] =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms)].map(
    ({ 1: language, 2: code, 3: prints = '', index }) => ({
      page,
      language,
      text: code,
      prints,
      line: text.slice(0, index).split('\n').length + 1,
    }),
  );

const pageAt = (name: string): Page => {
  const text = readFileSync(join(root, name), 'utf8');
  return { name, text, blocks: blocksOf(name, text) };
};

const pagesBelow = (folder: string): readonly Page[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return pagesBelow(join(folder, entry.name));
    return entry.name.endsWith('.md') ? [pageAt(join(folder, entry.name))] : [];
  });

/** Every page for users and contributors: those at the root, and all of `docs`. */
export const pages: readonly Page[] = [
  ...['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'].map(pageAt),
  ...pagesBelow('docs'),
];

/** The page at a path from the root. */
export const pageNamed = (name: string): Page => {
  const page = pages.find((one) => one.name === name);
  if (page === undefined) throw new Error(`there is no page ${name}`);
  return page;
};

/** The blocks of a language, on some pages. */
export const inLanguage = (language: string, of: readonly Page[] = pages): readonly Block[] =>
  of.flatMap(({ blocks }) => blocks.filter((block) => block.language === language));

/** The anchors of a page's headings, as GitHub makes them. */
export const anchorsOf = ({ text }: Page): readonly string[] =>
  [...text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The targets of a page's links: a path from the root, and an anchor or nothing. */
export const linksOf = ({
  name,
  text,
}: Page): ReadonlyArray<readonly [target: string, anchor: string]> =>
  [...text.matchAll(/\]\(([^)]+)\)/g)]
    .filter(([, link]) => !/^https?:/.test(link))
    .map(([, link]): readonly [string, string] => {
      const [file, anchor = ''] = link.split('#');
      return [file === '' ? name : join(dirname(name), file), anchor];
    });
