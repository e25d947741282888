import type { HttpContext } from '@adonisjs/core/http'
import { SHARE } from '../../access/permissions.ts'
import type { ReportForm } from '../../views/reports/types.ts'
import { mayChange } from '../favourites/may_change.ts'
import { textOf } from '../search/search_query.ts'
import { REPORTS } from './report_place.ts'
import { LONGEST_DESCRIPTION, LONGEST_NAME, type Report } from './reports.ts'

/** What was sent to be saved. */
export interface Draft {
  name: string
  description: string
  audience: ReportForm['audience']
  groups: readonly string[]
  /** What is wrong with a field, by its name; keys of texts. */
  faults: Readonly<Record<string, string>>
}

/** What a form says of a report, with everything that is wrong with it. */
export function givenReport({ asker, registry, request }: HttpContext): Draft {
  const audiences = ['everyone', 'groups'] as const
  const asked = audiences.find((each) => each === request.input('audience')) ?? 'private'
  const audience: Draft['audience'] = asker.groups.has(SHARE) ? asked : 'private'
  const names: unknown[] = [request.input('groups', [])].flat()
  const groups = names.map(String).filter((name) => registry.access.groups.has(name))
  const draft = {
    name: textOf(request.input('name')).trim(),
    description: textOf(request.input('description')).trim(),
    audience,
    groups: audience === 'groups' ? groups : [],
  }
  return { ...draft, faults: faultsOf(draft) }
}

function faultsOf({ name, description, audience, groups }: Omit<Draft, 'faults'>) {
  return {
    ...(name === '' && { name: 'ui.error.required' }),
    ...(name.length > LONGEST_NAME && { name: 'ui.report.longName' }),
    ...(description.length > LONGEST_DESCRIPTION && { description: 'ui.report.longDescription' }),
    ...(audience === 'groups' && groups.length === 0 && { groups: 'ui.report.noGroup' }),
  }
}

/** The form beside a report: what was sent and could not be saved, or what is saved. */
export function reportFormOf(
  ctx: HttpContext,
  {
    report,
    draft,
    ...asked
  }: { report: Report | null; model: string; query: string; draft: Draft | null }
): ReportForm {
  const { asker, registry, page } = ctx
  const said = draft ?? saved(report)
  const roles = [...registry.access.groups.values()].filter(
    ({ name, isPermission, ofPlatform }) =>
      (!isPermission && !ofPlatform) || said.groups.includes(name)
  )
  const mine = report && mayChange(asker, report) ? report : null
  return {
    ...asked,
    name: said.name,
    description: said.description,
    audience: said.audience,
    groups: roles.map(({ name, title }) => ({ name, title, chosen: said.groups.includes(name) })),
    faults: Object.fromEntries(
      Object.entries(said.faults).map(([name, key]) => [name, page.t(key)])
    ),
    changeAction: mine && `${REPORTS}/${mine.id}`,
    mayShare: asker.groups.has(SHARE),
    isOpen: draft !== null,
  }
}

function saved(report: Report | null): Draft {
  if (!report) {
    return { name: '', description: '', audience: 'private', groups: [], faults: {} }
  }
  const { name, description, shared, groups } = report
  const audience = !shared ? 'private' : groups.length > 0 ? 'groups' : 'everyone'
  return { name, description, audience, groups, faults: {} }
}
