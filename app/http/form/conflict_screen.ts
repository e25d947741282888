import type { HttpContext } from '@adonisjs/core/http'
import type { Action } from '../../modules/registry.ts'
import { renderConflict } from '../../views/form/conflict.ts'
import { isListed, type FieldTexts } from './field_texts.ts'
import { controlText, displayOf } from './form_fields.ts'
import type { Page } from '../page.ts'
import { FormScreen } from './form_screen.ts'
import { LinesInWords } from './lines/lines_in_words.ts'
import type { Conflict } from './save.ts'

/** The page on which the second of two people decides, with both values before their eyes. */
export async function renderConflictScreen(
  ctx: HttpContext,
  action: Action,
  id: string,
  conflict: Conflict
): Promise<Buffer> {
  const screen = new FormScreen(ctx, action, id)
  const { page, plan } = screen
  const data = await screen.read([], conflict.posted)
  const href = `${action.href}/${id}`
  const lines = new LinesInWords(plan.lines, data, page)
  const shown = (name: string, texts: FieldTexts) => {
    const field = plan.fields.get(name)
    return field ? displayOf(name, field, { data, page, texts }) : lines.display(name, texts)
  }
  const label = (name: string) => plan.fields.get(name)?.options.label ?? lines.label(name)
  const body = renderConflict(
    {
      label: action.model.labels.one,
      theirName: data.savedBy ?? page.t('ui.conflict.somebody'),
      theirTime: page.formats.time(data.row!.updatedAt),
      action: `${href}?_method=PUT`,
      csrf: ctx.request.csrfToken,
      hidden: hiddenValues(conflict, plan, page),
      fields: conflict.conflicts.map((name) => ({
        name,
        label: label(name),
        before: shown(name, conflict.base),
        mine: shown(name, conflict.posted),
        theirs: shown(name, conflict.current),
      })),
      merged: conflict.merged.map(({ name, by }) => ({
        label: label(name),
        value: shown(name, by === 'mine' ? conflict.posted : conflict.current),
        by,
      })),
      discardHref: href,
    },
    page.t
  )
  return page.render(screen.content(data), body)
}

/** Everything that was typed comes along, with the base it was typed on. */
function hiddenValues(
  { posted, base, version }: Conflict,
  { fields, lines }: FormScreen['plan'],
  page: Page
): [name: string, value: string][] {
  const values = Object.entries(posted).flatMap(([key, text]): [string, string][] => {
    const [name, , column] = key.split('.') as [string, string?, string?]
    const field = column ? lines.get(name)?.editable?.get(column) : fields.get(name)
    if (!field) return [[key, text]]
    return isListed(field)
      ? ['', ...text.split(',').filter(Boolean)].map((id) => [`${key}[]`, id])
      : [[key, controlText(field, text, page)]]
  })
  return [['_version', String(version)], ['_base', JSON.stringify(base)], ...values]
}
