import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.addColumns('crm_stages', (table) => table.translated('name'))
  }
}
