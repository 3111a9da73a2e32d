/**
 * What a control of a Discord message carries: the action codec's token as it is, or one of this
 * adapter's own marks in front of it. Own marks begin with `~`, which no token does; a mark changes
 * how the press is answered, never what it is allowed to do. Next: interactions.ts acts on them.
 */
export type CustomId =
  | { readonly kind: 'token'; readonly token: string }
  /** Start an order, or continue privately what was typed in public. */
  | { readonly kind: 'start' }
  /** Asks before the danger is done. */
  | { readonly kind: 'confirm'; readonly token: string }
  | { readonly kind: 'keep' }
  /** Another page of the live card. */
  | { readonly kind: 'page'; readonly page: number }
  /** The form of `token`, from this step on: a button of the private sheet, or the modal itself. */
  | { readonly kind: 'form'; readonly step: number; readonly token: string }
  | { readonly kind: 'modal'; readonly step: number; readonly token: string }
  /** One text box: words to look for, or a message for who cannot be read here. */
  | { readonly kind: 'search'; readonly token: string }
  | { readonly kind: 'type' }

const MAX_ID = 100

/** Throws a RangeError when it would not fit: the codec keeps its tokens short enough. */
export function writeId(id: CustomId): string {
  const text = written(id)
  if (text.length > MAX_ID) throw new RangeError(`a custom_id of ${text.length} characters, at most ${MAX_ID} fit`)
  return text
}

function written(id: CustomId): string {
  switch (id.kind) {
    case 'token':
      return id.token
    case 'start':
      return '~o'
    case 'keep':
      return '~k'
    case 'type':
      return '~t'
    case 'page':
      return `~p${id.page}`
    case 'confirm':
      return `~c:${id.token}`
    case 'search':
      return `~s:${id.token}`
    case 'form':
      return `~f${id.step}:${id.token}`
    case 'modal':
      return `~m${id.step}:${id.token}`
    default:
      return id satisfies never
  }
}

/** Undefined: none of ours. */
export function readId(text: string): CustomId | undefined {
  if (!text.startsWith('~')) return { kind: 'token', token: text }
  const {
    mark = '',
    number = '',
    token = '',
  } = /^~(?<mark>[a-z])(?<number>\d{0,2})(?::(?<token>.+))?$/.exec(text)?.groups ?? {}
  const step = Number(number)
  switch (mark) {
    case 'o':
      return { kind: 'start' }
    case 'k':
      return { kind: 'keep' }
    case 't':
      return { kind: 'type' }
    case 'p':
      return { kind: 'page', page: step }
    case 'c':
      return { kind: 'confirm', token }
    case 's':
      return { kind: 'search', token }
    case 'f':
      return { kind: 'form', step, token }
    case 'm':
      return { kind: 'modal', step, token }
    // The same choice twice on one message: ids must differ, what they mean does not.
    case 'u':
      return { kind: 'token', token }
    default:
      return undefined
  }
}

/** Ids unique within a message: a repeated one gets a number in front. */
export function uniqueIds(): (id: string) => string {
  const seen = new Map<string, number>()
  return (id) => {
    const before = seen.get(id) ?? 0
    seen.set(id, before + 1)
    return before === 0 ? id : `~u${before}:${id}`
  }
}
