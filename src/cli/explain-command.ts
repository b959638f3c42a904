import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import {
  decodePlan,
  decodeRegistry,
  type Explanation,
  explainEnterprise,
  explainPair,
  explainVisit,
  formatError,
  type LocatedError,
  type OccurrenceRef,
  type PlanDocument,
  type Registry,
  sentences,
  type Visit,
  type VisitRef,
} from '../index';
import type { Arguments } from './arguments';
import { languageOf } from './choice';
import type { Command, ExitCode } from './command';
import type { Failure } from './failure';
import { readAs, stdinOnce } from './read-as';
import { ended, printLines, writeText } from './write-text';

/** The options that name the subject of the explanation. */
interface Question {
  readonly enterprise: string;
  readonly visit?: string;
  readonly items?: string;
}

const questionOf = ({ texts }: Arguments): E.Either<Failure, Question> => {
  const [enterprise, visit, items] = ['enterprise', 'visit', 'items'].map((name) =>
    texts.get(name),
  );
  if (enterprise === undefined)
    return E.left(['--enterprise: expected the id of an enterprise, got none']);
  return E.right({
    enterprise,
    ...(visit === undefined ? {} : { visit }),
    ...(items === undefined ? {} : { items }),
  });
};

/**
 * The occurrence that a text names: `XF-01@2` is the second occurrence of XF-01, unless an item
 * has the whole text as its id.
 */
const occurrenceOf = (registry: Registry, text: string): OccurrenceRef => {
  const [, item, no] = registry.items.some(({ id }) => id === text)
    ? []
    : (/^(.+)@([1-9]\d*)$/s.exec(text) ?? []);
  return item === undefined ? { item: text, cycle: 0 } : { item, cycle: Number(no) - 1 };
};

/**
 * Two items separated by a comma. Ids may contain commas: the first comma with an item's id on both
 * sides counts, else the first.
 */
const pairOf = (
  registry: Registry,
  text: string,
): E.Either<Failure, readonly [OccurrenceRef, OccurrenceRef]> => {
  const isItem = ({ item }: OccurrenceRef): boolean => registry.items.some(({ id }) => id === item);
  const pairs = [...text.matchAll(/,/g)].map(
    ({ index }): readonly [OccurrenceRef, OccurrenceRef] => [
      occurrenceOf(registry, text.slice(0, index)),
      occurrenceOf(registry, text.slice(index + 1)),
    ],
  );
  const pair = pairs.find((both) => both.every(isItem)) ?? pairs[0];
  return pair === undefined
    ? E.left([`--items: expected two items with a comma between them, got ${JSON.stringify(text)}`])
    : E.right(pair);
};

/** The option behind each place of an explanation's errors. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['enterprise', '--enterprise'],
  ['visit.date', '--visit'],
  ['visit.item', '--items'],
  ['a.item', '--items'],
  ['a.cycle', '--items'],
  ['b.item', '--items'],
  ['b.cycle', '--items'],
  ['b', '--items'],
]);

const failureOf = (errors: readonly LocatedError[]): Failure =>
  errors.map((error) => formatError({ ...error, path: OPTIONS.get(error.path) ?? error.path }));

const visitOf = (
  plan: PlanDocument,
  { enterprise, visit = '', items }: Question,
): VisitRef | string => {
  const visits: ReadonlyArray<Visit & { readonly id?: string }> = plan.visits;
  return visits.some((row) => row.id === visit && row.enterprise === enterprise)
    ? visit
    : { enterprise, date: visit, ...(items === undefined ? {} : { item: items }) };
};

const explain = (
  registry: Registry,
  plan: PlanDocument,
  question: Question,
): E.Either<Failure, Explanation> => {
  const { enterprise, visit, items } = question;
  if (visit !== undefined)
    return pipe(explainVisit(registry, plan, visitOf(plan, question)), E.mapLeft(failureOf));
  if (items === undefined)
    return pipe(explainEnterprise(registry, plan, enterprise), E.mapLeft(failureOf));
  return pipe(
    pairOf(registry, items),
    E.chain(([a, b]) =>
      pipe(explainPair(registry, enterprise, a, b, { plan }), E.mapLeft(failureOf)),
    ),
  );
};

export const explainCommand: Command = {
  syntax: {
    does:
      'Explains a plan in sentences: why an enterprise gets so many visits; with --visit why a visit is as it is; ' +
      'with --items why two items do or do not share a visit.',
    files: ['registry.json|-', 'plan.json|-'],
    flags: { json: 'print the explanation as data instead' },
    texts: {
      enterprise: 'whose visits; always needed',
      visit:
        'the date of a visit, or its id where it has one; of several on that date --items names an item',
      items: 'two items; XF-01@2 is the second occurrence of XF-01',
      language: 'en (default) or zh',
    },
    values: { enterprise: 'id', visit: 'date', items: 'a,b', language: 'en|zh' },
    integers: {},
  },
  run: (given) => {
    const [registryFile, planFile] = given.files;
    return pipe(
      TE.Do,
      TE.chainFirstEitherK(() => stdinOnce(given.files)),
      TE.bind('question', () => TE.fromEither(questionOf(given))),
      TE.bind('language', () => TE.fromEither(languageOf(given))),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, registryFile)),
      TE.bind('plan', () => readAs<PlanDocument>(decodePlan, planFile)),
      TE.bind('explanation', ({ question, registry, plan }) =>
        TE.fromEither(explain(registry, plan, question)),
      ),
      TE.chain(({ explanation, language }) =>
        given.flags.has('json')
          ? writeText({ kind: 'stdout' }, ended([JSON.stringify(explanation)]))
          : printLines(sentences(explanation, { language })),
      ),
      TE.map((): ExitCode => 0),
    );
  },
};
