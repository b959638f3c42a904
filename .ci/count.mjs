// Prints `N passed, N failed` over the tests of a vitest report and the checks that passed before; exits non-zero unless all passed.
import { readFileSync } from 'node:fs';

const [report, checks, status] = process.argv.slice(2);
const text = readFileSync(report, 'utf8');
const { numPassedTests = 0, numTotalTests = 0, testResults = [] } = text === '' ? {} : JSON.parse(text);
// A file that cannot be loaded has no tests that could fail, a skipped test has not passed.
const files = testResults.filter(({ status: s, assertionResults }) => s === 'failed' && assertionResults.length === 0);
const failed = numTotalTests - numPassedTests + files.length;
const unexplained = failed === 0 && (status !== '0' || numTotalTests === 0) ? 1 : 0;
console.log(`${numPassedTests + Number(checks)} passed, ${failed + unexplained} failed`);
process.exitCode = failed + unexplained > 0 ? 1 : 0;
