import type { HttpContext } from '@adonisjs/core/http'
import { LONGEST_LIFE, USUAL_LIFE, type ApiKey } from '../identity/api_keys.ts'
import { scopedModules } from './api/scopes.ts'
import type { Place } from '../identity/who.ts'
import type { Page } from './page.ts'

/** Where administrators make and revoke the keys of the tenant. A module's menu leads to it. */
export const API_KEYS_HREF = '/base/api-keys'

/** What somebody filled in to make a key. */
export interface ApiKeyInput {
  name: string
  days: number
  scopes: string[]
  /** `null` where none was ticked: all locations of the member. */
  locationIds: string[] | null
  /** The member to act as, where one may be chosen. */
  member: string | null
}

export type ApiKeyErrors = Partial<Record<'name' | 'scope' | 'locations' | 'member', string>>

const DAYS = [7, 30, USUAL_LIFE, 180, LONGEST_LIFE]
const LONGEST_NAME = 80

const blank: ApiKeyInput = {
  name: '',
  days: USUAL_LIFE,
  scopes: [],
  locationIds: null,
  member: null,
}

/**
 * Reads a posted form. What was not offered is left out; what is missing is said beside it. Locations
 * that are all left out do not become every location.
 */
export function readApiKeyForm(
  { asker, request, registry, identity }: HttpContext,
  { t }: Page
): { input: ApiKeyInput; errors: ApiKeyErrors } {
  const body = request.body() as Record<string, unknown>
  const name = typeof body.name === 'string' ? body.name.trim().slice(0, LONGEST_NAME) : ''
  const days = DAYS.find((each) => String(each) === body.days) ?? USUAL_LIFE
  const chosen = (body.scope ?? {}) as Record<string, unknown>
  const scopes = scopedModules(registry, asker).flatMap((module) => {
    const action = Object.hasOwn(chosen, module) ? chosen[module] : null
    return action === 'read' || action === 'write' ? [`${module}:${action}`] : []
  })
  const ticked = [body.locations ?? []].flat()
  const locationIds = identity!.locations.map(({ id }) => id).filter((id) => ticked.includes(id))
  const errors: ApiKeyErrors = {}
  if (!name) errors.name = t('ui.error.required')
  if (scopes.length === 0) errors.scope = t('ui.keys.noScope')
  if (ticked.length > 0 && locationIds.length === 0) errors.locations = t('ui.keys.noLocation')
  return {
    input: {
      name,
      days,
      scopes,
      locationIds: locationIds.length > 0 ? locationIds : null,
      member: typeof body.member === 'string' ? body.member : null,
    },
    errors,
  }
}

/** Whether the key that is asked for could change something. */
export function hasWriteScope({ scopes }: ApiKeyInput): boolean {
  return scopes.some((scope) => scope.endsWith(':write'))
}

/** Everything that the list of keys and the form for a new one show. */
export function apiKeysState(
  { asker, registry, identity }: HttpContext,
  { t, formats }: Page,
  given: {
    action: string
    keys: readonly ApiKey[]
    /** Whether keys may change records, too. */
    mayWrite: boolean
    made?: { name: string; secret: string }
    members?: readonly { id: string; name: string }[]
    input?: ApiKeyInput
    errors?: ApiKeyErrors
  }
) {
  const input = given.input ?? blank
  const titles = new Map(registry.modules.map(({ name, manifest }) => [name, manifest.title]))
  const titleOf = (module: string) =>
    module === '*' ? t('ui.keys.everything') : (titles.get(module) ?? module)
  const modules = scopedModules(registry, asker)
  const reachOf = (key: ApiKey) =>
    [
      ...key.scopes
        .map((scope) => scope.split(':') as [module: string, action: 'read' | 'write'])
        .map(([module, action]) => `${titleOf(module)}: ${t(`ui.keys.scope.${action}`)}`),
      ...placesText(key, identity!.locations, t),
    ].join(', ')
  const chosenOf = (module: string) =>
    (['write', 'read'] as const).find((action) => input.scopes.includes(`${module}:${action}`))
  return {
    action: given.action,
    made: given.made ?? null,
    list: given.keys.map((key) => ({
      id: key.id,
      name: key.name,
      user: key.userName,
      maker: makerText(key, t),
      prefix: key.prefix,
      scopes: reachOf(key),
      lastUsed: key.lastUsedAt ? formats.datetime(key.lastUsedAt) : t('ui.keys.never'),
      expires: key.isExpired ? t('ui.keys.expired') : formats.datetime(key.expiresAt),
      expired: key.isExpired,
    })),
    form: {
      name: input.name,
      mayWrite: given.mayWrite,
      days: DAYS.map((value) => ({
        value,
        label: t('ui.keys.daysChoice', { days: value }),
        chosen: value === input.days,
      })),
      scopes: modules.map((module, index) => ({
        id: index,
        module,
        label: titleOf(module),
        chosen: chosenOf(module) ?? null,
      })),
      locations: identity!.locations.map(({ id, name }) => ({
        id,
        name,
        chosen: input.locationIds?.includes(id) ?? false,
      })),
      members:
        given.members?.map(({ id, name }) => ({ id, name, chosen: id === input.member })) ?? null,
      errors: given.errors ?? {},
    },
  }
}

/** Where a key works, where that was narrowed; locations that the reader does not know are counted. */
function placesText({ locationIds }: ApiKey, known: readonly Place[], t: Page['t']): string[] {
  if (!locationIds) return []
  const names = known.filter(({ id }) => locationIds.includes(id)).map(({ name }) => name)
  const count = locationIds.length - names.length
  if (count > 0) names.push(t('ui.keys.elsewhere', { count }))
  return [t('ui.keys.at', { places: names.join(', ') })]
}

/** Who made a key; one that somebody who is gone has made deserves a look. */
function makerText({ maker }: ApiKey, t: Page['t']): string {
  if (!maker) return '–'
  return maker.isActive ? maker.name : t('ui.keys.makerGone', { name: maker.name })
}
