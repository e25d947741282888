import { createApiKey, type NewApiKey } from '#app/identity/api_keys'
import type { TestUser } from './tenants.ts'

/** What came back for a request of a program. */
export interface ApiAnswer {
  status: number
  headers: Headers
  text: string
  /** The body, read as JSON. */
  // Tests look into bodies of every shape.
  body: Record<string, never> & { data: never; errors: never }
}

/** Makes an API key for a user of the tests and returns its secret. */
export async function keyFor(user: TestUser, change: Partial<NewApiKey> = {}): Promise<string> {
  const made = await createApiKey({
    tenantId: user.asker.tenantId,
    userId: user.id,
    name: 'Tests',
    isPersonal: true,
    scopes: ['*:write'],
    locationIds: null,
    createdBy: user.id,
    days: 90,
    ...change,
  })
  return made!.secret
}

/** A program that asks the API with a key. */
export class ApiClient {
  readonly secret: string | null
  #base: string

  constructor(secret: string | null, base = `http://${process.env.HOST}:${process.env.PORT}`) {
    this.secret = secret
    this.#base = base
  }

  static async of(user: TestUser, change: Partial<NewApiKey> = {}): Promise<ApiClient> {
    return new ApiClient(await keyFor(user, change))
  }

  /** `path` begins behind `/api/v1`. Values of `query` that are no texts are sent as JSON. */
  get(path: string, query: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) {
      search.set(name, typeof value === 'string' ? value : JSON.stringify(value))
    }
    return this.send('GET', search.size > 0 ? `${path}?${search}` : path, undefined, headers)
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.send('POST', path, JSON.stringify(body), headers)
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.send('PATCH', path, JSON.stringify(body), headers)
  }

  delete(path: string, headers: Record<string, string> = {}) {
    return this.send('DELETE', path, undefined, headers)
  }

  async send(
    method: string,
    path: string,
    body?: string | Blob | FormData,
    headers: Record<string, string> = {}
  ): Promise<ApiAnswer> {
    const response = await fetch(new URL(`/api/v1${path}`, this.#base), {
      method,
      body,
      headers: {
        ...(this.secret !== null && { 'x-api-key': this.secret }),
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...headers,
      },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : {},
    }
  }
}
