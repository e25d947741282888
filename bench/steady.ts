import { Agent, request as openRequest } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from './load.ts'

interface Post {
  body: string
  headers: Record<string, string>
}

/** How a target held out at a fixed rate; times in milliseconds. */
export interface Endurance {
  p50: number
  p99: number
  worst: number
  /** Answers with another status than the one expected. */
  failures: number
}

/**
 * Posts so many requests a second whether or not the earlier ones have been answered. A time runs
 * from the moment at which the request was due, so that a server that stalls is charged for all
 * who wait behind.
 */
export async function postSteadily(
  url: string,
  { rate, seconds, status }: { rate: number; seconds: number; status: number },
  make: () => Post
): Promise<Endurance> {
  const agent = new Agent({ keepAlive: true })
  const times: number[] = []
  let failures = 0
  const answers: Promise<void>[] = []
  const began = performance.now()
  for (let index = 0; index < rate * seconds; index++) {
    const due = began + (index * 1000) / rate
    const early = due - performance.now()
    if (early > 0) await sleep(early)
    answers.push(
      post(agent, url, make()).then((answered) => {
        times.push(performance.now() - due)
        if (answered !== status) failures += 1
      })
    )
  }
  await Promise.all(answers)
  agent.destroy()
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    worst: times.at(-1)!,
    failures,
  }
}

function post(agent: Agent, url: string, { body, headers }: Post): Promise<number> {
  return new Promise((resolve) => {
    const request = openRequest(url, { method: 'POST', agent, headers })
    request.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
    request.on('error', () => resolve(0))
    request.end(body)
  })
}
