/**
 * Kinds of activities become records of the tenant, shipped by the base module. Tenants that there
 * are get them here under the external ids that the module gives to new ones, so that what is planned
 * already has a type. `activities.kind` stays for servers with older files, until none runs any more.
 */
export function activityTypeTables(): string {
  return `
create table public.activity_types (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  name text not null,
  icon text not null default 'list-todo',
  days integer not null default 5 check (days between 0 and 365),
  summary text,
  user_id uuid,
  next_id uuid,
  chaining text not null default 'suggest' check (chaining in ('suggest', 'trigger')),
  sequence integer not null default 10,
  active boolean not null default true,
  search_text text generated always as (lower(name)) stored,
  primary key (tenant_id, id),
  unique (tenant_id, name),
  foreign key (tenant_id, user_id) references public.memberships (tenant_id, id) on delete set null (user_id),
  foreign key (tenant_id, next_id) references public.activity_types (tenant_id, id) on delete set null (next_id)
);
create index on public.activity_types (tenant_id, user_id);
create index on public.activity_types (tenant_id, next_id);
create index on public.activity_types using gin (tenant_id, search_text gin_trgm_ops);

insert into public.activity_types (tenant_id, name, icon, days, sequence)
select t.id, usual.name, usual.icon, usual.days, usual.sequence from public.tenants t
cross join (values ('To do', 'list-todo', 5, 10), ('Call', 'phone', 2, 20), ('Meeting', 'calendar', 7, 30),
  ('E-mail', 'mail', 1, 40)) as usual (name, icon, days, sequence);
update public.activity_types a set next_id = b.id from public.activity_types b
where b.tenant_id = a.tenant_id and b.name = 'E-mail' and a.name in ('Call', 'Meeting');

select set_config('app.change_log', 'off', true);
insert into public.external_ids (tenant_id, module, name, table_name, record_id, columns, shipped)
select a.tenant_id, 'base', kinds.name, 'activity_types', a.id,
  case when a.next_id is null then '{days,icon,name,sequence}' else '{days,icon,name,next_id,sequence}' end::text[],
  to_jsonb(a) - '{tenant_id,id,version,created_at,created_by,updated_at,updated_by,search_text}'::text[]
from public.activity_types a
join (values ('To do', 'activity_todo'), ('Call', 'activity_call'), ('Meeting', 'activity_meeting'),
  ('E-mail', 'activity_email')) as kinds (title, name) on kinds.title = a.name;

alter table public.activities add column type_id uuid, alter column kind set default 'todo';

-- The type of what a server with older files plans, which names a kind alone.
create function app.type_of_activity() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.type_id is null or (tg_op = 'UPDATE' and new.kind <> old.kind and new.type_id = old.type_id) then
    new.type_id := coalesce(
      (select e.record_id from public.external_ids e join public.activity_types t
         on t.tenant_id = e.tenant_id and t.id = e.record_id
       where e.tenant_id = new.tenant_id and e.module = 'base' and e.name = 'activity_' || new.kind),
      (select t.id from public.activity_types t where t.tenant_id = new.tenant_id
       order by t.active desc, t.sequence, t.id limit 1));
  end if;
  return new;
end $$;
revoke execute on function app.type_of_activity() from public;
create trigger typed before insert or update of kind, type_id on public.activities
  for each row execute function app.type_of_activity();

update public.activities set type_id = null;
select set_config('app.change_log', '', true);
alter table public.activities alter column type_id set not null,
  add foreign key (tenant_id, type_id) references public.activity_types (tenant_id, id);
create index on public.activities (tenant_id, type_id);

select app.protect('public.activity_types');
`
}
