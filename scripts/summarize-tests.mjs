// Adds up vitest's JSON reports and ends with the plain line that CI reads: `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.log(`${file}: the run left no report`);
    sum.failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const { numPassedTests, numFailedTests, numPendingTests } = report;
  // A file that fails to load has no tests of its own to fail: it counts as one.
  const broken = report.testResults.filter(
    (r) => r.status === 'failed' && r.assertionResults.length === 0,
  ).length;
  console.log(
    `${file}: ${report.testResults.length} files, ${numPassedTests} passed, ${numFailedTests + broken} failed, ` +
      `${numPendingTests} skipped`,
  );
  sum.passed += numPassedTests;
  sum.failed += numFailedTests + broken;
  sum.skipped += numPendingTests;
}
console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
