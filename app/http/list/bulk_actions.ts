import { Records } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import type { Model } from '../../models/model.ts'
import type { BulkAction } from '../../views/list/types.ts'
import type { Translate } from '../../views/texts.ts'
import { changeableFields } from '../bulk/changeable.ts'
import { archivingWords } from '../form/archiving.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'

/** Whether the asker may do something with several records of a list; without it none are ticked. */
export function mayChangeMany(access: AccessPolicy, { model }: ScreenPlan): boolean {
  const records = new Records<typeof Model>(model, access)
  return records.allows('write') || records.allows('delete')
}

/** What may be done with the ticked records. */
export function bulkActions(
  access: AccessPolicy,
  { model, href }: ScreenPlan,
  archived: boolean,
  t: Translate
): BulkAction[] {
  const records = new Records<typeof Model>(model, access)
  const words = archivingWords(model)
  const actions: (BulkAction & { isThere: boolean })[] = [
    {
      isThere: records.allows('write') && changeableFields(records).size > 0,
      label: t('ui.bulk.change'),
      action: `${href}/bulk/new`,
      operation: 'set',
      icon: 'pencil',
      danger: false,
    },
    {
      isThere: records.allows('write') && records.writable.has('active'),
      label: t(archived ? words.return : words.leave),
      action: `${href}/bulk`,
      operation: archived ? 'restore' : 'archive',
      icon: archived ? 'archive-restore' : 'archive',
      danger: false,
    },
    {
      isThere: records.allows('delete'),
      label: t('ui.bulk.deleteButton'),
      action: `${href}/bulk/new`,
      operation: 'delete',
      icon: 'trash-2',
      danger: true,
    },
  ]
  return actions.filter(({ isThere }) => isThere)
}
