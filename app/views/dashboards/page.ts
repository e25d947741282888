import { hiddenInputs } from '../form/page.ts'
import { attributes, escape } from '../html.ts'
import { icon } from '../icons.ts'
import { toolLinks, toolMenu } from '../search/menu.ts'
import { escapedTexts, type Translate } from '../texts.ts'
import { figureTile, panelTile } from './tiles.ts'
import type { DashboardPage, ShownTile } from './types.ts'

/** Everything of a dashboard's page below the breadcrumbs: figures in one frame, then the rest. */
export function renderDashboard(page: DashboardPage, translate: Translate): string {
  const t = escapedTexts(translate)
  const controls = (tile: ShownTile) => (page.edit ? tileControls(page, tile, t) : '')
  const figures = page.tiles.filter(({ content }) => content.as === 'figure')
  const others = page.tiles.filter(({ content }) => content.as !== 'figure')
  const cards = figures.map((tile) => figureTile(tile, controls(tile))).join('')
  const panels = others.map((tile) => panelTile(tile, controls(tile), t)).join('')
  const isEmpty = page.tiles.length === 0
  return (
    `<div id="list" class="list">${head(page, t)}${page.note ? `<p class="soft">${escape(page.note)}</p>` : ''}${page.edit ? editor(page, page.edit, t) : ''}` +
    `${cards && `<div class="mats">${cards}</div>`}${panels && `<div class="dash">${panels}</div>`}` +
    `${isEmpty ? `<section class="panel quiet"><h2>${t('ui.dashboard.empty')}</h2><p>${t('ui.dashboard.emptyText')}</p></section>` : ''}</div>`
  )
}

function head(page: DashboardPage, t: Translate): string {
  const [label, symbol] = page.edit ? ['done', 'check'] : ['edit', 'pencil'] // icons
  const edit = page.editHref
    ? `<a class="btn" href="${escape(page.editHref)}">${icon(symbol!)}${t(`ui.dashboard.${label}`)}</a>`
    : ''
  const copy = page.copied
    ? post(
        page.createAction,
        page.csrf,
        `${hiddenInputs([['from', page.copied]])}<button class="btn">${icon('pencil')}${t('ui.dashboard.edit')}</button>`
      )
    : ''
  return (
    `<div class="head"><h1>${escape(page.title)}</h1><span class="row row--wrap push">` +
    toolMenu(icon('calendar'), escape(page.range), toolLinks(page.ranges)) +
    toolMenu(icon('layout-dashboard'), t('ui.dashboard.others'), toolLinks(page.others)) +
    `${edit}${copy}${post(page.createAction, page.csrf, `<button class="btn">${icon('plus')}${t('ui.dashboard.new')}</button>`)}</span></div>`
  )
}

/** A form of one button or more. */
function post(action: string, csrf: string, inside: string, method?: 'PUT' | 'DELETE'): string {
  const address = method ? `${action}?_method=${method}` : action
  return `<form class="row row--wrap" method="post" action="${escape(address)}">${hiddenInputs([['_csrf', csrf]])}${inside}</form>`
}

function editor(
  { csrf }: DashboardPage,
  { action, name, shared, isCopy, offered }: NonNullable<DashboardPage['edit']>,
  t: Translate
): string {
  const rename =
    `<label class="row">${t('ui.dashboard.name')}<input${attributes({ class: 'in', name: 'name', value: name, required: true, maxlength: 60 })}></label>` +
    `<label class="row"><input type="checkbox" name="shared" value="1"${shared ? ' checked' : ''}>${t('ui.dashboard.shared')}</label>` +
    `<button class="btn">${t('ui.dashboard.save')}</button>`
  const options = offered.map(
    (tile) => `<option value="${escape(tile.name)}">${escape(tile.label)}</option>`
  )
  const add = `<label class="row">${t('ui.dashboard.tile')}<select class="in" name="tile">${options.join('')}</select></label><button class="btn">${icon('plus')}${t('ui.dashboard.add')}</button>`
  const remove = `<button class="btn btn--plain">${icon(isCopy ? 'rotate-ccw' : 'trash-2')}${t(isCopy ? 'ui.dashboard.reset' : 'ui.dashboard.delete')}</button>` // icons
  return (
    `<section class="panel panel__body tools" aria-label="${t('ui.dashboard.edit')}">${post(action, csrf, rename, 'PUT')}` +
    `${offered.length > 0 ? post(`${action}/tiles`, csrf, add) : ''}${post(action, csrf, remove, 'DELETE')}</section>`
  )
}

function tileControls({ edit, csrf }: DashboardPage, tile: ShownTile, t: Translate): string {
  const action = `${edit!.action}/tiles/${tile.name}`
  const button = (change: string, symbol: string, value: string) => {
    const label = t(`ui.dashboard.${change}`, { name: tile.label })
    return `<button class="btn btn--sm btn--icon" name="${change === 'resize' ? 'size' : 'move'}" value="${value}" aria-label="${label}" title="${label}">${icon(symbol)}</button>`
  }
  const next = String((tile.size % 3) + 1)
  const resize = tile.content.as === 'figure' ? '' : button('resize', 'move-horizontal', next) // icon
  const label = t('ui.dashboard.remove', { name: tile.label })
  const remove = `<button class="btn btn--sm btn--icon" aria-label="${label}" title="${label}">${icon('x')}</button>`
  const moves = button('earlier', 'arrow-left', '-1') + button('later', 'arrow-right', '1') // icons
  const foot = tile.content.as === 'figure' ? '' : 'panel__foot '
  return `<div class="${foot}row row--wrap">${post(action, csrf, moves + resize, 'PUT')}${post(action, csrf, remove, 'DELETE')}</div>`
}
