import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineJob, type JobContext, type JobDefinition } from '#app/jobs/define'

async function note({ environment, id }: JobContext, text: string) {
  await environment.query('insert into ledger (job, note) values ($1, $2)', [id, text])
}

/** Leaves a note, then waits, so that there is time for accidents before it commits. */
export const write = defineJob<{ note: string; wait?: number }>({
  name: 'test.write',
  async run(payload, context) {
    await note(context, payload.note)
    if (payload.wait) await sleep(payload.wait)
  },
})

/** When each attempt of a job began, in milliseconds; only of this process. */
export const attempts = new Map<string, number[]>()

/** Leaves a note in every attempt, but throws afterwards until enough of them have failed. */
export const flaky = defineJob<{ failures: number }>({
  name: 'test.flaky',
  attempts: 3,
  backoff: { type: 'exponential', delay: 200 },
  async run({ failures }, context) {
    attempts.set(context.id, [...(attempts.get(context.id) ?? []), Date.now()])
    await note(context, `attempt ${context.attempt}`)
    if (context.attempt <= failures) throw new Error(`failure ${context.attempt}`)
  },
})

/** Has only one attempt. */
export const single = defineJob<object>({
  name: 'test.single',
  attempts: 1,
  async run(_, context) {
    await note(context, `attempt ${context.attempt}`)
  },
})

/** The advisory lock that `latecomer` wants. */
export const doorLock = 42

/** Wants a lock, which it gets at once or not at all. Has only one attempt. */
export const latecomer = defineJob<object>({
  name: 'test.latecomer',
  attempts: 1,
  async run(_, context) {
    attempts.set(context.id, [...(attempts.get(context.id) ?? []), Date.now()])
    await context.environment.query(`set local lock_timeout = '10ms'`)
    await context.environment.query('select pg_advisory_xact_lock($1)', [doorLock])
    await note(context, `attempt ${context.attempt}`)
  },
})

/** Waits for a minute unless it is told to stop. */
export const endless = defineJob<object>({
  name: 'test.endless',
  async run(_, context) {
    await note(context, 'endless')
    await sleep(60_000, null, { signal: context.signal })
  },
})

/** Leaves a note, and ends when its process is told to go on. */
export const held = defineJob<{ note: string }>({
  name: 'test.held',
  async run(payload, context) {
    const told = once(process, 'SIGUSR2')
    await note(context, payload.note)
    await told
  },
})

/** Kills its process, every time, a moment after it has begun. */
export const poison = defineJob<object>({
  name: 'test.poison',
  async run() {
    await sleep(100)
    process.kill(process.pid, 'SIGKILL')
    await sleep(60_000)
  },
})

/** Enqueues another job in its own transaction, and may fail then. */
export const chain = defineJob<{ fail: boolean }>({
  name: 'test.chain',
  attempts: 1,
  async run({ fail }, context) {
    await note(context, 'chain')
    write.enqueue({ note: 'link' })
    if (fail) throw new Error('chain broken')
  },
})

/** Says who it runs for and what it was given. */
export const witness = defineJob<{ contactId: string }>({
  name: 'test.witness',
  async run({ contactId }, context) {
    const { tenantId, userId, locationIds } = context.environment.asker
    const seen = { tenantId, userId, locationIds, contactId, attempt: context.attempt }
    await note(context, JSON.stringify(seen))
  },
})

export const all: JobDefinition[] = [
  write,
  flaky,
  single,
  latecomer,
  endless,
  held,
  poison,
  chain,
  witness,
]

export function find(name: string): JobDefinition | undefined {
  return all.find((job) => job.name === name)
}
