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

/** One contact with all its fields, what it is linked to, and the options of its drop-down lists. */
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
    where tenant_id = $1 and active order by name limit 51) o) as companies
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
