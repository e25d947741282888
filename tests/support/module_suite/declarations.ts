import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { inEnglish } from '#app/domains/reasons'
import type { ModelAccess } from '#app/access/declarations'
import { AccessPolicy } from '#app/access/policy'
import { isStored, targetOf, type Field } from '#app/domains/fields'
import { parseDomain } from '#app/domains/parse'
import { systemAsker } from '#app/environment/scope'
import type { Model } from '#app/models/model'
import { manifestFaults } from '#app/modules/manifest'
import { modulesImported, modulesInside } from '../doors/modules.ts'
import { importsOf } from '../doors/source.ts'
import { filesOf, modelsWithin, reachOf, thrownBy, type Aspect, type House } from './aspect.ts'
import { computed } from './computed.ts'
import { addedBy, fieldsOf } from './fields.ts'

const anybody = systemAsker({
  tenantId: '019a0000-0000-7000-8000-000000000000',
  userId: '019a0000-0000-7000-8000-000000000001',
  locationIds: [],
})

const isIcon = (name: string) => existsSync(`node_modules/lucide-static/icons/${name}.svg`)

const manifest: Aspect = {
  title: 'has a sound manifest',
  faults: ({ manifest: given, path }) => [
    ...manifestFaults(given, basename(path)).map(inEnglish),
    ...(isIcon(given.icon) ? [] : [`"${given.icon}" is no icon of lucide.dev`]),
  ],
}

const dependencies: Aspect = {
  title: 'depends on every module that it imports from',
  faults: (module, house) => {
    const { depends } = module.manifest
    const missing = depends.filter((name) => !house.some((other) => other.name === name))
    const strays = filesOf(module).flatMap((file) =>
      modulesImported(file.path, importsOf(file))
        .filter((name) => !depends.includes(name))
        .map((name) => `${file.path} imports from "${name}", which is not among its dependencies`)
    )
    return [...missing.map((name) => `depends on "${name}", which is not there`), ...strays]
  },
}

const doors: Aspect = {
  title: 'stays inside its doors',
  faults: (module) => {
    const door = modulesInside(() => module.manifest.depends)
    return filesOf(module).flatMap((file) => door.check(file))
  },
}

const models: Aspect = {
  title: 'has models with a table, a label and a title',
  faults: ({ models: own }) => own.flatMap(modelFaults),
}

function modelFaults(model: typeof Model): string[] {
  const faults: string[] = []
  const title = model.allFields[model.titleField]
  if (!Object.hasOwn(model, 'table')) faults.push(`${model.name} has no table`)
  if (model.label.one === 'record') faults.push(`${model.name} has no label`)
  if (!title || !isStored(title)) {
    faults.push(`${model.name}: "${model.titleField}" is no stored field to name a record by`)
  }
  for (const name of model.alike.flat()) {
    const field = model.allFields[name]
    if (!field || !isStored(field)) {
      faults.push(`${model.name}: "${name}" is no stored field that records can be alike in`)
    }
  }
  for (const [name, field] of Object.entries(model.allFields)) {
    if (!field.options.label) faults.push(`${model.name}.${name} has no label`)
  }
  return faults
}

const relations: Aspect = {
  title: 'relates to models of its own and of its dependencies',
  faults: (module, house) => {
    const reachable = modelsWithin(reachOf(module, house))
    return [...fieldsOf(module.models), ...addedBy(module)].flatMap(({ model, name, field }) => {
      if (!['many2one', 'one2many', 'many2many'].includes(field.kind)) return []
      const target = targetOf(field) as typeof Model
      const at = `${model.name}.${name}`
      if (!reachable.has(target)) return [`${at} leads to ${target.name}, which is out of reach`]
      return field.kind === 'one2many' ? inverseFaults(at, model, target, field) : []
    })
  },
}

function inverseFaults(at: string, model: typeof Model, target: typeof Model, field: Field) {
  const { inverse } = field as unknown as { inverse: string }
  const back = target.allFields[inverse]
  const leadsBack = back?.kind === 'many2one' && (targetOf(back) as unknown) === model
  return leadsBack ? [] : [`${at}: ${target.name}.${inverse} is no many2one that leads back`]
}

const access: Aspect = {
  title: 'says who may do what',
  faults: (module, house) => {
    const reachable = modelsWithin(reachOf(module, house))
    const readable = new Set(
      module.access.flatMap((each) =>
        each.kind === 'model-access' && each.operations.includes('read') ? [each.model] : []
      )
    )
    return [
      ...module.groups
        .filter(({ name }) => !name.startsWith(`${module.name}.`))
        .map(({ name }) => `the group "${name}" does not carry the module's name`),
      ...module.models
        .filter((model) => !readable.has(model))
        .map((model) => `nobody may read ${model.name}: access.ts allows it to no group`),
      ...module.access
        .filter(({ model }) => !reachable.has(model))
        .map(({ model }) => `access.ts speaks of ${model.name}, which is out of reach`),
      ...module.access.flatMap((each) => {
        if (each.kind !== 'record-rule') return []
        const fault = thrownBy(() => parseDomain(each.model, each.domain(anybody)))
        return fault ? [`the rule "${each.title}": ${fault}`] : []
      }),
      ...module.access.flatMap((each) =>
        each.kind === 'model-access' ? shutOut(each, house) : []
      ),
    ]
  },
}

/** An allowance that gives nothing, because rules give the records to other groups only. */
function shutOut({ group, model, operations: allowed }: ModelAccess, house: House): string[] {
  const policy = new AccessPolicy(
    house.flatMap(({ groups }) => groups),
    house.flatMap(({ access: all }) => all)
  )
  const asker = { ...anybody, groups: policy.imply([group.name]) }
  return allowed
    .filter((operation) => policy.isShutOut(asker, model, operation))
    .map(
      (operation) => `${group.name} may ${operation} ${model.name}, but no rule says which records`
    )
}

const menus: Aspect = {
  title: 'has a menu that leads to its own screens',
  faults: ({ menu, name, views }) => {
    if (!menu) return []
    const items = Object.entries(menu.items)
    const icon = isIcon(menu.icon) ? [] : [`"${menu.icon}" is no icon of lucide.dev`]
    const faults = items.flatMap(([key, item]) => {
      const strays = item.views.filter((view) => !views.includes(view))
      const isPage = item.href?.startsWith(`/${name}/`) ?? false
      const hasList = item.views.some((view) => view.kind === 'list')
      return [
        ...(/^[a-z][a-z0-9-]*$/.test(key) ? [] : [`"${key}" cannot stand in an address`]),
        ...(hasList || isPage ? [] : [`"${key}" opens neither a list nor a page of the module`]),
        ...strays.map((view) => `"${key}" opens a ${view.kind} that is not in views/`),
        ...(new Set(item.views.map((view) => view.model)).size > 1
          ? [`"${key}" mixes views of several models`]
          : []),
      ]
    })
    return [...icon, ...faults]
  },
}

/** What a module's declarations must be, whatever the database holds. */
export const declarationAspects: Aspect[] = [
  manifest,
  dependencies,
  doors,
  models,
  relations,
  computed,
  access,
  menus,
]
