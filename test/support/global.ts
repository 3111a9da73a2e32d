// Set-up shared by all test files.
export function setup() {}
