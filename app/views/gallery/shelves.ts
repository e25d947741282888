import type { View } from '../declarations.ts'
import { dashboardSamples, graphSamples } from './charts.ts'
import { fieldSamples } from './fields.ts'
import { formSamples } from './form_page.ts'
import { listSamples } from './lists.ts'
import { partSamples } from './parts.ts'
import type { Shelf } from './sample.ts'
import {
  activitySamples,
  calendarSamples,
  cohortSamples,
  kanbanSamples,
  pivotSamples,
  timelineSamples,
} from './screens.ts'

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
