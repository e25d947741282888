import { Migration } from '#addon'

/** Whoever makes a contact or a company is told of those that may be the same. */
export default class extends Migration {
  override async up() {
    this.addColumns('crm_contacts', (table) => table.index(['mobile'], 'mobile is not null'))
    this.addColumns('crm_companies', (table) => {
      for (const column of ['domain', 'email', 'phone']) {
        table.index([column], `${column} is not null`)
      }
    })
  }
}
