/**
 * A view as Discord messages (Components V2): a container with the headline, its pieces and its
 * controls. One message where it fits; otherwise a first page with the controls and further pages.
 * Rule: every body says whom it may mention, and that is nobody but who must act.
 */
import {
  type APIAllowedMentions,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIContainerComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  SeparatorSpacingSize,
} from 'discord.js'
import { writeId } from '#adapters/discord/inbound/custom-id.ts'
import type { Tone, View } from '#conversation/edge/view.ts'
import { type CardChunk, cardChunks, divided } from './chunks.ts'
import { controlRows, longLabels } from './controls.ts'
import { escaped, small } from './markdown.ts'
import { type DiscordPage, discordPages } from './pages.ts'

export type Body = {
  readonly flags: number
  readonly components: readonly APIContainerComponent[]
  readonly allowed_mentions: APIAllowedMentions
}
export type RenderOptions = {
  /** Discord user id of who must act; the only live mention there is. */
  readonly mention?: string
  /** Other people read here too: the one-line status is shown. */
  readonly shared?: boolean
  /** Pages of a live card are turned; those of anything else follow as messages of their own. */
  readonly turns?: boolean
}

/** Discord takes forty components and any number of rows; this many rows leave room for the text. */
const ROWS = 10
const COLORS: Readonly<Record<Tone, number>> = {
  info: 0x5865f2,
  success: 0x2e7d32,
  warning: 0xb26a00,
  problem: 0xb3261e,
}

/** At least one; the first one carries the controls. */
export function renderView(view: View, options: RenderOptions = {}): readonly Body[] {
  const { headline, pages } = paged(view)
  const rows = controlRows(
    view.controls,
    options.turns === true && pages.length > 1 ? [turn('More of this order', 2)] : [],
  )
  const [first = []] = pages
  const color = COLORS[toneOf(view)]
  const mention = options.mention === undefined ? [] : [`<@${options.mention}>`]
  const status = options.shared === true && view.status !== undefined ? [small(view.status)] : []
  const count = pages.length === 1 ? [] : [small(`Page 1 of ${pages.length}`)]
  return [
    body([...mention, headline, ...status], first, { tail: count, rows: rows.slice(0, ROWS), color, ...options }),
    ...restOfRows(rows, color),
    ...(options.turns === true
      ? []
      : pages.slice(1).map((page, index) => body([], page, { tail: [pageOf(index + 2, pages)], rows: [], color }))),
  ]
}

const MOST_TEXT = 4_000

/** Its words and nothing else, for when Discord refuses what was drawn. */
export function plainBody({ components, ...body }: Body): Body {
  const words = components.flatMap((container) => container.components.flatMap(wordsOf)).join('\n')
  const content = words === '' ? 'This could not be shown; say "show".' : words.slice(0, MOST_TEXT)
  return {
    ...body,
    components: [{ type: ComponentType.Container, components: [{ type: ComponentType.TextDisplay, content }] }],
  }
}

function wordsOf(component: APIComponentInContainer): readonly string[] {
  if (component.type === ComponentType.TextDisplay) return [component.content]
  return component.type === ComponentType.Section ? component.components.map(({ content }) => content) : []
}

/** One further page of a live card (from 2); undefined when there is none. */
export function renderPage(view: View, number: number): Body | undefined {
  const { headline, pages } = paged(view)
  const page = pages[number - 1]
  if (page === undefined) return undefined
  const next = number < pages.length ? controlRows([], [turn('Next page', number + 1)]) : []
  return body([headline], page, { tail: [pageOf(number, pages)], rows: next, color: COLORS.info })
}

/** The same pages whoever looks: room is kept for the status even where it is not shown. */
function paged(view: View): { readonly headline: string; readonly pages: readonly DiscordPage[] } {
  const [headline = '', ...overflow] = divided(`### ${escaped(view.headline)}`)
  const plain = (content: string, part: CardChunk['part'] = 'about'): CardChunk => ({ content, row: false, part })
  const change = divided(escaped(view.change ?? '')).map((piece) => plain(piece, 'head'))
  const labels = longLabels(view.controls).flatMap((label) =>
    divided(`- ${escaped(label)}`).map((piece) => plain(piece)),
  )
  const chunks = [...overflow.map((piece) => plain(piece, 'head')), ...change, ...cardChunks(view.blocks), ...labels]
  return { headline, pages: discordPages(chunks, headline.length + small(view.status ?? '').length) }
}

const pageOf = (number: number, pages: readonly DiscordPage[]): string => small(`Page ${number} of ${pages.length}`)
const turn = (label: string, page: number): APIButtonComponent => ({
  type: ComponentType.Button,
  style: ButtonStyle.Secondary,
  label,
  custom_id: writeId({ kind: 'page', page }),
})

/** More controls than one message takes stand under it. */
const restOfRows = (rows: ReturnType<typeof controlRows>, color: number): readonly Body[] =>
  rows.length <= ROWS ? [] : [body([], [], { tail: [small('More to choose from:')], rows: rows.slice(ROWS), color })]

type Frame = {
  readonly tail: readonly string[]
  readonly rows: ReturnType<typeof controlRows>
  readonly color: number
  readonly mention?: string
}

function body(head: readonly string[], page: DiscordPage, { tail, rows, color, mention }: Frame): Body {
  const components: APIComponentInContainer[] = [...texts(head, page, tail), ...rows]
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [{ type: ComponentType.Container, accent_color: color, components }],
    allowed_mentions: { parse: [], ...(mention === undefined ? {} : { users: [mention] }) },
  }
}

/** Text that follows text of the same part shares one component; between parts stands a line. */
function texts(
  head: readonly string[],
  page: DiscordPage,
  tail: readonly string[],
): readonly APIComponentInContainer[] {
  const components: APIComponentInContainer[] = []
  let run: string[] = [...head]
  let here: CardChunk['part'] = 'head'
  const flush = (): void => {
    if (run.length > 0) components.push({ type: ComponentType.TextDisplay, content: run.join('\n') })
    run = []
  }
  for (const { content, image, picture, part } of page) {
    if (part !== here && (here !== 'head' || part === 'lines')) {
      flush()
      if (components.length > 0) components.push(LINE)
    }
    here = part
    if (image === undefined) {
      run.push(content)
      continue
    }
    flush()
    const media = { url: image.url }
    if (picture === true)
      components.push({ type: ComponentType.MediaGallery, items: [{ media, description: image.alt.slice(0, 1_024) }] })
    else
      components.push({
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content }],
        accessory: { type: ComponentType.Thumbnail, media, description: image.alt.slice(0, 1_024) },
      })
  }
  run.push(...tail)
  flush()
  return components
}

const LINE = { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small } as const

function toneOf({ blocks }: View): Tone {
  const tones = blocks.flatMap((block) => (block.kind === 'notice' ? [block.tone] : []))
  return (['problem', 'warning', 'success'] as const).find((tone) => tones.includes(tone)) ?? 'info'
}
