import autocannon, { type Client, type Request, type Result } from 'autocannon'
import { Fault } from '../launcher/fault.mjs'
import { cpuOf, cpuOfFamily } from './processes.ts'

/** One kind of request, and what a connection asks for again and again. */
export interface Target {
  name: string
  url: string
  /** Process id of the server that answers. */
  pid: number
  /** A list of requests for each connection. */
  requests: Request[][]
  /** The status that every answer must have. */
  status: number
}

/** What one run of a target came to. Times are in milliseconds, those of processors per request. */
export interface Sample {
  rate: number
  p50: number
  p95: number
  nodeCpu: number
  postgresCpu: number
}

/** Lets all connections ask as fast as they are answered. Throws a Fault for any other status. */
export async function run(target: Target, seconds: number, postmaster: number): Promise<Sample> {
  const times: number[] = []
  const others = new Map<number, number>()
  const node = cpuOf(target.pid)
  const postgres = cpuOfFamily(postmaster)
  const result = await ask(target, seconds, (status, milliseconds) => {
    times.push(milliseconds)
    if (status !== target.status) others.set(status, (others.get(status) ?? 0) + 1)
  })
  if (others.size > 0 || result.errors > 0) {
    const statuses = [...others].map(([status, count]) => `${count} × ${status}`).join(', ')
    throw new Fault(`${target.name}: ${statuses || 'no'} wrong answers, ${result.errors} errors`)
  }
  const cpu = (before: number, after: number) => (after - before) / times.length
  return {
    rate: times.length / result.duration,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    nodeCpu: cpu(node, cpuOf(target.pid)),
    postgresCpu: cpu(postgres, cpuOfFamily(postmaster)),
  }
}

function ask(
  { url, requests }: Target,
  seconds: number,
  take: (status: number, milliseconds: number) => void
): Promise<Result> {
  let next = 0
  const wish = {
    url,
    connections: requests.length,
    duration: seconds,
    setupClient: (client: Client) => client.setRequests(requests[next++]!),
  }
  return new Promise((resolve, reject) => {
    const instance = autocannon(wish, (error: unknown, result) =>
      error ? reject(error as Error) : resolve(result)
    )
    instance.on('response', (_client, status, _bytes, time) => take(status, time))
  })
}

/** The value below which the share of all values lies. Sorts the values. */
export function percentile(values: number[], share: number): number {
  values.sort((a, b) => a - b)
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
