import { systemAsker } from '#app/environment/scope'
import type { NewApiKey } from '#app/identity/api_keys'
import { Registry, type Action } from '#app/modules/registry'
import { ApiClient, keyFor, type ApiAnswer } from '../api_client.ts'
import { asOwner } from '../tenants.ts'

const UNKNOWN = '01990000-0000-7000-8000-000000000000'

interface Listed {
  data: ({ id: string } & Record<string, unknown>)[]
  next: string | null
}

/** Programs that ask about the demo with different rights. */
export interface DemoClients {
  /** An administrator of the tenant Demo, for everything. */
  administrator: ApiClient
  /** The same, with a key that was made for nothing. */
  unscoped: ApiClient
  /** The same, with a key that only reads. */
  reader: ApiClient
  /** A user for whom programs may act, without any other group. */
  nobody: ApiClient
  /** Ids of records of another tenant, by table. */
  foreign: (table: string) => Promise<string | null>
}

export async function demoClients(): Promise<DemoClients> {
  return {
    administrator: await clientOf('admin@demo.test'),
    unscoped: await clientOf('admin@demo.test', { scopes: [] }),
    reader: await clientOf('admin@demo.test', { scopes: ['*:read'] }),
    nobody: await clientOf('nobody@demo.test'),
    foreign,
  }
}

/**
 * Everything in which the API of a screen differs from what the rights of its users say. Whoever
 * brings a screen has brought its API, so nobody has to think of testing it.
 */
export async function apiFaults(action: Action, clients: DemoClients): Promise<string[]> {
  const { administrator, unscoped, reader, nobody } = clients
  const path = action.href
  const one = `${path}/${UNKNOWN}`
  const faults: string[] = []
  const expect = (what: string, answer: ApiAnswer, ...statuses: number[]) => {
    if (!statuses.includes(answer.status)) {
      faults.push(`${what} ${path} answers ${answer.status}: ${answer.text.slice(0, 200)}`)
    }
  }
  if (!allows(action, 'read')) {
    expect('an administrator without the right: GET', await administrator.get(path), 404)
    return faults
  }
  const list = await administrator.get(path)
  expect('GET', list, 200)
  if (list.status !== 200) return faults
  const { data, next } = list.body as unknown as Listed
  if (!Array.isArray(data) || (next !== null && typeof next !== 'string')) {
    faults.push(`GET ${path} is no list`)
  }
  for (const [name, client, statuses] of [
    ['a key without scopes', unscoped, [403]],
    ['a user without rights', nobody, [404]],
    ['no key', new ApiClient(null), [401]],
  ] as const) {
    expect(`${name}: GET`, await client.get(path), ...statuses)
    expect(`${name}: GET one`, await client.get(one), ...statuses)
    expect(`${name}: POST`, await client.post(path, {}), ...statuses)
    expect(`${name}: PATCH`, await client.patch(one, { version: 1 }), ...statuses)
    expect(`${name}: DELETE`, await client.delete(one), ...statuses)
  }
  expect('a key that reads: POST', await reader.post(path, {}), 403)
  expect('a key that reads: PATCH', await reader.patch(one, { version: 1 }), 403)
  expect('a key that reads: DELETE', await reader.delete(one), 403)
  const wrong = { 'there is no such field': 1 }
  expect('POST', await administrator.post(path, wrong), allows(action, 'create') ? 422 : 403)
  expect('an unknown field: GET', await administrator.get(path, { fields: 'x' }), 422)
  expect('a wrong domain: GET', await administrator.get(path, { domain: [['x', '=', 1]] }), 422)
  const [record] = data
  if (record) faults.push(...(await recordFaults(action, administrator, record)))
  faults.push(...(await strangerFaults(action, clients)))
  return faults
}

async function recordFaults(action: Action, client: ApiClient, record: Listed['data'][number]) {
  const path = `${action.href}/${record.id}`
  const faults: string[] = []
  const answer = await client.get(path)
  const same = JSON.stringify(answer.body.data) === JSON.stringify(record)
  if (answer.status !== 200 || !same) faults.push(`GET ${path} differs from the list`)
  const narrow = await client.get(action.href, { fields: 'id', limit: '1' })
  const [first] = (narrow.body as unknown as Listed).data ?? []
  if (first?.id !== record.id || Object.keys(first).length !== 1) {
    faults.push(`GET ${action.href} with one field does not begin with the same record`)
  }
  const stale = await client.patch(path, { version: 1_000_000 })
  const expected = allows(action, 'write') ? 409 : 403
  if (stale.status !== expected) faults.push(`PATCH ${path} answers ${stale.status}`)
  return faults
}

/** Ids of another tenant look like ids that never were. */
async function strangerFaults(action: Action, { administrator, foreign: idOf }: DemoClients) {
  const id = await idOf(action.model.table)
  if (!id) return []
  const faults: string[] = []
  const requests: [what: string, send: (id: string) => Promise<ApiAnswer>][] = [
    ['GET', (each) => administrator.get(`${action.href}/${each}`)],
    ['PATCH', (each) => administrator.patch(`${action.href}/${each}`, { version: 1 })],
    ['DELETE', (each) => administrator.delete(`${action.href}/${each}`)],
  ]
  for (const [what, send] of requests) {
    const [there, nowhere] = [await send(id), await send(UNKNOWN)]
    if (there.status !== nowhere.status || there.text !== nowhere.text) {
      faults.push(`${what} ${action.href} tells a record of another tenant from none`)
    }
  }
  return faults
}

function allows({ model }: Action, operation: 'read' | 'write' | 'create'): boolean {
  const { access } = Registry.current
  const asker = systemAsker({ tenantId: UNKNOWN, userId: null, locationIds: null })
  const groups = access.imply(['base.administrator'])
  return access.allows({ ...asker, groups }, model, operation)
}

async function clientOf(email: string, change: Partial<NewApiKey> = {}): Promise<ApiClient> {
  const { rows } = await asOwner((owner) =>
    owner.query('select tenant_id, id from memberships where email = $1', [email])
  )
  const { id, tenant_id: tenantId } = rows[0] as { id: string; tenant_id: string }
  const asker = systemAsker({ tenantId, userId: id, locationIds: null })
  return new ApiClient(await keyFor({ id, email, asker }, change))
}

async function foreign(table: string): Promise<string | null> {
  const { rows } = await asOwner((owner) =>
    owner.query<{ id: string }>(
      `select id from "${table}" where tenant_id = (select id from tenants where name = 'Other')
       order by id limit 1`
    )
  )
  return rows[0]?.id ?? null
}
