import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { Records } from '../../access/records.ts'
import { groupsOf, type Group, type GroupTerm } from '../../models/aggregate.ts'
import { allOf, not, type DomainNode } from '../../domains/node.ts'
import { toWords } from '../../domains/words.ts'
import type { Model } from '../../models/model.ts'
import type { Action } from '../../modules/registry.ts'
import { COHORT_MODES, COHORT_UNITS, type CohortTree } from '../../views/cohort/declaration.ts'
import { renderCohort } from '../../views/cohort/page.ts'
import type { CohortCell, CohortPage, CohortRow } from '../../views/cohort/types.ts'
import { measureLinks } from '../graph/graph_links.ts'
import { Figures, type Figure } from '../groups/figures.ts'
import { groupLabel } from '../groups/group_label.ts'
import { termLabel } from '../groups/group_term.ts'
import { localeOf } from '../formats.ts'
import { screenHead, screenPlace } from '../screens/screen_head.ts'
import { screenPlan, type ScreenPlan } from '../search/screen_plan.ts'
import { searched } from '../search/searched.ts'
import { searchTools, type ScreenSearch } from '../search/search_tools.ts'
import { CohortLinks } from './cohort_links.ts'
import { CohortQuery } from './cohort_query.ts'
import { cohortsOf, MOST_COHORTS, together, type Cohort } from './cohort_table.ts'

/** More groups than these are not read. */
const MOST_GROUPS = 5_000

