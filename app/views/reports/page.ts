import { hiddenInputs } from '../form/page.ts'
import { drawn, switchLinks } from '../graph/page.ts'
import { escape } from '../html.ts'
import { icon } from '../icons.ts'
import { pivotTable } from '../pivot/table.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { renderSearchTools } from '../search/tools.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { reportForm } from './form.ts'
import type { ReportContent, ReportPage } from './types.ts'

/** Everything of a report's page below the breadcrumbs. */
export function renderReportPage(page: ReportPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const said = [page.description, page.note].flatMap((text) =>
    text ? [`<p class="soft">${escape(text)}</p>`] : []
  )
  return (
    `<div class="head"><div class="head__text"><h1>${escape(page.title)}</h1>${said.join('')}</div>` +
    `<a class="btn push" href="#name">${icon('save')}${t('ui.report.saveReport')}</a></div>` +
    `<div id="list" class="list"><div class="tools">${renderSearchTools(page.search, t)}</div><div class="tools">${tools(page, t)}</div>` +
    `${reportContent(page.content, t)}${reportForm(page.form, page.csrf, t)}</div>`
  )
}

function tools(page: ReportPage, t: Translate): string {
  const flip = t('ui.pivot.flip')
  return (
    toolMenu(icon('rows-3'), t('ui.pivot.rows'), toolLinks(page.rowMenu)) +
    toolMenu(icon('columns-3'), t('ui.pivot.columns'), toolLinks(page.columnMenu)) +
    toolMenu(icon('sigma'), t('ui.graph.measures'), toolLinks(page.measures)) +
    toolMenu(icon('settings-2'), t('ui.graph.options'), toolLinks(page.options)) +
    `<a class="btn btn--icon" href="${escape(page.flipHref)}" x-target.push="list" aria-label="${flip}" title="${flip}">${icon('arrow-left-right')}</a>` +
    `<span class="row push">${switchLinks(page.shows, t('ui.report.show'))}` +
    `${toolMenu(icon('download'), t('ui.report.export'), files(page, t), 'pop pop--right')}</span>`
  )
}

function files({ fileAction, csrf }: ReportPage, t: Translate): string {
  if (!fileAction) return ''
  const buttons = ['xlsx', 'csv', 'pdf'].map(
    (format) =>
      `<button class="item" name="format" value="${format}">${t(`ui.report.formats.${format}`)}</button>`
  )
  return `<form method="post" action="${escape(fileAction)}">${hiddenInputs([['_csrf', csrf]])}${buttons.join('')}</form>`
}

function reportContent(content: ReportContent, t: Translate): string {
  switch (content.as) {
    case 'chart':
      return drawn(content, t)
    case 'table': {
      const { table, notes } = content
      const said = notes.map((note) => `<p class="panel__foot sm muted">${escape(note)}</p>`)
      return `<section class="panel" aria-labelledby="report"><header class="panel__head"><h2 id="report">${escape(table.title)}</h2></header>${pivotTable(table, t)}${said.join('')}</section>`
    }
    default:
      return `<section class="listing quiet" aria-label="${escape(content.title)}"><h2>${escape(content.title)}</h2><p role="status">${escape(content.text)}</p></section>`
  }
}
