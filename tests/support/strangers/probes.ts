import router from '@adonisjs/core/services/router'
import { targetOf, type Field } from '#app/domains/fields'
import type { Model } from '#app/models/model'
import { Registry, type Action } from '#app/modules/registry'
import type { FormTree, Part } from '#app/views/declarations'
import type { KanbanTree } from '#app/views/kanban/declarations'
import type { About, Probe } from './prober.ts'

/** A probe about records of a model. */
export interface ModelProbe extends Probe {
  /** Says in a word what is asked. */
  title: string
  /** Whose records it is about: a model, or a table of the host that has no screen. */
  model: { readonly name: string; readonly table: string }
  /** The route that takes the id, as it is declared. */
  route?: string
}

/** What is sent to routes of the host that take a record's id, where it is more than the address. */
const bodies: Record<string, Record<string, unknown>> = {
  'PUT /:module/:action/:id': { _version: '1', name: 'Changed' },
  'PUT /:module/:action/:id/sequence': { step: 'up' },
  'PUT /:module/:action/:id/translations/:field': { 'name:en': 'Changed', 'name:de': 'Anders' },
  'PUT /:module/:action/:id/row': { _version: '1', name: 'Changed' },
  'PATCH /api/v1/:module/:action/:id': {},
  'POST /api/v1/reports/:id/export': { format: 'csv' },
  'PATCH /api/v1/:module/:action/:id/messages/:message': { body: 'Changed' },
  'POST /api/v1/:module/:action/:id/attachments': { files: new File(['text'], 'text.txt') },
}

/** Pages of the host about rows that are no records of a screen. */
const ofTables: Record<string, ModelProbe['model']> = {
  '/notifications/:id/reading': { name: 'notification', table: 'notifications' },
  '/base/audit/:id': { name: 'entry of the audit log', table: 'audit_entries' },
  '/base/audit/:id/undo': { name: 'entry of the audit log', table: 'audit_entries' },
  '/:module/:action/favourites/:id': { name: 'favourite', table: 'favourites' },
  '/dashboards/:id': { name: 'dashboard', table: 'dashboards' },
  '/dashboards/:id/tiles': { name: 'dashboard', table: 'dashboards' },
  '/dashboards/:id/tiles/:name': { name: 'dashboard', table: 'dashboards' },
  '/reports/:id': { name: 'report', table: 'reports' },
  '/reports/:id/filter': { name: 'report', table: 'reports' },
  '/reports/:id/filter/options': { name: 'report', table: 'reports' },
  '/reports/:id/range': { name: 'report', table: 'reports' },
  '/reports/:id/suggestions': { name: 'report', table: 'reports' },
  '/reports/:id/export': { name: 'report', table: 'reports' },
  '/api/v1/reports/:id': { name: 'report', table: 'reports' },
  '/api/v1/reports/:id/export': { name: 'report', table: 'reports' },
  '/base/imports/:id': { name: 'import', table: 'imports' },
  '/base/imports/:id/run': { name: 'import', table: 'imports' },
  '/base/imports/:id/options': { name: 'import', table: 'imports' },
  '/base/imports/:id/failures': { name: 'import', table: 'imports' },
}

/** Every route that there is, once for each method. */
export function allRoutes(of = router) {
  return Object.values(of.toJSON())
    .flat()
    .flatMap((route) =>
      route.methods.filter((method) => method !== 'HEAD').map((method) => ({ ...route, method }))
    )
}

const ofEveryScreen = '/:module/:action'

const actions = () => [...Registry.current.actions.values()]

/**
 * Probes with the id in the address: every route that takes one for every screen, those that
 * modules have put below a screen, and the buttons of forms.
 */
export function addressProbes(): ModelProbe[] {
  const apart = allRoutes().flatMap(({ method, pattern }) => {
    const model = ofTables[pattern]
    const own = pattern.replace(ofEveryScreen, actions()[0]!.href)
    return model ? [addressProbe(method, own, `${method} ${pattern}`, model)] : []
  })
  return [...apart, ...actions().flatMap((action) => [...probesOf(action), ...boardProbes(action)])]
}

/** Probes with the id of a record that is a column of a board. */
function boardProbes({ href, model, views }: Action): ModelProbe[] {
  const tree = views.get('kanban') as KanbanTree | undefined
  const field = tree && Registry.current.catalogue.fieldsOf(model)[tree.by]
  if (field?.kind !== 'many2one') return []
  const target = targetOf(field) as unknown as typeof Model
  return allRoutes().flatMap(({ method, pattern }) =>
    pattern === `${ofEveryScreen}/board/:column`
      ? [addressProbe(method, pattern.replace(ofEveryScreen, href), `${method} ${pattern}`, target)]
      : []
  )
}

function probesOf(action: Action): ModelProbe[] {
  return [
    ...allRoutes().flatMap(({ method, pattern }) => {
      const own = pattern
        .replace(ofEveryScreen, action.href)
        .replace('/translations/:field', `/translations/${translatedFieldOf(action.model)}`)
      const below = new RegExp(`^(/api/v1)?${action.href}/:(id|\\w+_id)\\b`)
      return below.test(own)
        ? [addressProbe(method, own, `${method} ${pattern}`, action.model)]
        : []
    }),
    ...partsOf(action.form)
      .filter(({ kind }) => kind === 'button')
      .map(({ name }) =>
        addressProbe('POST', `${action.href}/:id/${name}`, undefined, action.model)
      ),
  ]
}

