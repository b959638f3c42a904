import * as E from 'fp-ts/Either';
import { pipe } from 'fp-ts/function';
import * as TE from 'fp-ts/TaskEither';
import {
  certificatesText,
  decodeCertificates,
  decodePlan,
  decodeRegistry,
  type PlanCertificates,
  type PlanDocument,
  plan,
  planText,
  type Registry,
  regroup,
  verify,
} from '../index';
import { generateCounty } from '../subpaths/county';
import { clockAt } from '../subpaths/search';
import { adviceCommand, remarked } from './advice-command';
import type { IntegerOption } from './arguments';
import { languageOf } from './choice';
import { type Command, type ExitCode, OUT } from './command';
import { compareCommand } from './compare-command';
import { countyLines } from './county-lines';
import { explainCommand } from './explain-command';
import type { Failure } from './failure';
import { jsonText } from './json-text';
import { progressOn } from './progress';
import { linesOf, readAs, stdinOnce } from './read-as';
import { readAllLines } from './read-lines';
import { reviseCommand } from './revise-command';
import { soundness } from './soundness';
import { streamCommand } from './stream-command';
import { printSummary } from './summary-lines';
import { targetOf, targetsOf } from './target';
import { tasksCommand } from './tasks-command';
import { ended, printLines, writeText, writeTexts } from './write-text';

const readCertificates = (file: string): TE.TaskEither<Failure, PlanCertificates> =>
  pipe(
    readAllLines(file),
    TE.chainEitherK((lines) =>
      pipe(
        decodeCertificates(lines),
        E.mapLeft((errors) => linesOf(file, errors)),
      ),
    ),
  );

const monotonicSeconds = (): number => performance.now() / 1000;

const planCommand: Command = {
  syntax: {
    does: 'Plans the fewest joint visits for a registry ("-": standard input) and writes the plan as JSON.',
    files: ['registry.json|-'],
    texts: {
      ...OUT,
      certificates:
        'write to this file why no enterprise gets fewer visits, and no dates leave less overload, line by line',
      language: 'of the summary: en (default) or zh',
    },
    values: { language: 'en|zh' },
    flags: {
      regroup:
        'let checks move between the visits of an enterprise where that leaves fewer minutes above capacity',
    },
    integers: {
      seconds: {
        does: 'take the best plan found by then, once there is one',
        least: 0,
        most: 1_000_000,
      },
    },
  },
  run: ({ files: [file], texts, integers, flags }) => {
    const certificates = texts.get('certificates');
    return pipe(
      targetsOf({ out: texts.get('out'), certificates }, [file]),
      TE.bindTo('targets'),
      TE.bind('language', () => TE.fromEither(languageOf({ texts }))),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, file)),
      TE.chain(({ targets: { out, certificates: second }, language, registry }) => {
        const onProgress = progressOn(process.stderr);
        const seconds = integers.get('seconds');
        const found = plan(registry, {
          ...(onProgress === undefined ? {} : { onProgress }),
          ...(seconds === undefined
            ? {}
            : { until: clockAt(monotonicSeconds, monotonicSeconds() + seconds) }),
        });
        const planned = flags.has('regroup') ? regroup(registry, found) : found;
        return pipe(
          writeTexts([
            { target: out, chunks: planText(planned) },
            ...(certificates === undefined
              ? []
              : [{ target: second, chunks: certificatesText(planned) }]),
          ]),
          TE.chain(() => printSummary(out, planned.summary, language)),
          TE.chain(() => remarked(registry)),
          TE.chain(() => soundness(planned.summary)),
        );
      }),
    );
  },
};

const verifyCommand: Command = {
  syntax: {
    does:
      'Checks a plan against its registry, with its certificates where they are given; prints one line per violation, ' +
      'its place first, and ends with 1 if there are any.',
    files: ['registry.json|-', 'plan.json|-'],
    moreFiles: ['certificates.ndjson|-'],
    texts: {},
    integers: {},
  },
  run: ({ files }) => {
    const [registryFile, planFile, certificatesFile] = files;
    return pipe(
      TE.Do,
      TE.chainFirstEitherK(() => stdinOnce(files)),
      TE.bind('registry', () => readAs<Registry>(decodeRegistry, registryFile)),
      TE.bind('document', () => readAs<PlanDocument>(decodePlan, planFile)),
      TE.bind('proofs', () =>
        certificatesFile === undefined ? TE.right(undefined) : readCertificates(certificatesFile),
      ),
      TE.chain(({ registry, document, proofs }) => {
        const violations = verify(registry, document, proofs);
        const valid = `valid: ${document.visits.length} visits, ${document.unserved.length} unserved`;
        const lines =
          violations.length > 0
            ? violations.map(({ place, message }) => `${place}: ${message}`)
            : [
                proofs === undefined
                  ? valid
                  : `${valid}, ${proofs.certificates.length} certificates`,
              ];
        return pipe(
          printLines(lines),
          TE.map((): ExitCode => (violations.length > 0 ? 1 : 0)),
        );
      }),
    );
  },
};

/** Most enterprises of a county that is written as one registry. */
const MOST_AS_ONE = 1_000_000;

const size = (does: string, usual: number, most: number): IntegerOption => ({
  does,
  least: 1,
  most,
  default: usual,
});

const generateCommand: Command = {
  syntax: {
    does: 'Makes up a county to try things on and writes its registry as JSON; the same options give the same bytes.',
    files: [],
    flags: {
      ndjson: 'write lines for "stream", one per enterprise',
      national: 'items have kinds, methods by grade and fallbacks, under the cap of 54号',
    },
    texts: OUT,
    integers: {
      enterprises: size('how many enterprises', 40_000, 10_000_000),
      items: size('how many items', 4_433, 100_000),
      departments: size('how many departments', 32, 1_000),
      seed: { does: 'another seed makes another county', least: 0, most: 2 ** 32 - 1, default: 1 },
    },
  },
  run: ({ texts, integers, flags }) => {
    const sizes = Object.fromEntries(integers);
    const options = { ...sizes, national: flags.has('national') };
    if (!flags.has('ndjson') && sizes.enterprises > MOST_AS_ONE)
      return TE.left([
        `--enterprises: expected at most ${MOST_AS_ONE} without --ndjson, got ${sizes.enterprises}`,
      ]);
    return pipe(
      targetOf(texts.get('out')),
      TE.chain((target) =>
        writeText(
          target,
          flags.has('ndjson') ? ended(countyLines(options)) : jsonText(generateCounty(options)),
        ),
      ),
      TE.map((): ExitCode => 0),
    );
  },
};

export const commands: ReadonlyMap<string, Command> = new Map([
  ['plan', planCommand],
  ['stream', streamCommand],
  ['verify', verifyCommand],
  ['generate', generateCommand],
  ['explain', explainCommand],
  ['revise', reviseCommand],
  ['tasks', tasksCommand],
  ['compare', compareCommand],
  ['advice', adviceCommand],
]);
