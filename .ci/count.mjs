// Prints `N passed, N failed` over the tests of some vitest reports and the checks that passed before; exits non-zero unless all passed.
// node .ci/count.mjs <checks> (<report> <exit status of its run>)…
import { readFileSync } from 'node:fs';

const [checks, ...runs] = process.argv.slice(2);
let passed = Number(checks);
let failed = 0;
for (let at = 0; at < runs.length; at += 2) {
  const [report, status] = runs.slice(at, at + 2);
  const text = readFileSync(report, 'utf8');
  const {
    numPassedTests = 0,
    numTotalTests = 0,
    testResults = [],
  } = text === '' ? {} : JSON.parse(text);
  // A file that cannot be loaded has no tests that could fail, a skipped test has not passed.
  const files = testResults.filter(
    ({ status: s, assertionResults }) => s === 'failed' && assertionResults.length === 0,
  );
  const wrong = numTotalTests - numPassedTests + files.length;
  passed += numPassedTests;
  failed += wrong === 0 && (status !== '0' || numTotalTests === 0) ? 1 : wrong;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
