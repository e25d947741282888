import type { Job, Queue } from 'bullmq'
import type { HeldJob } from './backend.ts'
import { postpone } from './postpone.ts'
import { parkedDelay } from './settings.ts'

const PAGE = 100

/** Puts a job aside that nobody can run now. It lies among the delayed jobs, at their far end. */
export async function park(held: HeldJob, reason: string): Promise<never> {
  await held.job.updateProgress({ parked: reason })
  return postpone(held, parkedDelay)
}

/** Lets a parked job run. False if somebody else has done so at the same moment. */
export async function release(job: Job): Promise<boolean> {
  await job.updateProgress(0)
  try {
    await job.promote()
    return true
  } catch (error) {
    if (await job.isDelayed()) throw error
    return false
  }
}

/** From the far end of the delayed jobs up to the first that is not parked. */
export async function parkedJobs(queue: Queue): Promise<Job[]> {
  const parked: Job[] = []
  for (let start = 0; ; start += PAGE) {
    const page = await queue.getJobs(['delayed'], start, start + PAGE - 1, false)
    const found = page.filter(isParked)
    parked.push(...found)
    if (found.length < PAGE) return parked
  }
}

function isParked({ progress }: Job): boolean {
  return typeof progress === 'object' && 'parked' in progress
}
