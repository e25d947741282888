import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { readMembers, type MemberIdentity } from '../../identity/membership.ts'
import { allowedLocationIds } from '../../identity/who.ts'
import type { Model } from '../../models/model.ts'
import { Registry, type Action } from '../../modules/registry.ts'
import {
  changesOfMembers,
  changeWithin,
  effectOnMembers,
  MOST_MEMBERS,
  standingIn,
  type MemberChange,
} from '../../modules/right_effect.ts'
import { postedTexts, textsOfRow, type FieldTexts } from '../form/field_texts.ts'
import { formPlan } from '../form/form_plan.ts'
import { readForm } from '../form/form_reader.ts'
import { renderEffectPage, type ModelEffect } from './effect_page.ts'
import { mayAdminister } from './may_administer.ts'

/** Fields by which a save gives or takes access: of users, and of groups that the tenant made. */
const DECISIVE: Readonly<Record<string, readonly string[]>> = {
  memberships: ['groups', 'allLocations', 'locations'],
  access_groups: ['includes'],
}

/** Posted by the page about the effect: it was seen. */
const SEEN = '_effect'

/**
 * The page that says what a posted form would give and take, where it would; null where there is
 * nothing to say and it can be saved. Nothing has been written yet, and the transaction is given
 * back before others are asked for.
 */
export async function effectBeforeSave(
  ctx: HttpContext,
  action: Action,
  id: string
): Promise<string | null> {
  const decisive = DECISIVE[action.model.table]
  if (!decisive || !mayAdminister(ctx) || ctx.request.input(SEEN) === 'seen') return null
  await new Records(action.model, ctx.registry.access).find(id, 'write')
  const plan = { ...formPlan(ctx.registry, ctx.asker, action), lines: new Map() }
  const { row } = await readForm(ctx.environment!, ctx.registry, plan, id)
  const stored = textsOfRow(plan.fields, row!, ctx.asker.timeZone)
  const posted = { ...stored, ...postedTexts(ctx.request, plan.fields) }
  if (decisive.every((name) => posted[name] === stored[name])) return null
  await ctx.environment!.rollback()
  return render(ctx, action, id, String(row![action.model.titleField] ?? ''), posted)
}

async function render(
  ctx: HttpContext,
  action: Action,
  id: string,
  title: string,
  posted: FieldTexts
): Promise<string> {
  const { changes: all, isBounded } = await changesBy(ctx, action.model, id, posted)
  const changes = all.map((change) => changeWithin(change, allowedLocationIds(ctx.identity!)))
  const effects: ModelEffect[] = []
  for (const model of ctx.registry.models) {
    effects.push({ model, effect: await effectOnMembers(model, changes, isBounded) })
  }
  const { page } = ctx
  const heading = page.t('ui.rights.saveTitle', { name: title })
  const href = `${action.href}/${id}`
  return renderEffectPage(ctx, page, {
    title: heading,
    crumbs: [
      { label: action.label, href: action.href },
      { label: title, href },
      { label: heading, href: null },
    ],
    menuHref: action.href,
    intro: null,
    effects,
    nothing: page.t('ui.rights.nothing', { users: changes.length }),
    action: `${href}?_method=PUT`,
    hidden: [...postedValues(ctx.request.body()), [SEEN, 'seen']],
    doLabel: page.t('ui.rights.save'),
    keepHref: href,
    keepLabel: page.t('ui.rights.leave'),
  })
}

async function changesBy(
  { asker: { tenantId }, registry }: HttpContext,
  { table }: typeof Model,
  id: string,
  posted: FieldTexts
): Promise<{ changes: MemberChange[]; isBounded: boolean }> {
  const listed = (name: string) => (posted[name] ?? '').split(',').filter(Boolean)
  if (table === 'access_groups') {
    const after = await Registry.current.wouldBe(tenantId, (own) => ({
      ...own,
      access: {
        ...own.access,
        groups: own.access.groups.map((row) =>
          row.id === id ? { ...row, includes: listed('includes') } : row
        ),
      },
    }))
    return changesOfMembers(tenantId, registry, after)
  }
  const member = await memberOf(tenantId, id)
  if (!member) return { changes: [], isBounded: false }
  const changed = {
    ...member,
    groups: listed('groups'),
    locationIds: posted.allLocations === '1' ? null : listed('locations'),
  }
  const change = {
    id,
    name: member.name,
    before: standingIn(registry, tenantId, member),
    after: standingIn(registry, tenantId, changed),
  }
  return { changes: [change], isBounded: false }
}

/** A user with their rights; null for one who is not active, and gains nothing by any change. */
async function memberOf(tenantId: string, id: string): Promise<MemberIdentity | null> {
  const [member] = await readMembers(tenantId, MOST_MEMBERS, id)
  return member ?? null
}

/** Everything that a form has posted, to be posted once more. */
function postedValues(body: Record<string, unknown>): [name: string, value: string][] {
  return Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (name === '_csrf' || name === '_method') return []
    if (Array.isArray(value)) return value.map((each) => [`${name}[]`, String(each ?? '')])
    if (typeof value === 'object' && value !== null) {
      return Object.entries(value).map(([key, each]) => [`${name}[${key}]`, String(each ?? '')])
    }
    return [[name, String(value ?? '')]]
  })
}
