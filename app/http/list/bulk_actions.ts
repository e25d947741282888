import { Records } from '../../access/records.ts'
import type { AccessPolicy } from '../../access/policy.ts'
import type { Model } from '../../models/model.ts'
import type { BulkAction } from '../../views/list/types.ts'
import type { Translate } from '../../views/texts.ts'
import { changeableFields } from '../bulk/changeable.ts'
import { archivingWords } from '../form/archiving.ts'
import type { ScreenPlan } from '../search/screen_plan.ts'

/** What the asker may do with several records of a model at once. */
function allowed(access: AccessPolicy, { model, list }: Pick<ScreenPlan, 'model' | 'list'>) {
  const records = new Records<typeof Model>(model, access)
  const canWrite = records.allows('write')
  const changeable = changeableFields(records)
  return {
    change: canWrite && changeable.size > 0,
    assign: canWrite && changeable.get('owner')?.kind === 'many2one',
    tag: canWrite && changeable.get('tags')?.kind === 'many2many',
    call: canWrite && list.actions.length > 0,
    archive: canWrite && records.writable.has('active'),
    delete: records.allows('delete'),
  }
}

/** Whether the asker may do anything with several records of a list; else none are ticked. */
export function mayChangeMany(access: AccessPolicy, plan: ScreenPlan): boolean {
  return Object.values(allowed(access, plan)).includes(true)
}

/** What may be done with the ticked records. */
export function bulkActions(
  access: AccessPolicy,
  plan: ScreenPlan,
  archived: boolean,
  t: Translate
): BulkAction[] {
  const { model, href, list } = plan
  const may = allowed(access, plan)
  const words = archivingWords(model)
  const actions: (BulkAction & { isThere: boolean })[] = [
    {
      isThere: may.change,
      label: t('ui.bulk.change'),
      action: `${href}/bulk/new`,
      operation: 'set',
      icon: 'pencil',
      danger: false,
    },
    {
      isThere: may.assign,
      label: t('ui.bulk.assign'),
      action: `${href}/bulk/new?field=owner`,
      operation: 'set',
      icon: 'user-round',
      danger: false,
    },
    {
      isThere: may.tag,
      label: t('ui.bulk.tag'),
      action: `${href}/bulk/new?field=tags`,
      operation: 'set',
      icon: 'tag',
      danger: false,
    },
    ...list.actions.map(({ name, options: { label, icon = 'check' } }) => ({
      isThere: may.call,
      label,
      action: `${href}/bulk?method=${name}`,
      operation: 'call',
      icon,
      danger: false,
    })),
    {
      isThere: may.archive,
      label: t(archived ? words.return : words.leave),
      action: `${href}/bulk`,
      operation: archived ? 'restore' : 'archive',
      icon: archived ? 'archive-restore' : 'archive',
      danger: false,
    },
    {
      isThere: may.delete,
      label: t('ui.bulk.deleteButton'),
      action: `${href}/bulk/new`,
      operation: 'delete',
      icon: 'trash-2',
      danger: true,
    },
  ]
  return actions.filter(({ isThere }) => isThere)
}
