/**
 * Plain commands about who somebody is: `link jane@example.com`, `code 123456`, `unlink`, `delete my data`. Next: turn/identity.ts.
 */
import type { Rule } from './plain-rules.ts'
import type { Request } from './request.ts'

const rule = (shape: RegExp, request: (words: Readonly<Record<string, string | undefined>>) => Request): Rule => ({
  shape,
  read: (words) => ({ requests: [request(words)] }),
})

export const identityRules: readonly Rule[] = [
  rule(/^link(?:\s+(?:me\s+)?(?:to|with|my\s+account))?:?\s+(?<email>\S+@\S+)$/i, ({ email = '' }) => ({ kind: 'link', email })),
  rule(/^(?:my\s+)?code(?:\s+is)?:?\s+(?<code>\d{3}[ -]?\d{3})$/i, ({ code = '' }) => ({
    kind: 'link-code',
    code: code.replace(/\D/g, ''),
  })),
  rule(/^(?:please\s+)?(?:(?<verb>delete|erase)\s+(?:all\s+)?my\s+(?:personal\s+)?data|forget\s+me)[.!]?$/i, () => ({ kind: 'erase-me' })),
]
