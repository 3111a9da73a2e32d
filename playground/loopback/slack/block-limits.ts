// The limit table of Slack's blocks: how many, how long, what fits where. Rule: what is not in the
// table is refused, so that a new kind of block gets its limits before it is used. Next: limits.ts,
// the messages and views they are sent in.
import { has, isObj, list, type Obj, obj, objs, str } from '../json.ts'
import { checkElement, type Tell, textObject, within } from './element-limits.ts'

export type Surface = 'message' | 'modal' | 'home'

type Check = (block: Obj, tell: Tell, at: { readonly path: string; readonly surface: Surface }) => void

/** Elements that may stand at the side of a section; `image` besides. */
const INPUTS = ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input']

const section: Check = (block, tell, { path }) => {
  if (!has(block, 'text') && list(block['fields']).length === 0) tell(path, 'needs text or fields')
  if (has(block, 'text')) textObject(block['text'], 3000, tell, { path: `${path}.text` })
  if (has(block, 'fields')) {
    const fields = list(block['fields'])
    if (fields.length < 1 || fields.length > 10) tell(path, `${fields.length} fields, 1 to 10 fit`)
    fields.forEach((field, at) => {
      textObject(field, 2000, tell, { path: `${path}.fields[${at}]` })
    })
  }
  if (!has(block, 'accessory')) return
  const accessory = obj(block['accessory'])
  if (accessory['type'] === 'image') return image(accessory, tell, `${path}.accessory`)
  if (INPUTS.includes(str(accessory['type']))) tell(path, `${str(accessory['type'])} cannot be an accessory`)
  checkElement(accessory, tell, `${path}.accessory`)
}

function image(value: Obj, tell: Tell, path: string): void {
  if (has(value, 'image_url') === has(value, 'slack_file')) tell(path, 'needs exactly one of image_url and slack_file')
  if (has(value, 'image_url')) {
    within(value['image_url'], [1, 3000], tell, `${path}.image_url`)
    if (!URL.canParse(str(value['image_url'])) || !/^https?:/.test(str(value['image_url'])))
      tell(path, 'image_url is not a web address')
  }
  within(value['alt_text'], [1, 2000], tell, `${path}.alt_text`)
  if (has(value, 'title')) textObject(value['title'], 2000, tell, { path: `${path}.title`, plain: true })
}

const actions: Check = (block, tell, { path }) => {
  const elements = list(block['elements'])
  if (elements.length < 1 || elements.length > 25) tell(path, `${elements.length} elements, 1 to 25 fit`)
  if (!elements.every(isObj)) tell(path, 'holds what is no element')
  const ids = new Set<string>()
  for (const [at, element] of objs(elements).entries()) {
    const here = `${path}.elements[${at}]`
    if (INPUTS.includes(str(element['type']))) tell(here, `${str(element['type'])} cannot stand among actions`)
    checkElement(element, tell, here)
    const id = str(element['action_id'])
    if (id !== '' && ids.has(id)) tell(here, `action_id ${id} stands twice in one block`)
    ids.add(id)
  }
}

const context: Check = (block, tell, { path }) => {
  const elements = objs(block['elements'])
  if (elements.length < 1 || elements.length > 10) tell(path, `${elements.length} elements, 1 to 10 fit`)
  elements.forEach((element, at) => {
    if (element['type'] === 'image') image(element, tell, `${path}.elements[${at}]`)
    else textObject(element, 2000, tell, { path: `${path}.elements[${at}]` })
  })
}

const input: Check = (block, tell, { path, surface }) => {
  textObject(block['label'], 2000, tell, { path: `${path}.label`, plain: true })
  if (has(block, 'hint')) textObject(block['hint'], 2000, tell, { path: `${path}.hint`, plain: true })
  const element = obj(block['element'])
  if (element['type'] === 'button' || element['type'] === 'overflow') tell(path, 'a button is no input')
  if (surface === 'message' && element['focus_on_load'] === true) tell(path, 'focus_on_load is for views')
  checkElement(element, tell, `${path}.element`)
}

const table: Check = (block, tell, { path, surface }) => {
  if (surface !== 'message') tell(path, 'tables stand in messages only')
  const rows = list(block['rows'])
  if (rows.length < 1 || rows.length > 100) tell(path, `${rows.length} rows, 1 to 100 fit`)
  if (rows.some((row) => list(row).length > 20)) tell(path, 'more than 20 cells in a row')
}

const BLOCKS: Readonly<Record<string, Check>> = {
  section,
  actions,
  context,
  input,
  table,
  divider: () => undefined,
  header: (block, tell, { path }) => textObject(block['text'], 150, tell, { path: `${path}.text`, plain: true }),
  image: (block, tell, { path }) => image(block, tell, path),
  markdown: (block, tell, { path, surface }) => {
    if (surface !== 'message') tell(path, 'markdown stands in messages only')
    within(block['text'], [1, 12_000], tell, `${path}.text`)
  },
  rich_text: (block, tell, { path }) => {
    if (list(block['elements']).length === 0) tell(path, 'rich_text without elements')
  },
}

const MOST = { message: 50, modal: 100, home: 100 } as const satisfies Record<Surface, number>

export function checkBlocks(value: unknown, surface: Surface, tell: Tell): void {
  if (!Array.isArray(value)) {
    tell('blocks', 'must be a list')
    return
  }
  if (value.length > MOST[surface]) tell('blocks', `${value.length} blocks, at most ${MOST[surface]} in a ${surface}`)
  const ids = new Set<string>()
  let tables = 0
  if (!value.every(isObj)) tell('blocks', 'hold what is no block')
  for (const [at, block] of objs(value).entries()) {
    const path = `blocks[${at}]`
    const check = BLOCKS[str(block['type'])]
    if (check === undefined) tell(path, `unknown block ${str(block['type'])}`)
    if (has(block, 'block_id')) {
      const id = str(block['block_id'])
      within(id, [1, 255], tell, `${path}.block_id`)
      if (ids.has(id)) tell(path, `block_id ${id} stands twice`)
      ids.add(id)
    }
    if (block['type'] === 'table' && ++tables > 1) tell(path, 'a second table')
    check?.(block, tell, { path, surface })
  }
}
