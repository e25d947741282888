import type { HttpContext } from '@adonisjs/core/http'
import { SHARE } from '../../access/permissions.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { keptQuery } from '../favourites/kept_query.ts'
import { mayChange } from '../favourites/may_change.ts'
import { askedReport } from '../reports/asked_report.ts'
import { missingReport } from '../reports/missing_report.ts'
import { givenReport, type Draft } from '../reports/report_form.ts'
import { reportPlan, type ReportPlan } from '../reports/report_plan.ts'
import { REPORTS } from '../reports/report_place.ts'
import { ReportScreen } from '../reports/report_screen.ts'
import { Reports, type Report } from '../reports/reports.ts'
import { reportsPage } from '../reports/reports_page.ts'
import { textOf } from '../search/search_query.ts'

/** Reports that users have put together and saved. */
export default class ReportsController {
  index(ctx: HttpContext) {
    return reportsPage(ctx)
  }

  /** As it is saved, or as the address says. */
  async show(ctx: HttpContext) {
    const { report, plan } = await askedReport(ctx)
    if (!plan) return missingReport(ctx, report)
    const asked = ctx.request.parsedUrl.query || report!.query
    return new ReportScreen(ctx, plan, report).render(asked)
  }

  async store(ctx: HttpContext) {
    const table = textOf(ctx.request.input('model'))
    const plan = reportPlan(ctx.registry, ctx.asker, table, `${REPORTS}/new/${table}`)
    if (!plan) throw new E_NOT_FOUND()
    const draft = givenReport(ctx)
    const query = keptQuery(ctx, plan, textOf(ctx.request.input('query')))
    const reports = new Reports()
    const input = { ...draft, ...sharing(draft), model: table, query }
    const { id, faults } = await this.#saved(ctx, draft, () => reports.add(input))
    if (id) return this.#done(ctx, 'ui.report.saved', draft.name, id)
    return this.#refuse(ctx, { plan, report: null, query }, { ...draft, faults })
  }

  async update(ctx: HttpContext) {
    const { report, plan } = await this.#changeable(ctx)
    if (!plan) throw new E_NOT_FOUND()
    const draft = givenReport(ctx)
    const query = keptQuery(ctx, plan, textOf(ctx.request.input('query')))
    const shared = ctx.asker.groups.has(SHARE) ? sharing(draft) : {}
    const { id, faults } = await this.#saved(ctx, draft, async () => {
      await new Reports().change(report.id, {
        ...report,
        ...draft,
        groups: report.groups,
        ...shared,
        query,
      })
      return report.id
    })
    if (id) return this.#done(ctx, 'ui.report.changed', draft.name, id)
    return this.#refuse(ctx, { plan, report, query }, { ...draft, faults })
  }

  async destroy(ctx: HttpContext) {
    const { report } = await this.#changeable(ctx)
    await new Reports().remove(report.id)
    return this.#done(ctx, 'ui.report.deleted', report.name, '')
  }

  /** One that the asker may change; others do not exist. */
  async #changeable(ctx: HttpContext): Promise<{ report: Report; plan: ReportPlan | null }> {
    const { report, plan } = await askedReport(ctx)
    if (!report || !mayChange(ctx.asker, report)) throw new E_NOT_FOUND()
    return { report, plan }
  }

  /** Saves what is sound, or says what is wrong with it. */
  async #saved(
    { environment }: HttpContext,
    { faults }: Draft,
    save: () => Promise<string | null>
  ): Promise<{ id: string | null; faults: Draft['faults'] }> {
    if (Object.keys(faults).length > 0) return { id: null, faults }
    try {
      const id = await environment!.savepoint(save)
      return { id, faults: id ? {} : { name: 'ui.report.tooMany' } }
    } catch (error) {
      if ((error as { code?: string }).code !== '23505') throw error
      return { id: null, faults: { name: 'ui.report.taken' } }
    }
  }

  #refuse(
    ctx: HttpContext,
    { plan, report, query }: { plan: ReportPlan; report: Report | null; query: string },
    draft: Draft
  ) {
    ctx.response.status(422)
    return new ReportScreen(ctx, plan, report).render(query, draft)
  }

  #done(ctx: HttpContext, text: string, name: string, id: string) {
    ctx.session.flash('flash', { kind: 'ok', text: ctx.page.t(text, { name }) })
    return ctx.response.redirect().toPath(id ? `${REPORTS}/${id}` : REPORTS)
  }
}

function sharing({ audience, groups }: Draft): Pick<Report, 'shared' | 'groups'> {
  return { shared: audience !== 'private', groups }
}
