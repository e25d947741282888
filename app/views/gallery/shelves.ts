import type { View } from '../declarations.ts'
import { activitySamples, kanbanSamples } from './boards.ts'
import { calendarSamples, timelineSamples } from './calendars.ts'
import { graphSamples } from './charts.ts'
import { dashboardSamples } from './dashboards.ts'
import { fieldSamples } from './fields.ts'
import { formSamples } from './form_page.ts'
import { listSamples } from './lists.ts'
import { partSamples } from './parts.ts'
import type { Shelf } from './sample.ts'
import { pivotSamples, cohortSamples } from './tables.ts'

const views = {
  list: listSamples,
  form: formSamples,
  kanban: kanbanSamples,
  calendar: calendarSamples,
  timeline: timelineSamples,
  graph: graphSamples,
  pivot: pivotSamples,
  cohort: cohortSamples,
  activity: activitySamples,
} satisfies Record<Exclude<View<never>['kind'], 'search'>, Shelf>

/** Everything of the gallery: fields, views, and the parts of pages. A new kind has no build without a place here. */
export const shelves: Readonly<Record<string, Shelf>> = {
  fields: fieldSamples,
  ...views,
  dashboards: dashboardSamples,
  parts: partSamples,
}
