// Milliseconds no reading of one message may take on any machine: catches a pattern that runs away,
// not a slow minute of a busy one. The real figures are printed by the suites and by `npm run
// bench:understanding`; timings are not asserted.
export const RUNAWAY = 2_000
