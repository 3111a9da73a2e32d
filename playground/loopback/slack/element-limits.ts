// The limit table of Slack's interactive elements and of the small objects inside them, as its
// reference states them. Rule: a problem is a sentence with its path; nothing is repaired. Next:
// block-limits.ts, what the elements stand in.
import { has, isObj, list, type Obj, obj, objs, str } from '../json.ts'

/** Told every problem found. */
export type Tell = (path: string, problem: string) => void

const OPTION_TEXT = 75

/** Slack counts characters as JavaScript does. */
export function within(value: unknown, limit: readonly [min: number, max: number], tell: Tell, path: string): void {
  const [min, max] = limit
  if (typeof value !== 'string') {
    tell(path, 'must be a text')
    return
  }
  if (value.length < min) tell(path, `is shorter than ${min}`)
  if (value.length > max) tell(path, `has ${value.length} characters, at most ${max}`)
}

/** A text object; `plain` where markup is not allowed. */
export function textObject(
  value: unknown,
  max: number,
  tell: Tell,
  at: { readonly path: string; readonly plain?: true },
): void {
  if (!isObj(value)) {
    tell(at.path, 'must be a text object')
    return
  }
  if (value['type'] !== 'plain_text' && (at.plain === true || value['type'] !== 'mrkdwn'))
    tell(at.path, `is of type ${str(value['type'])}`)
  if (value['type'] === 'mrkdwn' && has(value, 'emoji')) tell(at.path, 'emoji is only for plain_text')
  within(value['text'], [1, max], tell, at.path)
}

export function confirmObject(value: unknown, tell: Tell, path: string): void {
  const { title, text, confirm, deny, style } = obj(value)
  textObject(title, 100, tell, { path: `${path}.title`, plain: true })
  textObject(text, 300, tell, { path: `${path}.text` })
  textObject(confirm, 30, tell, { path: `${path}.confirm`, plain: true })
  textObject(deny, 30, tell, { path: `${path}.deny`, plain: true })
  if (style !== undefined && style !== 'primary' && style !== 'danger') tell(path, `has style ${String(style)}`)
}

export function optionObject(option: Obj, tell: Tell, path: string): void {
  textObject(option['text'], OPTION_TEXT, tell, { path: `${path}.text` })
  within(option['value'], [1, OPTION_TEXT], tell, `${path}.value`)
  if (has(option, 'description')) textObject(option['description'], OPTION_TEXT, tell, { path: `${path}.description` })
}

function optionList(value: unknown, limit: readonly [min: number, max: number], tell: Tell, path: string): void {
  const [min, max] = limit
  const options = list(value)
  if (options.length < min || options.length > max) tell(path, `${options.length} options, ${min} to ${max} fit`)
  options.forEach((option, at) => {
    if (isObj(option)) optionObject(option, tell, `${path}[${at}]`)
    else tell(`${path}[${at}]`, 'must be an option')
  })
}

type Check = (element: Obj, tell: Tell, path: string) => void

/** Options in one list or in groups, and what is chosen at first must be one of them. */
const staticSelect: Check = (element, tell, path) => {
  const groups = objs(element['option_groups'])
  if (has(element, 'options') === groups.length > 0) tell(path, 'needs exactly one of options and option_groups')
  if (has(element, 'options')) optionList(element['options'], [1, 100], tell, `${path}.options`)
  if (groups.length > 100) tell(path, 'more than 100 option groups')
  groups.forEach((group, at) => {
    textObject(group['label'], OPTION_TEXT, tell, { path: `${path}.option_groups[${at}].label`, plain: true })
    optionList(group['options'], [1, 100], tell, `${path}.option_groups[${at}].options`)
  })
  const all = [...objs(element['options']), ...groups.flatMap((group) => objs(group['options']))]
  initialIn(element, all, tell, path)
}

function initialIn(element: Obj, all: readonly Obj[], tell: Tell, path: string): void {
  const initial = [
    ...(has(element, 'initial_option') ? [obj(element['initial_option'])] : []),
    ...objs(element['initial_options']),
  ]
  for (const chosen of initial) {
    const known = all.some(
      (option) => option['value'] === chosen['value'] && obj(option['text'])['text'] === obj(chosen['text'])['text'],
    )
    if (!known) tell(path, `the initial option ${str(chosen['value'])} is not one of the options`)
  }
}

const few: Check = (element, tell, path) => {
  optionList(element['options'], [1, 10], tell, `${path}.options`)
  initialIn(element, objs(element['options']), tell, path)
}

const externalSelect: Check = (element, tell, path) => {
  for (const option of [
    ...objs(element['initial_options']),
    ...(has(element, 'initial_option') ? [obj(element['initial_option'])] : []),
  ])
    optionObject(option, tell, `${path}.initial_option`)
}

const button: Check = (element, tell, path) => {
  textObject(element['text'], 75, tell, { path: `${path}.text`, plain: true })
  if (has(element, 'value')) within(element['value'], [0, 2000], tell, `${path}.value`)
  if (has(element, 'url')) within(element['url'], [1, 3000], tell, `${path}.url`)
  if (has(element, 'style') && element['style'] !== 'primary' && element['style'] !== 'danger')
    tell(path, `has style ${str(element['style'])}`)
  if (has(element, 'accessibility_label'))
    within(element['accessibility_label'], [1, 75], tell, `${path}.accessibility_label`)
}

const textInput: Check = (element, tell, path) => {
  const { min_length: min, max_length: max, initial_value: initial } = element
  if (typeof min === 'number' && (min < 0 || min > 3000)) tell(path, 'min_length is 0 to 3000')
  if (typeof max === 'number' && (max < 1 || max > 3000)) tell(path, 'max_length is 1 to 3000')
  if (initial !== undefined) within(initial, [0, typeof max === 'number' ? max : 3000], tell, `${path}.initial_value`)
}

const numberInput: Check = (element, tell, path) => {
  if (typeof element['is_decimal_allowed'] !== 'boolean') tell(path, 'is_decimal_allowed is needed')
  if (has(element, 'initial_value') && !/^-?\d+(\.\d+)?$/.test(str(element['initial_value'])))
    tell(path, 'initial_value is not a number')
}

const anything: Check = () => undefined

/** Interactive elements the fake knows, with what is special about them. */
export const ELEMENTS: Readonly<Record<string, Check>> = {
  button,
  overflow: (element, tell, path) => optionList(element['options'], [1, 5], tell, `${path}.options`),
  static_select: staticSelect,
  multi_static_select: staticSelect,
  external_select: externalSelect,
  multi_external_select: externalSelect,
  checkboxes: few,
  radio_buttons: few,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: numberInput,
  datepicker: anything,
  users_select: anything,
  conversations_select: anything,
  channels_select: anything,
}

/** What every interactive element has in common, then its own part. */
export function checkElement(element: Obj, tell: Tell, path: string): void {
  const check = ELEMENTS[str(element['type'])]
  if (check === undefined) tell(path, `unknown element ${str(element['type'])}`)
  if (has(element, 'action_id')) within(element['action_id'], [1, 255], tell, `${path}.action_id`)
  if (has(element, 'placeholder'))
    textObject(element['placeholder'], 150, tell, { path: `${path}.placeholder`, plain: true })
  if (has(element, 'confirm')) confirmObject(element['confirm'], tell, `${path}.confirm`)
  check?.(element, tell, path)
}
