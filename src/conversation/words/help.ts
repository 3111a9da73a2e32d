/**
 * The words of help.
 */
export const helpWords = {
  // help.ts
  whatYouCanSay: (staff: boolean) => (staff ? 'What you can say, besides free wording' : 'What you can say'),
  showTheOrder: 'Show the order',
  severalAtOnce:
    'Several things in one message are fine: "2 blue mugs for ' +
    'jane.doe@example.com, ship to her office, code SAVE10".',
  justWrite: 'Just write as you would to a person; several things in one message are fine.',
}
