// A made-up county to try things on.
export {
  type CountyFrame,
  countyEnterprises,
  countyFrame,
  countyRecords,
  enterpriseAt,
  generateCounty,
} from '../county/county';
export { areas } from '../county/enterprises';
export { type Industry, industries } from '../county/industries';
export type { CountyOptions } from '../county/options';
