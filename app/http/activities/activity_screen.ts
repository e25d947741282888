import type { HttpContext } from '@adonisjs/core/http'
import { internalPeople } from '../../access/internal_people.ts'
import type { ActivityType } from '../../models/activity_types.ts'
import type { InputFault } from '../../models/field_input.ts'
import type { Action } from '../../modules/registry.ts'
import { renderActivityForm } from '../../views/thread/activity_form.ts'
import { FormScreen } from '../form/form_screen.ts'
import { faultTexts } from '../texts.ts'
import { backHref } from './back_href.ts'
import { startOf, type ActivityTexts } from './activity_input.ts'

/** What stands in the form of an activity. */
export interface ActivityFormState {
  types: readonly ActivityType[]
  texts: ActivityTexts
  faults: Readonly<Record<string, InputFault>>
  /** Id of the activity; null for a new one. */
  id: string | null
}

/** The page on which an activity about a record is planned or changed. */
export async function renderActivityScreen(
  ctx: HttpContext,
  action: Action,
  { types, texts, faults, id }: ActivityFormState
): Promise<Buffer> {
  const href = `${action.href}/${ctx.params.id}`
  const screen = new FormScreen(ctx, action, String(ctx.params.id))
  const { t } = screen.page
  const back = backHref(ctx, action.href)
  const query = (parts: Readonly<Record<string, string>>) => {
    const written = new URLSearchParams({ ...parts, ...(back && { back }) })
    return written.size > 0 ? `?${written}` : ''
  }
  const content = screen.contentBelow(await screen.read(), t('ui.activity.one'))
  const people = await internalPeople(ctx.registry.access)
  const title = t(id ? 'ui.activity.changeTitle' : 'ui.activity.planTitle', {
    record: content.title,
  })
  const body = renderActivityForm(
    {
      title,
      csrf: ctx.request.csrfToken,
      action: id
        ? `${href}/activities/${id}${query({ _method: 'PUT' })}`
        : `${href}/activities${query({})}`,
      cancelAction: id ? `${href}/activities/${id}${query({ _method: 'DELETE' })}` : null,
      backHref: back ?? href,
      texts,
      faults: faultTexts(faults, t),
      types: types.map((type) => ({
        id: type.id,
        label: type.name,
        start: id ? null : startOf(ctx, type),
      })),
      people: people.map((person) => ({ id: person.id, label: person.name })),
    },
    t
  )
  return screen.page.render(content, body)
}
