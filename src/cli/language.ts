import * as E from 'fp-ts/Either';
import type { Language } from '../index';
import type { Failure } from './failure';

const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** What `--language` asks for; English where it is not given. */
export const languageOf = (text: string | undefined): E.Either<Failure, Language> => {
  const language = LANGUAGES.find((one) => one === (text ?? 'en'));
  return language === undefined
    ? E.left([`--language: expected en or zh, got ${JSON.stringify(text)}`])
    : E.right(language);
};
