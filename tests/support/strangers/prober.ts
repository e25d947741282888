import { keyFor } from '../api_client.ts'
import { PASSWORD, type TestUser } from '../tenants.ts'
import { Visitor } from '../visitor.ts'

/** Whom a request is about. */
export interface About {
  id: string
  title: string
}

/** A request about somebody. */
export interface Probe {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: (about: About) => string
  /** Form fields, or JSON for the API. */
  body?: (about: About) => Record<string, unknown>
}

/** Everything that an answer tells, without what differs between any two answers. */
export interface Told {
  status: number
  /** Where it leads. */
  location: string | null
  type: string | null
  text: string
}

/** Asks for the same thing about two records, as one person by pages and by the API. */
export class Prober {
  #base = `http://${process.env.HOST}:${process.env.PORT}`
  #user: TestUser
  #cookie = ''
  #csrf = ''
  #key = ''
  #left = 0

  private constructor(user: TestUser) {
    this.#user = user
  }

  static async of(user: TestUser): Promise<Prober> {
    const prober = new Prober(user)
    const visitor = new Visitor()
    await visitor.logIn(user.email, PASSWORD)
    prober.#cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const page = await prober.#send('GET', '/account/sessions')
    prober.#csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!
    return prober
  }

  /** What is told to a probe about an id and a title. */
  async ask({ method, path, body }: Probe, about: About): Promise<Told> {
    const answer = await this.#send(method, path(about), body?.(about))
    const plain = (text: string) => withoutTraces(text, about)
    const location = answer.headers.get('location')
    if (location) await this.#readFlash()
    return {
      status: answer.status,
      location: location && plain(location),
      type: answer.headers.get('content-type'),
      text: plain(await answer.text()),
    }
  }

  async #send(method: string, path: string, body?: Record<string, unknown>): Promise<Response> {
    const isApi = path.startsWith('/api/')
    const headers: Record<string, string> = { 'x-request-id': 'the-same-for-every-probe' }
    if (isApi) Object.assign(headers, { 'x-api-key': await this.#keyWithRoom(), 'if-match': '*' })
    else Object.assign(headers, { cookie: this.#cookie, accept: 'text/html' })
    const form = isApi ? filesOf(body) : null
    if (isApi && body && !form) headers['content-type'] = 'application/json'
    return fetch(new URL(path, this.#base), {
      method,
      headers,
      redirect: 'manual',
      body: isApi
        ? (form ?? (body && JSON.stringify(body)))
        : method === 'GET'
          ? undefined
          : this.#form(body),
    })
  }

  /** What was said about a request that went well stands on the next page, whoever it is about. */
  async #readFlash() {
    const page = await this.#send('GET', '/account/sessions')
    await page.text()
  }

  #form(body: Record<string, unknown> = {}): URLSearchParams {
    const form = new URLSearchParams({ _csrf: this.#csrf })
    for (const [name, value] of Object.entries(body)) {
      for (const each of [value].flat()) form.append(name, String(each))
    }
    return form
  }

  /** A key may ask only so often in a minute. */
  async #keyWithRoom(): Promise<string> {
    if (this.#left <= 0) {
      this.#key = await keyFor(this.#user)
      this.#left = 400
    }
    this.#left -= 1
    return this.#key
  }
}

/** A body that holds files, as a form. */
function filesOf(body: Record<string, unknown> = {}): FormData | null {
  const files = Object.entries(body).filter(([, value]) => value instanceof File)
  if (files.length === 0) return null
  const form = new FormData()
  for (const [name, file] of files) form.append(name, file as File)
  return form
}

/**
 * What the answers to two equal requests differ in: whom they are about, also where that is part
 * of a place in a list, the time, and tokens against forgery.
 */
function withoutTraces(text: string, { id, title }: About): string {
  const aboutNobody = text.replaceAll(id, 'ID')
  return (title ? aboutNobody.replaceAll(title, 'TITLE') : aboutNobody)
    .replaceAll(/name="_csrf" value="[^"]*"/g, 'name="_csrf" value=""')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'TIME')
}
