import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { Company } from '#modules/crm/models/company'
import { Contact } from '#modules/crm/models/contact'
import { keyFor } from '#tests/support/api_client'
import { emptyDatabase, TestTenant } from '#tests/support/tenants'
import { ensureProgram } from '../../../launcher/system_programs.mjs'

const document = readFileSync(app.makePath('docs', 'api.md'), 'utf8')

/** The commands that the document prints, each as it would be pasted. */
const commands = [...document.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block]) => block!.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('curl '))

interface Answer {
  status: number
  body: { data: { id: string; version: number } & Record<string, unknown>; next?: string | null }
}

test.group('The examples of docs/api.md', (group) => {
  let environment: Record<string, string>
  /** Where the commands are pasted. */
  let folder: string

  group.setup(async () => {
    await ensureProgram(['curl'], 'curl', () => {})
    await emptyDatabase()
    folder = await mkdtemp(join(tmpdir(), 'tatami-examples-'))
    await writeFile(join(folder, 'plan.pdf'), '%PDF-1.7\n')
    const alpha = await TestTenant.create('Alpha')
    const mia = await alpha.user('mia@alpha.test', ['base.manager'])
    await alpha.run(async () => {
      const company = await Company.create({ name: 'Quist Works' })
      await Contact.create({ firstName: 'Nora', companyId: company.id })
      await Contact.create({ firstName: 'Sven' })
    })
    environment = {
      PATH: process.env.PATH!,
      TATAMI: `http://${process.env.HOST}:${process.env.PORT}`,
      KEY: await keyFor(mia),
    }
  })

  async function paste(command: string, ID = ''): Promise<Answer> {
    const line = `${command} -sS -w '\\n%{http_code}'`
    const { stdout } = await promisify(execFile)('sh', ['-c', line], {
      env: { ...environment, ID },
      cwd: folder,
    })
    const [text = '', status] = stdout.split(/\n(?=\d{3}$)/)
    return { status: Number(status), body: text ? JSON.parse(text) : {} }
  }

  /** The one command that does this, told by a piece of it. */
  function printed(piece: RegExp): string {
    const found = commands.filter((command) => piece.test(command))
    if (found.length !== 1) throw new Error(`${found.length} commands have ${piece}`)
    return found[0]!
  }

  test('let a key in by both headers', async ({ assert }) => {
    for (const piece of [/limit=1" -H "X-API-Key/, /Bearer/]) {
      const { status, body } = await paste(printed(piece))
      assert.equal(status, 200)
      assert.lengthOf(body.data as unknown as object[], 1)
      assert.isString(body.next)
    }
  })

  test('list by a domain', async ({ assert }) => {
    const { status, body } = await paste(printed(/domain=/))
    assert.equal(status, 200)
    const [record, ...others] = body.data as unknown as Record<string, unknown>[]
    assert.lengthOf(others, 0)
    assert.equal(record!.firstName, 'Nora')
    assert.deepEqual(Object.keys(record!), ['id', 'firstName', 'lastName', 'company'])
    assert.isNull(body.next)
  })

  test('create, read, change and delete a record', async ({ assert }) => {
    const created = await paste(printed(/-d '{ "firstName"/))
    assert.equal(created.status, 201)
    const { id } = created.body.data
    const read = await paste(printed(/\$ID" -H "X-API-Key: \$KEY"$/), id)
    assert.deepEqual(read.body.data, created.body.data)
    const said = await paste(printed(/messages/), id)
    assert.equal(said.status, 201)
    const attached = await paste(printed(/files=@/), id)
    assert.equal(attached.status, 201)
    const changed = await paste(printed(/PATCH/), id)
    assert.equal(changed.status, 200)
    assert.equal(changed.body.data.jobTitle, 'Engineer')
    assert.equal((await paste(printed(/DELETE/), id)).status, 204)
    assert.equal((await paste(printed(/\$ID" -H "X-API-Key: \$KEY"$/), id)).status, 404)
  })

  test('describe the API', async ({ assert }) => {
    const { status, body } = await paste(printed(/openapi/))
    assert.equal(status, 200)
    assert.property(body, 'paths')
  })

  test('read a report', async ({ assert }) => {
    const { status, body } = await paste(printed(/reports/))
    assert.equal(status, 200)
    assert.property(body.data, 'groups')
  })

  test('are all tried', ({ assert }) => {
    assert.lengthOf(commands, 11)
  })
})
