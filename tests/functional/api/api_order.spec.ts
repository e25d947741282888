import { test } from '@japa/runner'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'

interface Json {
  id: string
  [field: string]: unknown
}

test.group('API | the order of lists', (group) => {
  let alpha: TestTenant
  let mia: ApiClient

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    mia = await ApiClient.of(await alpha.user('mia@alpha.test', ['base.manager']))
    await alpha.run(async () => {
      const acme = await Company.create({ name: 'Acme' })
      const beech = await Company.create({ name: 'Beech' })
      const companies = [acme.id, null, beech.id, acme.id, null]
      const names = ['Zoe', null, 'Ämil', 'adam', 'Adam', null, 'Zoe']
      for (let index = 0; index < 11; index += 1) {
        await Contact.create({
          firstName: `Person ${index % 4}`,
          lastName: names[index % 7],
          companyId: companies[index % 5],
          locationId: index % 3 === 0 ? null : alpha.location(index % 3 === 1 ? 'North' : 'South'),
        })
      }
    })
  })

  const page = async (client: ApiClient, query: Record<string, unknown>) => {
    const answer = await client.get('/crm/contacts', query)
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.body as unknown as { data: Json[]; next: string | null }
  }

  /** All records, walked through in small steps. */
  const walk = async (client: ApiClient, order: string, limit: number) => {
    const seen: Json[] = []
    let after: string | null = null
    do {
      const { data, next } = await page(client, {
        ...(order && { order }),
        limit: String(limit),
        ...(after && { after }),
      })
      seen.push(...data)
      after = next
    } while (after && seen.length < 50)
    return seen.map(({ id }) => id)
  }

  test('is walked through whole, by any fields, empty ones and links included', async ({
    assert,
  }) => {
    const north = await alpha.user('north@alpha.test', ['base.location_manager'], ['North'])
    for (const client of [mia, await ApiClient.of(north)]) {
      for (const order of [
        ...['', 'id', 'id desc', 'createdAt desc', 'lastName', 'lastName desc'],
        ...['company', 'company desc', 'lastName,firstName desc', 'lastName desc,firstName'],
        ...['company desc,lastName,firstName', 'firstName,company desc,lastName desc'],
        ...['lastName, id desc', 'location,company desc,id'],
      ]) {
        const { data, next } = await page(client, { limit: '200', ...(order && { order }) })
        assert.isNull(next)
        const whole = data.map(({ id }) => id)
        for (const limit of [1, 2, 5]) {
          assert.deepEqual(await walk(client, order, limit), whole, `${order} by ${limit}`)
        }
      }
    }
  })

  test('is that of the list on screen', async ({ assert }) => {
    const { data } = await page(mia, { order: 'company desc,lastName' })
    const words = data.map(({ company, lastName }) => [
      (company as { title: string } | null)?.title ?? null,
      lastName,
    ])
    const empty = words.filter(([company]) => company === null)
    assert.deepEqual(words.slice(0, empty.length), empty)
    assert.deepEqual([...new Set(words.map(([company]) => company))], [
      null,
      'Beech',
      'Acme',
    ] as never)
    const byName = await page(mia, { order: 'lastName' })
    assert.isNull(byName.data.at(-1)!.lastName)
    assert.isNotNull(byName.data[0]!.lastName)
  })

  test('needs fields that the user sees, and a place of its own', async ({ assert }) => {
    const portal = await alpha.user('ada@client.test', ['base.portal', 'base.api'])
    const outside = await ApiClient.of(portal)
    assert.equal((await outside.get('/crm/contacts', { order: 'lastName' })).status, 200)
    assert.equal((await outside.get('/crm/contacts', { order: 'status' })).status, 422)
    const { next } = await page(mia, { order: 'lastName,id', limit: '1' })
    const refused = async (order: string, after: string) => {
      const answer = await mia.get('/crm/contacts', { order, after })
      assert.equal(answer.status, 422)
      assert.containSubset(answer.body.errors, [{ parameter: 'after' }])
    }
    await refused('lastName desc,id', next!)
    await refused('lastName', next!)
    const [word, values, id] = JSON.parse(Buffer.from(next!, 'base64url').toString()) as unknown[]
    for (const place of [
      ...[null, {}, [], [word], [word, null, id], [word, [], id], [word, values, 'x']],
      ...[
        [word, [1, id], id],
        [word, [{}, id], id],
        [word, ['a\0', id], id],
      ],
    ]) {
      const after = Buffer.from(JSON.stringify(place)).toString('base64url')
      await refused('lastName,id', after)
    }
    const wrong = [...['createdAt', 'never'], ...['version', '1.5'], ...['id', 'x']]
    for (let index = 0; index < wrong.length; index += 2) {
      const order = wrong[index]!
      const place = [order, [wrong[index + 1]], id]
      await refused(order, Buffer.from(JSON.stringify(place)).toString('base64url'))
    }
  })
})
