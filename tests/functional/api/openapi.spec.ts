import { test } from '@japa/runner'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Contact } from '#modules/crm/models/contact'
import { ApiClient } from '#tests/support/api_client'
import { emptyDatabase, TestTenant, type TestUser } from '#tests/support/tenants'

interface Document {
  paths: Record<string, Record<string, { operationId?: string }>>
  components: { schemas: Record<string, { properties: Record<string, object> }> }
}

test.group('API | OpenAPI', (group) => {
  let alpha: TestTenant
  let ada: TestUser
  let sam: TestUser

  group.setup(async () => {
    await emptyDatabase()
    alpha = await TestTenant.create('Alpha')
    ada = await alpha.user('ada@alpha.test', ['base.administrator'])
    sam = await alpha.user('sam@alpha.test', ['crm.user', 'base.api_write'])
    await alpha.run(() => Contact.create({ firstName: 'Nora' }))
  })

  const documentOf = async (client: ApiClient) =>
    (await client.get('/openapi.json')).body as unknown as Document

  test('is a sound document', async ({ assert }) => {
    const document = await documentOf(await ApiClient.of(ada))
    const { valid, errors } = await new Validator().validate({ ...document })
    assert.isTrue(valid, JSON.stringify(errors))
    const ids = Object.values(document.paths)
      .flatMap((path) => Object.values(path))
      .flatMap(({ operationId }) => operationId ?? [])
    assert.lengthOf(new Set(ids), ids.length)
  })

  test('describes every field that an answer has', async ({ assert }) => {
    const client = await ApiClient.of(ada)
    const document = await documentOf(client)
    const { body } = await client.get('/crm/contacts')
    const described = document.components.schemas['crm.contacts']!.properties
    assert.sameMembers(Object.keys((body.data as object[])[0]!), Object.keys(described))
  })

  test('holds what the key reaches, and nothing else', async ({ assert }) => {
    const { paths } = await documentOf(await ApiClient.of(sam, { scopes: ['crm:write'] }))
    const screens = ['contacts', 'companies', 'deals', 'meetings', 'stages']
    const ofRecord = [
      ...['', '/messages', '/messages/{message}', '/activities', '/activities/{activity}'],
      ...['/activities/{activity}/completion', '/followers', '/following'],
      ...['/attachments', '/attachments/{attachment}'],
    ]
    assert.sameMembers(Object.keys(paths), [
      ...screens.flatMap((screen) => [
        `/crm/${screen}`,
        ...ofRecord.map((part) => `/crm/${screen}/{id}${part}`),
      ]),
      ...['/reports', '/reports/{id}'],
    ])
    const operations = (path: string) =>
      Object.keys(paths[path]!).filter((key) => key !== 'parameters')
    assert.sameMembers(operations('/crm/contacts'), ['get', 'post'])
    assert.sameMembers(operations('/crm/contacts/{id}'), ['get', 'patch'])
    const reader = await documentOf(await ApiClient.of(sam, { scopes: ['crm:read'] }))
    assert.sameMembers(Object.keys(reader.paths['/crm/contacts']!), ['get'])
    assert.notProperty(reader.paths['/crm/contacts/{id}/messages'], 'post')
    assert.notProperty(reader.paths, '/crm/contacts/{id}/following')
    const nothing = await documentOf(await ApiClient.of(sam, { scopes: [] }))
    assert.deepEqual(nothing.paths, {})
  })

  test('needs a key', async ({ assert }) => {
    assert.equal((await new ApiClient(null).get('/openapi.json')).status, 401)
  })
})
