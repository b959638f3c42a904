import { pathText } from '../../codec/place';
import { addTo } from '../../columns/grouped';
import type { Registry } from '../../registry/registry';
import type { AlikeTexts, PaddedText, TextUse } from './remark';
import { noteTexts } from './text-uses';

const INVISIBLE = /[\s\p{Cf}]/gu;
const PADDED = /^[\s\p{Cf}]|[\s\p{Cf}]$/u;

/** Equal for texts that differ by case, width, spaces or invisible characters alone. */
const foldOf = (text: string): string =>
  text.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();

/** A text at its first place. */
interface Use {
  readonly use: TextUse;
  readonly text: string;
  readonly place: string;
}

/**
 * Texts with spaces at their ends, and texts that look like an earlier one of the same use. A text
 * of both kinds is told as the latter.
 * O(size of the registry).
 */
export const textRemarks = (registry: Registry): ReadonlyArray<PaddedText | AlikeTexts> => {
  const known = new Map<TextUse, Set<string>>();
  const groups = new Map<string, Use[]>();
  const alike: AlikeTexts[] = [];
  noteTexts(registry, (use, text, keys) => {
    const texts = known.get(use) ?? new Set();
    known.set(use, texts);
    if (texts.has(text)) return;
    texts.add(text);
    const one = { use, text, place: pathText(keys) };
    const group = `${use} ${foldOf(text)}`;
    const like = groups.get(group)?.[0];
    if (like !== undefined)
      alike.push({ kind: 'alike-texts', ...one, like: { text: like.text, place: like.place } });
    addTo(groups, group, one);
  });
  const padded = Array.from(groups.values()).flatMap(([first, ...others]): readonly PaddedText[] =>
    others.length === 0 && PADDED.test(first.text) ? [{ kind: 'padded-text', ...first }] : [],
  );
  return [...padded, ...alike];
};
