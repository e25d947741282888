import { Registry } from '../../modules/registry.ts'

/** The address of the page on which a tenant switches modules off and on. */
export const TENANT_APPS_HREF = '/base/tenant-apps'

/** A module that is installed, as a tenant has it. */
export interface TenantApp {
  name: string
  title: string
  summary: string
  icon: string
  isOn: boolean
  /** What is off takes this one along, or null. */
  needs: string | null
  /** Cannot be switched off: it leads to this page, or something that does needs it. */
  isFixed: boolean
}

/** Every installed module in a language; `off` are those that the tenant has switched off. */
export function tenantApps(off: ReadonlySet<string>, language: string): TenantApp[] {
  const { modules, menu } = Registry.current.inLanguage(language)
  const fixed = new Set<string>()
  const fix = (name: string) => {
    if (fixed.has(name)) return
    fixed.add(name)
    for (const other of modules.find((each) => each.name === name)?.manifest.depends ?? []) {
      fix(other)
    }
  }
  const home = menu.find(({ entries }) => entries.some(({ href }) => href === TENANT_APPS_HREF))
  if (home) fix(home.module)
  const resting = new Map<string, string>()
  return modules.map(({ name, manifest }) => {
    const needs = manifest.depends.find((other) => off.has(other) || resting.has(other)) ?? null
    if (needs) resting.set(name, needs)
    return {
      name,
      title: manifest.title,
      summary: manifest.summary,
      icon: manifest.icon,
      isOn: !off.has(name),
      needs: needs && (modules.find((each) => each.name === needs)?.manifest.title ?? needs),
      isFixed: fixed.has(name),
    }
  })
}
