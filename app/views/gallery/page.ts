import { escape } from '../html.ts'
import { inWords } from './sample.ts'
import { shelves } from './shelves.ts'

export const GALLERY = '/_gallery'

/** The way to every sample. */
export function renderGallery(title: string): string {
  const panels = Object.entries(shelves).map(([shelf, samples]) => {
    const links = Object.keys(samples).map(
      (name) =>
        `<a class="btn btn--sm" href="${GALLERY}/${shelf}/${name}">${escape(inWords(name))}</a>`
    )
    return `<section class="panel"><div class="panel__head"><h2>${escape(inWords(shelf))}</h2></div><div class="panel__body row row--wrap">${links.join('')}</div></section>`
  })
  return `<div class="head"><h1>${escape(title)}</h1></div>${panels.join('')}`
}
