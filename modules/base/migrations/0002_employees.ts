import { Migration } from '#addon'

export default class extends Migration {
  override async up() {
    this.#departments()
    this.#employees()
    this.#managers()
    this.#teams()
  }

  #departments() {
    this.createTenantTable('base_departments', (table) => {
      table.located()
      table.columns.text('name').notNullable()
      table.link('parent_id', 'base_departments', { onDelete: 'restrict' })
      table.columns.text('notes')
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.index(['name', 'id'], 'active')
      table.index(['location_id', 'name', 'id'], 'active')
      table.searchable(['name'])
    })
  }

  #employees() {
    this.createTenantTable('base_employees', (table) => {
      table.located()
      table.columns.text('first_name').notNullable()
      table.columns.text('last_name')
      table.columns.specificType(
        'name',
        `text generated always as (trim(first_name || ' ' || coalesce(last_name, ''))) stored`
      )
      for (const column of ['number', 'job_title', 'email', 'phone', 'mobile', 'notes']) {
        table.columns.text(column)
      }
      table.selection('status', ['active', 'leave', 'left'], { default: 'active' })
      table.columns.date('hired_on')
      table.columns.date('left_on')
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.link('department_id', 'base_departments', { onDelete: 'set null' })
      table.link('manager_id', 'base_employees', { onDelete: 'set null' })
      table.link('user_id', 'memberships', { onDelete: 'set null' })
      table.unique(['number'], 'number is not null')
      table.unique(['user_id'], 'active and user_id is not null')
      table.index(['name', 'id'], 'active')
      table.index(['location_id', 'name', 'id'], 'active')
      table.searchable(['first_name', 'last_name', 'number', 'job_title', 'email', 'phone'])
    })
  }

  /** Departments and employees lead to each other, so this key comes when both are there. */
  #managers() {
    this.schema.alterTable('base_departments', (table) => {
      table.specificType('manager_id', 'uuid')
    })
    this.schema.raw(`alter table base_departments add foreign key (tenant_id, manager_id)
      references base_employees (tenant_id, id) on delete set null (manager_id)`)
    this.schema.raw('create index on base_departments (tenant_id, manager_id)')
  }

  #teams() {
    this.createTenantTable('base_teams', (table) => {
      table.located()
      table.columns.text('name').notNullable()
      table.columns.text('notes')
      table.columns.boolean('active').notNullable().defaultTo(true)
      table.link('leader_id', 'memberships', { onDelete: 'set null' })
      table.link('department_id', 'base_departments', { onDelete: 'set null' })
      table.index(['name', 'id'], 'active')
      table.index(['location_id', 'name', 'id'], 'active')
      table.searchable(['name'])
    })
    this.createPairTable('base_team_members', {
      key: 'team_id',
      table: 'base_teams',
      otherKey: 'user_id',
      otherTable: 'memberships',
    })
  }
}
