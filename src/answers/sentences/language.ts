import { type Fields, optional } from '../../codec/shapes';
import { oneOf } from '../../codec/values';

/** Chinese or English. */
export type Language = 'zh' | 'en';

export interface LanguageOptions {
  /** Default: `en`. */
  readonly language?: Language;
}

export const languageFields: Fields<LanguageOptions> = {
  language: optional(oneOf('Language', 'en', 'zh')),
};
