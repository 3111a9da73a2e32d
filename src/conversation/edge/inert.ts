/**
 * Words from people and from the shop's data, made safe to put on a screen: one line, no control,
 * bidi or invisible characters. Mentions and markup stay literal ("<!channel>", "@everyone"); each
 * channel's renderer neutralises its own syntax. Next: clean.ts cleans what comes in.
 */
import { INVISIBLE } from './invisible.ts'

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** Invisible characters vanish, a run of line breaks or control characters becomes one space; nothing else changes. */
export const inert = (words: string): string => words.replace(INVISIBLE, '').replace(BREAKS, ' ')
