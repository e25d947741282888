import type { HttpContext } from '@adonisjs/core/http'
import type { AccessExplanation } from '../../access/explain.ts'
import { operations } from '../../access/declarations.ts'
import { Records } from '../../access/records.ts'
import { E_NO_SUCH_RECORD } from '../../access/errors.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'
import { houseEntries, type HouseEntry } from '../../modules/menu_explanation.ts'
import { readAccessRequest, type AccessRequest } from '../access/access_request.ts'
import { UserExplanations } from '../access/explanations.ts'
import { ACCESS_HREF, mayAdminister } from '../access/may_administer.ts'
import { stepText } from '../access/step_text.ts'
import { E_NOT_FOUND } from '../errors.ts'
import { Page } from '../page.ts'
import { peopleToChoose } from '../people_choice.ts'

/**
 * Why somebody may do something, or may not: with records, with one of them, with a field; and why
 * they see an entry of the menu. With nothing but a user, the menu as that user has it.
 */
export default class AccessExplanationsController {
  async show(ctx: HttpContext) {
    if (!mayAdminister(ctx)) throw new E_NOT_FOUND()
    const page = new Page(ctx)
    const asked = readAccessRequest(ctx)
    const title = page.t('ui.access.title')
    const entries = houseEntries(ctx.registry)
    const people = await this.#people(ctx, asked.user)
    const who = people.find(({ id }) => id === asked.user)
    const user = String(who?.name ?? '')
    const explanations = asked.user ? new UserExplanations(ctx, asked.user, user) : null
    const entry = entries.find((each) => each.entry.href === asked.menu) ?? null
    const explanation = await this.#answer(explanations, asked, entry)
    const isOverview = explanations && !explanation
    return page.renderView('pages/access', {
      title,
      crumbs: [{ label: title, href: null }],
      menuHref: ACCESS_HREF,
      state: {
        asked: { ...asked, model: asked.model?.table ?? null },
        record: await this.#subjectOf(ctx, asked, entry),
        people: people.map(({ id, name, email }) => ({ id, label: `${name}, ${email}` })),
        models: ctx.registry.models.map(({ table, labels }) => ({ table, label: labels.many })),
        operations: operations.map((name) => ({ name, label: page.t(`ui.access.can.${name}`) })),
        fields: Object.entries(asked.model?.allFields ?? {}).map(([name, { options }]) => ({
          name,
          label: options.label,
        })),
        sections: sectionsOf(entries),
        menu: isOverview ? await this.#menu(page, asked, explanations, entries) : null,
        verdict: explanation && {
          allowed: explanation.allowed,
          text: page.t(verdictKey(explanation, entry), { name: user }),
        },
        steps: (explanation?.steps ?? []).map((step) => ({
          verdict: step.verdict,
          label: page.t(`ui.access.verdict.${step.verdict}`),
          text: stepText(step, page.t),
        })),
      },
    })
  }

  async #people({ asker, environment }: HttpContext, chosen: string | null) {
    const [people] = await environment!.read([peopleToChoose(asker.tenantId, chosen)])
    return people!
  }

  async #answer(
    explanations: UserExplanations | null,
    asked: AccessRequest,
    entry: HouseEntry | null
  ): Promise<AccessExplanation | null> {
    if (!explanations) return null
    if (entry) return explanations.ofEntry(entry)
    return asked.model ? explanations.ofRecords(asked) : null
  }

  /** Every entry of the menu, whether the user sees it, and where it is explained. */
  async #menu(
    { t }: Page,
    { user }: AccessRequest,
    explanations: UserExplanations,
    entries: readonly HouseEntry[]
  ) {
    const seen = await explanations.menu(entries)
    return seen.map(({ entry: { entry, section }, isSeen }) => ({
      section,
      label: entry.label,
      isSeen,
      word: t(isSeen ? 'ui.access.seen' : 'ui.access.notSeen'),
      href: `${ACCESS_HREF}?${new URLSearchParams({ user: user!, menu: entry.href })}`,
    }))
  }

  /** What the question is about, in a word: the entry, or the record. */
  async #subjectOf(ctx: HttpContext, { model, id }: AccessRequest, entry: HouseEntry | null) {
    if (entry) return `${entry.section}, ${entry.entry.label}`
    return model && id ? this.#titleOf(ctx, model, id) : null
  }

  /** The title of the record, which the administrator must be able to read. */
  async #titleOf(ctx: HttpContext, model: typeof Model, id: string): Promise<string> {
    const records = new Records(model, ctx.registry.access)
    if (!isUuid(id) || !records.allows('read')) throw new E_NO_SUCH_RECORD()
    const selection = { fields: [model.titleField], ids: [id], order: [], limit: 1 }
    const [rows] = await ctx.environment!.read([records.select(selection)])
    if (rows!.length === 0) throw new E_NO_SUCH_RECORD()
    return String(rows![0]![model.titleField] ?? '')
  }
}

function verdictKey({ allowed }: AccessExplanation, entry: HouseEntry | null) {
  if (entry) return allowed ? 'ui.access.sees' : 'ui.access.seesNot'
  return allowed ? 'ui.access.allowed' : 'ui.access.refused'
}

/** The entries to choose from, app by app. */
function sectionsOf(entries: readonly HouseEntry[]) {
  const sections = new Map<string, { label: string; href: string }[]>()
  for (const { section, entry } of entries) {
    sections.set(section, [...(sections.get(section) ?? []), entry])
  }
  return [...sections].map(([label, items]) => ({
    label,
    items: items.map((item) => ({ label: item.label, href: item.href })),
  }))
}
