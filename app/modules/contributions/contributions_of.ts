import { readFile } from 'node:fs/promises'
import type { Tile } from '../../views/dashboards/declaration.ts'
import type { LoadedModule } from '../loader.ts'
import { routesOf } from '../module_routes.ts'
import { accessContributions } from './access_contributions.ts'
import type { Contribution } from './contribution.ts'
import { detail, said } from './essence.ts'
import { extensionContributions } from './extension_contributions.ts'
import { labelsIn } from './labels.ts'
import { treeDetails } from './tree_details.ts'
import { menuContributions, viewName } from './view_contributions.ts'
import { about } from './wording.ts'

type Telling = (module: LoadedModule) => Contribution[] | Promise<Contribution[]>

const tellings: readonly Telling[] = [
  modelContributions,
  menuContributions,
  viewContributions,
  accessContributions,
  dashboardContributions,
  reportContributions,
  printoutContributions,
  workContributions,
  extensionContributions,
  routeContributions,
]

/**
 * What a module brings, in words that administrators know, and so that versions can be compared.
 * What is declared so wrongly that it cannot be told is left out: the registry reports it.
 */
export async function contributionsOf(module: LoadedModule): Promise<Contribution[]> {
  const all: Contribution[] = []
  for (const tell of tellings) {
    const those = await (async () => tell(module))().catch(() => [])
    all.push(...those)
  }
  return withUniqueKeys(all)
}

function modelContributions({ models }: LoadedModule): Contribution[] {
  return models.map((model) => {
    const { table, label, fields } = model
    const details = Object.entries(fields).map(([name, field]) => {
      // Who sees a field is told by itself.
      const { groups: _, ...options } = Object.getOwnPropertyDescriptors(field.options)
      const own = { ...field, options: Object.defineProperties({}, options) }
      return detail(name, own, field.kind)
    })
    return {
      kind: 'model',
      key: table,
      name: label.many,
      words: { term: label.many },
      details,
      labels: labelsIn(model, details),
    }
  })
}

function viewContributions({ views, viewNames }: LoadedModule): Contribution[] {
  return views.map((view) => {
    const details = treeDetails(view.tree)
    return {
      kind: 'view',
      key: viewNames.get(view) ?? '',
      name: viewName(view),
      words: about(view.model.label.many, { key: `apps.view.${view.kind}` }),
      details,
      labels: labelsIn(view.model, details),
    }
  })
}

function dashboardContributions({ dashboards, tiles }: LoadedModule): Contribution[] {
  return [
    ...Object.entries(dashboards).flatMap(([key, { label, tree }]): Contribution[] => [
      {
        kind: 'dashboard',
        key,
        name: label,
        words: { term: label },
        details: [
          said('label', label),
          ...tree.tiles.map(({ name }) => said(`tiles › ${name}`, '')),
        ],
      },
      ...tree.tiles.map((tile) => {
        const words = [{ term: label }, ' › ', { term: tile.label }]
        return {
          ...tileContribution(`${key}.${tile.name}`, `${label} › ${tile.label}`, tile),
          words,
        }
      }),
    ]),
    ...Object.entries(tiles).map(([key, tile]) => {
      const words = about(tile.label, { term: tile.model.label.many })
      return {
        ...tileContribution(key, `${tile.label} (${tile.model.label.many})`, tile),
        words,
      }
    }),
  ]
}

function tileContribution(key: string, name: string, tile: Tile): Contribution {
  return { kind: 'tile', key, name, details: treeDetails(tile) }
}

function reportContributions({ reports }: LoadedModule): Contribution[] {
  return Object.entries(reports).map(([key, { kind, query, ...says }]) => ({
    kind,
    key,
    name: `${says.label} (${says.model.label.many})`,
    words: about(says.label, { term: says.model.label.many }),
    details: [...treeDetails(says), detail('shown', query)],
  }))
}

/** A printout says its template, whose place differs from machine to machine. */
function printoutContributions({ printouts }: LoadedModule): Promise<Contribution[]> {
  return Promise.all(
    printouts.map(async ({ kind, name: key, template, ...says }): Promise<Contribution> => {
      const content = await readFile(template, 'utf8').catch(() => '')
      return {
        kind,
        key,
        name: `${says.label} (${says.model.label.many})`,
        words: about(says.label, { term: says.model.label.many }),
        details: [...treeDetails(says), detail('template', content)],
      }
    })
  )
}

function workContributions({ jobs, inbox }: LoadedModule): Contribution[] {
  return [
    ...jobs.map(({ name, queue, attempts, backoff }): Contribution => ({
      kind: 'job',
      key: name,
      name,
      details: [
        said('queue', queue),
        said('attempts', String(attempts)),
        detail('backoff', backoff, JSON.stringify(backoff)),
      ],
    })),
    ...inbox.providers.map(({ name, notNowStatus, window, job }): Contribution => ({
      kind: 'webhook',
      key: name,
      name: `/hooks/${name}/…`,
      details: [
        said('not now', String(notNowStatus)),
        detail('window', window, JSON.stringify(window)),
        said('job', job.name),
      ],
    })),
  ]
}

async function routeContributions(module: LoadedModule): Promise<Contribution[]> {
  const routes = await routesOf(module)
  return routes.map((route) => ({ kind: 'route', key: route, name: route, details: [] }))
}

/** Two that say the same of themselves are told apart by their order. */
function withUniqueKeys(contributions: readonly Contribution[]): Contribution[] {
  const count = new Map<string, number>()
  return contributions.map((contribution) => {
    const { kind, key } = contribution
    const number = (count.get(`${kind} ${key}`) ?? 0) + 1
    count.set(`${kind} ${key}`, number)
    return number === 1 ? contribution : { ...contribution, key: `${key} ${number}` }
  })
}
