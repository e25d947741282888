import type { HttpContext } from '@adonisjs/core/http'
import { Records } from '../../access/records.ts'
import type { Action } from '../../modules/registry.ts'
import type { FormAction } from '../../views/form/types.ts'
import type { Translate } from '../../views/texts.ts'
import { ACCESS_HREF, mayAdminister } from '../access/may_administer.ts'
import { printoutsOf } from '../print/printout_plan.ts'
import { isInternal } from '../thread/is_internal.ts'
import { archivingWords } from './archiving.ts'
import type { FormData } from './form_reader.ts'

/** Something that is printed, in a page of its own. */
function prints(label: string, action: string): FormAction {
  return { label, icon: 'printer', href: null, action, danger: false, isApart: true }
}

/** What the Actions menu of a stored record offers: what the asker may do with it, and no more. */
export function formActions(
  ctx: HttpContext,
  { model, href: listHref }: Action,
  { row, reach }: FormData,
  t: Translate
): FormAction[] {
  const href = `${listHref}/${String(row!.id)}`
  const records = new Records(model, ctx.registry.access)
  const opens = (key: string, icon: string, to: string): FormAction => {
    return { label: t(key), icon, href: to, action: null, danger: false }
  }
  const actions: FormAction[] = [
    ...(isInternal(ctx) ? [opens('ui.history.title', 'history', `${href}/history`)] : []),
    {
      label: t('ui.form.copyLink'),
      icon: 'link',
      href: null,
      action: null,
      danger: false,
      copies: href,
    },
    prints(t('ui.print.print'), `${href}/print`),
    ...printoutsOf(ctx, model).map(({ label, name }) =>
      prints(label, `${href}/print?printout=${name}`)
    ),
  ]
  if (mayAdminister(ctx)) {
    const asked = `${ACCESS_HREF}?model=${model.table}&id=${String(row!.id)}`
    actions.push(opens('ui.access.link', 'key-round', asked))
    if (model.table === 'memberships') {
      const own = `${ACCESS_HREF}?user=${String(row!.id)}`
      actions.push(opens('ui.access.ofUser', 'key-round', own))
    }
  }
  if (records.allows('create')) {
    actions.push(opens('ui.form.duplicate', 'copy', `${listHref}/new?copy=${String(row!.id)}`))
  }
  if (records.shows('active') && reach.has('write')) {
    const isArchived = row!.active === false
    const words = archivingWords(model)
    actions.push({
      label: t(isArchived ? words.return : words.leave),
      icon: isArchived ? 'archive-restore' : 'archive',
      href: null,
      action: `${href}/archival${isArchived ? '?_method=DELETE' : ''}`,
      danger: false,
    })
  }
  if (reach.has('delete')) {
    actions.push({ ...opens('ui.form.delete', 'trash-2', `${href}/deletion`), danger: true })
  }
  return actions
}
