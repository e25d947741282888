import type { Field } from '../../domains/fields.ts'
import { nameWithLanguage, partsOf } from '../../models/translated_value.ts'
import { lineParts } from '../transfer/line_fields.ts'

/** How sure it is that a column belongs to a field. */
export type Match = 'exact' | 'likely' | 'none'

/** Other words for fields, by their names in small letters. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  firstname: ['givenname', 'forename', 'vorname', 'prenom'],
  lastname: ['surname', 'familyname', 'nachname', 'nom'],
  name: ['fullname', 'title', 'bezeichnung'],
  email: ['mail', 'emailaddress', 'emailadresse', 'courriel'],
  phone: ['tel', 'telephone', 'telefon', 'phonenumber'],
  mobile: ['cell', 'cellphone', 'mobilephone', 'handy'],
  company: ['organisation', 'organization', 'account', 'firma', 'companyname'],
  jobtitle: ['position', 'role', 'function'],
  address: ['street', 'strasse', 'streetaddress'],
  postalcode: ['zip', 'zipcode', 'postcode', 'plz'],
  city: ['town', 'ort', 'stadt'],
  state: ['region', 'province', 'county', 'bundesland'],
  country: ['land', 'nation'],
  website: ['web', 'url', 'homepage'],
  notes: ['note', 'comment', 'comments', 'remarks', 'bemerkung'],
  owner: ['responsible', 'salesperson', 'assignedto'],
  location: ['branch', 'site', 'office', 'standort', 'filiale'],
  tags: ['labels', 'categories', 'keywords'],
}

/** The field that each column seems to belong to; each field is given once. */
export function suggestFields(
  headings: readonly string[],
  fields: ReadonlyMap<string, Field>
): (string | null)[] {
  const taken = new Set<string>()
  const found: (string | null)[] = headings.map(() => null)
  for (const level of ['exact', 'likely'] as const) {
    for (const [index, heading] of headings.entries()) {
      if (found[index]) continue
      const name = [...fields.keys()].find(
        (each) => !taken.has(each) && matchOf(heading, each, fields.get(each)!) === level
      )
      if (!name) continue
      taken.add(name)
      found[index] = name
    }
  }
  return found
}

/** How well a heading names a field. */
export function matchOf(heading: string, name: string, field: Field): Match {
  const word = plain(heading.replace(/\/id$/, ''))
  const known = [name, nameWithLanguage(name, field), field.options.label].map(plain)
  if (word === '') return 'none'
  const isLine = lineParts(name).lines !== null
  if (known.includes(isLine && name.endsWith('/id') ? plain(heading) : word)) return 'exact'
  if (isLine || partsOf(name).language !== null) return 'none'
  if (synonyms[name.toLowerCase()]?.includes(word)) return 'likely'
  const isPart = (one: string, other: string) => other.length >= 4 && one.includes(other)
  return known.some((each) => isPart(word, each) || isPart(each, word)) ? 'likely' : 'none'
}

/** A word in small letters without accents, spaces and signs. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
