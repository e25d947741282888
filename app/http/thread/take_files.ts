import { extname } from 'node:path'
import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import { attach, attachmentsOf, MOST_ATTACHMENTS } from '../../models/attachments.ts'
import { fileKind } from '../../models/file_kind.ts'
import { FileStore } from '../../models/file_store.ts'
import { sweepLater } from '../jobs/file_sweep.ts'
import type { AboutRecord } from './about_record.ts'

/** A file may have so many bytes. */
const LARGEST = 10 * 1024 * 1024
/** So many files come at once. */
export const MOST_AT_ONCE = 20
const LONGEST_NAME = 200

/** Files as they were sent. */
export type SentFiles = ReturnType<HttpContext['request']['files']>

/** What is wrong with files that were sent: words by their key, and which of them it is about. */
export interface FilesRefusal {
  key: string
  values?: Record<string, string | number>
  place?: number
}

/**
 * Adds the files that were sent to the record that the address names: all of them, or none and why
 * not. Who may change the record may add files. Throws E_ACCESS_DENIED.
 */
export async function takeFiles(
  { asker, registry }: HttpContext,
  { action, key }: Pick<AboutRecord, 'action' | 'key'>,
  files: SentFiles
): Promise<{ ids: string[]; refused: FilesRefusal | null }> {
  await new Records(action.model, registry.access).find(key.id, 'write')
  const there = await attachmentsOf(key)
  const refused =
    there.length + files.length > MOST_ATTACHMENTS
      ? { key: 'ui.file.full', values: { count: MOST_ATTACHMENTS } }
      : await refusalOf(files)
  if (refused) return { ids: [], refused }
  const store = new FileStore(asker.tenantId)
  const ids: string[] = []
  for (const file of files) {
    const type = (await fileKind(file.tmpPath!))!
    const checksum = await store.take(file.tmpPath!)
    const name = plainName(file.clientName)
    ids.push(await attach(key, { name, type, bytes: file.size, checksum }))
  }
  sweepLater(asker.tenantId)
  return { ids, refused: null }
}

async function refusalOf(files: SentFiles): Promise<FilesRefusal | null> {
  if (files.length === 0) return { key: 'ui.file.none' }
  if (files.length > MOST_AT_ONCE) {
    return { key: 'ui.file.tooMany', values: { count: MOST_AT_ONCE } }
  }
  for (const [place, { clientName: name, size, tmpPath }] of files.entries()) {
    const refuse = (key: string, values = {}) => ({ key, values: { name, ...values }, place })
    if (size > LARGEST) return refuse('ui.file.tooLarge', { size: LARGEST / 1024 / 1024 })
    if (size === 0) return refuse('ui.file.empty')
    if (!tmpPath || !(await fileKind(tmpPath))) return refuse('ui.file.kind')
  }
  return null
}

/** A name without folders and signs that control something; a long one keeps its ending. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1)!.replaceAll(/\p{C}/gu, '').trim()
  const ending = extname(last).slice(0, 20)
  const short = last.slice(0, LONGEST_NAME - ending.length).toWellFormed() + ending
  return (last.length > LONGEST_NAME ? short : last) || 'file'
}
