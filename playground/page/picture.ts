/**
 * Pictures of a card. Rule: only what this page's own server has is loaded; of anything else its words are shown.
 */
import { el } from './dom.ts'

export function picture(url: string, alt: string): HTMLElement {
  const name = /\/([\w.-]+)\.(?:svg|png|jpe?g|webp)$/.exec(url)?.[1]
  if (name === undefined) return el('span', { class: 'picture', role: 'img', 'aria-label': alt }, alt)
  const image = el('img', { src: `/images/${name}.svg`, alt, title: url, class: 'picture' })
  image.addEventListener('error', () =>
    image.replaceWith(el('span', { class: 'picture', role: 'img', 'aria-label': alt }, alt)),
  )
  return image
}
