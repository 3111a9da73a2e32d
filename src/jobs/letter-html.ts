/**
 * A letter as HTML: the same words as its plain text, in a column that every mail program can show.
 * Rule: tables and styles at each element only, nothing is loaded from anywhere, and every word is
 * escaped here. A new kind of block breaks the build until it is drawn. Next: mail-channel.ts.
 */
import type { Block, LineRow, TotalRow, View } from '#conversation/edge/view.ts'

const INK = '#1f2933'
const QUIET = '#52606d'
const RULE = '#d9e2ec'
const DEED = '#0b5cad'
const FONT = 'font-family:-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'

export function letterHtml({ headline, blocks }: View): string {
  const body = blocks.map(blockHtml).join('\n')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(headline)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f5f7fa;${FONT};color:${INK};font-size:16px;line-height:1.5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="560" cellpadding="0" cellspacing="0" style="max-width:560px;width:100%;background:#ffffff;border:1px solid ${RULE};border-radius:8px">
<tr><td style="padding:28px 32px">
<h1 style="margin:0 0 20px;font-size:20px;line-height:1.3">${safe(headline)}</h1>
${body}
</td></tr></table></td></tr></table></body></html>
`
}

const safe = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const paragraph = (words: string, style = ''): string =>
  `<p style="margin:0 0 16px;${style}">${safe(words).replaceAll('\n', '<br>')}</p>`

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return paragraph(block.text)
    case 'heading':
      return `<h2 style="margin:0 0 12px;font-size:17px">${safe(block.text)}</h2>`
    case 'notice':
      return paragraph(block.text, `padding:10px 14px;background:#f0f4f8;border-radius:6px`)
    case 'fields':
      return block.fields.map(({ label, value }) => paragraph(`${label}: ${value}`)).join('\n')
    case 'lines':
      return table(block.rows.map(lineHtml))
    case 'totals':
      return table(block.rows.map(totalHtml))
    case 'image':
      return ''
    case 'progress':
      return paragraph([...block.done, block.next].join(' - '), `color:${QUIET}`)
    case 'list':
      return listHtml(block.items)
    case 'small-print':
      return [paragraph(block.text, `color:${QUIET}`), listHtml(block.links)].join('\n')
    default:
      return block satisfies never
  }
}

const table = (rows: readonly string[]): string =>
  `<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 ` +
  `16px;border-collapse:collapse">${rows.join('\n')}</table>`
const cell = (words: string, style: string): string =>
  `<td style="padding:8px 0;vertical-align:top;${style}">${words}</td>`
const AMOUNT = 'text-align:right;white-space:nowrap;padding-left:12px'

function lineHtml({ quantity, name, detail, amount, notes }: LineRow): string {
  const small = [detail, ...notes].filter((part) => part !== undefined)
  const below = small.map((part) => `<br><span style="color:${QUIET};font-size:14px">${safe(part)}</span>`).join('')
  const style = `border-bottom:1px solid ${RULE}`
  return `<tr>${cell(
    `${quantity} &times; ` + `${safe(name)}${below}`,
    style,
  )}${cell(safe(amount), `${AMOUNT};${style}`)}</tr>`
}

function totalHtml({ label, amount, weight }: TotalRow): string {
  const style =
    weight === 'strong' ? `font-weight:600;border-top:2px solid ${INK}` : weight === 'muted' ? `color:${QUIET}` : ''
  const tight = `padding-top:4px;padding-bottom:4px;${style}`
  return `<tr>${cell(safe(label), tight)}${cell(safe(amount), `${AMOUNT};${tight}`)}</tr>`
}

/** What leads somewhere is a button. */
function listHtml(items: Extract<Block, { kind: 'list' }>['items']): string {
  return items
    .map((item) =>
      typeof item === 'string'
        ? paragraph(item, `padding-left:14px;border-left:3px solid ${RULE}`)
        : `<p style="margin:0 0 20px"><a href="${safe(item.url)}" style="display:inline-block;padding:12px ` +
          `22px;background:${DEED};color:#ffffff;text-decoration:none;border-radius:6px;` +
          `font-weight:600">${safe(item.text)}</a></p>`,
    )
    .join('\n')
}
