import { groupsOf, type GroupTerm, type Group } from '../../models/aggregate.ts'
import type { Delta } from '../../views/dashboards/types.ts'
import { chartOf } from '../graph/graph_chart.ts'
import { groupDomain } from '../groups/group_domain.ts'
import { groupLabel } from '../groups/group_label.ts'
import { groupTerm } from '../groups/group_term.ts'
import { rowInWords } from '../value_words.ts'
import type { TileQuestion, TileRecords } from './tile_reader.ts'

const MOST_GROUPS = 2_000
const MOST_ROWS = 6

/** What a tile of each kind asks and shows. */
export function questionOf(asked: TileRecords): TileQuestion {
  switch (asked.tile.as) {
    case 'figure':
      return figureQuestion(asked)
    case 'chart':
      return chartQuestion(asked)
    case 'leaders':
      return leadersQuestion(asked)
    default:
      return listQuestion(asked)
  }
}

function figureQuestion(asked: TileRecords): TileQuestion {
  const { records, figure, tile } = asked
  const { measures } = figure
  const ask = (isBefore: boolean) =>
    records.aggregate({ where: asked.where(isBefore), groupBy: [], measures })
  return {
    statements: tile.date ? [ask(false), ask(true)] : [ask(false)],
    content(answers) {
      const [now, then] = answers.map((rows) =>
        figure.of(groupsOf(rows, { groupBy: [], measures })[0]!)
      )
      const delta = then ? deltaOf(asked, now ?? 0, then) : null
      return { as: 'figure', value: figure.say(now ?? null), href: asked.listHref(), delta }
    },
  }
}

/** By how much a figure has changed; nothing where it has not, or where there was none. */
function deltaOf({ ctx, tile, range }: TileRecords, now: number, then: number): Delta | null {
  if (now === then || then <= 0) return null
  const { formats, t } = ctx.page
  const part = (now - then) / then
  const isUp = part > 0
  return {
    text: formats.percent(Math.abs(part)),
    isUp,
    tone: isUp === tile.lessIsBetter ? 'bad' : 'ok',
    against: t(`ui.dashboard.against.${range}`),
  }
}

function termsOf({ tile }: TileRecords): GroupTerm[] {
  const { by, model } = tile
  return by.map((word) => groupTerm(word, model.allFields[word.split(':')[0]!]!))
}

function wordsOf({ ctx }: TileRecords) {
  const { asker, page } = ctx
  const { t, formats } = page
  return { t, formats, language: asker.language, timeZone: asker.timeZone }
}

function groupsAsked(asked: TileRecords, levels: readonly GroupTerm[]) {
  const { measures } = asked.figure
  const question = { where: asked.where(), groupBy: levels, measures, limit: MOST_GROUPS }
  return {
    statement: asked.records.aggregate(question),
    read: (rows: Parameters<TileQuestion['content']>[0][number]): Group[] =>
      groupsOf(rows, { groupBy: levels, measures }).filter(({ count }) => count > 0),
  }
}

function chartQuestion(asked: TileRecords): TileQuestion {
  const { tile, figure } = asked
  const levels = termsOf(asked)
  const { statement, read } = groupsAsked(asked, levels)
  return {
    statements: [statement],
    content: ([rows]) => ({
      as: 'chart',
      chart: chartOf({
        type: tile.type,
        stacked: true,
        cumulated: false,
        order: 'natural',
        levels,
        figure: { ...figure, format: figure.say },
        groups: read(rows!),
        fieldOf: (name) => tile.model.allFields[name]!,
        listHref: (domain) => asked.listHref(domain),
        words: wordsOf(asked),
      }),
    }),
  }
}

function leadersQuestion(asked: TileRecords): TileQuestion {
  const { tile, figure } = asked
  const [term] = termsOf(asked) as [GroupTerm]
  const field = tile.model.allFields[term.name]!
  const { statement, read } = groupsAsked(asked, [term])
  const words = wordsOf(asked)
  return {
    statements: [statement],
    content([rows]) {
      const known = read(rows!).filter(({ keys }) => keys[0]!.value !== null)
      const size = (group: Group) => figure.of(group) ?? 0
      const first = known.sort((one, other) => size(other) - size(one)).slice(0, MOST_ROWS)
      const most = Math.max(...first.map(size), 0) || 1
      return {
        as: 'leaders',
        head: field.options.label,
        measure: figure.label,
        rows: first.map((group) => ({
          label: groupLabel(field, term, group.keys[0]!, words),
          text: figure.format(figure.of(group)),
          share: Math.max(size(group), 0) / most,
          href: asked.listHref(groupDomain(field, term, group.keys[0]!.value, words.timeZone)),
        })),
      }
    },
  }
}

function listQuestion(asked: TileRecords): TileQuestion {
  const { records, tile, ctx, screen } = asked
  const { titleField, allFields } = tile.model
  const [name, direction] = tile.order.split(' ')
  const fields = [titleField, ...(tile.detail ? [tile.detail] : [])]
  const order = [{ name: name!, descending: direction === 'desc' }]
  return {
    statements: [records.select({ where: asked.where(), fields, order, limit: MOST_ROWS })],
    content: ([rows]) => ({
      as: 'list',
      href: asked.listHref(),
      rows: rows!.map((row) => ({
        title: String(row[titleField] ?? '') || ctx.page.t('ui.form.untitled'),
        detail: tile.detail ? rowInWords(allFields[tile.detail]!, tile.detail, row, ctx.page) : '',
        href: screen && `${screen}/${String(row.id)}`,
      })),
    }),
  }
}
