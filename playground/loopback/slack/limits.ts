// The limit table of what a Slack app sends: messages, modals, the Home tab, answers to a
// submission. Answers problems as sentences; none means Slack takes it. House rules are part of it:
// a complete text beside the blocks, and no more text than Slack surely shows. Next:
// block-limits.ts; web-api.ts, which refuses what has problems.
import { has, isObj, type Obj, obj, objs, str } from '../json.ts'
import { checkBlocks } from './block-limits.ts'
import { optionObject, type Tell, textObject, within } from './element-limits.ts'

/** Beyond this Slack cuts the text of a message. */
const MESSAGE_TEXT = 4_000
/** Slack refuses a message whose blocks hold about 13 000 characters; the documents do not say so. */
const ALL_BLOCK_TEXT = 10_000

const problemsOf = (check: (tell: Tell) => void): readonly string[] => {
  const problems: string[] = []
  check((path, problem) => void problems.push(`${path}: ${problem}`))
  return problems
}

/** Arguments of chat.postMessage, chat.update, chat.postEphemeral, or what is posted to a response_url. */
export const messageProblems = (args: Obj): readonly string[] =>
  problemsOf((tell) => {
    const { text, blocks, attachments } = args
    if (attachments !== undefined) tell('attachments', 'are not used')
    if (str(text) === '') tell('text', has(args, 'blocks') ? 'no text beside the blocks' : 'no_text')
    else within(text, [1, MESSAGE_TEXT], tell, 'text')
    if (blocks === undefined) return
    checkBlocks(blocks, 'message', tell)
    const size = allTexts(blocks).reduce((sum, each) => sum + each.length, 0)
    if (size > ALL_BLOCK_TEXT) tell('blocks', `${size} characters in all blocks, at most ${ALL_BLOCK_TEXT}`)
  })

export const viewProblems = (view: unknown, type: 'modal' | 'home'): readonly string[] =>
  problemsOf((tell) => {
    if (!isObj(view)) return tell('view', 'is missing')
    if (view['type'] !== type) tell('view.type', `must be ${type}`)
    checkBlocks(view['blocks'], type, tell)
    if (has(view, 'private_metadata')) within(view['private_metadata'], [0, 3000], tell, 'view.private_metadata')
    if (has(view, 'callback_id')) within(view['callback_id'], [0, 255], tell, 'view.callback_id')
    if (has(view, 'external_id')) within(view['external_id'], [0, 255], tell, 'view.external_id')
    if (type === 'home') {
      for (const key of ['title', 'submit', 'close']) if (has(view, key)) tell(`view.${key}`, 'is for modals')
      return
    }
    textObject(view['title'], 24, tell, { path: 'view.title', plain: true })
    if (has(view, 'submit')) textObject(view['submit'], 24, tell, { path: 'view.submit', plain: true })
    if (has(view, 'close')) textObject(view['close'], 24, tell, { path: 'view.close', plain: true })
    const asks = objs(view['blocks']).some((block) => block['type'] === 'input')
    if (asks && !has(view, 'submit')) tell('view.submit', 'a modal with inputs needs it')
  })

/** What acknowledges a submission; `view` is the one that was submitted. */
export const submissionAnswerProblems = (answer: Obj, view: Obj): readonly string[] => {
  switch (answer['response_action']) {
    case undefined:
      return Object.keys(answer).length === 0 ? [] : ['response_action: is needed when anything is answered']
    case 'clear':
      return []
    case 'update':
    case 'push':
      return viewProblems(answer['view'], 'modal')
    case 'errors':
      return errorProblems(obj(answer['errors']), view)
    default:
      return [`response_action: ${String(answer['response_action'])} is unknown`]
  }
}

function errorProblems(errors: Obj, view: Obj): readonly string[] {
  const inputs = new Set(
    objs(view['blocks']).flatMap((block) => (block['type'] === 'input' ? [str(block['block_id'])] : [])),
  )
  const unknown = Object.keys(errors).filter((id) => !inputs.has(id))
  const empty = Object.entries(errors).filter(([, said]) => str(said) === '' || str(said).length > 2000)
  return [
    ...(Object.keys(errors).length === 0 ? ['errors: none given'] : []),
    ...unknown.map((id) => `errors: no input block ${id}`),
    ...empty.map(([id]) => `errors: ${id} says nothing, or too much`),
  ]
}

/** What answers a typeahead. */
export const suggestionProblems = (answer: Obj): readonly string[] =>
  problemsOf((tell) => {
    const options = objs(answer['options'])
    if (!has(answer, 'options') && !has(answer, 'option_groups')) tell('options', 'are missing')
    if (options.length > 100) tell('options', `${options.length}, at most 100`)
    options.forEach((option, at) => {
      optionObject(option, tell, `options[${at}]`)
    })
  })

/** Every text a person can read in it. */
export function allTexts(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(allTexts)
  if (!isObj(value)) return []
  return Object.entries(value).flatMap(([key, part]) =>
    typeof part === 'string' ? (key === 'text' || key === 'alt_text' ? [part] : []) : allTexts(part),
  )
}
