import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.#companies()
    this.#contacts()
    this.createPairTable('crm_company_tags', {
      key: 'company_id',
      table: 'crm_companies',
      otherKey: 'tag_id',
      otherTable: 'base_tags',
    })
    this.createPairTable('crm_contact_tags', {
      key: 'contact_id',
      table: 'crm_contacts',
      otherKey: 'tag_id',
      otherTable: 'base_tags',
    })
  }

  #companies() {
    this.createTenantTable('crm_companies', (table) => {
      table.located()
      table.columns.text('name').notNullable()
      for (const column of ['domain', 'industry', 'description', 'website', 'email', 'phone']) {
        table.columns.text(column)
      }
      table.selection('size', ['1-10', '11-50', '51-200', '201-500', '501-1000', '1000+'])
      for (const column of ['address', 'city', 'state', 'postal_code', 'country']) {
        table.columns.text(column)
      }
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.link('owner_id', 'memberships', { onDelete: 'set null' })
      table.index(['name', 'id'], 'active')
      table.index(['location_id', 'name', 'id'], 'active')
      table.index(['created_at desc', 'id desc'], 'active')
      table.searchable(['name', 'domain', 'email', 'phone'])
    })
  }

  #contacts() {
    this.createTenantTable('crm_contacts', (table) => {
      table.located()
      table.columns.text('first_name').notNullable()
      table.columns.text('last_name')
      table.columns.specificType(
        'name',
        `text generated always as (trim(first_name || ' ' || coalesce(last_name, ''))) stored`
      )
      for (const column of ['email', 'phone', 'mobile', 'job_title', 'department', 'source']) {
        table.columns.text(column)
      }
      table.selection('status', ['lead', 'prospect', 'customer', 'churned', 'other'], {
        default: 'lead',
      })
      for (const column of ['address', 'city', 'state', 'postal_code', 'country', 'notes']) {
        table.columns.text(column)
      }
      table.columns.boolean('do_not_disturb').notNullable().defaultTo(false)
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.link('company_id', 'crm_companies', { onDelete: 'set null' })
      table.link('owner_id', 'memberships', { onDelete: 'set null' })
      table.unique(['location_id', 'email'], 'active and email is not null')
      table.index(['created_at desc', 'id desc'], 'active')
      table.index(['location_id', 'created_at desc', 'id desc'], 'active')
      table.index(['name', 'id'], 'active')
      table.index(['email'])
      table.index(['phone'])
      table.searchable(['first_name', 'last_name', 'email', 'phone', 'mobile'])
    })
  }
}
