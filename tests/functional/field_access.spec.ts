import { test } from '@japa/runner'
import pg from 'pg'
import { credentials } from '#config/database'
import { onlyFor } from '#app/access/declarations'
import { Records } from '#app/access/records'
import { columnOf, isStored, targetOf, type Field } from '#app/domains/fields'
import { DomainError } from '#app/domains/errors'
import { isRelation, isText } from '#app/domains/operators'
import { Environment } from '#app/environment/environment'
import type { Model } from '#app/models/model'
import { Registry } from '#app/modules/registry'
import { inForce, nobody, registryWith } from '#tests/support/access/registry'
import { makeSampleRows, tenantTables } from '#tests/support/sample_rows'
import { asOwner, emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'
import { hiddenValues, Visitor, type Answer } from '#tests/support/visitor'

type AnyModel = typeof Model

/** Nobody may be kept from these: without them nothing can be shown or saved. */
const NEEDED = ['id', 'version']

/** What a record holds in a text field, so that it is recognised wherever it comes up. */
const markerOf = (model: AnyModel, name: string) => `mark${model.name}${name}`.toLowerCase()

const holdsMarker = ({ kind, options }: Field) => isText(kind) && !options.generated

const fieldsOf = (model: AnyModel) =>
  Object.entries(model.allFields).filter(([name]) => !NEEDED.includes(name))

/** The house in which a field is kept from everybody, made once for each. */
const houses = new Map<string, Registry>()

function houseWithout(model: AnyModel, name: string): Registry {
  const key = `${model.table}.${name}`
  const house = houses.get(key) ?? registryWith([onlyFor([nobody], model, [name] as never)])
  houses.set(key, house)
  return house
}

const screens = () => [...Registry.current.actions.values()]

/** A page without its frame, which names the locations of the person and switches between them. */
function pageOf(html: string): string {
  return html.slice(html.indexOf('<main'))
}

test.group('A field that one may not see', (group) => {
  let admin: TestUser
  let visitor: Visitor
  let tenant: TestTenant
  let reader: pg.Client
  const ids = new Map<AnyModel, string[]>()

  /** Two records in every table, whose texts say which field they are from. */
  group.setup(async () => {
    await emptyDatabase()
    tenant = await TestTenant.create('Alpha')
    await asOwner(async (owner) => {
      const tables = await tenantTables(owner)
      for (const _ of [1, 2]) await makeSampleRows(owner, tables, tenant.id)
      for (const model of Registry.current.models) {
        const { rows } = await owner.query(
          `select id from "${model.table}" where tenant_id = $1 order by id`,
          [tenant.id]
        )
        ids.set(
          model,
          rows.map(({ id }) => id)
        )
        const marked = fieldsOf(model).filter(([, field]) => holdsMarker(field))
        for (const [index, { id }] of rows.entries()) {
          for (const [name, field] of marked) {
            const text = `${markerOf(model, name)} ${(index + marked.length) % 7}`
            await mark(owner, model, columnOf(name, field), text, id)
          }
        }
      }
      await owner.query(
        `update inbox_events set search_text = lower(concat_ws(' ', event_type, event_id, external_location))`
      )
    })
    admin = await tenant.user('ada@alpha.test', ['base.administrator'])
    visitor = new Visitor()
    await visitor.logIn('ada@alpha.test')
    reader = new pg.Client(credentials.of('owner'))
    await reader.connect()
    return async () => {
      await reader.end()
      await emptyDatabase()
      houses.clear()
    }
  })

  /** Does something for every field of every screen while nobody may see the field. */
  async function eachScreen(
    work: (action: ReturnType<typeof screens>[number], name: string, field: Field) => Promise<void>
  ) {
    let count = 0
    for (const { href } of screens()) {
      const { model } = Registry.current.actions.get(href)!
      for (const [name, field] of fieldsOf(model)) {
        count += 1
        await inForce(houseWithout(model, name), (registry) =>
          work(registry.actions.get(href)!, name, field)
        )
      }
    }
    if (count < 60) throw new Error(`only ${count} fields were tried`)
  }

  const lists = new Map<string, Answer>()

  /** The list of a screen while nobody may see a field, as it was before anything was written. */
  async function listWithout(name: string, href: string): Promise<Answer> {
    const key = `${href} ${name}`
    const list = lists.get(key) ?? (await visitor.get(href))
    lists.set(key, list)
    return list
  }

  const isOpen = async (name: string, href: string) =>
    (await listWithout(name, href)).status === 200

  test('is seen where it is not hidden, so that its absence means something', async ({
    assert,
  }) => {
    for (const { href, model, list, form } of screens()) {
      const shown = list.columns.filter(({ name }) => holdsMarker(model.allFields[name]!))
      const all = list.columns.map(({ name }) => name).join(',')
      const { text } = await visitor.get(`${href}?columns=${all}`)
      for (const { name } of shown.filter((each) => !unmarked.has(markerOf(model, each.name)))) {
        assert.include(text, markerOf(model, name), `${href} ${name}`)
      }
      if (form) assert.equal((await visitor.get(`${href}/${ids.get(model)![0]}`)).status, 200, href)
    }
  })

  test('is not in the list, by default or asked for, nor among the columns', async ({ assert }) => {
    await eachScreen(async ({ href, model }, name) => {
      if (!(await isOpen(name, href))) return
      const all = Object.keys(model.allFields).join(',')
      for (const query of ['', `?columns=${name}`, `?columns=${all}`]) {
        const list = query ? visitor.get(`${href}${query}`) : listWithout(name, href)
        const { text } = await list
        assert.notInclude(pageOf(text), markerOf(model, name), `${href}${query}: ${name}`)
        assert.notMatch(text, new RegExp(`columns=[^"]*\\b${name}\\b[^"]*"[^>]*role="menuitem`))
        assert.notInclude(text, `sort=${name}"`, `${href}${query}: ${name}`)
      }
    })
  })

  test('orders nothing', async ({ assert }) => {
    const rowsOf = (text: string, href: string) =>
      [...text.matchAll(new RegExp(`href="${href}/([0-9a-f-]{36})"`, 'g'))].map(([, id]) => id)
    await eachScreen(async ({ href }, name) => {
      if (!(await isOpen(name, href))) return
      const usual = rowsOf((await listWithout(name, href)).text, href)
      for (const sort of [name, `-${name}`]) {
        const { text } = await visitor.get(`${href}?sort=${sort}`)
        assert.deepEqual(rowsOf(text, href), usual, `${href}?sort=${sort}`)
      }
    })
  })

  test('is not found by the search box', async ({ assert }) => {
    await eachScreen(async ({ href, model }, name, field) => {
      if (!field.options.search || !(await isOpen(name, href))) return
      const marker = markerOf(model, name)
      const { text } = await visitor.get(`${href}?q=${marker}`)
      for (const id of ids.get(model)!) assert.notInclude(pageOf(text), id, `${href}?q=${marker}`)
      const [other] = fieldsOf(model).filter(
        ([each, { options, kind }]) =>
          each !== name && options.search && isText(kind) && !unmarked.has(markerOf(model, each))
      )
      const [row] = ids.get(model)!
      if (!other || (await stored(model, row!)).search_text === null) return
      const { text: found } = await visitor.get(`${href}?q=${markerOf(model, other[0])}`)
      assert.include(found, row!, `${href}: ${other[0]} is still searched`)
    })
  })

  test('is in no filter', async ({ assert }) => {
    await eachScreen(async ({ href, search, list }, name) => {
      const asks = (domain: readonly unknown[]) => domain.some((term) => [term].flat()[0] === name)
      if (asks(list.filter)) assert.equal((await visitor.get(href)).status, 404, href)
      for (const [key, [, domain]] of Object.entries(search.filters).filter(([, [, d]]) =>
        asks(d)
      )) {
        const { text } = await visitor.get(`${href}?filter=${key}`)
        assert.notMatch(text, new RegExp(`filter=[^"]*\\b${key}\\b`), `${href}: ${key}`)
        assert.isNotEmpty(domain)
      }
    })
  })

  test('is in no suggestion, in no stretch of time and not in the filter editor', async ({
    assert,
  }) => {
    await eachScreen(async ({ href, model }, name) => {
      if (!(await isOpen(name, href))) return
      for (const text of [markerOf(model, name), 'this', '2026-01-31', '1']) {
        const answer = await visitor.get(`${href}/suggestions?q=${text}`)
        const suggestions = JSON.parse(answer.text) as { change: { domain?: string } }[]
        const asked = suggestions.flatMap(({ change }) => JSON.parse(change.domain ?? '[]').flat())
        assert.notInclude(asked, name, `${href}?q=${text}`)
      }
      const editor = await visitor.get(`${href}/filter`)
      assert.notMatch(editor.text, new RegExp(`<option value="${name}"`), `${href}/filter`)
      const range = await visitor.get(`${href}/range?field=${name}&from=2026-01-31`)
      assert.equal(range.status, 404, `${href}/range: ${name}`)
    })
  })

  test('is not on the form, nor on the pages about deleting and conflicts', async ({ assert }) => {
    await eachScreen(async ({ href, model, form }, name) => {
      if (!form || !(await isOpen(name, href))) return
      const address = `${href}/${ids.get(model)![0]}`
      for (const path of ['', '/deletion']) {
        const { text, status } = await visitor.get(`${address}${path}`)
        if (path === '') assert.equal(status, 200, `${address} without ${name}`)
        assert.notInclude(pageOf(text), markerOf(model, name), `${address}${path}: ${name}`)
        assert.notInclude(text, `name="${name}"`, `${address}${path}: ${name}`)
      }
      assert.equal((await visitor.get(`${href}/options/${name}`)).status, 404)
    })
  })

  test('cannot be written, and causes no conflict', async ({ assert }) => {
    await eachScreen(async ({ href, model, form }, name, field) => {
      if (!form || !isStored(field) || !(await isOpen(name, href))) return
      const records = await inEnvironment((registry) =>
        new Records(model, registry.access).allows('write')
      )
      if (!records) return
      const id = ids.get(model)![0]!
      const address = `${href}/${id}`
      const before = await stored(model, id)
      const values = hiddenValues((await visitor.get(address)).text)
      if (!values._base) return
      const base = JSON.stringify({ ...JSON.parse(values._base!), [name]: 'something else' })
      const answer = await visitor.post(`${address}?_method=PUT`, {
        ...values,
        _base: base,
        [name]: field.kind === 'boolean' ? '1' : 'written',
      })
      assert.include([200, 422], answer.status, `${address}: ${name}`)
      assert.notInclude(pageOf(answer.text), markerOf(model, name), `${address}: ${name}`)
      const column = columnOf(name, field)
      if (name !== 'updatedAt' && name !== 'updatedBy') {
        assert.deepEqual((await stored(model, id))[column], before[column], `${model.name}.${name}`)
      }
    })
  })

  test('does not exist for a question, from its model or from any other', async ({ assert }) => {
    let asked = 0
    for (const model of Registry.current.models) {
      for (const [name, field] of fieldsOf(model)) {
        await inForce(houseWithout(model, name), (registry) =>
          as(async () => {
            const question = questionAbout(name, field)
            for (const [owner, path] of waysTo(model, registry.models)) {
              const records = new Records(owner, registry.access)
              const domain = [path ? [path, 'any', [question]] : question]
              const dotted = path ? [[`${path}.${question[0]}`, ...question.slice(1)]] : domain
              for (const each of [domain, dotted]) {
                asked += 1
                assert.throws(() => records.domain(each), DomainError as never)
              }
            }
          })
        )
      }
    }
    assert.isAbove(asked, 300)
  })

  test('is not brought by Records, by itself, as a title or as an order', async ({ assert }) => {
    for (const model of Registry.current.models) {
      for (const [name, field] of fieldsOf(model)) {
        await inForce(houseWithout(model, name), (registry) =>
          as(async (environment) => {
            const records = new Records(model, registry.access)
            assert.isFalse(records.fields.has(name))
            const fields = Object.keys(model.allFields)
            const order = isStored(field) ? [{ name, descending: true }] : []
            const statement = records.select({ fields, order, limit: 10 })
            const [rows] = await environment.read([statement])
            assert.isAtLeast(rows!.length, ids.get(model)!.length, `${model.name}.${name}`)
            for (const row of rows!) {
              assert.notProperty(row, name)
              assert.notInclude(JSON.stringify(row), markerOf(model, name))
            }
            if (name !== model.titleField) return
            for (const [owner, path] of waysTo(model, registry.models)) {
              if (!path) continue
              const [linked] = await environment.read([
                new Records(owner, registry.access).select({
                  fields: [path],
                  order: [],
                  limit: 10,
                }),
              ])
              assert.notInclude(
                JSON.stringify(linked),
                markerOf(model, name),
                `${owner.name}.${path}`
              )
            }
          })
        )
      }
    }
  })

  const as = <T>(work: (environment: Environment) => Promise<T>) =>
    Environment.run({ ...admin.asker, groups: everyGroup() }, work)
  const inEnvironment = <T>(work: (registry: Registry) => T) =>
    as(async () => work(Registry.current))
  const stored = async (model: AnyModel, id: string) => {
    const { rows } = await reader.query(`select * from "${model.table}" where id = $1`, [id])
    return rows[0]
  }
})

/** Markers of fields that hold only words of a certain form. */
const unmarked = new Set<string>()
const CHECK = '23514'

async function mark(
  owner: pg.ClientBase,
  model: AnyModel,
  column: string,
  text: string,
  id: string
) {
  const sql = `update "${model.table}" set "${column}" = $1 where id = $2`
  await owner.query(sql, [text, id]).catch((error: { code: string }) => {
    if (error.code !== CHECK) throw error
    unmarked.add(text.split(' ')[0]!)
  })
}

/** Every group of the house but the one that nobody is in. */
function everyGroup(): Set<string> {
  const names = [...Registry.current.access.groups.keys()]
  return new Set(names.filter((name) => name !== nobody.name))
}

/** A question that would be sound if the field could be asked about. */
function questionAbout(name: string, { kind, options }: Field): [string, string, unknown] {
  if (isText(kind)) return [name, 'ilike', 'mark']
  if (kind === 'selection') return [name, '=', Object.keys(options.options!)[0]]
  return [name, '!=', null]
}

/** The model itself, and every relation that leads to it. */
function waysTo(model: AnyModel, models: readonly AnyModel[]): [AnyModel, string | null][] {
  const relations = models.flatMap((owner) =>
    Object.entries(owner.allFields)
      .filter(([, field]) => isRelation(field.kind) && (targetOf(field) as unknown) === model)
      .map(([path]): [AnyModel, string] => [owner, path])
  )
  return [[model, null], ...relations]
}
