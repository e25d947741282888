import type { HttpContext } from '@adonisjs/core/http'
import { keyFields } from './import_fields.ts'
import type { ImportScreen } from './import_screen.ts'
import type { SaidOfRows } from './import_store.ts'
import { dateOrders, delimiters, encodings, onMatches, points } from './settings.ts'
import { matchOf } from './suggest.ts'
import { wordsView } from './words_view.ts'

const MOST_REASONS = 20
const MOST_DIFFERENCES = 20
/** So many chunks are looked through for reasons. */
const MOST_CHUNKS = 200

const tones = { exact: 'ok', likely: 'info', none: 'warn' } as const

/** The columns of a file with the fields they go to, its settings, and what a test has said. */
export async function matchView(ctx: HttpContext, screen: ImportScreen) {
  const { t } = ctx.page
  const { stored, store, fields, phase } = screen
  const { settings } = stored
  const results = await store.results(stored.id, phase, MOST_CHUNKS)
  const chosen = <Value extends string>(values: readonly Value[], name: string, value: Value) =>
    values.map((each) => ({
      value: each,
      label: t(`ui.import.${name}.${labelOf(each)}`),
      chosen: each === value,
    }))
  const keys = keyFields(fields).filter(
    (name) => name === settings.key || stored.mapping.includes(name)
  )
  return {
    isWorkbook: settings.kind === 'xlsx',
    hasHeadings: settings.hasHeadings,
    clearsEmpty: settings.clearsEmpty,
    columns: stored.headings.map((heading, at) => columnOf(ctx, screen, heading, at)),
    matched: t('ui.import.matched', {
      count: stored.mapping.filter(Boolean).length,
      all: stored.headings.length,
    }),
    encodings: chosen(encodings, 'encoding', settings.encoding),
    delimiters: chosen(delimiters, 'delimiter', settings.delimiter),
    points: chosen(points, 'point', settings.point),
    dateOrders: chosen(dateOrders, 'dateOrder', settings.dateOrder),
    onMatches: chosen(onMatches, 'onMatch', settings.onMatch),
    keys: [
      { value: '', label: t('ui.import.noKey'), chosen: settings.key === '' },
      ...keys.map((name) => ({
        value: name,
        label: fields.get(name)!.options.label,
        chosen: name === settings.key,
      })),
    ],
    wordFields: phase === 'test' ? await wordsView(ctx, screen) : [],
    reasons: reasonsOf(ctx, results),
    differences: differencesOf(ctx, results),
  }
}

function columnOf({ page }: HttpContext, screen: ImportScreen, heading: string, at: number) {
  const { stored, fields } = screen
  const name = stored.mapping[at] ?? null
  const field = name ? fields.get(name) : undefined
  const match = name && field ? matchOf(heading, name, field) : 'none'
  return {
    heading,
    sample:
      stored.settings.samples
        .map((row) => row[at])
        .find(Boolean)
        ?.slice(0, 60) ?? '—',
    badge: field
      ? { tone: tones[match], label: page.t(`ui.import.match.${match}`) }
      : { tone: null, label: page.t('ui.import.match.skip') },
    options: [...fields].map(([value, { options }]) => ({
      value,
      label: options.label + (options.required ? ' *' : ''),
      chosen: value === name,
    })),
  }
}

/** The reasons for which rows were refused, each once, with the first rows. */
function reasonsOf({ page }: HttpContext, results: readonly SaidOfRows[]) {
  const rows = Map.groupBy(
    results.flatMap(({ faults }) => faults),
    ([, reason]) => reason
  )
  return [...rows]
    .sort(([, one], [, other]) => other.length - one.length)
    .slice(0, MOST_REASONS)
    .map(([reason, faults]) => {
      const first = faults.slice(0, 3).map(([row]) => page.formats.number(row))
      const more = faults.length - first.length
      return {
        reason,
        rows: page.t('ui.import.reasonRows', {
          count: faults.length,
          rows: first.join(', '),
          more,
        }),
      }
    })
}

function differencesOf({ page }: HttpContext, results: readonly SaidOfRows[]) {
  return results
    .flatMap(({ differences }) => differences)
    .slice(0, MOST_DIFFERENCES)
    .map(({ row, kind, values }) => ({
      row: page.t('ui.import.rowNumber', { row }),
      kind: page.t(`ui.import.figure.${kind}`),
      values,
    }))
}

/** Keys of texts are words. */
function labelOf(value: string): string {
  const words: Record<string, string> = {
    ',': 'comma',
    ';': 'semicolon',
    '\t': 'tab',
    '|': 'bar',
    '.': 'point',
  }
  return words[value] ?? value.replaceAll('-', '_')
}
