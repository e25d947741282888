import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { allowedLocationIds } from '../../identity/who.ts'
import type { Model } from '../../models/model.ts'
import { AccessChange } from '../../modules/access_change.ts'
import { deciding } from '../../modules/access_written.ts'
import type { Action } from '../../modules/registry.ts'
import { effectOnMembers } from '../../modules/right_effect.ts'
import type { Crumb, Page } from '../page.ts'
import { renderEffectPage, type ModelEffect } from './effect_page.ts'
import { mayAdminister } from './may_administer.ts'
import { outliving } from './outliving.ts'

/** Posted by the page about the effect: the change that was shown, as AccessChange names it. */
const SEEN = '_effect'

/** How the page asks whether the change shall be made. */
export interface Question {
  title: string
  doLabel: string
  crumbs: Crumb[]
  menuHref: string
  /** Where one gets who leaves it. */
  keepHref: string
  intro?: string | null
  /** Said where nobody gains or loses anything. */
  nothing?: string
}

/** Whether writing records of this model can give or take rights. */
export function decidesAccess({ table }: typeof Model): boolean {
  return Object.values(deciding).some((tables) => (tables as readonly string[]).includes(table))
}

/**
 * Writes, and where that gives or takes rights, shows the effect first: what was written is rolled
 * back, and the page says who gains and loses what. Its button sends the same request again, and
 * then it stays written, if it is still the change that was shown. Answers with what `write` came
 * to, or with the page. `model` is that of the records that are written; null where it may be any.
 */
export async function effectFirst<Result>(
  ctx: HttpContext,
  model: typeof Model | null,
  write: () => Promise<Result>,
  ask: (page: Page) => Question | Promise<Question>
): Promise<{ written: Result } | { shown: string }> {
  const written = await write()
  const environment = ctx.environment!
  if ((model && !decidesAccess(model)) || !mayAdminister(ctx)) return { written }
  const within = allowedLocationIds(ctx.identity!)
  const change = await AccessChange.written(environment, ctx.registry, within)
  if (!change || ctx.request.input(SEEN) === change.digest) return { written }
  await environment.rollback()
  return { shown: await show(ctx, change, ask) }
}

async function show(
  ctx: HttpContext,
  change: AccessChange,
  ask: (page: Page) => Question | Promise<Question>
): Promise<string> {
  const { page, request } = ctx
  const { changes, isBounded } = await change.members()
  const effects: ModelEffect[] = []
  for (const model of ctx.registry.models) {
    effects.push({ model, effect: await effectOnMembers(model, changes, isBounded) })
  }
  const question = await ask(page)
  return renderEffectPage(ctx, page, {
    intro: null,
    nothing: page.t('ui.rights.nothing', { users: changes.length }),
    ...question,
    effects,
    outliving: await outliving(ctx, changes),
    action: addressOf(request),
    hidden: [...postedValues(request.body()), [SEEN, change.digest]],
    keepLabel: page.t('ui.rights.leave'),
  })
}

/** Where the request was sent, to be sent there once more by a form. */
function addressOf(request: HttpContext['request']): string {
  const query = new URLSearchParams(request.parsedUrl.query ?? '')
  query.delete('_method')
  if (request.method() !== 'POST') query.set('_method', request.method())
  return query.size > 0 ? `${request.url()}?${query}` : request.url()
}

/** The screen on which the question is asked. */
type Place = Pick<Action, 'model' | 'label' | 'href'>

/** How it is asked whether a form shall be saved. */
export function savingWords({ t }: Page) {
  return {
    title: (name: string) => t('ui.rights.saveTitle', { name }),
    doLabel: t('ui.rights.save'),
  }
}

/** The question about a change of one record of a screen, or of a new one. */
export async function questionAbout(
  ctx: HttpContext,
  action: Place,
  id: string | null,
  words: { title: (name: string) => string; doLabel: string }
): Promise<Question> {
  const name = id ? await titleOf(ctx, action, id) : String(ctx.request.input('name') ?? '')
  const title = words.title(name || ctx.page.t('ui.form.untitled'))
  const href = id ? `${action.href}/${id}` : action.href
  return {
    title,
    doLabel: words.doLabel,
    crumbs: [
      { label: action.label, href: action.href },
      ...(id ? [{ label: name, href }] : []),
      { label: title, href: null },
    ],
    menuHref: action.href,
    keepHref: href,
  }
}

/** How a record is called at the moment, asked beside the transaction that was given back. */
async function titleOf(ctx: HttpContext, { model }: Place, id: string): Promise<string> {
  const records = new Records(model, ctx.registry.access)
  const selected = records.select({ fields: [model.titleField], ids: [id], order: [], limit: 1 })
  const [rows] = await ctx.environment!.aside().read([selected])
  return String(rows![0]?.[model.titleField] ?? '')
}

/** Everything that a form has posted, to be posted once more. */
function postedValues(body: object, prefix = ''): [name: string, value: string][] {
  return Object.entries(body).flatMap(([key, value]): [string, string][] => {
    if (prefix === '' && ['_csrf', '_method', SEEN].includes(key)) return []
    const name = prefix === '' ? key : `${prefix}[${key}]`
    if (Array.isArray(value)) return value.map((each) => [`${name}[]`, String(each ?? '')])
    if (typeof value === 'object' && value !== null) return postedValues(value as object, name)
    return [[name, String(value ?? '')]]
  })
}
