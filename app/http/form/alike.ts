import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import type { Flash } from '../page.ts'
import { undoHref } from '../undo_href.ts'

type Row = Record<string, unknown>

/** So many records are named. */
const MOST_NAMED = 3

/** What is said of a record that was just made: that it is there, and which others are like it. */
export async function createdFlash(ctx: HttpContext, action: Action, id: string): Promise<Flash> {
  const { t } = ctx.page
  const text = t('ui.form.created', { record: action.model.labels.one })
  const links = await alikeLinks(ctx, action, id)
  if (links.length === 0) return { kind: 'ok', text, undoHref: undoHref(ctx) }
  return { kind: 'warn', text: `${text} ${t('ui.form.alike')}`, links, undoHref: undoHref(ctx) }
}

/** The records that have the values of a record in some fields of which the model says so. */
async function alikeLinks(
  { environment, page, registry }: HttpContext,
  action: Action,
  id: string
) {
  const { model, href } = action
  const records = new Records<typeof Model>(model, registry.access)
  const asked = model.alike.filter((names) => names.every((name) => records.shows(name)))
  if (asked.length === 0 || !records.allows('read')) return []
  const fields = [...new Set([model.titleField, ...asked.flat()])]
  const [[own]] = (await environment!.read([
    records.select({ fields, ids: [id], order: [], limit: 1 }),
  ])) as [Row[]]
  const said = own ? asked.filter((names) => names.every((name) => own[name] !== null)) : []
  if (said.length === 0) return []
  const where = [
    records.domain([
      ...Array(said.length - 1).fill('|'),
      ...said.flatMap((names) => sameIn(names, own!)),
    ]),
    records.domain([['id', '!=', id]]),
    ...records.unarchived(),
  ]
  const order = [{ name: 'id', descending: true }]
  const [rows] = await environment!.read([
    records.select({ fields, where, order, limit: MOST_NAMED }),
  ])
  return rows!.map((row) => ({
    href: `${href}/${String(row.id)}`,
    label: String(row[model.titleField] ?? '') || page.t('ui.form.untitled'),
  }))
}

/** That all of some fields have the values of a row, as one condition. */
function sameIn(names: readonly string[], row: Row): unknown[] {
  const terms = names.map((name) => [name, '=', row[name]])
  return [...Array<string>(terms.length - 1).fill('&'), ...terms]
}
