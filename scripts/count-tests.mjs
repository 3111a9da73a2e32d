// Prints "PASSED FAILED" from the test runner's JSON report, for .ci/run. Rule: a file that could
// not even be loaded is one failure.
import fs from 'node:fs'

const report = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
)
console.log(report.numPassedTests, report.numFailedTests + broken.length)
