import { setTimeout as sleep } from 'node:timers/promises'

/** Somebody who asks, and the marks of the records that they may see. */
export interface Guest {
  name: string
  cookie: string
  csrf: string
  /** Marks as `markOf` writes them. */
  marks: ReadonlySet<string>
  /** Addresses of pages. */
  pages: readonly string[]
  /** A record of their own that is archived and taken back. */
  own: string
}

/** What a crowd was answered. */
export interface CrowdReport {
  responses: number
  aborted: number
  /** Requests whose handling ended with an exception in an open transaction. */
  thrown: number
  /** Marks that were seen, all in all. */
  marks: number
  /** A sentence for each answer with a mark that its guest may not see. */
  foreign: string[]
  byStatus: Record<string, number>
}

interface CrowdWish {
  base: string
  guests: readonly Guest[]
  clients: number
  /** Ends after so many responses, or when the time is over. */
  responses: number
  milliseconds: number
}

const UNKNOWN = '01990000-0000-7000-8000-000000000000'
const MARK = /mk(\d+)x(\d+)x/g

/** A text that says of which tenant and location a record is; location 0 is none. */
export function markOf(tenant: number, location: number): string {
  return `mk${tenant}x${location}x`
}

/**
 * Lets many clients ask at once: a tenth of the requests is given up by the client, a tenth ends
 * with an exception in an open transaction, a twentieth writes, the others read. Every answer is
 * searched for marks.
 */
export async function letIn(wish: CrowdWish): Promise<CrowdReport> {
  const report: CrowdReport = {
    responses: 0,
    aborted: 0,
    thrown: 0,
    marks: 0,
    foreign: [],
    byStatus: {},
  }
  const deadline = Date.now() + wish.milliseconds
  const isOver = () => report.responses >= wish.responses || Date.now() > deadline
  const client = async (number: number) => {
    const random = randomNumbers(number + 1)
    await sleep(random() * 200)
    while (!isOver()) {
      const guest = wish.guests[Math.floor(random() * wish.guests.length)]!
      await ask(wish.base, guest, random, report)
    }
  }
  await Promise.all(Array.from({ length: wish.clients }, (_, number) => client(number)))
  return report
}

async function ask(base: string, guest: Guest, random: () => number, report: CrowdReport) {
  const dice = random()
  const archival = `${guest.own}/archival`
  if (dice < 0.1) {
    const signal = AbortSignal.timeout(Math.floor(random() * 60))
    const page = guest.pages[Math.floor(random() * guest.pages.length)]!
    return take(report, guest, page, send(base, guest, page, 'GET', signal))
  }
  if (dice < 0.2) {
    report.thrown += 1
    const path = archival.replace(/[0-9a-f-]{36}/, UNKNOWN)
    return take(report, guest, path, send(base, guest, path, 'POST'))
  }
  if (dice < 0.25) {
    const path = random() < 0.5 ? archival : `${archival}?_method=DELETE`
    return take(report, guest, path, send(base, guest, path, 'POST'))
  }
  const page = guest.pages[Math.floor(random() * guest.pages.length)]!
  return take(report, guest, page, send(base, guest, page, 'GET'))
}

function send(base: string, guest: Guest, path: string, method: string, signal?: AbortSignal) {
  return fetch(new URL(path, base), {
    method,
    signal,
    redirect: 'manual',
    headers: { cookie: guest.cookie, accept: 'text/html' },
    body: method === 'POST' ? new URLSearchParams({ _csrf: guest.csrf }) : undefined,
  })
}

async function take(report: CrowdReport, guest: Guest, path: string, answer: Promise<Response>) {
  let text: string
  let status: number
  try {
    const response = await answer
    status = response.status
    text = await response.text()
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error
    report.aborted += 1
    return
  }
  report.responses += 1
  report.byStatus[status] = (report.byStatus[status] ?? 0) + 1
  for (const [mark] of text.matchAll(MARK)) {
    report.marks += 1
    if (!guest.marks.has(mark)) report.foreign.push(`${guest.name} was shown ${mark} at ${path}`)
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}
