import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.createTenantTable('crm_meetings', (table) => {
      table.located()
      table.columns.text('name').notNullable()
      table.columns.timestamp('starts_at', { useTz: true }).notNullable()
      table.columns.timestamp('ends_at', { useTz: true }).notNullable()
      table.columns.text('place')
      table.link('contact_id', 'crm_contacts', { onDelete: 'set null' })
      table.link('company_id', 'crm_companies', { onDelete: 'set null' })
      table.link('deal_id', 'crm_deals', { onDelete: 'set null' })
      table.link('owner_id', 'memberships', { onDelete: 'set null' })
      table.columns.text('description')
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.index(['starts_at', 'id'], 'active')
      table.index(['location_id', 'starts_at', 'id'], 'active')
      table.searchable(['name', 'place'])
    })
  }
}
