import type { HttpContext } from '@adonisjs/core/http'
import { directionOf } from '../../views/pseudo_locale.ts'
import { paperFormatOf } from './paper_format.ts'

/** What stands around every printed page, and how it is read. Templates find it in `it.paper`. */
export interface Paper {
  title: string
  author: string
  tenant: string
  /** The locations that the asker works in. */
  place: string
  /** Who printed it and when. */
  printed: string
  /** "Page #1 of #2", to be filled in. */
  pages: string
  /** What Typst calls the paper: `a4`, `us-letter`. */
  format: string
  landscape: boolean
  lang: string
  /** Whether it is written from right to left. */
  rtl: boolean
}

/** The paper for something that the asker prints now. */
export function paperOf(ctx: HttpContext, title: string, landscape: boolean): Paper {
  const { asker, identity, page } = ctx
  const { t, formats } = page
  const { name } = identity!.user!
  const time = formats.datetime(new Date())
  return {
    title,
    author: name,
    tenant: identity!.tenant!.name,
    place: page.locationLabel,
    printed: t('ui.print.printed', { time, name }),
    pages: t('ui.print.page', { page: '#1', pages: '#2' }),
    format: paperFormatOf(identity!.tenant!),
    landscape,
    lang: asker.language.split('-')[0]!,
    rtl: directionOf(asker.language) === 'rtl',
  }
}
