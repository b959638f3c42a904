// Task sheets as CSV.
export { type CsvOptions, csvText } from '../csv/csv';
