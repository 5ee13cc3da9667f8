// Writes the counts of a run to AGORA_TEST_RESULTS; under CI also prints failures as they come, and a sign of life.
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');

const SIGN_OF_LIFE_MS = 30_000;
const OPEN_HANDLES_MS = 15_000;
const SLOWEST = 25;

class ResultsReporter {
  constructor() {
    this.isCi = Boolean(process.env.CI) && process.env.CI !== 'false';
    this.files = 0;
    this.lastLineMs = Date.now();
  }

  onTestResult(
    _test,
    { testFilePath, failureMessage },
    { numTotalTestSuites, numPassedTests, numFailedTests },
  ) {
    this.files += 1;
    if (!this.isCi) return;
    if (failureMessage) this.line(`FAIL ${testFilePath}\n${failureMessage}`);
    else if (Date.now() - this.lastLineMs > SIGN_OF_LIFE_MS) {
      this.line(
        `${this.files} of ${numTotalTestSuites} files, ${numPassedTests} passed, ${numFailedTests} failed`,
      );
    }
  }

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults }) {
    const results = { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
    if (process.env.AGORA_TEST_RESULTS)
      writeFileSync(process.env.AGORA_TEST_RESULTS, JSON.stringify(results));
    if (this.isCi) this.line([...byKind(testResults), ...slowest(testResults)].join('\n'));
    // A test file that ran in this process left something open: say so instead of hanging.
    setTimeout(() => {
      console.error('A test left a socket, timer or process open; find it with --detectOpenHandles.');
      process.exit(1);
    }, OPEN_HANDLES_MS).unref();
  }

  line(text) {
    this.lastLineMs = Date.now();
    process.stderr.write(`${text}\n`);
  }
}

function byKind(testResults) {
  const kinds = new Map();
  for (const { displayName, numPassingTests, numFailingTests, perfStats } of testResults) {
    const kind = displayName?.name ?? 'tests';
    const sum = kinds.get(kind) ?? { passed: 0, failed: 0, ms: 0 };
    sum.passed += numPassingTests;
    sum.failed += numFailingTests;
    sum.ms += (perfStats?.end ?? 0) - (perfStats?.start ?? 0);
    kinds.set(kind, sum);
  }
  return [...kinds].map(
    ([kind, { passed, failed, ms }]) =>
      `${kind}: ${passed} passed, ${failed} failed, ${(ms / 1000).toFixed(1)} s`,
  );
}

/** The files a run waits for most; two of them run at a time. */
function slowest(testResults) {
  return testResults
    .map(({ testFilePath, perfStats }) => ({
      file: relative(process.cwd(), testFilePath),
      seconds: ((perfStats?.end ?? 0) - (perfStats?.start ?? 0)) / 1000,
    }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST)
    .map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`);
}

module.exports = ResultsReporter;
