import { createError } from '@adonisjs/core/exceptions'

/** A job's payload is not JSON, too large, or holds characters that PostgreSQL cannot store. */
export const E_JOB_PAYLOAD = createError<[string, string]>(
  'The payload of job "%s" cannot be stored: %s',
  'E_JOB_PAYLOAD',
  500
)

/** A job was declared or enqueued with options that make no sense. */
export const E_JOB_OPTIONS = createError<[string, string]>('Job "%s": %s', 'E_JOB_OPTIONS', 500)

/** A job was enqueued in an environment whose transaction had ended, so nothing would write it. */
export const E_JOBS_WRITTEN = createError<[string]>(
  'Job "%s" was enqueued after its environment had ended',
  'E_JOBS_WRITTEN',
  500
)

/** Another worker has taken the job over, or finished it: this run may not commit. */
export const E_JOB_TAKEN_OVER = createError<[string]>(
  'Job %s was taken over by another worker: its changes are rolled back',
  'E_JOB_TAKEN_OVER',
  409
)

/** There is no failed job with this id. */
export const E_JOB_NOT_FAILED = createError<[string]>(
  'There is no failed job %s',
  'E_JOB_NOT_FAILED',
  404
)
