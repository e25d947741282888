import { renderHead } from '../screens/head.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { renderEmpty, renderNoMatch } from './states.ts'
import { renderTable } from './table.ts'
import { renderTools } from './tools.ts'
import type { ListPage } from './types.ts'

/**
 * Everything of a list page below the breadcrumbs. The part with the id `list` is what script
 * exchanges when one searches, sorts or turns a page; without script the links load the whole page.
 */
export function renderListPage(list: ListPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const isEmpty = list.rowCount === 0 && list.facets.length === 0 && list.searchValue === ''
  if (isEmpty) return renderHead(list, t, false) + renderEmpty(list, t)

  const records = list.rowCount === 0 ? renderNoMatch(list, t) : renderTable(list, t)
  return `${renderHead(list, t)}<div id="list" class="list">${renderTools(list, t)}${records}</div>`
}