/** A field of the model that is kept in several languages; any name where it has none. */
function translatedFieldOf(model: typeof Model): string {
  const fields = Object.entries(Registry.current.catalogue.fieldsOf(model))
  return fields.find(([, { options }]) => options.translate)?.[0] ?? 'something'
}

function addressProbe(
  method: string,
  pattern: string,
  route: string | undefined,
  model: ModelProbe['model']
): ModelProbe {
  const isSpoofed = !pattern.startsWith('/api/') && !['GET', 'POST'].includes(method)
  const path = ({ id }: About) => {
    const address = pattern.replace(/:\w+/, id).replaceAll(/:\w+\??/g, 'something')
    return isSpoofed ? `${address}?_method=${method}` : address
  }
  const body = route && bodies[route]
  return {
    title: `${method} ${pattern}`,
    method: isSpoofed ? 'POST' : (method as Probe['method']),
    path,
    body: body ? () => body : undefined,
    model,
    route,
  }
}

function partsOf(form: FormTree | null): Part<never>[] {
  const within = (part: string | Part<never>): Part<never>[] =>
    typeof part === 'string' ? [] : [part, ...part.items.flatMap(within)]
  return form ? [...form.header, ...form.sheet].flatMap(within) : []
}

/**
 * Probes with the id or the name of a related record in a body, in the address of a new record, in
 * a picker and in a filter. `ownId` gives a record of a table that may be changed.
 */
export function relationProbes(ownId: (table: string) => string | null): ModelProbe[] {
  return actions().flatMap((action) => {
    const fields = Object.entries(Registry.current.catalogue.fieldsOf(action.model))
    const own = ownId(action.model.table)
    return fields
      .filter(([, { kind }]) => kind === 'many2one' || kind === 'many2many')
      .flatMap(([name, field]) => [
        ...namingProbes(action, name, field),
        ...(own ? changingProbes(action, name, field, own) : []),
      ])
  })
}

function namingProbes(action: Action, name: string, field: Field): ModelProbe[] {
  const { href } = action
  const input = field.kind === 'many2many' ? `${name}[]` : name
  const filters: [operator: string, (about: About) => unknown][] = [
    ['=', ({ id }) => id],
    ['in', ({ id }) => [id]],
    ['ilike', ({ title }) => title],
    ['any', ({ id }) => [['id', '=', id]]],
  ]
  const probes: Probe[] = [
    { method: 'GET', path: ({ id }) => `${href}/new?${name}=${id}` },
    { method: 'POST', path: () => href, body: ({ id }) => ({ [input]: id }) },
    {
      method: 'POST',
      path: () => href,
      body: ({ title }) => ({ [name]: '', [`${name}_text`]: title }),
    },
    { method: 'GET', path: ({ title }) => `${href}/options/${name}?q=${title}` },
    { method: 'POST', path: () => `/api/v1${href}`, body: (about) => given(name, field, about) },
    ...filters.map(([operator, value]): Probe => ({
      method: 'GET',
      path: (about) => `/api/v1${href}?domain=${encoded([[name, operator, value(about)]])}`,
    })),
  ]
  return probes.map((probe) => titled(probe, `${href}, ${name}`, field))
}

function changingProbes({ href }: Action, name: string, field: Field, own: string): ModelProbe[] {
  const input = field.kind === 'many2many' ? `${name}[]` : name
  const probes: Probe[] = [
    {
      method: 'POST',
      path: () => `${href}/${own}?_method=PUT`,
      body: ({ id }) => ({ _version: '1', [input]: id }),
    },
    {
      method: 'PATCH',
      path: () => `/api/v1${href}/${own}`,
      body: (about) => given(name, field, about),
    },
  ]
  return probes.map((probe) => titled(probe, `${href}, ${name} of one's own`, field))
}

function given(name: string, { kind }: Field, { id }: About) {
  return { [name]: kind === 'many2many' ? [id] : id }
}

function titled(probe: Probe, title: string, field: Field): ModelProbe {
  const model = targetOf(field) as unknown as typeof Model
  const path = probe.path({ id: '<id>', title: '<title>' })
  return { ...probe, title: `${title}: ${probe.method} ${path}`, model }
}

/** Probes of lists about their own records: by id, by name, and by a place in the order. */
export function listProbes(): ModelProbe[] {
  return actions().flatMap(({ href, model }) => {
    const place = ({ id }: About) =>
      Buffer.from(JSON.stringify(['2026-01-15', id, 0, 81])).toString('base64url')
    const paths: ((about: About) => string)[] = [
      ({ title }) => `${href}?q=${title}`,
      ({ id }) => `${href}?q=${id}`,
      (about) => `${href}?place=${place(about)}`,
      ({ id }) => `/api/v1${href}?domain=${encoded([['id', '=', id]])}`,
    ]
    return paths.map((path) => {
      const title = `GET ${path({ id: '<id>', title: '<title>' })}`
      return { title, method: 'GET', path, model }
    })
  })
}

function encoded(domain: unknown): string {
  return encodeURIComponent(JSON.stringify(domain))
}
