import { ABSENT, type Key, misfitAt, type Place } from '../codec/place';
import { isPlainObject } from '../codec/shapes';
import { domainOf } from './classify';
import { Item } from './item';
import { Classification } from './policy';
import { policyWithDefaults } from './policy-defaults';
import { eachRow, fieldOf, type IsSound } from './sound-parts';

export const UNKNOWN_DOMAIN = 'a domain that the policy has settings for';

/**
 * The classifications in force; `undefined` where one of them is wrong, since then
 * an item's domain is unknown.
 */
const classificationsOf = (
  classify: unknown,
  isSound: IsSound,
): readonly Classification[] | undefined => {
  if (classify === undefined) return policyWithDefaults(undefined, 0).classify;
  if (!Array.isArray(classify)) return undefined;
  const classifications: Classification[] = [];
  eachRow(classify, (row) => {
    if (isSound(Classification, row)) classifications.push(row);
  });
  return classifications.length === classify.length ? classifications : undefined;
};

/**
 * Notes every domain, named or classified, for which the policy in force has no settings.
 * O(size of the input).
 */
export const checkDomains = (input: unknown, isSound: IsSound, place: Place): void => {
  const policy = fieldOf(input, 'policy');
  if (policy !== undefined && !isPlainObject(policy)) return;
  const given = fieldOf(policy, 'domains');
  const settings: unknown = given === undefined ? policyWithDefaults(undefined, 0).domains : given;
  if (!isPlainObject(settings)) return;
  const lacks = (domain: unknown): domain is string =>
    typeof domain === 'string' && domain !== '' && !Object.hasOwn(settings, domain);

  const classifications = classificationsOf(fieldOf(policy, 'classify'), isSound);
  const inForce = classifications && policyWithDefaults({ classify: classifications }, 0);
  eachRow(fieldOf(input, 'items'), (row, at) => {
    const named = fieldOf(row, 'domain');
    if (lacks(named)) misfitAt(place, ['items', at, 'domain'], UNKNOWN_DOMAIN, named);
    if (named !== undefined || inForce === undefined || !isSound(Item, row)) return;
    const classified = domainOf(inForce, row);
    if (!lacks(classified)) return;
    const expected = `${UNKNOWN_DOMAIN} (it is classified as ${JSON.stringify(classified)})`;
    misfitAt(place, ['items', at, 'domain'], expected, ABSENT);
  });

  eachRow(fieldOf(policy, 'classify'), (row, at) => {
    const domain = fieldOf(row, 'domain');
    if (lacks(domain))
      misfitAt(place, ['policy', 'classify', at, 'domain'], UNKNOWN_DOMAIN, domain);
  });

  const checkList = (list: unknown, ...keys: readonly Key[]): void =>
    eachRow(list, (domain, at) => {
      if (lacks(domain)) misfitAt(place, ['policy', ...keys, at], UNKNOWN_DOMAIN, domain);
    });
  const protection = fieldOf(policy, 'protected');
  checkList(fieldOf(protection, 'domains'), 'protected', 'domains');
  eachRow(fieldOf(policy, 'caps'), (row, at) =>
    checkList(fieldOf(fieldOf(row, 'counts'), 'domains'), 'caps', at, 'counts', 'domains'),
  );
  eachRow(fieldOf(policy, 'leads'), (row, at) =>
    checkList(fieldOf(row, 'domains'), 'leads', at, 'domains'),
  );

  eachRow(fieldOf(input, 'done'), (row, at) => {
    const domain = fieldOf(row, 'domain');
    if (lacks(domain)) misfitAt(place, ['done', at, 'domain'], UNKNOWN_DOMAIN, domain);
  });

  if (given === undefined) return;
  for (const domain of Object.getOwnPropertyNames(settings)) {
    eachRow(fieldOf(settings[domain], 'guests'), (guest, at) => {
      if (lacks(guest))
        misfitAt(place, ['policy', 'domains', domain, 'guests', at], UNKNOWN_DOMAIN, guest);
    });
  }
};
