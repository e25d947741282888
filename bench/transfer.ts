import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Fault } from '../launcher/fault.mjs'
import { BareCopy } from './bare_copy.ts'
import { openHouse, type Course } from './course.ts'
import type { House } from './house.ts'
import { peakMegabytes, residentMegabytes, startPeak } from './processes.ts'
import { figureRow, type Row } from './rows.ts'
import { Sessions } from './sessions.ts'
import { transferFile } from './transfer_file.ts'

const SCREEN = '/crm/contacts'
/** Milliseconds between two looks at how far an import is. */
const INTERVAL = 100
/** Seconds. */
const PATIENCE = 600

const SO_FAR = `
select state, exists (select from import_chunks c where c.tenant_id = i.tenant_id and c.import_id = i.id)
  as "isStaged" from imports i where id = $1`

interface Now {
  state: string
  isStaged: boolean
}

interface ImportTimes {
  staged: number
  tested: number
  imported: number
}

/** A file of contacts brought in by a job, and taken out again, with the memory that it takes. */
export async function measureTransfer(course: Course, count: number): Promise<Row[]> {
  const { steps } = course
  const wish = { database: 'bench_transfer', contacts: 20_000, tenants: 1, worker: true }
  const house = await openHouse(course, wish)
  const [cookie] = await new Sessions(house.url, 1).of('admin@load1.test')
  const visitor = new TransferVisitor(house, cookie!)
  await visitor.open()
  await steps.run('Importing and exporting a few', async () => {
    await visitor.import(await transferFile(house, 'warm', 2_000))
    await visitor.export()
  })
  const rows: Row[] = []
  const number = count.toLocaleString('en')
  await steps.run(`Importing ${number} contacts`, async () => {
    const before = residentMegabytes(house.pid)
    startPeak(house.pid)
    const file = await transferFile(house, 'bench', count)
    const { staged, tested, imported } = await visitor.import(file)
    const grown = peakMegabytes(house.pid) - before
    const bare = new BareCopy(house, 'bench')
    const copied = await bare.seconds()
    const rate = (seconds: number) => Math.round(count / seconds).toLocaleString('en')
    rows.push(
      figureRow(
        `Import of ${number} rows at ${rate(staged + imported)} a second, COPY at ${rate(copied)}`,
        copied / (staged + imported),
        'of COPY',
        { least: 0.2 }
      ),
      figureRow('Its test before it', tested, 's', {}),
      figureRow('Memory that it adds to the process', grown, 'MB', { most: 150 })
    )
  })
  await steps.run(`Exporting ${number} contacts`, async () => {
    const before = residentMegabytes(house.pid)
    startPeak(house.pid)
    const began = performance.now()
    const exported = await visitor.export()
    const seconds = (performance.now() - began) / 1000
    if (exported < count) throw new Fault(`Only ${exported} records were exported`)
    const rate = Math.round(exported / seconds).toLocaleString('en')
    const grown = peakMegabytes(house.pid) - before
    const label = `Memory that an export of ${exported.toLocaleString('en')} rows adds, ${rate} a second`
    rows.push(figureRow(label, grown, 'MB', { most: 50 }))
  })
  await visitor.close()
  await house.close()
  return rows
}

/** Somebody at the pages for imports and exports. */
class TransferVisitor {
  #house: House
  #cookie: string
  #watcher: pg.Client

  constructor(house: House, cookie: string) {
    this.#house = house
    this.#cookie = cookie
    this.#watcher = new pg.Client({ connectionString: house.cluster.url(house.database) })
  }

  /** Opens the connection on which it looks how far an import is. */
  async open() {
    await this.#watcher.connect()
  }

  async close() {
    await this.#watcher.end()
  }

  /** Brings a file in, and says how many seconds each part has taken. Throws a Fault. */
  async import(content: string): Promise<ImportTimes> {
    const form = new FormData()
    form.set('_csrf', await this.#token(`${SCREEN}/import`))
    form.set('file', new Blob([content], { type: 'text/csv' }), 'contacts.csv')
    const path = await this.#send(`${SCREEN}/import`, form)
    const id = path.split('/').at(-1)!
    const page = await this.#text(path)
    const matched = [...page.matchAll(/<select[^>]*name="columns\[\]"[^>]*>([^]*?)<\/select>/g)]
    const body = new URLSearchParams({ headings: '1', key: 'email', onMatch: 'update' })
    for (const [, options] of matched) {
      body.append('columns[]', /value="([^"]*)" selected/.exec(options!)?.[1] ?? '')
    }
    body.set('_csrf', tokenOf(page))
    await this.#send(`${path}?_method=PUT`, body)
    const staged = await this.#until(id, ({ isStaged }) => isStaged)
    const tested = await this.#until(id, ({ state }) => state === 'tested')
    await this.#send(`${path}/run`, new URLSearchParams({ _csrf: await this.#token(path) }))
    const imported = await this.#until(id, ({ state }) => state === 'done')
    await this.#assertImported(id)
    return { staged, tested, imported }
  }

  /** Takes all contacts out, and says how many records came. */
  async export(): Promise<number> {
    const page = await this.#text(`${SCREEN}/export`)
    const body = new URLSearchParams({ _csrf: tokenOf(page), format: 'csv', content: 'people' })
    for (const name of ['name', 'email', 'phone', 'company', 'status', 'city', 'owner', 'tags']) {
      body.append('columns[]', name)
    }
    const answer = await this.#fetch(`${SCREEN}/export`, { method: 'POST', body })
    let lines = -1
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      for (const byte of piece) if (byte === 10) lines += 1
    }
    return lines
  }

  /** Seconds until an import is so far. */
  async #until(id: string, isSoFar: (now: Now) => boolean) {
    const began = performance.now()
    for (;;) {
      const { rows } = await this.#watcher.query<Now>({
        name: 'so far',
        text: SO_FAR,
        values: [id],
      })
      const seconds = (performance.now() - began) / 1000
      if (isSoFar(rows[0]!)) return seconds
      if (rows[0]!.state === 'matching') throw new Fault('The file was not imported')
      if (seconds > PATIENCE) throw new Fault('The import takes too long')
      await sleep(INTERVAL)
    }
  }

  async #assertImported(id: string) {
    const [sum] = await this.#house.query<{ created: number; rows: number }>(
      `select sum((result ->> 'created')::int)::int as created, sum(row_count)::int as rows
       from import_chunks where import_id = $1`,
      [id]
    )
    if (!sum || sum.created !== sum.rows) {
      throw new Fault(`Of ${sum?.rows} rows ${sum?.created} were imported`)
    }
  }

  async #token(path: string): Promise<string> {
    return tokenOf(await this.#text(path))
  }

  async #text(path: string): Promise<string> {
    return (await this.#fetch(path)).text()
  }

  /** Posts a form, and returns the path that the answer leads to. */
  async #send(path: string, body: FormData | URLSearchParams): Promise<string> {
    const answer = await this.#fetch(path, { method: 'POST', body })
    await answer.arrayBuffer()
    if (answer.status !== 302) throw new Fault(`${path} answered ${answer.status}`)
    return new URL(answer.headers.get('location')!, this.#house.url).pathname
  }

  #fetch(path: string, options: RequestInit = {}) {
    const headers = { cookie: this.#cookie }
    return fetch(this.#house.url + path, { ...options, headers, redirect: 'manual' })
  }
}

function tokenOf(page: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? ''
}
