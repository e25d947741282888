import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.addColumns('base_tags', (table) => table.translated('name'))
  }
}
