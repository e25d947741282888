import { Migration } from '#addon'

/** Stages that tenants got with their first deal are known from now on as those that are shipped. */
export default class extends Migration {
  override async up() {
    this.schema.raw(`
      insert into external_ids (tenant_id, module, name, table_name, record_id, columns, shipped)
      select distinct on (s.tenant_id, usual.name) s.tenant_id, 'crm', 'stage_' || lower(usual.name),
        'crm_stages', s.id, '{name,sequence,probability,outcome,folded}',
        to_jsonb(usual) || '{"active": true}'
      from (values ('New', 10, 10, 'open', false), ('Qualified', 20, 30, 'open', false),
        ('Proposal', 30, 50, 'open', false), ('Negotiation', 40, 70, 'open', false),
        ('Won', 50, 100, 'won', false), ('Lost', 60, 0, 'lost', true))
        as usual (name, sequence, probability, outcome, folded)
      join crm_stages s on s.name = usual.name
      order by s.tenant_id, usual.name, s.created_at`)
  }
}
