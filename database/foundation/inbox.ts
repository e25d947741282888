import pg from 'pg'
import type { DatabaseCredentials } from '#app/identity/credentials'

/**
 * What comes in by webhook. An endpoint's key says whose event it is, so it must be found before
 * a tenant is known; the events themselves belong to the tenant. Refused requests leave nothing
 * but a number. `search_text` is filled in when an event is processed and not when it is stored:
 * its index would make storing twice as slow.
 */
export function inboxTables(credentials: DatabaseCredentials): string {
  const runtime = pg.escapeIdentifier(credentials.roleName('runtime'))
  const identity = pg.escapeIdentifier(credentials.roleName('identity'))
  return `
create table identity.webhook_endpoints (
  key text primary key check (key ~ '^[A-Za-z0-9_-]{22}$'),
  provider text not null,
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create index on identity.webhook_endpoints (tenant_id, provider);

create table identity.webhook_refusals (
  endpoint_key text not null references identity.webhook_endpoints (key) on delete cascade,
  reason text not null,
  hour timestamptz not null,
  count bigint not null,
  primary key (endpoint_key, reason, hour)
);

grant select on identity.webhook_endpoints to ${identity};
grant select, insert, update on identity.webhook_refusals to ${identity};

create function app.open_webhook_endpoint(provider text, key text) returns void
  language sql volatile security definer set search_path = pg_catalog as $$
  insert into identity.webhook_endpoints (key, provider, tenant_id)
  values (key, provider, app.tenant_id())
$$;
revoke execute on function app.open_webhook_endpoint(text, text) from public;
grant execute on function app.open_webhook_endpoint(text, text) to ${runtime};

create table public.inbox_events (
  tenant_id uuid not null default app.tenant_id() references public.tenants (id),
  id uuid not null default app.uuidv7(),
  location_id uuid,
  provider text not null,
  event_id text not null,
  event_type text not null,
  endpoint_key text not null,
  external_location text,
  received_at timestamptz not null default now(),
  occurred_at timestamptz,
  headers jsonb not null,
  body bytea not null,
  content text not null,
  state text not null check (state in ('received', 'processed', 'ignored', 'quarantined', 'failed')),
  reason text,
  attempts integer not null default 0,
  processed_at timestamptz,
  search_text text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, provider, event_id),
  foreign key (tenant_id, location_id) references public.locations (tenant_id, id)
);
create index on public.inbox_events (tenant_id, received_at desc, id desc);
create index on public.inbox_events (tenant_id, location_id);
create index on public.inbox_events using gin (tenant_id, search_text gin_trgm_ops);
select app.protect('public.inbox_events');
`
}
