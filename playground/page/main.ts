/**
 * The page: listens to the server's events, hands each pane what it shows, and sends what a person
 * does. `?pane=customer&width=390` shows one pane alone, for pictures. Next: panes.ts.
 */
import type { Act, Answer, Pane, PaneId, World } from '../wire.ts'
import { drawList, el } from './dom.ts'
import { paneView } from './panes.ts'

const TITLES: Readonly<Record<PaneId, string>> = {
  sam: 'sam in Slack',
  customer: 'A customer in Discord',
  kim: 'kim in Slack',
}
const ORDER: readonly PaneId[] = ['sam', 'customer', 'kim']

const at = (id: string): HTMLElement => document.getElementById(id) ?? document.body

async function send(act: Act): Promise<Answer> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    })
    const answer: Answer = await response.json()
    tell(answer.ok ? '' : answer.why)
    return answer
  } catch {
    const why = 'The playground does not answer. Is it still running?'
    tell(why)
    return { ok: false, why }
  }
}

function tell(words: string): void {
  at('told').textContent = words
}

const wanted = new URLSearchParams(location.search)
const panes = new Map(
  ORDER.filter((id) => (wanted.get('pane') ?? id) === id).map((id) => [id, paneView(id, TITLES[id], send)]),
)
at('panes').append(...[...panes.values()].map(({ root }) => root))
const width = Number(wanted.get('width'))
if (width > 0) for (const { root } of panes.values()) root.style.setProperty('--width', `${width}px`)
document.body.classList.toggle('alone', wanted.has('pane'))

function drawWorld({ clock, zone, stories, story, mail, skus }: World): void {
  const time = new Date(clock).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
  at('clock').textContent = `Shop time: ${time}`
  drawList(
    at('stories').querySelector('div') ?? at('stories'),
    stories.map(({ id, title }) => ({
      key: id,
      shows: [title, story?.title === title && story.done === false],
      draw: () =>
        el(
          'button',
          { type: 'button', 'data-name': id, onclick: () => void send({ pane: 'world', do: 'story', id }) },
          title,
        ),
    })),
  )
  drawTools(skus)
  if (story !== undefined) {
    const said =
      story.failed ?? `${story.title}: ${story.steps.at(-1) ?? ''}${story.done ? ' The end; go on as you like.' : ''}`
    if (at('told').textContent !== said) tell(said)
  }
  drawList(
    at('mail'),
    mail.map(({ to, subject, text }, index) => ({
      key: String(index),
      shows: [to, subject, text],
      draw: () => el('details', {}, el('summary', {}, `Mail to ${to}: ${subject}`), el('pre', {}, text)),
    })),
  )
}

/** Drawn once: what is typed into it stays. */
function drawTools(skus: readonly string[]): void {
  const tools = at('world').querySelector('div') ?? at('world')
  if (tools.childElementCount > 0) return
  const sku = el('input', { list: 'skus', placeholder: 'HOOD-BLACK-L', 'aria-label': 'SKU', size: '16' })
  const quantity = el('input', { type: 'number', min: '1', max: '999', value: '10', 'aria-label': 'How many' })
  const receive = (event: Event): void => {
    event.preventDefault()
    void send({ pane: 'world', do: 'stock', sku: sku.value.trim(), quantity: Number(quantity.value) })
  }
  tools.append(
    el('button', { type: 'button', onclick: () => void send({ pane: 'world', do: 'hour' }) }, 'Pass an hour'),
    el('form', { class: 'row', onsubmit: receive }, sku, quantity, el('button', { type: 'submit' }, 'Receive stock')),
    el('datalist', { id: 'skus' }, ...skus.map((value) => el('option', { value }))),
  )
}

const events = new EventSource('/events')
events.addEventListener('pane', ({ data }: MessageEvent<string>) => {
  const pane: Pane = JSON.parse(data)
  panes.get(pane.id)?.show(pane)
})
events.addEventListener('world', ({ data }: MessageEvent<string>) => drawWorld(JSON.parse(data)))
events.addEventListener('error', () => tell('The connection to the playground is lost; it is tried again.'))
events.addEventListener('open', () => tell(''))
