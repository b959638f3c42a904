// Ready policies, with the clauses that they come from.
export type { LocatedError } from '../codec/located-error';
export { type Document54Options, document54 } from '../policies/document-54';
export { type CleanControl, exemptAfter } from '../policies/exempt-after';
export { type FranceFarmsOptions, franceFarms } from '../policies/france-farms';
export { type HainingOptions, haining } from '../policies/haining';
export { type Italy103Options, italy103 } from '../policies/italy-103';
export type { Clause, PolicyPack, Source } from '../policies/pack';
export { withPolicy } from '../policies/with-policy';
export type { Policy } from '../registry/policy';
