import { readFileSync } from 'node:fs';
import type { RegistryInput } from '../../src/registry/registry';

/** What the worked cases say of an enterprise. */
export interface ExpectedEnterprise {
  readonly permanentRandomNumber: number;
  readonly occurrences: ReadonlyArray<{
    readonly item: string;
    readonly cycle: number;
    readonly domain: string;
    /** First and last allowed day, and how many there are. */
    readonly first: string;
    readonly last: string;
    readonly days: number;
  }>;
  /** Visit caps aside. */
  readonly unserved: ReadonlyArray<{
    readonly item: string;
    readonly cycle: number;
    readonly reason: 'no-open-day' | 'exempt' | 'recognised';
  }>;
  readonly served: number;
  readonly fewestVisits: number;
  /** Left out where there are caps. */
  readonly perDepartment?: number;
}

export interface WorkedCase {
  readonly name: string;
  readonly registry: RegistryInput;
  readonly expected: { readonly enterprises: Readonly<Record<string, ExpectedEnterprise>> };
}

const NAMES = ['caps', 'exotic', 'half', 'history', 'limits', 'plain', 'recognise'];

const readCase = (name: string): WorkedCase => ({
  name,
  // The files are checked in and typed as their README describes them.
  ...(JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')) as Omit<
    WorkedCase,
    'name'
  >),
});

export const workedCases: readonly WorkedCase[] = NAMES.map(readCase);
