import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import { said } from '../../domains/errors.ts'
import { worded } from '../../modules/contributions/wording.ts'
import { contributionsOf } from '../../modules/contributions/contributions_of.ts'
import { sizeOf } from '../../modules/operations/plan_lines.ts'
import { Terms } from '../../modules/terms.ts'
import { appOf } from '../apps/app_state.ts'
import { APPS_HREF, assertOperator } from '../apps/may_operate.ts'
import { settingsHref } from '../apps/settings_href.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'

const FILTERS = ['all', 'installed', 'update', 'faulty'] as const

/** The modules of the installation: what there is, and what each one owns. */
export default class AppsController {
  async index(ctx: HttpContext) {
    assertOperator(ctx)
    const page = new Page(ctx)
    const modules = await app.container.make('modules')
    const all = await modules.list(page.language)
    const apps = all.map((module) => appOf(module, all, page.t))
    const asked = String(ctx.request.input('q', '')).trim()
    const filter = FILTERS.find((each) => each === ctx.request.input('state')) ?? 'all'
    const isIn = (state: string, of: string) => of === 'all' || state === of
    const found = apps.filter(({ name, title, summary }) =>
      `${name} ${title} ${summary}`.toLowerCase().includes(asked.toLowerCase())
    )
    return page.renderView('pages/apps', {
      title: page.t('apps.list'),
      crumbs: [{ label: page.t('apps.list'), href: null }],
      menuHref: APPS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        asked,
        filter,
        apps: found.filter(({ state }) => isIn(state, filter)),
        faults: all.flatMap(({ skipped }) =>
          skipped.map((fault) => ({ ...fault, reason: said(fault.reason, page.t) }))
        ),
        filters: FILTERS.map((name) => ({
          label: page.t(`apps.filter.${name}`),
          count: found.filter(({ state }) => isIn(state, name)).length,
          href: `${APPS_HREF}?${new URLSearchParams({ state: name, q: asked })}`,
          isCurrent: name === filter,
        })),
      },
    })
  }

  async show(ctx: HttpContext) {
    assertOperator(ctx)
    const page = new Page(ctx)
    const { t, formats } = page
    const modules = await app.container.make('modules')
    const operator = await app.container.make('operator')
    const all = await modules.list(page.language)
    const module = all.find(({ name }) => name === ctx.params.name)
    if (!module) throw new E_NOT_FOUND()
    const { name } = module
    const onDisk = await modules.load()
    const loaded = onDisk.find((each) => each.name === name)
    const term = new Terms(page.language, onDisk).of(name)
    const { tables, columns, others, contributions: kept } = await operator.holdings(name)
    const contributions = loaded ? await contributionsOf(loaded) : kept
    const archives = (await operator.archives()).filter((archive) => archive.module === name)
    const size = (rows: number, bytes: number) =>
      t('apps.rows', { shown: formats.number(rows), count: rows, size: sizeOf(bytes) })
    return page.renderView('pages/app', {
      title: module.title,
      crumbs: [
        { label: t('apps.list'), href: APPS_HREF },
        { label: module.title, href: null },
      ],
      menuHref: APPS_HREF,
      state: {
        csrf: ctx.request.csrfToken,
        it: appOf(module, all, t),
        settingsHref: settingsHref(ctx, name),
        faults: [
          ...modules.faults.filter((fault) => fault.name === name && !module.needsRestart),
          ...module.skipped,
        ].map((fault) => ({
          file: 'file' in fault ? fault.file : fault.path,
          reason: said(fault.reason, t),
        })),
        tables: tables.map((table) => ({
          name: table.name,
          detail: size(table.rows, table.bytes),
        })),
        columns,
        others: others.map((object) => [object.kind, object.relation, object.name].join(' ')),
        contributions: [...Map.groupBy(contributions, ({ kind }) => kind)].map(([kind, those]) => ({
          kind: t(`apps.kind.${kind}`),
          isCode: those.every(({ words }) => words === undefined),
          names: those.map((each) => worded(each.words ?? each.name, term, t)),
        })),
        archives: archives.map(({ id, version, archivedAt, rows, bytes }) => ({
          id,
          title: t('apps.archive', { version, date: formats.datetime(archivedAt) }),
          detail: size(rows, bytes),
        })),
      },
    })
  }
}
