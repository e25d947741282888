/** What came back for a request. */
export interface Answer {
  status: number
  /** Address after redirects. */
  path: string
  headers: Headers
  text: string
  bytes: Buffer
}

/** Browsers give up after as many redirects. */
const MOST_HOPS = 20

/**
 * A person at a browser without JavaScript: keeps cookies, follows redirects, and posts forms
 * with the token of the page that they have open.
 */
export class Visitor {
  #cookies = new Map<string, string>()
  #token = ''
  #base: string

  constructor(base = `http://${process.env.HOST}:${process.env.PORT}`) {
    this.#base = base
  }

  /** Somebody who has logged in. */
  static async of(email: string, password?: string): Promise<Visitor> {
    const visitor = new Visitor()
    await visitor.logIn(email, password)
    return visitor
  }

  /** Opens the log-in page and logs in. */
  async logIn(
    email: string,
    password = 'secret-of-the-tests',
    fields: Record<string, string> = {}
  ) {
    await this.get('/login')
    return this.post('/login', { email, password, ...fields })
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#request('GET', path, undefined, headers)
  }

  /** Posts form fields; a list posts the same name several times. */
  post(
    path: string,
    fields: Record<string, string | string[]> = {},
    options: { token?: string } = {}
  ) {
    const body = new URLSearchParams({ _csrf: options.token ?? this.#token })
    for (const [name, value] of Object.entries(fields)) {
      for (const each of [value].flat()) body.append(name, each)
    }
    return this.#request('POST', path, body)
  }

  /**
   * Presses the button of the page that shows the effect of a change before it is made; where the
   * answer is another page, it is returned as it is.
   */
  async confirm(answer: Answer): Promise<Answer> {
    if (!answer.text.includes('name="_effect"')) return answer
    const action = /<form class="row row--wrap" method="post" action="([^"]+)"/.exec(
      answer.text
    )![1]!
    return this.post(unescape(action), postedValues(answer.text))
  }

  /** Sends a file with the form of the page that is open. */
  upload(
    path: string,
    name: string,
    content: string | Uint8Array,
    options: { token?: string } = {}
  ) {
    const body = new FormData()
    body.set('_csrf', options.token ?? this.#token)
    body.set('file', new Blob([content as BlobPart]), name)
    return this.#request('POST', path, body)
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }

  forget(cookie: string) {
    this.#cookies.delete(cookie)
  }

  async #request(
    method: string,
    path: string,
    body?: URLSearchParams | FormData,
    headers: Record<string, string> = {},
    hops = 0
  ): Promise<Answer> {
    if (hops > MOST_HOPS) throw new Error(`${path} leads on and on`)
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(new URL(path, this.#base), {
      method,
      body,
      redirect: 'manual',
      headers: { accept: 'text/html', ...headers, ...(cookie && { cookie }) },
    })
    this.#keepCookies(response)
    const location = response.headers.get('location')
    if (location && response.status < 400) {
      return this.#request('GET', location, undefined, {}, hops + 1)
    }
    const bytes = Buffer.from(await response.arrayBuffer())
    const text = bytes.toString()
    this.#token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.#token
    return { status: response.status, path, headers: response.headers, text, bytes }
  }

  #keepCookies(response: Response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ')
      const [name, value] = pair!.split('=') as [string, string]
      const isExpired = attributes.some((attribute) =>
        /^(Max-Age=0|Expires=Thu, 01 Jan 1970)/i.test(attribute)
      )
      if (isExpired) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }
}

/** The hidden values of a page's record form, as a browser would post them. */
export function hiddenValues(html: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [, name, value] of html.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)"/g
  )) {
    if (name !== '_csrf') values[name!] = unescape(value!)
  }
  return values
}

/** The hidden values of a page, lists as well. */
function postedValues(html: string): Record<string, string | string[]> {
  const lists: Record<string, string[]> = {}
  for (const [, name, value] of html.matchAll(
    /<input type="hidden" name="(\w+\[\])" value="([^"]*)"/g
  )) {
    lists[name!] = [...(lists[name!] ?? []), unescape(value!)]
  }
  return { ...hiddenValues(html), ...lists }
}

function unescape(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
