/**
 * Where an address ends: a saved name ("the office"), a typed one on one line, or several lines.
 * Text is taken as typed; whether it is a real address is the engine's to check. Rule: a typed
 * address needs a number, and stops where another command begins.
 */
import type { Scene } from './scene.ts'
import type { SpokenAddress } from './types.ts'

export type FoundAddress = { readonly address: SpokenAddress; readonly end: number; readonly sure: boolean }

const LEAD =
  /\s*(?:[:=-]\s*)?(?:(?:to|at|is|my|the|her|his|our|their|your|same|saved|this|following|address)\b[:\s]*){0,4}/uy
const USUAL =
  /(?:usual|default|normal|regular|same|saved)(?: one| place| address)?\b(?: as (?:last time|before|always))?/uy
const PLACES = /(?:home|house|office|work|place|shop|store|warehouse|school|headquarters|hq)\b(?: address)?/uy
const STREET = new RegExp(
  String.raw`\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|square|sq|place|pl` +
    '|terrace|way|highway|hwy|close|crescent|parkway|pkwy|row|walk|quay|stra(?:ss|ß)e|str|weg|platz|allee' +
    String.raw`|rue|via|calle|apt|suite|unit|floor|flat|po box|p\.o\. box)\b`,
  'iu',
)
/** What cannot be part of an address: the next command after a comma, "and" or "but". */
const NEXT_COMMAND = new RegExp(
  String.raw`(?:\s*[,;]\s*|\s+)(?:(?:and|but|then|also|plus|with|please)\s+)*(?:bill(?:ing)?\b|ship(?:ping)?\b` +
    String.raw`|deliver\b|coupon\b|promo\b|voucher\b|code\b|use\b|apply\b|add\b|pay\b|charge\b|check ?out\b` +
    String.raw`|place (?:the|my|it)\b|submit\b|take \$?\d|waive\b|free shipping\b|thanks?\b|thank you\b` +
    String.raw`|make (?:it|that)\b|express\b|standard\b|remove\b|drop\b|phone\b|tel\b|email\b|(?:and|but) )`,
  'iu',
)

export function addressAt(scene: Scene, from: number): FoundAddress | undefined {
  const start = skip(LEAD, scene.lower, from)
  const saved =
    savedName(scene, start) ?? (start > from ? savedName(scene, skip(/\s*/y, scene.lower, from)) : undefined)
  if (saved !== undefined) return saved
  const usual =
    matchAt(USUAL, scene.lower, start) ??
    matchAt(/(?:usual|default|same|saved) (?:place|address)\b/uy, scene.lower, from)
  if (usual !== undefined)
    return {
      address: scene.message.context.defaultAddress ?? scene.message.context.addresses?.[0] ?? 'usual',
      end: start + usual.length,
      sure: true,
    }
  const typed = typedAddress(scene.text, start)
  if (typed !== undefined) return typed
  const place = matchAt(PLACES, scene.lower, start)
  return place === undefined
    ? undefined
    : { address: place.replace(/ address$/, ''), end: start + place.length, sure: false }
}

export function savedName(scene: Scene, from: number): FoundAddress | undefined {
  const names = [...(scene.message.context.addresses ?? [])].sort((a, b) => b.length - a.length)
  for (const name of names) {
    if (name.length === 0 || !scene.lower.startsWith(name.toLowerCase(), from)) continue
    const end = from + name.length
    if (/[\p{L}\d]/u.test(scene.lower[end] ?? '')) continue
    const more = matchAt(/ (?:address|place)\b/uy, scene.lower, end)
    return { address: name, end: end + (more?.length ?? 0), sure: true }
  }
  return undefined
}

/**
 * Text with a number in it, up to the next command or the end of the sentence; further lines follow
 * while they look like an address.
 */
export function typedAddress(text: string, from: number): FoundAddress | undefined {
  const rest = text.slice(from, from + 400)
  const lines = rest.split('\n')
  const taken: string[] = []
  let end = from
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '' && taken.length > 0) break
    const cut = cutAtCommand(line)
    if (at > 1 && !/\d|,/.test(cut) && (cut.trim().split(/\s+/).length > 4 || cut.trim() === '')) break
    taken.push(cut)
    end += cut.length
    if (cut.length < line.length || taken.length >= 6) break
    end += 1
  }
  const address = taken
    .join('\n')
    .replace(/[\s,.;]+$/, '')
    .trim()
  const finish = Math.min(end, text.length)
  if (!/\d/.test(address) || address.split(/\s+/).length < 3 || address.length > 300) return undefined
  return { address: { text: address }, end: finish, sure: STREET.test(address) || /\b\d{4,6}\b/.test(address) }
}

/** "Apt. 4" and "St." do not end a sentence. */
function cutAtCommand(line: string): string {
  const stop = line.search(/(?<!\b(?:st|ave|rd|dr|apt|blvd|no|ln|p\.o|jr|mt|ft))[.!?](?:\s|$)|;/iu)
  const sentence = stop < 0 ? line : line.slice(0, stop)
  const command = sentence.slice(3).search(NEXT_COMMAND)
  return command < 0 ? sentence : sentence.slice(0, command + 3)
}

/**
 * A typed address without any cue: a house number, a street word soon after it, and a comma, a
 * postcode or a further line.
 */
export function looksLikeAddress(text: string, from: number): boolean {
  const line = cutAtCommand(text.slice(from, from + 200).split('\n', 1)[0] ?? '')
  const start = /^\s*(?:\d{1,5}[a-z]?(?:[-/]\d{1,4})?,?\s+\p{L}|p\.?o\.? box\s*\d)/iu.test(line)
  const street = STREET.test(line.trim().split(/\s+/).slice(1, 6).join(' '))
  const goesOn =
    /,\s*\p{L}|\b\d{4,6}\b/u.test(line.slice(4)) || /^[^\n]*\n\s*[\p{L}\d]/u.test(text.slice(from, from + 250))
  return start && street && goesOn
}

/** "Jane Doe" above the street, or before it and a comma. */
export const NAME_LINE = /^[^\S\n]*\p{Lu}[\p{L}'.-]{0,20}(?: \p{Lu}[\p{L}'.-]{0,20}){1,3}[^\S\n]*(?:,[^\S\n]*|,?\n)/u

export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}
export const skip = (pattern: RegExp, text: string, at: number): number =>
  at + (matchAt(pattern, text, at)?.length ?? 0)
