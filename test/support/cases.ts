import { readFileSync } from 'node:fs';
import type { RegistryInput } from '../../src/registry/registry';

/** The expected values of an enterprise in a worked case. */
export interface ExpectedEnterprise {
  readonly permanentRandomNumber: number;
  readonly occurrences: ReadonlyArray<{
    readonly item: string;
    readonly cycle: number;
    readonly domain: string;
    /** Stated in the cases of caps, fallbacks and graded methods. */
    readonly method?: string;
    /** First and last allowed day, and the number of allowed days. */
    readonly first: string;
    readonly last: string;
    readonly days: number;
  }>;
  /** Visit caps aside. */
  readonly unserved: ReadonlyArray<{
    readonly item: string;
    readonly cycle: number;
    readonly reason: 'no-open-day' | 'exempt' | 'quiet' | 'recognised';
  }>;
  readonly served: number;
  readonly fewestVisits: number;
  /** Occurrences that are checked by their fallbacks, where stated. */
  readonly byFallback?: number;
  /** The limit of every cap that counts anything, where stated. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Absent where there are caps. */
  readonly perDepartment?: number;
}

export interface WorkedCase {
  readonly name: string;
  readonly registry: RegistryInput;
  readonly expected: { readonly enterprises: Readonly<Record<string, ExpectedEnterprise>> };
}

const NAMES = [
  'agency',
  'caps',
  'exotic',
  'fallback',
  'graded',
  'half',
  'history',
  'limits',
  'mixed',
  'plain',
  'quiet',
  'recognise',
];

const readCase = (name: string): WorkedCase => ({
  name,
  // The files are part of the repository, typed as their README describes them.
  ...(JSON.parse(readFileSync(new URL(`../cases/${name}.json`, import.meta.url), 'utf8')) as Omit<
    WorkedCase,
    'name'
  >),
});

export const workedCases: readonly WorkedCase[] = NAMES.map(readCase);
