import type { HttpContext } from '@adonisjs/core/http'
import { GALLERY, renderGallery } from '../../views/gallery/page.ts'
import { inWords } from '../../views/gallery/sample.ts'
import { shelves } from '../../views/gallery/shelves.ts'
import { E_NOT_FOUND } from '../errors.ts'

const TITLE = 'Gallery'

/** What authors build with: every kind of field and view in every state. Not there in production. */
export default class GalleryController {
  index({ page }: HttpContext) {
    return page.render({ title: TITLE, crumbs: [] }, renderGallery(TITLE))
  }

  show({ page, params }: HttpContext) {
    const { shelf, sample } = params as { shelf: string; sample: string }
    const samples = Object.hasOwn(shelves, shelf) ? shelves[shelf]! : {}
    if (!Object.hasOwn(samples, sample)) throw new E_NOT_FOUND()
    const crumbs = [
      { label: TITLE, href: GALLERY },
      { label: `${inWords(shelf)}: ${inWords(sample)}`, href: null },
    ]
    return page.render({ title: `${TITLE}: ${inWords(shelf)}`, crumbs }, samples[sample]!(page.t))
  }
}
