import type { HttpContext } from '@adonisjs/core/http'
import { keysAround, type ReachingKey } from '../../identity/api_keys.ts'
import { ADMINISTRATOR } from '../../identity/new_tenant.ts'
import { openInvitationsBy, type GivenInvitation } from '../../models/given_invitations.ts'
import type { MemberChange } from '../../modules/right_effect.ts'
import type { Translate } from '../../views/texts.ts'
import { API_KEYS_HREF } from '../api_key_form.ts'
import { localeOf } from '../formats.ts'

/** So many are named; of the others only the number is said. */
const MOST_NAMED = 10

/** What becomes of keys and links that are about people whose rights change. */
export interface Outliving {
  text: string
  /** Where what goes on can be ended. */
  link: { label: string; href: string } | null
}

/**
 * Sentences about the keys that stop with a user, and about what they gave others before and still
 * works: keys that they made, and open invitations to locations in which they work no longer.
 */
export async function outliving(
  ctx: HttpContext,
  changes: readonly MemberChange[]
): Promise<Outliving[]> {
  const felt = changes.filter((change) => isBack(change) || losesReach(change))
  if (felt.length === 0) return []
  const ids = felt.map(({ id }) => id)
  const { tenantId, language } = ctx.asker
  const [keys, [invitations]] = await Promise.all([
    keysAround(tenantId, ids),
    ctx.environment!.aside().read([openInvitationsBy(tenantId, ids)]),
  ])
  const words = new OutlivingWords(ctx.page.t, localeOf(language), invitationsLink(ctx))
  return felt.flatMap((change) => [
    ...words.ofOwnKeys(change, keys),
    ...words.ofGivenKeys(change, keys),
    ...words.ofInvitations(change, invitations as unknown as GivenInvitation[]),
  ])
}

class OutlivingWords {
  #t: Translate
  #list: Intl.ListFormat
  #invitations: Outliving['link']

  constructor(t: Translate, locale: string, invitations: Outliving['link']) {
    this.#t = t
    this.#invitations = invitations
    this.#list = new Intl.ListFormat(locale, { type: 'conjunction' })
  }

  /** Keys that act as the user end and come back with them. */
  ofOwnKeys(change: MemberChange, keys: readonly ReachingKey[]): Outliving[] {
    const own = keys.filter(({ userId }) => userId === change.id)
    const names = own.map((key) => key.name)
    if (!change.after) return this.#say('keysStop', change, names, null)
    return isBack(change) ? this.#say('keysBack', change, names, null) : []
  }

  ofGivenKeys(change: MemberChange, keys: readonly ReachingKey[]): Outliving[] {
    const given = keys.filter(
      (key) =>
        key.createdBy === change.id &&
        key.userId !== change.id &&
        losesReach(change) &&
        reachesBeyond(change, key.locationIds)
    )
    const names = given.map((key) =>
      this.#t('ui.rights.keyOf', { key: key.name, user: key.userName })
    )
    const link = { label: this.#t('ui.apiKeys.title'), href: API_KEYS_HREF }
    return this.#say('keysStay', change, names, link)
  }

  /** Whoever may not invite any more has no open links: the database ends them. */
  ofInvitations(change: MemberChange, invitations: readonly GivenInvitation[]): Outliving[] {
    if (!administers(change.after) || !losesReach(change)) return []
    const given = invitations.filter(
      (each) => each.createdBy === change.id && reachesBeyond(change, each.locations)
    )
    const names = given.map(({ name }) => name)
    return this.#say('invitationsStay', change, names, this.#invitations)
  }

  #say(
    what: 'keysStop' | 'keysBack' | 'keysStay' | 'invitationsStay',
    { name }: MemberChange,
    names: readonly string[],
    link: Outliving['link']
  ): Outliving[] {
    if (names.length === 0) return []
    const named = names.slice(0, names.length > MOST_NAMED + 1 ? MOST_NAMED : names.length)
    const others = names.length - named.length
    const all = others > 0 ? [...named, this.#t('ui.rights.others', { count: others })] : named
    const values = { count: names.length, user: name, names: this.#list.format(all) }
    return [{ text: this.#t(`ui.rights.${what}`, values), link }]
  }
}

function invitationsLink({ registry }: HttpContext): Outliving['link'] {
  const model = registry.models.find(({ table }) => table === 'invitations')
  const screen = model && registry.home.get(model)
  return screen ? { label: screen.label, href: screen.href } : null
}

function isBack({ before, after }: MemberChange): boolean {
  return !before && after !== null
}

function administers(standing: MemberChange['after']): boolean {
  return standing?.asker.groups.has(ADMINISTRATOR) ?? false
}

/** Whether a user goes, or loses the right or some of the locations that they gave others part of. */
function losesReach({ before, after }: MemberChange): boolean {
  if (!before) return false
  if (!after) return true
  if (!administers(before)) return false
  return !administers(after) || !covers(after.asker.locationIds, before.asker.locationIds)
}

/** Whether something reaches where its giver does not, once they are no administrator or not there. */
function reachesBeyond({ after }: MemberChange, locationIds: readonly string[] | null): boolean {
  return !administers(after) || !covers(after!.asker.locationIds, locationIds)
}

function covers(all: readonly string[] | null, some: readonly string[] | null): boolean {
  return all === null || (some !== null && some.every((id) => all.includes(id)))
}
