import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Model } from '../../models/model.ts'
import type { ScreenHead } from '../../views/screens/types.ts'
import type { Translate } from '../../views/texts.ts'
import { mayExport } from '../export/may_export.ts'
import { ACCESS_HREF, mayAdminister } from '../access/may_administer.ts'
import { mayImport } from '../import/import_fields.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import type { SearchQuery } from '../search/search_query.ts'
import { viewLinks } from './view_links.ts'

/** The head that a screen has in every view. */
export function screenHead(
  ctx: HttpContext,
  plan: ScreenPlan,
  query: SearchQuery<string>,
  t: Translate
): ScreenHead {
  const records = new Records<typeof Model>(plan.model, ctx.registry.access)
  return {
    title: plan.label,
    ...newRecord(ctx, plan, t),
    importHref: plan.form && mayImport(records) ? `${plan.href}/import` : null,
    exportHref: mayExport(ctx.asker) ? query.hrefTo('export') : null,
    printHref: mayExport(ctx.asker) ? query.hrefTo('print') : null,
    accessHref: mayAdminister(ctx)
      ? `${ACCESS_HREF}?${new URLSearchParams({ menu: plan.href })}`
      : null,
    views: viewLinks(plan, query, t),
  }
}

/** The way to a new record, or to one of which records of the screen come to be. */
function newRecord({ registry }: HttpContext, { model, form, href }: ScreenPlan, t: Translate) {
  const origin = model.comesFrom?.()
  const [made, home] = origin ? [origin, registry.home.get(origin)] : [model, { form, href }]
  const canCreate = home?.form && new Records<typeof Model>(made, registry.access).allows('create')
  return {
    newHref: canCreate ? `${home.href}/new` : null,
    newLabel: t('ui.list.new', { record: made.labels.one }),
  }
}

/** Where in the house a screen is, for the frame around it. */
export function screenPlace({ registry }: HttpContext, { label, href, module }: ScreenPlan) {
  const { menu } = registry.modules.find(({ name }) => name === module) ?? {}
  return {
    title: label,
    crumbs: [
      { label: menu?.label ?? '', href: '/' },
      { label, href: null },
    ],
    menuHref: href,
  }
}
