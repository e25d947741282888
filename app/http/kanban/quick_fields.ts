import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { QuickCreate, QuickField } from '../../views/kanban/quick_create.ts'
import { formPlan } from '../form/form_plan.ts'
import { newOption } from '../form/new_option.ts'
import { changesOf } from '../form/watched_fields.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { KanbanPlan } from './kanban_plan.ts'
import type { KanbanQuery } from './kanban_query.ts'

const kinds: Readonly<Record<string, QuickField['kind']>> = {
  text: 'text',
  email: 'text',
  phone: 'text',
  integer: 'number',
  decimal: 'number',
  money: 'number',
  date: 'date',
  selection: 'selection',
  many2one: 'many2one',
}

/**
 * What is asked for when a card is made in a column: all that a record needs, and what the board
 * adds. Null for those who may not make any, and where a record needs more than a short form has.
 */
export function quickCreate(
  ctx: HttpContext,
  screen: ScreenPlan,
  plan: KanbanPlan,
  query: KanbanQuery
): Omit<QuickCreate, 'label'> | null {
  const { fields } = formPlan(ctx.registry, ctx.asker, screen)
  const { writable, ...records } = asked(ctx, plan.model)
  const needed = [...writable].filter(([name, field]) => isNeeded(field) && name !== plan.by)
  const names = [...new Set([...needed.map(([name]) => name), ...plan.tree.quickCreate])]
  const known = names.filter((name) => fields.has(name) && writable.has(name) && name !== plan.by)
  const isShort = needed.every(([name, { kind }]) => known.includes(name) && kind in kinds)
  const isPlaced = fields.has(plan.by) && writable.has(plan.by)
  if (!screen.form || !records.canCreate || !isPlaced || !isShort) return null
  return {
    action: query.hrefTo('cards'),
    csrf: ctx.request.csrfToken,
    changes: changesOf(
      ctx.registry,
      screen,
      { model: plan.model, fields: new Set(known), lines: new Map() },
      null
    ),
    by: plan.by,
    fields: known.flatMap((name) => quickField(ctx, screen, name, fields.get(name)!)),
    formHref: `${screen.href}/new`,
  }
}

function asked({ registry }: HttpContext, model: typeof Model) {
  const records = new Records<typeof Model>(model, registry.access)
  return { writable: records.writable, canCreate: records.allows('create') }
}

function isNeeded({ kind, options }: Field): boolean {
  return !!options.required && options.default === undefined && kind !== 'boolean'
}

function quickField(
  { asker, registry }: HttpContext,
  { href }: ScreenPlan,
  name: string,
  field: Field
): QuickField[] {
  const { kind, options } = field
  if (!kinds[kind]) return []
  const isLink = kind === 'many2one'
  return [
    {
      name,
      label: options.label,
      kind: kinds[kind],
      options: Object.entries(options.options ?? {}).map(([id, label]) => ({ id, label })),
      required: !!options.required,
      search: isLink ? `${href}/options/${name}` : null,
      create: isLink ? newOption(registry, asker, field) : null,
    },
  ]
}
