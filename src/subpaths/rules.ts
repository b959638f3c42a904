// Rules on items that share a visit: the forms for rules of one's own, and the rules of a policy.
export {
  type CountLimit,
  countLimit,
  type Equality,
  type Exception,
  equality,
  exception,
  firstBroken,
  holds,
  type Rule,
  type RuledItem,
  type Similarity,
  type SumLimit,
  similarity,
  sumLimit,
} from '../rules/rule';
export {
  apart,
  type DomainRules,
  durationRatio,
  maxDepartments,
  maxMinutes,
  type RuleBook,
  type Rules,
  rulesOf,
  sameDepartment,
  sameLevel,
  sameMethod,
  sameObject,
  sameTopic,
  withRules,
} from '../rules/rule-book';
export { partitionByDomain, ruledItems } from '../rules/ruled-items';
