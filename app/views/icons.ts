import vite from '#config/vite'
import { assetPath, readAsset } from './assets.ts'
import { attributes } from './html.ts'
import { lucideDrawing } from './lucide.ts'

const fallback = 'box'
/** Icons that point along the line, and so the other way where lines run from right to left. */
const pointing = /-(left|right)$|^(undo|redo|reply|send|log-(in|out))\b/
const drawn = new Map<string, string>()
let sprite: { href: string; names: Set<string> } | undefined

/**
 * A Lucide icon as a reference into the sprite, in the colour of the text around it. Without a label
 * it is hidden from assistive technology; give one where the icon stands alone. An icon that the
 * sprite lacks, as that of a module which came after the browser's files were built, is drawn where
 * it stands; one that Lucide lacks is a box.
 */
export function icon(
  name: string,
  options?: { size?: 'lg'; label?: string; class?: string }
): string {
  if (options?.label) return draw(name, options)
  const key = options ? `${name} ${options.size ?? ''} ${options.class ?? ''}` : name
  let markup = drawn.get(key)
  if (markup === undefined) {
    markup = draw(name, options ?? {})
    drawn.set(key, markup)
  }
  return markup
}

function draw(
  name: string,
  { size, label, ...rest }: { size?: 'lg'; label?: string; class?: string }
) {
  sprite ??= readSprite()
  const way = pointing.test(name) && 'i--way'
  const classes = ['i', size && `i--${size}`, way, rest.class].filter(Boolean).join(' ')
  const role = label ? { 'role': 'img', 'aria-label': label } : { 'aria-hidden': 'true' }
  const drawing = sprite.names.has(name) ? null : lucideDrawing(name)
  if (drawing) {
    return `<svg${attributes({ class: classes, viewBox: '0 0 24 24', ...role })}>${drawing}</svg>`
  }
  const shown = sprite.names.has(name) ? name : fallback
  return `<svg${attributes({ class: classes, ...role })}><use href="${sprite.href}#${shown}"/></svg>`
}

function readSprite() {
  const ids = readAsset(vite.sprite).matchAll(/<symbol id="([^"]+)"/g)
  return { href: assetPath(vite.sprite), names: new Set(Array.from(ids, ([, id]) => id)) }
}
