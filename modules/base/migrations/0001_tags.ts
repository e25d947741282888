import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.createTenantTable('base_tags', (table) => {
      table.columns.text('name').notNullable()
      table.unique(['name'])
    })
  }
}
