import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import { lineParts } from '../transfer/line_fields.ts'
import { matchView } from './match_view.ts'
import { ImportStore, type ImportState, type Progress } from './import_store.ts'
import type { ImportScreen } from './import_screen.ts'

/** Seconds after which the page of an import under way asks how far it is. */
const REFRESH = '2'

const templates: Record<ImportState, { template: string; step: number }> = {
  matching: { template: 'pages/import_match', step: 2 },
  testing: { template: 'pages/import_progress', step: 3 },
  tested: { template: 'pages/import_match', step: 3 },
  running: { template: 'pages/import_progress', step: 3 },
  done: { template: 'pages/import_done', step: 4 },
  undoing: { template: 'pages/import_progress', step: 4 },
  undone: { template: 'pages/import_done', step: 4 },
}

/** The page on which a file is chosen, with the last imports of the asker. */
export async function renderUpload(ctx: HttpContext, action: Action, fault: string | null = null) {
  const { page, request } = ctx
  const { t, formats } = page
  const imports = await new ImportStore().recent(action.href)
  const title = t('ui.import.title', { records: action.model.labels.many })
  return page.renderView('pages/import_upload', {
    title,
    crumbs: [
      { label: action.label, href: action.href },
      { label: t('ui.list.import'), href: null },
    ],
    menuHref: action.href,
    state: {
      ...{ title, fault, csrf: request.csrfToken },
      steps: stepsOf(1, t),
      action: `${action.href}/import`,
      templateHref: `${action.href}/import/template`,
      backHref: action.href,
      imports: imports.map(({ id, fileName, state, createdAt }) => ({
        href: `/base/imports/${id}`,
        name: fileName,
        state: t(`ui.import.state.${state}`),
        time: formats.datetime(createdAt),
      })),
    },
  })
}

/** The page of an import, as far as it is. */
export async function renderImport(
  ctx: HttpContext,
  screen: ImportScreen,
  fault: string | null = null
) {
  const { page, request } = ctx
  const { stored, action } = screen
  const { t } = page
  const { template, step } = templates[stored.state]
  const isUnderWay = template === 'pages/import_progress'
  if (isUnderWay) ctx.response.header('refresh', REFRESH)
  const progress = await screen.store.progress(stored.id, screen.phase)
  const title = t('ui.import.title', { records: action.model.labels.many })
  const hasLines = stored.mapping.some((name) => name && lineParts(name).lines !== null)
  const number = (value: number) => page.formats.number(value)
  const state = {
    ...{ title, csrf: request.csrfToken, phase: stored.state },
    fault: fault ?? stored.fault,
    steps: stepsOf(step, t),
    action: `/base/imports/${stored.id}`,
    listHref: action.href,
    done: progress.done,
    rowCount: stored.rowCount,
    said: t('ui.import.progress', { done: number(progress.done), total: number(stored.rowCount) }),
    figures: (['created', 'updated', 'skipped', 'failed'] as const).map((name) => ({
      name,
      label: t(`ui.import.figure.${name}`),
      value: number(progress[name]),
      count: progress[name],
    })),
    rows: number(stored.rowCount),
    lineNote: hasLines
      ? t('ui.import.lineNote', { count: progress.records, shown: number(progress.records) })
      : null,
    madeNote: madeNote(ctx, progress),
    importable: progress.created + progress.updated,
    failed: progress.failed,
    importLabel: t('ui.import.run', { count: progress.created + progress.updated }),
  }
  const details = isUnderWay ? {} : await matchView(ctx, screen)
  return page.renderView(template, {
    title,
    crumbs: [
      { label: action.label, href: action.href },
      { label: t('ui.list.import'), href: `${action.href}/import` },
      { label: stored.fileName, href: null },
    ],
    menuHref: action.href,
    state: { ...state, ...details },
  })
}

/** Which records are made besides, as cells name them; null where none is. */
function madeNote({ page, registry }: HttpContext, { made }: Progress): string | null {
  const said = Object.entries(made).map(([table, count]) => {
    const label = registry.models.find((model) => model.table === table)?.labels.many ?? table
    return `${label}: ${page.formats.number(count)}`
  })
  return said.length > 0 ? page.t('ui.import.made', { list: said.join(', ') }) : null
}

function stepsOf(current: number, t: HttpContext['page']['t']) {
  return ['upload', 'match', 'test', 'done'].map((name, index) => ({
    number: index + 1,
    label: t(`ui.import.step.${name}`),
    isDone: index + 1 < current,
    isCurrent: index + 1 === current,
  }))
}
