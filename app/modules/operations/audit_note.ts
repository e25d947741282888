import type { Look } from './catalogue.ts'
import type { Operation } from './operation.ts'

/**
 * Writes operations into the audit log of every tenant, as a part of the transaction that they happen
 * in. `by` is who has asked for them on screen; without it was a command, or the start of a server.
 */
export async function noteInAuditLogs(
  operations: readonly Pick<Operation, 'kind' | 'module'>[],
  by: string | null,
  look: Look
): Promise<void> {
  await look(
    `insert into public.audit_entries (tenant_id, kind, channel, subject, details)
     select t.id, 'module_changed', $2, coalesce(m.title, o.module),
       jsonb_strip_nulls(jsonb_build_object('module', o.module, 'operation', o.kind,
         'version', m.version, 'by', $3::text))
     from public.tenants t cross join jsonb_to_recordset($1::jsonb) as o (module text, kind text)
     left join app.modules m on m.name = o.module
     order by t.id`,
    [JSON.stringify(operations), by === null ? 'command' : 'screen', by]
  )
}
