/**
 * The life cycle of modules: who owns which object of the schema, what was archived when a module
 * was uninstalled, and which plans were made. Only the owner works with these tables.
 */
export function moduleTables(): string {
  return `
alter table app.modules
  drop constraint modules_state_check,
  add constraint modules_state_check check (state in ('installed', 'disabled', 'archived', 'absent')),
  add column title text,
  add column depends text[] not null default '{}';

create table app.module_objects (
  module text not null,
  kind text not null,
  relation text not null,
  name text not null,
  primary key (kind, relation, name)
);
create index on app.module_objects (module);

create table app.module_archives (
  id integer primary key,
  module text not null,
  title text not null,
  version text not null,
  depends text[] not null,
  archived_at timestamptz not null default now(),
  migrations jsonb not null,
  objects jsonb not null,
  added jsonb not null
);

create table app.module_plans (
  id bigint generated always as identity primary key,
  digest text not null,
  operations jsonb not null,
  statements json not null,
  planned_at timestamptz not null default now(),
  executed_at timestamptz
);
create index on app.module_plans (digest);

insert into app.module_objects (module, kind, relation, name)
select m.name, 'table', '', c.relname from app.modules m
join pg_class c on c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  and starts_with(c.relname, replace(m.name, '-', '_') || '_');
`
}
