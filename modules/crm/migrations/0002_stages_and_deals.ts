import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.#stages()
    this.#deals()
    this.createPairTable('crm_deal_tags', {
      key: 'deal_id',
      table: 'crm_deals',
      otherKey: 'tag_id',
      otherTable: 'base_tags',
    })
  }

  #stages() {
    this.createTenantTable('crm_stages', (table) => {
      table.columns.text('name').notNullable()
      table.columns.integer('sequence').notNullable().defaultTo(10)
      table.selection('outcome', ['open', 'won', 'lost'], { default: 'open' })
      table.columns.integer('probability')
      table.columns.boolean('folded').notNullable().defaultTo(false)
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.index(['sequence', 'id'], 'active')
      table.searchable(['name'])
    })
  }

  /**
   * Positions are texts that sort by their bytes, so that there is always one between two others. A
   * new deal has the highest: it stands on top of its stage.
   */
  #deals() {
    this.createTenantTable('crm_deals', (table) => {
      table.located()
      table.columns.text('name').notNullable()
      table.link('contact_id', 'crm_contacts', { onDelete: 'set null' })
      table.link('company_id', 'crm_companies', { onDelete: 'set null' })
      table.link('stage_id', 'crm_stages', { onDelete: 'restrict' })
      table.columns.specificType('position', 'text collate "C"').notNullable()
      table.columns.decimal('value', 14, 2)
      table.selection('priority', ['low', 'medium', 'high', 'urgent'], { default: 'low' })
      table.selection('health', ['good', 'risk', 'stuck'])
      table.columns.date('expected_close')
      table.columns.date('closed_on')
      table.columns.text('source')
      table.columns.text('lost_reason')
      table.columns.text('description')
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.link('owner_id', 'memberships', { onDelete: 'set null' })
      table.index(['stage_id', 'position desc', 'id desc'], 'active')
      table.index(['location_id', 'stage_id', 'position desc', 'id desc'], 'active')
      table.index(['expected_close'], 'active')
      table.index(['created_at desc', 'id desc'], 'active')
      table.index(['location_id', 'created_at desc', 'id desc'], 'active')
      table.searchable(['name'])
    })
    this.schema.raw(`alter table crm_deals alter column position
      set default 'a0' || replace(app.uuidv7()::text, '-', '') || '1'`)
  }
}
