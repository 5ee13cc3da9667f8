// Runs the test files of a project one after another: they start whole processes and measure time.
const { default: TestRunner } = require('jest-runner');

class SerialRunner extends TestRunner {
  isSerial = true;
}

module.exports = SerialRunner;
