import type { HttpContext } from '@adonisjs/core/http'
import type { DomainNode } from '../../domains/node.ts'
import { toNotation } from '../../domains/notation.ts'
import type { WordOptions } from '../../domains/phrases.ts'
import { domainFromUrl, domainToUrl } from '../../domains/url.ts'
import { toWords } from '../../domains/words.ts'
import { rightModelFault } from '../../modules/right_faults.ts'
import { renderFilterEditor } from '../../views/search/editor.ts'
import { RIGHTS_HREF } from '../access/may_administer.ts'
import { localeOf } from '../formats.ts'
import { mayOpenMenuPage } from '../menu_page.ts'
import { Page, type Content } from '../page.ts'
import { changedAddress } from '../search/address.ts'
import { namesIn } from '../search/record_names.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'
import { domainOfRules, type ReadRules } from './domain_of_rules.ts'
import { editorFields, type EditorField } from './editor_fields.ts'
import { drawnRules } from './drawn_rules.ts'
import { editorOperators } from './operators.ts'
import { readRecords, type ReadRecords } from './record_texts.ts'
import type { Rule, RuleGroup } from './rules.ts'
import { pressed, rulesInForm } from './rules_in_form.ts'
import { rulesOfDomain } from './rules_of_domain.ts'

/** The page on which the filter of a screen is put together. */
export class FilterScreen {
  #ctx: HttpContext
  #plan: ScreenPlan
  #place: Content
  #page: Page
  #params: URLSearchParams
  #fields: ReadonlyMap<string, EditorField>

  /** `place` is where in the house the screen is. */
  constructor(ctx: HttpContext, plan: ScreenPlan, place: Content) {
    this.#ctx = ctx
    this.#plan = plan
    this.#place = place
    this.#page = new Page(ctx)
    this.#params = new URLSearchParams(ctx.request.parsedUrl.query ?? '')
    this.#fields = editorFields(ctx.registry, ctx.asker, plan.model, this.#words())
  }

  /** The page, or the way back to the screen where the filter is applied and sound. */
  async render(): Promise<Buffer | void> {
    const sent = rulesInForm(this.#params)
    const action = this.#params.get('do') ?? 'show'
    const { root, unclear } = await readRecords(this.#ctx, sent ?? this.#current(), this.#fields)
    if (action === 'apply' || (action === 'rule' && this.#mayRule)) {
      const read = domainOfRules(root, this.#reading)
      const isSound = read.faults.size === 0 && unclear.size === 0
      if (isSound) return action === 'rule' ? this.#makeRule(read.node) : this.#apply(read.node)
      this.#ctx.response.status(422)
      return this.#draw(root, unclear, read)
    }
    const isNew = !sent && root.rules.length === 0
    const next = pressed(root, isNew ? 'add:0' : action, () => this.#firstRule())
    const read = domainOfRules(next, this.#reading)
    return this.#draw(next, action === 'show' ? unclear : new Map(), { ...read, faults: new Map() })
  }

  /** The filter that the screen has. Throws DomainError where the asker cannot ask it. */
  #current(): RuleGroup {
    const domain = domainFromUrl(new URLSearchParams(this.#screen).get('domain') ?? '')
    return rulesOfDomain(this.#parse(domain), this.#page.formats.point)
  }

  get #reading() {
    return { fields: this.#fields, point: this.#page.formats.point, parse: this.#parse }
  }

  get #screen(): string {
    return this.#params.get('screen') ?? ''
  }

  #apply(node: DomainNode) {
    const domain = node.kind === 'always' ? null : domainToUrl(toNotation(node))
    const href = changedAddress(this.#plan, this.#screen, { domain })
    this.#ctx.response.redirect().toPath(href)
  }

  /** Whether the asker may make an access rule of the conditions. */
  get #mayRule(): boolean {
    const { table } = this.#plan.model
    return mayOpenMenuPage(this.#ctx, RIGHTS_HREF) && rightModelFault({ model: table }) === null
  }

  /** Leads to a new rule that limits the records to those of the filter. */
  #makeRule(node: DomainNode) {
    const rule = {
      kind: 'limit',
      model: this.#plan.model.table,
      domain: domainToUrl(toNotation(node)),
    }
    this.#ctx.response.redirect().toPath(`${RIGHTS_HREF}/new?${new URLSearchParams(rule)}`)
  }

  async #draw(root: RuleGroup, unclear: ReadRecords['unclear'], { node, faults }: ReadRules) {
    const names = await namesIn(this.#ctx, this.#plan.model, [node, ...this.#kept(root)])
    const words = this.#words(names)
    const { t } = this.#page
    const title = t('ui.filter.title', { records: this.#plan.model.labels.many })
    const { href } = this.#plan
    const screen = new URLSearchParams(this.#screen)
    screen.delete('domain')
    const { options, rule } = drawnRules(root, {
      fields: this.#fields,
      faults,
      unclear,
      words,
      t,
      parse: this.#parse,
    })
    const body = renderFilterEditor(
      {
        title,
        action: `${href}/filter`,
        optionsHref: `${href}/filter/options`,
        screen: screen.toString(),
        backHref: changedAddress(this.#plan, this.#screen, {}),
        fields: options,
        root: rule,
        words: node.kind === 'always' ? '' : toWords(node, words),
        mayRule: this.#mayRule,
      },
      t
    )
    const place = this.#place
    const last = place.crumbs.at(-1)!
    const crumbs = [...place.crumbs.slice(0, -1), { ...last, href }, { label: title, href: null }]
    return this.#page.render({ ...place, title, crumbs }, body)
  }

  /** The conditions without controls, whose records are named as well. */
  #kept(root: RuleGroup): DomainNode[] {
    return root.rules.flatMap((rule) => (rule.kind === 'kept' ? [this.#parse(rule.domain)] : []))
  }

  #firstRule(): Rule {
    const [[path, { field }]] = [...this.#fields] as [[string, EditorField]]
    return { kind: 'term', path, operator: editorOperators(field)[0]!.name, values: [], text: null }
  }

  #parse = (domain: readonly unknown[]): DomainNode => {
    const { asker, registry } = this.#ctx
    return registry.access.parse(asker, this.#plan.model, domain)
  }

  #words(names?: ReadonlyMap<string, string>): WordOptions {
    return { t: this.#page.t, locale: localeOf(this.#ctx.asker.language), names }
  }
}
