/** The rows of the contact list: 80 rows of the ten columns that the page shows, in its order. */
export const LIST = `
select t.id, t.name, t.company_id, c.name as company, t.email, t.phone, l.name as location, t.status,
  (select json_agg(json_build_array(g.id, g.name) order by g.name) from crm_contact_tags p
    join base_tags g on g.tenant_id = p.tenant_id and g.id = p.tag_id
    where p.tenant_id = t.tenant_id and p.contact_id = t.id) as tags,
  t.job_title, t.created_at, m.name as owner
from crm_contacts t
left join crm_companies c on c.tenant_id = t.tenant_id and c.id = t.company_id
left join locations l on l.tenant_id = t.tenant_id and l.id = t.location_id
left join memberships m on m.tenant_id = t.tenant_id and m.id = t.owner_id
where t.tenant_id = $1 and t.active
order by t.created_at desc, t.id desc limit 80`

/**
 * One contact with all its fields, what it is linked to, the options of its drop-down lists, and what
 * stands beside its form: messages, activities, followers, files, and changes from the change log.
 */
export const FORM = `
select t.*, c.name as company, l.name as location, m.name as owner, s.name as saved_by,
  (select json_agg(json_build_array(g.id, g.name) order by g.name) from crm_contact_tags p
    join base_tags g on g.tenant_id = p.tenant_id and g.id = p.tag_id
    where p.tenant_id = t.tenant_id and p.contact_id = t.id) as tags,
  (select json_agg(json_build_array(o.id, o.name)) from (select id, name from base_tags
    where tenant_id = $1 order by name limit 200) o) as all_tags,
  (select json_agg(json_build_array(o.id, o.name)) from (select id, name from locations
    where tenant_id = $1 and active order by name limit 51) o) as locations,
  (select json_agg(json_build_array(o.id, o.name)) from (select id, name from memberships
    where tenant_id = $1 and active order by name limit 51) o) as owners,
  (select json_agg(json_build_array(o.id, o.name)) from (select id, name from crm_companies
    where tenant_id = $1 and active order by name limit 51) o) as companies,
  (select json_agg(o) from (select e.id, e.kind, e.body, e.created_at, e.edited_at, a.name as author
    from messages e left join memberships a on a.tenant_id = e.tenant_id and a.id = e.user_id
    where e.tenant_id = $1 and e.record_table = 'crm_contacts' and e.record_id = $2
    order by e.created_at desc, e.id desc limit 31) o) as messages,
  (select json_agg(o) from (select e.id, e.kind, e.summary, e.note, e.due_on, a.name as who
    from activities e left join memberships a on a.tenant_id = e.tenant_id and a.id = e.user_id
    where e.tenant_id = $1 and e.record_table = 'crm_contacts' and e.record_id = $2
      and e.done_at is null order by e.due_on, e.id limit 50) o) as activities,
  (select json_agg(o) from (select e.user_id, a.name, e.comments, e.changes, e.activities
    from followers e left join memberships a on a.tenant_id = e.tenant_id and a.id = e.user_id
    where e.tenant_id = $1 and e.record_table = 'crm_contacts' and e.record_id = $2
    order by a.name limit 100) o) as followers,
  (select json_agg(o) from (select id, name, type, bytes, user_id from attachments
    where tenant_id = $1 and record_table = 'crm_contacts' and record_id = $2
    order by created_at, id limit 200) o) as files,
  (select json_agg(o) from (select e.happened_at, a.name as who, d.action, d.before, d.after
    from audit_changes d join audit_entries e on e.tenant_id = d.tenant_id and e.id = d.entry_id
    left join memberships a on a.tenant_id = e.tenant_id and a.id = e.user_id
    where d.tenant_id = $1 and d.record_id = $2 and d.table_name = 'crm_contacts'
    order by e.happened_at desc, d.place desc limit 31) o) as changes
from crm_contacts t
left join crm_companies c on c.tenant_id = t.tenant_id and c.id = t.company_id
left join locations l on l.tenant_id = t.tenant_id and l.id = t.location_id
left join memberships m on m.tenant_id = t.tenant_id and m.id = t.owner_id
left join memberships s on s.tenant_id = t.tenant_id and s.id = t.updated_by
where t.tenant_id = $1 and t.id = $2`

/** A table for the bodies of webhooks, and nothing else. */
export const TABLE = `
create table if not exists bare_bodies (id bigint generated always as identity, body bytea not null)`

export const INSERT = 'insert into bare_bodies (body) values ($1)'
