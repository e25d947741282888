import { DelayedError } from 'bullmq'
import type { HeldJob } from './backend.ts'

/** Ends a run so that the job is started again later, in milliseconds. It costs no attempt. */
export async function postpone({ job, token }: HeldJob, milliseconds: number): Promise<never> {
  await job.moveToDelayed(Date.now() + milliseconds, token)
  throw new DelayedError()
}
