// Registries that do not fit into memory: enterprises in, visits out.
export { recordDecoder } from '../decode/decode-registry';
export type { EnterpriseRecord, EnterpriseRecordInput } from '../registry/enterprise-record';
export { decodeFrame, type Frame } from '../registry/frame';
export type { EnterprisePlan, StreamRow, StreamSummary } from '../stream/enterprise-plan';
export { planEnterprises, type StreamOptions } from '../stream/plan-enterprises';
export { type LineResult, planLines, planLinesAsync } from '../stream/plan-lines';
