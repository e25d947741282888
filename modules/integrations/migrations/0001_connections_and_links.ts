import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.createTenantTable('integrations_connections', (table) => {
      table.link('location_id', 'locations', { onDelete: 'restrict', required: true })
      table.selection('provider', ['ghl'], { default: 'ghl' })
      table.columns.text('external_id').notNullable()
      table.columns.text('endpoint_key').notNullable()
      table.columns.specificType(
        'address',
        `text generated always as ('/hooks/' || provider || '/' || endpoint_key) stored`
      )
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.unique(['provider', 'external_id'])
      table.searchable(['external_id'])
    })
    this.createTenantTable('integrations_links', (table) => {
      table.link('location_id', 'locations', { onDelete: 'restrict', required: true })
      table.selection('provider', ['ghl'], { required: true })
      table.columns.text('external_id').notNullable()
      table.link('contact_id', 'crm_contacts', { onDelete: 'set null' })
      table.columns.jsonb('told').notNullable()
      table.columns.timestamp('deleted_at', { useTz: true })
      table.unique(['location_id', 'provider', 'external_id'])
    })
  }
}
