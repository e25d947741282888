import { Migration } from '#addon'

/** Whoever sees their own contacts alone reads the newest of them in the order of the list. */
export default class extends Migration {
  override async up() {
    this.schema.raw('drop index crm_contacts_tenant_id_owner_id_idx')
    this.addColumns('crm_contacts', (table) =>
      table.index(['owner_id', 'created_at desc', 'id desc'])
    )
  }
}
