/**
 * Who may do what, and who answers instead.
 */
export const rightsWords = {
  // turn/answer.ts
  mayNotApprove: 'Your role may not approve',
  leadCanAnswer: 'Nothing was changed. A lead or manager can answer it.',
  accessPaused: 'Your access is paused',
  accessPausedHow: 'Ask an admin to switch it on again. Nothing was changed.',
  // turn/approvals/approvals.ts
  seeApprovals: 'see approvals',
  // turn/drafts.ts
  seeDrafts: 'see drafts',
}
