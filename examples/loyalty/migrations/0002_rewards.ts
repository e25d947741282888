import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.createTenantTable('loyalty_rewards', (table) => {
      table.columns.text('name').notNullable()
      table.columns.integer('points').notNullable()
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.index(['points', 'id'], 'active')
      table.searchable(['name'])
    })
  }
}
