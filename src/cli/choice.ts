import * as E from 'fp-ts/Either';
import type { Language } from '../index';
import type { Arguments } from './arguments';
import type { Failure } from './failure';

/** The value of an option, one of the choices; the first where it is not given. */
export const choice =
  <A extends string>(option: string, ...choices: readonly [A, ...A[]]) =>
  ({ texts }: Pick<Arguments, 'texts'>): E.Either<Failure, A> => {
    const text = texts.get(option) ?? choices[0];
    const found = choices.find((one) => one === text);
    return found === undefined
      ? E.left([`--${option}: expected ${choices.join(' or ')}, got ${JSON.stringify(text)}`])
      : E.right(found);
  };

/** The value of `--language`; English where it is not given. */
export const languageOf: (given: Pick<Arguments, 'texts'>) => E.Either<Failure, Language> = choice(
  'language',
  'en',
  'zh',
);
