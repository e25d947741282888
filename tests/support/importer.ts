import { until } from '#tests/support/until'
import type { Answer, Visitor } from './visitor.ts'

/** Where the columns of a file lead on a page that matches them. */
export const chosenOf = (html: string) =>
  [...html.matchAll(/<select[^>]*name="columns\[\]"[^>]*>([^]*?)<\/select>/g)].map(
    ([, options]) => /value="([^"]*)" selected/.exec(options!)?.[1] ?? ''
  )

/** The figures of a page about an import: rows, new, changed, skipped, failed. */
export const figuresOf = (html: string) =>
  [...html.matchAll(/<p class="v[^"]*">([\d,]+)<\/p>/g)].map(([, text]) =>
    Number(text!.replaceAll(',', ''))
  )

/** The words that nothing answers to, with what they may mean and what was chosen. */
export const wordsOf = (html: string) => {
  const head = /<span class="wrap main">([^<]*)<\/span>\s*(?:<span[^<]*<\/span>\s*)?<\/th>/
  const control =
    /<td class="r">([\d,]+)<\/td><td><select[^>]*name="meaning:[^>]*>([^]*?)<\/select>/
  const rows = html.matchAll(new RegExp(head.source + control.source, 'g'))
  return [...rows].map(([, word, count, options]) => ({
    word: word!.replaceAll('&amp;', '&'),
    rows: Number(count!.replaceAll(',', '')),
    offered: [...options!.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value!),
    chosen: /value="([^"]*)" selected/.exec(options!)?.[1] ?? '',
  }))
}

/** Somebody who imports files into a screen. A worker must run. */
export class Importer {
  #visitor: Visitor
  #screen: string

  constructor(visitor: Visitor, screen: string) {
    this.#visitor = visitor
    this.#screen = screen
  }

  async upload(content: string | Uint8Array, name = 'records.csv'): Promise<Answer> {
    await this.#visitor.get(`${this.#screen}/import`)
    return this.#visitor.upload(`${this.#screen}/import`, name, content)
  }

  /** Uploads a file and tests it with the columns that are suggested. */
  async test(content: string, fields: Record<string, string | string[]> = {}): Promise<Answer> {
    return this.match(await this.upload(content), fields)
  }

  /** Tests a file that was uploaded. */
  async match(page: Answer, fields: Record<string, string | string[]> = {}): Promise<Answer> {
    const form = { 'columns[]': chosenOf(page.text), 'headings': '1', 'onMatch': 'update' }
    await this.#visitor.post(`${page.path}?_method=PUT`, { ...form, ...fields })
    return this.settled(page.path)
  }

  /** Imports what was tested. */
  async run({ path }: Answer): Promise<Answer> {
    await this.#visitor.post(`${path}/run`)
    return this.settled(path)
  }

  /** Takes an import back. */
  async undo({ path }: Answer): Promise<Answer> {
    await this.#visitor.post(`${path}/run?_method=DELETE`)
    return this.settled(path)
  }

  /** The page of an import that no worker is at any more. */
  settled(path: string): Promise<Answer> {
    return until(
      'the import',
      () => this.#visitor.get(path),
      ({ headers }) => !headers.get('refresh')
    )
  }
}
