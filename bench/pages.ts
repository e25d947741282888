import { found, listed, locationOf, sampleContacts } from './expected.ts'
import type { House } from './house.ts'
import type { Target } from './load.ts'
import { look } from './look.ts'
import { Sessions } from './sessions.ts'

/** Connections of a run, each with a session of its own. */
export const CONNECTIONS = 16

const LIST =
  '/crm/contacts?columns=name,company,email,phone,location,status,tags,jobTitle,createdAt,owner'

/** People of one location each in the first load tenant; `seller` is `third` with another role. */
export type Manager = 'third' | 'tenth' | 'rare' | 'seller'

/** The pages that are measured. Each is looked at before it becomes a target. */
export class Pages {
  #house: House
  #sessions: Sessions

  constructor(house: House) {
    this.#house = house
    this.#sessions = new Sessions(house.url, CONNECTIONS)
  }

  /** The list, bare, for the administrator, and for managers. */
  async lists(managers: readonly Manager[]): Promise<Target[]> {
    const house = this.#house
    const everything = await listed(house, null)
    await look(`${house.bareUrl}/list`, '', { texts: everything, rows: everything.length })
    const targets = [this.#bare('bare list', everyone('/list'))]
    for (const role of ['admin', ...managers] as const) {
      const location = role === 'admin' ? null : (await this.locationOf(role)).id
      const owner = role === 'seller' ? emailOf(role) : null
      const texts = location ? await listed(house, location, owner) : everything
      const cookies = await this.#cookies(role)
      for (const cookie of cookies) {
        await look(house.url + LIST, cookie, { texts, rows: texts.length + 1 })
      }
      targets.push(this.#ours(`list ${role}`, cookies, everyone(LIST)))
    }
    return targets
  }

  /** Searches by an administrator, each connection for another part of a name or an address. */
  async searches(): Promise<Target[]> {
    const contacts = await sampleContacts(this.#house, CONNECTIONS)
    const names = contacts.map(({ firstName, lastName }, index) =>
      (index % 2 ? firstName : lastName).toLowerCase().slice(0, 4)
    )
    const addresses = contacts.map(({ email }, index) => {
      const at = email.indexOf('@')
      return index % 2 ? email.slice(at + 1, at + 9) : email.slice(at - 6, at + 4)
    })
    return [await this.#search('search name', names), await this.#search('search mail', addresses)]
  }

  /** Forms, each connection with another contact: bare, and as an administrator sees them. */
  async forms(): Promise<Target[]> {
    const { bareUrl, url } = this.#house
    const cookies = await this.#cookies('admin')
    const contacts = await sampleContacts(this.#house, CONNECTIONS)
    const paths = contacts.map(({ id }) => ({ bare: `/form/${id}`, ours: `/crm/contacts/${id}` }))
    for (const [index, { email }] of contacts.entries()) {
      await look(bareUrl + paths[index]!.bare, '', { texts: [email], rows: 1 })
      const texts = ['name="_version"', email]
      await look(url + paths[index]!.ours, cookies[index]!, { texts })
    }
    return [
      this.#bare(
        'bare form',
        paths.map(({ bare }) => bare)
      ),
      this.#ours(
        'form',
        cookies,
        paths.map(({ ours }) => ours)
      ),
    ]
  }

  /** The HTML of the administrator's list. */
  async listHtml(): Promise<string> {
    const [cookie] = await this.#cookies('admin')
    const answer = await fetch(this.#house.url + LIST, { headers: { cookie: cookie! } })
    return answer.text()
  }

  /** The location of a manager and its share of the tenant's contacts. */
  locationOf(role: Manager) {
    return locationOf(this.#house, emailOf(role))
  }

  async #search(name: string, terms: readonly string[]): Promise<Target> {
    const cookies = await this.#cookies('admin')
    const paths = terms.map((term) => `${LIST}&q=${encodeURIComponent(term)}`)
    for (const [index, path] of paths.entries()) {
      const texts = await found(this.#house, terms[index]!)
      await look(this.#house.url + path, cookies[index]!, { texts, rows: texts.length + 1 })
    }
    return this.#ours(name, cookies, paths)
  }

  #cookies(role: Manager | 'admin') {
    return this.#sessions.of(emailOf(role))
  }

  #bare(name: string, paths: readonly string[]): Target {
    const { bareUrl: url, barePid: pid } = this.#house
    return { name, url, pid, status: 200, requests: paths.map((path) => [{ path }]) }
  }

  #ours(name: string, cookies: readonly string[], paths: readonly string[]): Target {
    const { url, pid } = this.#house
    const requests = paths.map((path, index) => [
      { path, headers: { cookie: cookies[index]!, accept: 'text/html' } },
    ])
    return { name, url, pid, status: 200, requests }
  }
}

function everyone(path: string): string[] {
  return Array.from({ length: CONNECTIONS }, () => path)
}

function emailOf(role: Manager | 'admin'): string {
  return `${role === 'seller' ? 'third' : role}@load1.test`
}
