import type { Records } from '../../access/records.ts'
import type { Field } from '../../domains/fields.ts'
import type { Model } from '../../models/model.ts'
import type { FormPage } from '../../views/form/types.ts'
import type { Translate } from '../../views/texts.ts'
import { archivingWords } from './archiving.ts'
import type { FormData } from './form_reader.ts'

type Notice = FormPage['notice']

/** That the record has been put away. */
export function archivedNotice(
  { row }: FormData,
  { model }: Records<typeof Model>,
  t: Translate
): Notice {
  if (row?.active !== false) return null
  return { kind: 'warn', text: t(archivingWords(model).notice, { record: model.labels.one }) }
}

/** What a duplicate takes along when it is saved. */
export function copyNotice(copied: Iterable<Field>, t: Translate): Notice {
  const lines = [...copied].map(({ options }) => options.label).join(', ')
  return lines ? { kind: 'info', text: t('ui.form.copiedLines', { lines }) } : null
}

/** Why nothing can be changed here, where other records of the kind could be. */
export function ruleNotice(
  { row, reach }: FormData,
  records: Records<typeof Model>,
  t: Translate
): Notice {
  if (!row || reach.has('write') || !records.allows('write')) return null
  return { kind: 'info', text: t('ui.form.ruledOut', { record: records.model.labels.one }) }
}
