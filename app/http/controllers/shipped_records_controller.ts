import type { HttpContext } from '@adonisjs/core/http'
import { E_INVALID_INPUT } from '../../access/errors.ts'
import { Records } from '../../access/records.ts'
import { valueInWords } from '../value_words.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { requireMenuPage } from '../menu_page.ts'
import { Page } from '../page.ts'
import { readDifferences, type ShippedRecord, type Titles } from '../shipped/differences.ts'
import { SHIPPED_HREF } from '../shipped/may_see_shipped.ts'
import { bringBack, resetFields } from '../shipped/reset.ts'
import { faultTexts } from '../texts.ts'
import { undoHref } from '../undo_href.ts'

/** So many records are listed at most. */
const MOST = 200

/** Records that modules ship and the tenant has changed: what differs, and the way back. */
export default class ShippedRecordsController {
  async index(ctx: HttpContext) {
    const page = pageOf(ctx)
    const { records } = await readDifferences(ctx)
    return page.renderView('pages/shipped', {
      title: page.t('apps.shipped.title'),
      crumbs: [{ label: page.t('apps.shipped.title'), href: null }],
      menuHref: SHIPPED_HREF,
      state: {
        records: records.slice(0, MOST).map((record) => ({
          ...record,
          what: record.model.labels.one,
          by: moduleTitle(ctx, record),
          href: `${SHIPPED_HREF}/${record.id}`,
          labels: record.fields.map(({ label }) => label).join(', '),
        })),
        more: Math.max(0, records.length - MOST),
      },
    })
  }

  async show(ctx: HttpContext) {
    const page = pageOf(ctx)
    const { record, titles } = await found(ctx)
    const { model, recordId, title, isGone } = record
    const records = new Records(model, ctx.registry.access)
    const home = ctx.registry.home.get(model)
    return page.renderView('pages/shipped_record', {
      title,
      crumbs: [
        { label: page.t('apps.shipped.title'), href: SHIPPED_HREF },
        { label: title, href: null },
      ],
      menuHref: SHIPPED_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        record: { ...record, what: model.labels.one, by: moduleTitle(ctx, record) },
        recordHref: home && !isGone ? `${home.href}/${recordId}` : null,
        action: `${SHIPPED_HREF}/${record.id}?_method=PUT`,
        mayReset: records.allows(isGone ? 'create' : 'write'),
        fields: record.fields.map(({ name, label, field, now, shipped }) => {
          const words = (value: unknown) =>
            titles.get(String(value)) ?? valueInWords(field, value, page)
          const mayReset = records.inputField(name) !== undefined
          return {
            name,
            label,
            now: words(now),
            shipped: words(shipped),
            mayReset,
          }
        }),
      },
    })
  }

  /** Resets the fields that were ticked, or brings back a record that is gone. */
  async update(ctx: HttpContext) {
    const page = pageOf(ctx)
    const { record } = await found(ctx)
    const names = [ctx.request.input('fields', [])].flat().map(String)
    const href = `${SHIPPED_HREF}/${record.id}`
    try {
      await ctx.environment!.savepoint<unknown>(() =>
        record.isGone ? bringBack(ctx, record) : resetFields(ctx, record, names)
      )
    } catch (error) {
      if (!(error instanceof E_INVALID_INPUT)) throw error
      const text = Object.values(faultTexts(error.faults, page.t)).join(' ')
      ctx.session.flash('flash', { kind: 'bad', text })
      return ctx.response.redirect().toPath(href)
    }
    const text = page.t(record.isGone ? 'apps.shipped.back' : 'apps.shipped.done')
    ctx.session.flash('flash', { kind: 'ok', text, undoHref: undoHref(ctx) })
    return ctx.response.redirect().toPath(SHIPPED_HREF)
  }
}

/** Whoever does not find the page in the menu does not find it at all. */
function pageOf(ctx: HttpContext): Page {
  requireMenuPage(ctx, SHIPPED_HREF)
  return new Page(ctx)
}

async function found(ctx: HttpContext): Promise<{ record: ShippedRecord; titles: Titles }> {
  const { records, titles } = await readDifferences(ctx)
  const record = records.find(({ id }) => id === ctx.params.id)
  if (!record) throw new E_NOT_FOUND()
  return { record, titles }
}

function moduleTitle({ registry }: HttpContext, { module }: ShippedRecord): string {
  return registry.modules.find(({ name }) => name === module)?.manifest.title ?? module
}
