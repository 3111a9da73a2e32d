/**
 * Days as people give them to commands: YYYY-MM-DD, and only days there are.
 */
export function isIsoDay(word: string): boolean {
  const day = new Date(`${word}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(word) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(word)
}
