import { Environment } from '../../environment/environment.ts'
import { systemAsker } from '../../environment/scope.ts'
import { defineJob } from '../../jobs/define.ts'
import { usedChecksums } from '../../models/attachments.ts'
import { FileStore } from '../../models/file_store.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Deletes files of a tenant that nothing has referred to for thirty days, and looks again the next
 * day while some wait for that. It asks for the whole tenant: whoever set it going may work in one
 * location alone.
 */
export const fileSweep = defineJob<{ tenantId: string; now?: number }>({
  name: 'thread.file_sweep',
  async call({ tenantId, now }, { inside }) {
    const everybody = systemAsker({ tenantId, userId: null, locationIds: null })
    const waiting = await new FileStore(tenantId).sweep(
      (checksums) => Environment.run(everybody, () => usedChecksums(checksums)),
      now
    )
    if (waiting > 0) await inside(async () => sweepLater(tenantId))
  },
  async run() {},
})

/** Has the files of a tenant looked through in a day. */
export function sweepLater(tenantId: string) {
  fileSweep.enqueue({ tenantId }, { delay: DAY, jobId: 'sweep' })
}
