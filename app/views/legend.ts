import { escape } from './html.ts'

/** What colours mean: names, each with the class of its colour. Nothing where there are none. */
export function legend(entries: readonly { label: string; tone: string }[]): string {
  if (entries.length === 0) return ''
  const items = entries.map(({ label, tone }) => `<li class="${tone}">${escape(label)}</li>`)
  return `<ul class="legend">${items.join('')}</ul>`
}
