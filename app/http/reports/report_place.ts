import type { Content } from '../page.ts'
import type { Translate } from '../../views/texts.ts'

export const REPORTS = '/reports'

/** Where in the house a page of reports is. */
export function reportPlace(title: string, t: Translate): Content {
  return {
    title,
    crumbs: [
      { label: t('ui.report.title'), href: REPORTS },
      { label: title, href: null },
    ],
    menuHref: REPORTS,
  }
}
