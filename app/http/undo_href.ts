import type { HttpContext } from '@adonisjs/core/http'
import { AUDIT_HREF } from './audit/may_audit.ts'

/** Where what this request has written is undone; nothing where it has written nothing. */
export function undoHref({ environment }: HttpContext): string | undefined {
  return environment?.hasWritten ? undoAddress(environment.entryId) : undefined
}

/** Where an entry of the audit log is undone. */
export function undoAddress(entryId: string): string {
  return `${AUDIT_HREF}/${entryId}/undo`
}
