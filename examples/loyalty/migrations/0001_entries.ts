import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.createTenantTable('loyalty_entries', (table) => {
      table.located()
      table.columns.text('reason').notNullable()
      table.link('contact_id', 'crm_contacts', { onDelete: 'cascade', required: true })
      table.columns.integer('points').notNullable()
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.index(['created_at desc', 'id desc'], 'active')
      table.index(['location_id', 'created_at desc', 'id desc'], 'active')
      table.searchable(['reason'])
    })
    this.addColumns('crm_contacts', (table) => {
      table.columns.integer('loyalty_points')
      table.selection('loyalty_level', ['bronze', 'silver', 'gold'])
      table.index(['loyalty_level'])
    })
  }
}
