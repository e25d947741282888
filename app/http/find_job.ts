import type { JobDefinition } from '../jobs/define.ts'
import { Registry } from '../modules/registry.ts'
import { emailChangeMail, emailChangeNotice } from './jobs/email_change_mail.ts'
import { fileSweep } from './jobs/file_sweep.ts'
import { notificationMail } from './jobs/notification_mail.ts'
import { notificationSummary } from './jobs/notification_summary.ts'
import { bulkChange } from './jobs/bulk_change.ts'
import { importJob } from './import/import_job.ts'
import { passwordMail } from './jobs/password_mail.ts'

/** Jobs of the host itself; all others are a module's. */
const hostJobs = new Map<string, JobDefinition>([
  [passwordMail.name, passwordMail],
  [emailChangeMail.name, emailChangeMail],
  [emailChangeNotice.name, emailChangeNotice],
  [notificationMail.name, notificationMail],
  [notificationSummary.name, notificationSummary],
  [bulkChange.name, bulkChange],
  [fileSweep.name, fileSweep],
  [importJob.name, importJob],
])

/** The kind of job with this name, if it is the host's or its module is installed. */
export function findJob(name: string): JobDefinition | undefined {
  return hostJobs.get(name) ?? Registry.current.job(name)
}
