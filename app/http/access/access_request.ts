import type { HttpContext } from '@adonisjs/core/http'
import { operations, type Operation } from '../../access/declarations.ts'
import { isUuid } from '../../environment/scope.ts'
import type { Model } from '../../models/model.ts'

/** What the address of the page asks: who, what, with which record and field. */
export interface AccessRequest {
  user: string | null
  model: typeof Model | null
  operation: Operation
  id: string | null
  field: string | null
  /** Instead of records: the address of an entry of the menu. */
  menu: string | null
}

/** Reads the address. What makes no sense is left out. */
export function readAccessRequest({ request, registry }: HttpContext): AccessRequest {
  const given = request.qs() as Record<string, unknown>
  const text = (name: string) => (typeof given[name] === 'string' ? given[name] : '')
  const id = text('id').trim()
  return {
    user: isUuid(text('user')) ? text('user') : null,
    model: registry.models.find(({ table }) => table === text('model')) ?? null,
    operation: operations.find((each) => each === text('operation')) ?? 'read',
    id: id === '' ? null : id,
    field: text('field') || null,
    menu: text('menu') || null,
  }
}
