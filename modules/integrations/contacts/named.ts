import { lockNames } from '#addon'
import { Tag } from '#modules/base/models/tag'
import { Company } from '#modules/crm/models/company'

/** The company of the location with this name; it is made where there is none. */
export async function companyNamed(name: string, locationId: string): Promise<Company> {
  const find = () =>
    Company.query().where({ name, locationId, active: true }).orderBy('createdAt').first()
  const found = await find()
  if (found) return found
  await lockNames([`company ${locationId} ${name}`])
  return (await find()) ?? Company.create({ name, locationId })
}

/** Ids of the tags with these names; those that are missing are made. */
export async function tagsNamed(names: readonly string[]): Promise<string[]> {
  const find = () => Tag.query().whereIn('name', [...names])
  let found = await find()
  const isMissing = (name: string) => !found.some((tag) => tag.name === name)
  if (names.some(isMissing)) {
    await lockNames(names.filter(isMissing).map((name) => `tag ${name}`))
    found = await find()
    await Tag.createMany(names.filter(isMissing).map((name) => ({ name })))
    found = await find()
  }
  return found.map((tag) => tag.id)
}
