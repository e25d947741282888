import type { Input, Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import { nameIn } from '../../models/translated_value.ts'

/**
 * What the texts of a duplicate are in other languages: as in its original, where they are as they
 * were; a text that somebody has changed has no translations yet. Throws E_NO_SUCH_RECORD.
 */
export async function copiedTranslations(
  records: Records<typeof Model>,
  original: string,
  input: Input
): Promise<Input> {
  const isCopied = ([name, { options }]: [string, Field]) =>
    options.translate && options.copy !== false && Object.hasOwn(input, name)
  const names = [...records.writable].filter(isCopied).map(([name]) => name)
  if (names.length === 0) return {}
  const { language, tenantLanguage } = records.environment.asker
  const record = await records.find(original, 'read')
  const copied: Record<string, unknown> = {}
  for (const name of names) {
    if (!records.shows(name) || input[name] !== record.fieldValue(name)) continue
    const { source, translations } = record.translatedValue(name)
    const stored = tenantLanguage ? { [tenantLanguage]: source } : {}
    for (const [each, value] of Object.entries({ ...stored, ...translations })) {
      if (each !== language) copied[nameIn(name, each)] = value
    }
  }
  return copied
}
