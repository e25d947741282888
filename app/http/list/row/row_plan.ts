import type { HttpContext } from '@adonisjs/core/http'
import type { Field } from '../../../domains/fields.ts'
import { formPlan, type FormPlan } from '../../form/form_plan.ts'
import type { ScreenPlan } from '../../search/screen_plan.ts'
import { isSortable, shownColumns } from '../compiled_list.ts'
import { ListQuery } from '../list_query.ts'
import { ViewPreferences } from '../view_preferences.ts'
import { editableFields } from './editable_fields.ts'

/** A row of a list as it is edited: the columns that are shown, and the form that they make. */
export interface RowPlan {
  columns: ReturnType<typeof shownColumns>
  form: FormPlan
}

/** The columns that are computed: they follow what is typed into the others. */
function computedOf({ model }: ScreenPlan, names: readonly string[]): [string, Field][] {
  return names
    .map((name): [string, Field] => [name, model.allFields[name]!])
    .filter(([, { kind }]) => kind === 'computed')
}

/** The row as the address of the list shows it to the asker. */
export async function rowPlan(ctx: HttpContext, plan: ScreenPlan): Promise<RowPlan> {
  const { asker, registry, request } = ctx
  const arrangement = await new ViewPreferences(plan.href).read()
  const sortable = (name: string) => isSortable(plan.model.allFields[name]!)
  const query = new ListQuery(request, plan, sortable, arrangement)
  const columns = shownColumns(plan, query.columns)
  const names = columns.map(({ name }) => name)
  const edited = editableFields(registry, asker, plan, names)
  const fields = edited.size > 0 ? new Map([...edited, ...computedOf(plan, names)]) : edited
  const form = {
    model: plan.model,
    tree: { header: [], sheet: [] },
    fields,
    bar: null,
    lines: new Map(),
    stats: new Map(),
    conditions: formPlan(registry, asker, plan).conditions,
  }
  return { columns, form }
}
