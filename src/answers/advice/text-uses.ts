import type { Key } from '../../codec/place';
import type { Criteria } from '../../registry/criteria';
import type { Frequency } from '../../registry/frequency';
import type { Registry } from '../../registry/registry';
import type { TextUse } from './remark';

/** Hears of a text, its use and its place. The place of a field's name is that of its value. */
export type Note = (use: TextUse, text: string, keys: readonly Key[]) => void;

type Texts = readonly string[] | undefined;
type Fields = Readonly<Record<string, unknown>> | undefined;

/**
 * Notes every text of a registry that has an effect where it equals another: ids, labels,
 * attributes, criteria.
 * O(size of the registry).
 */
export const noteTexts = (registry: Registry, note: Note): void => {
  const one = (use: TextUse, text: string | undefined, keys: readonly Key[]): void => {
    if (text !== undefined) note(use, text, keys);
  };
  const list = (use: TextUse, texts: Texts, keys: readonly Key[]): void => {
    for (const [k, text] of (texts ?? []).entries()) note(use, text, [...keys, k]);
  };
  const names = (use: TextUse, fields: Fields, keys: readonly Key[]): void => {
    for (const name of Object.keys(fields ?? {})) note(use, name, [...keys, name]);
  };
  const criteria = (of: Criteria | undefined, keys: readonly Key[]): void => {
    if (of === undefined) return;
    if ('not' in of) criteria(of.not, [...keys, 'not']);
    else if ('all' in of)
      for (const [k, part] of of.all.entries()) criteria(part, [...keys, 'all', k]);
    else if ('any' in of)
      for (const [k, part] of of.any.entries()) criteria(part, [...keys, 'any', k]);
    else if ('industry' in of) list('industry', of.industry, [...keys, 'industry']);
    else if ('tag' in of) list('tag', of.tag, [...keys, 'tag']);
    else if ('size' in of) list('size', of.size, [...keys, 'size']);
    else if ('grade' in of) list('grade', of.grade, [...keys, 'grade']);
    else if ('area' in of) list('area', of.area, [...keys, 'area']);
  };
  const grades = (frequency: Frequency | undefined, keys: readonly Key[]): void =>
    names('grade', frequency?.byGrade, [...keys, 'frequency', 'byGrade']);

  for (const [d, row] of registry.departments.entries()) {
    const keys = ['departments', d];
    note('department', row.id, [...keys, 'id']);
    one('level', row.level, [...keys, 'level']);
    names('area', row.dailyMinutesByArea, [...keys, 'dailyMinutesByArea']);
  }
  for (const [i, row] of registry.items.entries()) {
    const keys = ['items', i];
    note('item', row.id, [...keys, 'id']);
    for (const use of ['method', 'object', 'topic', 'equivalent', 'kind'] as const)
      one(use, row[use], [...keys, use]);
    names('grade', row.methodByGrade, [...keys, 'methodByGrade']);
    for (const [grade, method] of Object.entries(row.methodByGrade ?? {}))
      note('method', method, [...keys, 'methodByGrade', grade]);
    one('method', row.fallback, [...keys, 'fallback']);
    grades(row.frequency, keys);
    criteria(row.appliesTo, [...keys, 'appliesTo']);
  }
  for (const [e, row] of registry.enterprises.entries()) {
    const keys = ['enterprises', e];
    note('enterprise', row.id, [...keys, 'id']);
    for (const use of ['industry', 'size', 'grade', 'area'] as const)
      one(use, row[use], [...keys, use]);
    list('tag', row.tags, [...keys, 'tags']);
    list('object', row.objects, [...keys, 'objects']);
  }
  for (const [k, { frequency }] of (registry.assignments ?? []).entries())
    grades(frequency, ['assignments', k]);

  const { policy = {} } = registry;
  for (const [k, { topics }] of (policy.classify ?? []).entries())
    list('topic', topics, ['policy', 'classify', k, 'topics']);
  names('domain', policy.domains, ['policy', 'domains']);
  names('method', policy.methods, ['policy', 'methods']);
  names('grade', policy.capByGrade, ['policy', 'capByGrade']);
  list('kind', policy.protected?.kinds, ['policy', 'protected', 'kinds']);
  for (const [k, { appliesTo }] of (policy.quiet ?? []).entries())
    criteria(appliesTo, ['policy', 'quiet', k, 'appliesTo']);
  for (const [k, { counts, appliesTo }] of (policy.caps ?? []).entries()) {
    const keys = ['policy', 'caps', k];
    list('kind', counts?.kinds, [...keys, 'counts', 'kinds']);
    list('level', counts?.levels, [...keys, 'counts', 'levels']);
    criteria(appliesTo, [...keys, 'appliesTo']);
  }
  for (const [k, { topics, objects }] of (policy.leads ?? []).entries()) {
    list('topic', topics, ['policy', 'leads', k, 'topics']);
    list('object', objects, ['policy', 'leads', k, 'objects']);
  }
};
