import type { House } from './life_cycle.ts'

/** Two tenants of the tests that are there before the module comes. */
export const ALPHA = '01900000-0000-7000-8000-0000000000a1'
export const BETA = '01900000-0000-7000-8000-0000000000b1'

const schema = {
  'models/stage.ts': `import { Model, boolean, integer, longText, money, text } from '#addon'
    export class Stage extends Model {
      static table = 'deals_stages'
      static label = { one: 'stage', many: 'stages' }
      static fields = {
        name: text({ label: 'Name', required: true }),
        sequence: integer({ label: 'Sequence', required: true, default: 10 }),
        target: money({ label: 'Target' }),
        notes: longText({ label: 'Notes' }),
        active: boolean({ label: 'Active', default: true }),
      }
    }`,
  'models/template.ts': `import { Model, many2one, text } from '#addon'
    import { Stage } from './stage.ts'
    export class Template extends Model {
      static table = 'deals_templates'
      static label = { one: 'template', many: 'templates' }
      static fields = {
        name: text({ label: 'Name', required: true }),
        stage: many2one(() => Stage, { label: 'Stage', required: true }),
        after: many2one(() => Template, { label: 'After' }),
      }
    }`,
  'migrations/0001_deals.ts': `import { Migration } from '#addon'
    export default class extends Migration {
      async up() {
        this.createTenantTable('deals_stages', (table) => {
          table.columns.text('name').notNullable()
          table.columns.integer('sequence').notNullable()
          table.columns.decimal('target', 14, 2)
          table.columns.text('notes')
          table.columns.boolean('active').notNullable().defaultTo(true)
          table.unique(['name'])
        })
        this.createTenantTable('deals_templates', (table) => {
          table.columns.text('name').notNullable()
          table.link('stage_id', 'deals_stages', { onDelete: 'restrict', required: true })
          table.link('after_id', 'deals_templates', { onDelete: 'set null' })
        })
      }
    }`,
}

const data: Record<string, string> = {
  '1.0.0': `export const templates = defineData(Template, {
      offer: { name: 'Offer', stage: 'qualified', after: 'hello' },
      hello: { name: 'Hello', stage: 'deals.first' },
    })
    export const stages = defineData(Stage, {
      first: { name: 'New', target: 1.5 },
      qualified: { name: 'Qualified', sequence: 20, notes: 'Knows what it costs.' },
      lost: { name: 'Lost', sequence: 90 },
    })`,
  '2.0.0': `export const templates = defineData(Template, {
      hello: { name: 'Hello again', stage: 'qualified' },
    })
    export const stages = defineData(Stage, {
      first: { name: 'Fresh', target: 2 },
      qualified: { name: 'Understood', sequence: 25 },
      won: { name: 'Won', sequence: 80 },
    })`,
}

/** Writes the files of a version of the module \`deals\`, which ships stages and templates. */
export async function writeDeals(
  { folders }: House,
  version: '1.0.0' | '2.0.0',
  records = data[version]!,
  migrations: Readonly<Record<string, string>> = {}
) {
  const file = (name: string) => `data/deals_${name.replaceAll('.', '_')}.ts`
  const content = `import { defineData } from '#addon'
    import { Stage } from '../models/stage.ts'
    import { Template } from '../models/template.ts'
    ${records}`
  await folders.module(
    'deals',
    { depends: ['base'], version },
    { ...schema, ...migrations, [file(version)]: content }
  )
  if (version === '2.0.0') await folders.removeFile(`deals/${file('1.0.0')}`).catch(() => {})
}

/** Makes the two tenants. */
export async function twoTenants(house: House) {
  await house.query(
    `insert into tenants (id, name) values ('${ALPHA}', 'Alpha'), ('${BETA}', 'Beta')`
  )
}

/** The stages and templates of a tenant, a line for each. */
export async function dealsOf(house: House, tenant: string): Promise<string[]> {
  const rows = await house.query<{ line: string }>(
    `select concat_ws(' ', name, sequence, target, case when not active then 'archived' end) as line
     from deals_stages where tenant_id = $1
     union all select t.name || ' at ' || s.name || coalesce(' after ' || a.name, '') from deals_templates t
     join deals_stages s on s.tenant_id = t.tenant_id and s.id = t.stage_id
     left join deals_templates a on a.tenant_id = t.tenant_id and a.id = t.after_id
     where t.tenant_id = $1 order by 1`,
    [tenant]
  )
  return rows.map(({ line }) => line)
}
