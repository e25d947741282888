import { test } from '@japa/runner'
import fc from 'fast-check'
import { matches } from '#app/domains/evaluate'
import { targetOf, type AskedModel, type Field } from '#app/domains/fields'
import { lastField, type DomainNode } from '#app/domains/node'
import { positiveOf } from '#app/domains/operators'
import { parseDomain } from '#app/domains/parse'
import { clock, Scratch, tenant } from './database.ts'
import { domainsOf, ids, terms } from './domains_arbitrary.ts'
import { Company, Contact, Deal, someId, Tag } from './models.ts'

type Row = Readonly<Record<string, unknown>>

const maybe = <T>(...values: T[]) => fc.constantFrom(null, ...values)
const text = maybe('', 'a', 'A', 'ab', 'b_a')
const everyRow = (shape: Record<string, fc.Arbitrary<unknown>>, seed: number): Row[] =>
  fc.sample(fc.record(shape), { numRuns: 12, seed }).map((row, index) => ({
    ...row,
    id: someId(index + 1),
  }))

const companies = everyRow({ name: text, industry: text, parent: maybe(...ids) }, 1)
const contacts = everyRow({ firstName: text, lastName: text, company: maybe(...ids) }, 2)
const deals = everyRow({ amount: maybe(-3, 0, 1, 7), contact: maybe(...ids) }, 3)
const tags = everyRow({ name: text, parent: maybe(...ids) }, 4)
const pairs = fc.sample(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
  numRuns: 12,
  seed: 5,
})

const world = new Map<AskedModel, Row[]>([
  [Company, companies],
  [Contact, contacts],
  [Deal, deals],
  [Tag, tags],
])

/** The records behind a relation, found by looking at every one. */
function behind(name: string, field: Field, row: Row): Row[] {
  const all = world.get(targetOf(field))!
  if (field.kind === 'many2one') return all.filter((each) => each['id'] === row[name])
  if (field.kind === 'many2many') {
    return all.filter((each) => pairs.some(([a, b]) => a === row['id'] && b === each['id']))
  }
  const { inverse } = field as Field & { inverse: string }
  return all.filter((each) => each[inverse] === row['id'])
}

function below(model: AskedModel, roots: readonly unknown[], upwards: boolean): Set<unknown> {
  const found = new Set<unknown>()
  const all = world.get(model)!
  const visit = (row: Row) => {
    if (found.has(row['id'])) return
    found.add(row['id'])
    const next = upwards
      ? all.filter((each) => each['id'] === row['parent'])
      : all.filter((each) => each['parent'] === row['id'])
    next.forEach(visit)
  }
  all.filter((each) => roots.includes(each['id'])).forEach(visit)
  return found
}

/** A second, slow reading of what a domain means, to hold the SQL against. */
function holds(node: DomainNode, row: Row, model: AskedModel): boolean {
  if (node.kind === 'and' || node.kind === 'or') {
    const held = node.children.map((child) => holds(child, row, model))
    return node.kind === 'and' ? !held.includes(false) : held.includes(true)
  }
  if (node.kind === 'not') return !holds(node.child, row, model)
  if (node.kind === 'always' || node.kind === 'never') return node.kind === 'always'
  const [name, field] = [node.path[0]!, node.fields[0]!]
  if (node.path.length > 1) {
    const rest = { ...node, path: node.path.slice(1), fields: node.fields.slice(1) }
    return behind(name, field, row).some((each) => holds(rest, each, targetOf(field)))
  }
  if (node.kind !== 'term') {
    const some = behind(name, field, row).some((each) => holds(node.child, each, targetOf(field)))
    return some === (node.kind === 'any')
  }
  const { operator } = node
  const asked = Array.isArray(node.value) ? node.value : [node.value]
  if (operator === 'child_of' || operator === 'parent_of') {
    const own = field.kind === 'id' || (field.kind === 'many2one' && targetOf(field) === model)
    const tree = below(own ? model : targetOf(field), asked, operator === 'parent_of')
    const candidates = own ? [row] : behind(name, field, row)
    return candidates.some((each) => tree.has(each['id']))
  }
  if (!('target' in lastField(node))) return matches(node, row, clock)
  const positive = positiveOf(operator)
  if (positive) return !holds({ ...node, operator: positive }, row, model)
  const found = behind(name, field, row)
  if (operator.endsWith('like')) {
    const title = targetOf(field).titleField
    const named = { ...node, path: [title], fields: [targetOf(field).allFields[title]!] }
    return found.some((each) => matches(named, each, clock))
  }
  return found.length === 0
    ? asked.includes(null)
    : found.some((each) => asked.includes(each['id'] as string))
}

