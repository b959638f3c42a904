// Every entity as an io-ts codec, for programs that compose them with io-ts; and two helpers for
// programs that read files and print. A codec and its type have one name.
import type { Type } from 'io-ts';
import { ioTsType } from '../codec/io-ts-type';
import { Certificate as certificate } from '../output/certificate';
import {
  PlanDocument as planDocument,
  Summary as summary,
  Unserved as unserved,
  UnservedReason as unservedReason,
  Visit as visit,
} from '../output/plan-document';
import { Shortfall as shortfall } from '../output/shortfall';
import { Criteria as criteria } from '../registry/criteria';
import { Department as department } from '../registry/department';
import { DoneVisit as doneVisit } from '../registry/done-visit';
import { Due as due } from '../registry/due';
import { Enterprise as enterprise } from '../registry/enterprise';
import { Frequency as frequency, Per as per } from '../registry/frequency';
import { Item as item } from '../registry/item';
import {
  OccurrenceRef as occurrenceRef,
  ServedOccurrence as servedOccurrence,
} from '../registry/occurrence-ref';
import { Pin as pin } from '../registry/pin';
import {
  Cap as cap,
  Classification as classification,
  DomainSettings as domainSettings,
  Lead as lead,
  MethodSettings as methodSettings,
  Policy as policy,
  Protection as protection,
  Quiet as quiet,
} from '../registry/policy';
import {
  DateRange as dateRange,
  DateText as dateText,
  MonthDays as monthDays,
  Season as season,
} from '../registry/range';
import {
  Assignment as assignment,
  Calendar as calendar,
  Horizon as horizon,
  PastInspection as pastInspection,
  type Registry as registry,
  RegistryInput as registryInput,
} from '../registry/registry';
import { RegistryCodec } from '../registry/registry-codec';
import { Change as change, Changes as changes } from '../revise/change';

export { firstSyntaxFault, type SyntaxFault } from '../codec/json-syntax';
export { oneLine } from '../codec/unprintable';

/** An io-ts codec that checks a value without changing it. */
export type Codec<A> = Type<A, A, unknown>;

/** A whole registry: the checks of `decodeRegistry`, which compares its parts with one another. */
export type Registry = registry;
export const Registry: Codec<Registry> = ioTsType(RegistryCodec);

export type Cap = cap;
export const Cap: Codec<Cap> = ioTsType(cap);

export type ServedOccurrence = servedOccurrence;
export const ServedOccurrence: Codec<ServedOccurrence> = ioTsType(servedOccurrence);

export type Certificate = certificate;
export const Certificate: Codec<Certificate> = ioTsType(certificate);
export type Visit = visit;
export const Visit: Codec<Visit> = ioTsType(visit);
export type UnservedReason = unservedReason;
export const UnservedReason: Codec<UnservedReason> = ioTsType(unservedReason);
export type Unserved = unserved;
export const Unserved: Codec<Unserved> = ioTsType(unserved);
export type Summary = summary;
export const Summary: Codec<Summary> = ioTsType(summary);
export type PlanDocument = planDocument;
export const PlanDocument: Codec<PlanDocument> = ioTsType(planDocument);
export type Shortfall = shortfall;
export const Shortfall: Codec<Shortfall> = ioTsType(shortfall);
export type Criteria = criteria;
export const Criteria: Codec<Criteria> = ioTsType(criteria);
export type Department = department;
export const Department: Codec<Department> = ioTsType(department);
export type DoneVisit = doneVisit;
export const DoneVisit: Codec<DoneVisit> = ioTsType(doneVisit);
export type Due = due;
export const Due: Codec<Due> = ioTsType(due);
export type Enterprise = enterprise;
export const Enterprise: Codec<Enterprise> = ioTsType(enterprise);
export type Per = per;
export const Per: Codec<Per> = ioTsType(per);
export type Frequency = frequency;
export const Frequency: Codec<Frequency> = ioTsType(frequency);
export type Item = item;
export const Item: Codec<Item> = ioTsType(item);
export type OccurrenceRef = occurrenceRef;
export const OccurrenceRef: Codec<OccurrenceRef> = ioTsType(occurrenceRef);
export type Pin = pin;
export const Pin: Codec<Pin> = ioTsType(pin);
export type Classification = classification;
export const Classification: Codec<Classification> = ioTsType(classification);
export type DomainSettings = domainSettings;
export const DomainSettings: Codec<DomainSettings> = ioTsType(domainSettings);
export type Lead = lead;
export const Lead: Codec<Lead> = ioTsType(lead);
export type MethodSettings = methodSettings;
export const MethodSettings: Codec<MethodSettings> = ioTsType(methodSettings);
export type Protection = protection;
export const Protection: Codec<Protection> = ioTsType(protection);
export type Quiet = quiet;
export const Quiet: Codec<Quiet> = ioTsType(quiet);
export type Policy = policy;
export const Policy: Codec<Policy> = ioTsType(policy);
export type DateText = dateText;
export const DateText: Codec<DateText> = ioTsType(dateText);
export type DateRange = dateRange;
export const DateRange: Codec<DateRange> = ioTsType(dateRange);
export type MonthDays = monthDays;
export const MonthDays: Codec<MonthDays> = ioTsType(monthDays);
export type Season = season;
export const Season: Codec<Season> = ioTsType(season);
export type Horizon = horizon;
export const Horizon: Codec<Horizon> = ioTsType(horizon);
export type Calendar = calendar;
export const Calendar: Codec<Calendar> = ioTsType(calendar);
export type Assignment = assignment;
export const Assignment: Codec<Assignment> = ioTsType(assignment);
export type PastInspection = pastInspection;
export const PastInspection: Codec<PastInspection> = ioTsType(pastInspection);
export type RegistryInput = registryInput;
export const RegistryInput: Codec<RegistryInput> = ioTsType(registryInput);
export type Change = change;
export const Change: Codec<Change> = ioTsType(change);
export type Changes = readonly Change[];
export const Changes: Codec<Changes> = ioTsType(changes);