/** What becomes of the records that begin in the same span of time: one statement for all of them. */
export class CohortScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #tree: CohortTree
  #query: CohortQuery
  #figures: Figure[]
  #figure: Figure
  #links: CohortLinks

  constructor(ctx: HttpContext, action: Action) {
    this.#ctx = ctx
    this.#plan = screenPlan(ctx.registry, ctx.asker, action)
    this.#tree = this.#plan.views.get('cohort') as CohortTree
    this.#query = new CohortQuery(ctx.request, this.#plan, this.#tree)
    const { currency } = ctx.identity!.tenant!
    const figures = new Figures(ctx, this.#plan.model, { ...this.#words, currency })
    this.#figures = figures.offered.filter(({ isSum }) => isSum)
    const chosen = figures.find(this.#query.measure)
    this.#figure = chosen.isSum ? chosen : figures.count
    this.#links = new CohortLinks(this.#plan, this.#tree, this.#query, {
      timeZone: ctx.asker.timeZone,
      parse: (domain) => ctx.registry.access.parse(ctx.asker, this.#plan.model, domain),
    })
  }

  async render(): Promise<Buffer> {
    const { page, asker } = this.#ctx
    const groups = await this.#read()
    const search = await searchTools(this.#ctx, this.#plan, this.#query, page.t)
    const today = DateTime.now().setZone(asker.timeZone).toISODate()!
    const cohorts = cohortsOf(groups, this.#figure, this.#query.unit, today)
    const body = renderCohort(this.#content(cohorts, search), page.t)
    return page.render(screenPlace(this.#ctx, this.#plan), body)
  }

  async #read(): Promise<Group[]> {
    const { start, end } = this.#tree
    const { unit } = this.#query
    const records = new Records<typeof Model>(this.#plan.model, this.#ctx.registry.access)
    const found = await searched(this.#ctx, this.#plan, this.#query)
    const begun = records.domain([[start, '!=', null]])
    const ended = [records.domain([[end, '!=', null]]), records.domain(this.#tree.when)]
    const asked = (where: DomainNode[], groupBy: GroupTerm[]) => ({
      ...found,
      where: [...found.where, begun, ...where],
      groupBy,
      measures: this.#figure.measures,
      limit: MOST_GROUPS,
    })
    const byStart = { name: start, unit }
    const both = [byStart, { name: end, unit }]
    const parts =
      this.#tree.when.length === 0
        ? [asked([], both)]
        : [asked(ended, both), asked([not(allOf(ended))], [byStart])]
    const answers = await this.#ctx.environment!.read(parts.map((part) => records.aggregate(part)))
    return parts.flatMap((part, index) =>
      groupsOf(answers[index]!, part).filter(({ count }) => count > 0)
    )
  }

  #content(cohorts: readonly Cohort[], search: ScreenSearch): CohortPage {
    const { t } = this.#ctx.page
    const query = this.#query
    const spans = Math.max(0, ...cohorts.map(({ ended }) => ended.length))
    return {
      head: screenHead(this.#ctx, this.#plan, query, t),
      search,
      title: t(`ui.cohort.title.${query.mode}`, {
        measure: this.#figure.label,
        end: this.#endInWords,
      }),
      axis: this.#term,
      measure: this.#figure.label,
      modes: COHORT_MODES.map((mode) => ({
        label: t(`ui.cohort.${mode}`),
        href: query.href({ mode }),
        current: mode === query.mode,
      })),
      units: COHORT_UNITS.map((unit) => ({
        label: t(`ui.unit.${unit}`),
        href: query.href({ unit }),
        active: unit === query.unit,
      })),
      measures: measureLinks(query, this.#figures, this.#figure),
      spans: Array.from({ length: spans }, (_, span) => (span === 0 ? '0' : `+${span}`)),
      rows: cohorts.map((cohort) => this.#row(cohort, spans)),
      all: cohorts.length > 1 ? this.#all(cohorts) : null,
      notes: cohorts.length === MOST_COHORTS ? [t('ui.cohort.last', { count: MOST_COHORTS })] : [],
      noMatch: {
        title: t('ui.list.noMatch.title', { records: this.#plan.model.labels.many }),
        text: search.noMatchText,
        clearHref: query.unfilteredHref,
      },
    }
  }

  /** "Closed on", and what else must be met to have come to this end. */
  get #endInWords(): string {
    const label = this.#labelOf(this.#tree.end)
    if (this.#tree.when.length === 0) return label
    const { asker, registry, page } = this.#ctx
    const node = registry.access.parse(asker, this.#plan.model, this.#tree.when)
    return `${label}, ${toWords(node, { t: page.t, locale: localeOf(asker.language) })}`
  }

  #row({ start, total, ended }: Cohort, spans: number): CohortRow {
    const { unit } = this.#query
    const name = this.#tree.start
    const field = this.#plan.model.allFields[name]!
    return {
      label: groupLabel(field, { name, unit }, { value: start, title: null }, this.#words),
      total: this.#figure.say(total),
      href: total === 0 ? null : this.#links.whole(start),
      cells: Array.from({ length: spans }, (_, span) =>
        total === 0 || span >= ended.length
          ? null
          : this.#cell(ended[span]!, total, this.#links.after(start, span))
      ),
    }
  }

  #all(cohorts: readonly Cohort[]): CohortRow {
    const { total, of, ended } = together(cohorts)
    return {
      label: this.#ctx.page.t('ui.graph.total'),
      total: this.#figure.say(total),
      href: null,
      cells: ended.map((value, span) => (of[span] ? this.#cell(value, of[span], null) : null)),
    }
  }

  #cell(ended: number, total: number, href: string | null): CohortCell {
    const value = this.#query.mode === 'churn' ? ended : total - ended
    const percent = Math.round((value / total) * 1_000) / 10
    return {
      percent,
      text: this.#ctx.page.formats.percent(percent / 100),
      figure: this.#figure.say(value),
      href: value === 0 ? null : href,
    }
  }

  get #term(): string {
    const term = { name: this.#tree.start, unit: this.#query.unit }
    return termLabel(this.#labelOf(this.#tree.start), term, this.#ctx.page.t)
  }

  #labelOf(name: string): string {
    return this.#plan.model.allFields[name]!.options.label
  }

  get #words() {
    const { t, formats } = this.#ctx.page
    return { t, formats, language: this.#ctx.asker.language }
  }
}