const without = (field: Field, operator: string) => {
  if (field.kind === 'computed') return field.options.search !== true
  if ('target' in field && targetOf(field) === Deal && operator.endsWith('like')) return true
  return operator.endsWith('any') || operator.endsWith('_of')
}
const trees = (fields: Record<string, Field>, prefix = '') =>
  terms(fields, (_, operator) => !operator.endsWith('_of'), prefix)
const some = <F extends Record<string, Field>>(fields: F, ...names: (keyof F & string)[]) =>
  Object.fromEntries(names.map((name) => [name, fields[name]!]))

const company = terms(some(Company.fields, 'id', 'name', 'industry', 'parent', 'contacts'), without)
const contact = some(Contact.fields, 'id', 'firstName', 'fullName', 'company', 'deals', 'tags')
const deal = terms(some(Deal.fields, 'amount', 'contact'), without)
const nested = (name: string, inner: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.constantFrom('any', 'not any'), domainsOf(inner))
    .map(([operator, domain]) => [name, operator, domain])

const term = fc.oneof(
  terms(contact, without),
  terms(some(Company.fields, 'id', 'name', 'parent', 'contacts'), without, 'company.'),
  terms(some(Company.fields, 'name', 'industry'), without, 'company.parent.'),
  terms(some(Contact.fields, 'firstName', 'company'), without, 'deals.contact.'),
  terms(some(Tag.fields, 'name', 'parent'), without, 'tags.'),
  terms(some(Deal.fields, 'amount'), without, 'company.contacts.deals.'),
  trees(some(Contact.fields, 'company', 'tags')),
  trees(some(Company.fields, 'id', 'parent'), 'company.'),
  nested('company', company),
  nested('deals', deal),
  nested('company.contacts', terms(contact, without)),
  nested('tags', nested('parent', terms(some(Tag.fields, 'name'), without)))
)

test.group('Domains | relations', () => {
  test('600 random domains find in PostgreSQL what a slow reading finds', async ({ assert }) => {
    const scratch = await Scratch.open()
    try {
      for (const { id, name, industry, parent } of companies) {
        const row = { tenant_id: tenant, id, name, industry, parent_id: parent }
        await scratch.insert('companies', row)
      }
      for (const { id, firstName, lastName, company: company_id } of contacts) {
        const row = { first_name: firstName, last_name: lastName, company_id }
        await scratch.insert('contacts', { tenant_id: tenant, id, ...row })
      }
      for (const { id, amount, contact: contact_id } of deals) {
        await scratch.insert('deals', { tenant_id: tenant, id, amount, contact_id })
      }
      for (const { id, name, parent } of tags) {
        await scratch.insert('tags', { tenant_id: tenant, id, name, parent_id: parent })
      }
      for (const pair of new Set(pairs.map((each) => each.join()))) {
        const [contact_id, tag_id] = pair.split(',')
        await scratch.insert('contact_tags', { tenant_id: tenant, contact_id, tag_id })
      }
      let told = 0
      await fc.assert(
        fc.asyncProperty(domainsOf(term), fc.boolean(), async (domain, named) => {
          const node = parseDomain(Contact, domain)
          const expected = contacts
            .filter((row) => holds(node, row, Contact))
            .map((row) => row['id'])
          const found = await scratch.ids(node, named ? { tenantParameter: '$1' } : {})
          assert.deepEqual(found, expected as string[])
          if (expected.length > 0 && expected.length < contacts.length) told += 1
        }),
        { numRuns: 600 }
      )
      assert.isAbove(told, 150)
    } finally {
      await scratch.close()
    }
  })
})
