import { Fault } from '../launcher/fault.mjs'

const PASSWORD = 'tatami-demo'

/** Sessions of the users of the first load tenant, made through the log-in page. */
export class Sessions {
  #base: string
  #count: number
  #known = new Map<string, Promise<string[]>>()

  /** As many sessions for each user as there are connections. */
  constructor(base: string, count: number) {
    this.#base = base
    this.#count = count
  }

  /** The cookies of a user's sessions. */
  of(email: string): Promise<string[]> {
    let cookies = this.#known.get(email)
    if (!cookies) this.#known.set(email, (cookies = this.#make(email)))
    return cookies
  }

  async #make(email: string): Promise<string[]> {
    const cookies: string[] = []
    while (cookies.length < this.#count) {
      const some = Math.min(4, this.#count - cookies.length)
      const made = Array.from({ length: some }, () => this.#logIn(email))
      cookies.push(...(await Promise.all(made)))
    }
    return cookies
  }

  async #logIn(email: string): Promise<string> {
    const address = `${this.#base}/login`
    const page = await fetch(address)
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const answer = await fetch(address, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: token, email, password: PASSWORD }),
      headers: { cookie: cookiesOf(page) },
      redirect: 'manual',
    })
    if (answer.status !== 302) throw new Fault(`${email} could not log in: ${answer.status}`)
    return cookiesOf(answer)
  }
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0]!)
    .join('; ')
}
