import { test } from '@japa/runner'
import type { Assert } from '@japa/assert'
import i18nManager from '@adonisjs/i18n/services/main'
import ace from '@adonisjs/core/services/ace'
import type { BaseCommand } from '@adonisjs/core/ace'
import pg from 'pg'
import { credentials } from '#config/database'
import { languages } from '#config/i18n'
import { said, type Saying } from '#app/domains/errors'
import { inEnglish } from '#app/domains/reasons'
import { textsOf } from '#app/http/texts'
import { catalogueRules, checkCatalogue } from '#app/modules/check/catalogue'
import { asOwner } from '#tests/support/tenants'

/** A change to a sound database, and the findings that it must give: no others. */
interface Defect {
  title: string
  sql: string
  findings: [rule: string, object: string][]
}

const owner = credentials.roleName('owner')
const runtime = credentials.roleName('runtime')
const identity = credentials.roleName('identity')
const backup = credentials.roleName('backup')
const stranger = `${credentials.prefix}_stranger`

const TENANT = 'tenant_id = (select app.tenant_id())'
const LOCATION = `location_id is null or (select app.all_locations())
  or location_id = any((select app.location_ids())::uuid[])`

/** A table as a module might make it without the host's table builder. */
const bare = (columns: string) => `create table public.bare (${columns});
  select app.protect('public.bare'); alter table public.bare owner to "${owner}";`
const tenantColumn = 'tenant_id uuid not null default app.tenant_id() references tenants (id)'

const policy = (table: string, using: string, check = using) => `drop policy scope on ${table};
  create policy scope on ${table} to "${runtime}" using (${using}) with check (${check})`

const defects: Defect[] = [
  {
    title: 'a table without a tenant',
    sql: `create table public.bare (id uuid primary key); alter table public.bare owner to "${owner}"`,
    findings: [
      ['tenant-column', 'public.bare'],
      ['written', 'public.bare'],
      ['rls', 'public.bare'],
      ['rls-forced', 'public.bare'],
      ['policy', 'public.bare'],
    ],
  },
  {
    title: 'a tenant that is no uuid',
    sql: `create table public.bare (tenant_id text not null, primary key (tenant_id));
      alter table public.bare owner to "${owner}", enable row level security, force row level security;
      create policy scope on public.bare to "${runtime}" using (tenant_id = app.tenant_id()::text)
        with check (tenant_id = app.tenant_id()::text)`,
    findings: [
      ['tenant-column', 'public.bare'],
      ['tenant-default', 'public.bare'],
      ['written', 'public.bare'],
      ['policy-tenant', 'public.bare, scope'],
    ],
  },
  {
    title: 'a tenant that may be null',
    sql: `alter table crm_contacts drop constraint crm_contacts_pkey cascade;
      alter table crm_contacts alter tenant_id drop not null`,
    findings: [
      ['tenant-null', 'public.crm_contacts'],
      ['primary-key', 'public.crm_contacts'],
      ['change-log', 'public.crm_contact_tags'],
    ],
  },
  {
    title: 'a tenant without a default',
    sql: 'alter table base_tags alter tenant_id drop default',
    findings: [['tenant-default', 'public.base_tags']],
  },
  {
    title: 'a table that tells nobody that it was written',
    sql: 'drop trigger written on base_tags; alter table locations disable trigger written',
    findings: [
      ['written', 'public.base_tags'],
      ['written', 'public.locations'],
    ],
  },
  {
    title: 'records that leave their messages behind',
    sql: `drop trigger drop_parts on base_tags;
      alter table crm_contacts disable trigger move_parts`,
    findings: [
      ['parts', 'public.base_tags'],
      ['parts', 'public.crm_contacts'],
    ],
  },
  {
    title: 'a primary key of the id alone',
    sql: bare(`id uuid primary key, ${tenantColumn}`) + 'create index on bare (tenant_id)',
    findings: [['primary-key', 'public.bare']],
  },
  {
    title: 'a value that is unique across tenants',
    sql: 'alter table base_tags add constraint base_tags_name_unique unique (name)',
    findings: [['unique-key', 'public.base_tags, base_tags_name_unique']],
  },
  {
    title: 'translations of nothing',
    sql: 'alter table base_tags add column label_translations jsonb',
    findings: [['translations', 'public.base_tags, label_translations']],
  },
  {
    title: 'an index that does not begin with the tenant',
    sql: 'create index crm_contacts_city on crm_contacts (city)',
    findings: [['index', 'public.crm_contacts, crm_contacts_city']],
  },
  {
    title: 'a foreign key of the id alone',
    sql: `alter table crm_companies add constraint one_id unique (id);
      alter table crm_contacts add constraint one_column
        foreign key (company_id) references crm_companies (id)`,
    findings: [
      ['unique-key', 'public.crm_companies, one_id'],
      ['foreign-key', 'public.crm_contacts, one_column'],
      ['foreign-key-index', 'public.crm_contacts, one_column'],
    ],
  },
  {
    title: 'a foreign key out of the schema',
    sql: `alter table crm_contacts add column user_id uuid constraint leads_out references identity.users (id)`,
    findings: [
      ['foreign-key-out', 'public.crm_contacts, leads_out'],
      ['foreign-key-index', 'public.crm_contacts, leads_out'],
    ],
  },
  {
    title: 'a foreign key that would empty the tenant',
    sql: `alter table crm_contacts add constraint empties foreign key (tenant_id, company_id)
      references crm_companies (tenant_id, id) on delete set null`,
    findings: [['foreign-key-null', 'public.crm_contacts, empties']],
  },
  {
    title: 'a foreign key without an index',
    sql: `alter table crm_contacts add column referrer_id uuid, add constraint slow
      foreign key (tenant_id, referrer_id) references crm_contacts (tenant_id, id)`,
    findings: [['foreign-key-index', 'public.crm_contacts, slow']],
  },
  {
    title: 'a partial index for a foreign key',
    sql: `alter table crm_contacts add column referrer_id uuid, add constraint slow
        foreign key (tenant_id, referrer_id) references crm_contacts (tenant_id, id);
      create index on crm_contacts (tenant_id, referrer_id) where active`,
    findings: [['foreign-key-index', 'public.crm_contacts, slow']],
  },
  {
    title: 'a number that counts across tenants',
    sql: `alter table crm_contacts add column number bigint generated always as identity`,
    findings: [['sequence', 'public.crm_contacts, number']],
  },
  {
    title: 'row-level security off',
    sql: 'alter table crm_contacts disable row level security',
    findings: [['rls', 'public.crm_contacts']],
  },
  {
    title: 'row-level security not forced',
    sql: 'alter table tenants no force row level security',
    findings: [['rls-forced', 'public.tenants']],
  },
  {
    title: 'a dropped policy',
    sql: 'drop policy scope on crm_contacts',
    findings: [['policy', 'public.crm_contacts']],
  },
  {
    title: 'a policy without WITH CHECK',
    sql: `drop policy scope on base_tags;
      create policy scope on base_tags to "${runtime}" using (${TENANT})`,
    findings: [['policy', 'public.base_tags']],
  },
  {
    title: 'a policy for one command',
    sql: `drop policy scope on base_tags;
      create policy scope on base_tags for select to "${runtime}" using (${TENANT})`,
    findings: [['policy', 'public.base_tags']],
  },
  {
    title: 'a policy that lets everything be written',
    sql: policy('base_tags', TENANT, 'true'),
    findings: [['policy-tenant', 'public.base_tags, scope']],
  },
  {
    title: 'a policy that asks for the tenant in each row',
    sql: policy('base_tags', 'tenant_id = app.tenant_id()'),
    findings: [['policy-tenant', 'public.base_tags, scope']],
  },
  {
    title: 'a policy with a way around the tenant',
    sql: policy('base_tags', `${TENANT} and name <> '' or name = 'public'`),
    findings: [['policy-tenant', 'public.base_tags, scope']],
  },
  {
    title: 'a second, generous policy',
    sql: `create policy generous on base_tags for select to "${runtime}" using (true)`,
    findings: [['policy-tenant', 'public.base_tags, generous']],
  },
  {
    title: 'a policy without the locations',
    sql: policy('crm_contacts', TENANT),
    findings: [['policy-location', 'public.crm_contacts, scope']],
  },
  {
    title: 'a table of pairs that does not ask for the records that it is about',
    sql: policy('crm_contact_tags', TENANT),
    findings: [['policy-pairs', 'public.crm_contact_tags, scope']],
  },
  {
    title: 'a policy with a way around the locations',
    sql: policy('crm_contacts', `${TENANT} and (${LOCATION} or owner_id is null)`),
    findings: [['policy-location', 'public.crm_contacts, scope']],
  },
  {
    title: 'a policy for a stranger',
    sql: `create role "${stranger}"; create policy theirs on base_tags to "${stranger}" using (true)`,
    findings: [['policy-role', 'public.base_tags, theirs']],
  },
  {
    title: 'a policy that lets log-in read records',
    sql: `create policy theirs on base_tags for select to "${identity}" using (true)`,
    findings: [['policy-role', 'public.base_tags, theirs']],
  },
  {
    title: 'truncate',
    sql: `grant truncate on crm_contacts to "${runtime}"`,
    findings: [['grant-runtime', 'public.crm_contacts']],
  },
  {
    title: 'references and trigger',
    sql: `grant references, trigger on base_tags to "${runtime}"`,
    findings: [
      ['grant-runtime', 'public.base_tags'],
      ['grant-runtime', 'public.base_tags'],
    ],
  },
  {
    title: 'memberships that pages may make, end and move',
    sql: `grant insert, delete on memberships to "${runtime}";
      grant update (tenant_id) on memberships to "${runtime}"`,
    findings: [
      ['grant-runtime', 'public.memberships'],
      ['grant-runtime', 'public.memberships'],
      ['grant-runtime', 'public.memberships'],
    ],
  },
  {
    title: 'rights that nobody guards',
    sql: 'alter table memberships disable trigger guard; drop trigger guard on membership_groups',
    findings: [
      ['guard', 'public.membership_groups'],
      ['guard', 'public.memberships'],
    ],
  },
  {
    title: 'a guard that looks away',
    sql: `drop trigger guard on membership_locations; create trigger guard before insert or delete
      on membership_locations for each row when (false) execute function app.guard_membership_part()`,
    findings: [['guard', 'public.membership_locations']],
  },
  {
    title: 'passwords that pages may read',
    sql: `grant usage on schema identity to "${runtime}"; grant select on identity.users to "${runtime}"`,
    findings: [
      ['grant-runtime', 'identity.users'],
      ['schema-usage', 'identity'],
    ],
  },
  {
    title: 'records that log-in may read',
    sql: `grant select on crm_contacts to "${identity}"`,
    findings: [['grant-identity', 'public.crm_contacts']],
  },
  {
    title: 'a dump that may write',
    sql: `grant delete on crm_contacts to "${backup}"`,
    findings: [['grant-backup', 'public.crm_contacts']],
  },
  {
    title: 'rights of everybody',
    sql: 'grant select on base_tags to public',
    findings: [['grant-stranger', 'public.base_tags']],
  },
  {
    title: 'rights on what is to come',
    sql: `alter default privileges for role "${owner}" in schema public grant select on tables to "${runtime}"`,
    findings: [['default-grant', owner]],
  },
  {
    title: 'a schema in which pages may create',
    sql: `grant create on schema public to "${runtime}"`,
    findings: [['schema-create', 'public']],
  },
  {
    title: 'temporary tables',
    sql: `grant temporary on database "${credentials.database}" to "${runtime}"`,
    findings: [['database-create', credentials.database]],
  },
  {
    title: 'a view with the rights of its owner',
    sql: `create view everything as select * from crm_contacts; alter view everything owner to "${owner}";
      grant select on everything to "${runtime}"`,
    findings: [['view', 'public.everything']],
  },
  {
    title: 'a materialized view',
    sql: `create materialized view kept as select * from crm_contacts;
      alter materialized view kept owner to "${owner}"; grant select on kept to "${runtime}"`,
    findings: [['view', 'public.kept']],
  },
  {
    title: 'a missing role',
    sql: `alter role "${backup}" rename to "${stranger}"`,
    findings: [['role', backup]],
  },
  {
    title: 'a role that passes by row-level security',
    sql: `alter role "${runtime}" bypassrls`,
    findings: [['role-attribute', runtime]],
  },
  {
    title: 'a role that makes roles',
    sql: `alter role "${identity}" createrole`,
    findings: [['role-attribute', identity]],
  },
  {
    title: 'statements without an end',
    sql: `alter role "${runtime}" in database "${credentials.database}" reset statement_timeout`,
    findings: [['role-setting', runtime]],
  },
  {
    title: 'a role that can become another',
    sql: `grant "${owner}" to "${runtime}"`,
    findings: [['role-member', runtime]],
  },
  {
    title: 'a table of its own for the runtime role',
    sql: `alter table base_tags owner to "${runtime}"`,
    findings: [['owner', 'public.base_tags']],
  },
  {
    title: 'a function of its own for the runtime role',
    sql: `create function app.mine() returns int language sql set search_path = pg_catalog as 'select 1';
      alter function app.mine() owner to "${runtime}"`,
    findings: [['owner', 'app.mine()']],
  },
  {
    title: 'protection that pages may lift',
    sql: `grant execute on function app.protect(regclass) to "${runtime}"`,
    findings: [['protect', 'app.protect(regclass)']],
  },
  {
    title: 'a function with the rights of its owner',
    sql: `create function app.all_names(integer) returns setof text language sql security definer
        set search_path = pg_catalog as 'select name from public.crm_contacts limit $1';
      alter function app.all_names(integer) owner to "${owner}";
      revoke execute on function app.all_names(integer) from public`,
    findings: [['definer', 'app.all_names(integer)']],
  },
  {
    title: 'a look-up past the locations',
    sql: `create or replace function app.custom_ids(target regclass, wanted jsonb[]) returns setof uuid
        language plpgsql stable security definer set search_path = pg_catalog, public as $$ begin
        return query execute format('select id from %s where tenant_id = app.tenant_id()', target); end $$`,
    findings: [['definer-scope', 'app.custom_ids(regclass,jsonb[])']],
  },
  {
    title: 'a listed function for everybody',
    sql: 'grant execute on function app.search_ids(regclass, text[], integer) to public',
    findings: [['definer-everybody', 'app.search_ids(regclass,text[],integer)']],
  },
  {
    title: 'a table whose changes are not logged',
    sql: 'drop trigger "Change_log" on crm_contact_tags',
    findings: [['change-log', 'public.crm_contact_tags']],
  },
  {
    title: 'a table whose changes are not logged any more',
    sql: 'alter table crm_contacts disable trigger "Change_log_update"',
    findings: [['change-log', 'public.crm_contacts']],
  },
  {
    title: 'a secret that the audit log would show',
    sql: `comment on column crm_contacts.source is 'secret'`,
    findings: [['change-log', 'public.crm_contacts']],
  },
  {
    title: 'an audit log that pages may write',
    sql: `grant insert on audit_entries to "${runtime}"`,
    findings: [['grant-runtime', 'public.audit_entries']],
  },
  {
    title: 'an audit log without seals',
    sql: 'drop trigger seal on audit_entries',
    findings: [['seal', 'public.audit_entries']],
  },
  {
    title: 'a search path that anybody may change',
    sql: 'alter function app.tenant_id() reset search_path',
    findings: [['search-path', 'app.tenant_id()']],
  },
  {
    title: 'a volatile function that a parallel plan would meet',
    sql: 'alter function app.uuidv7() parallel safe',
    findings: [['parallel', 'app.uuidv7()']],
  },
]

/** Changes that are no fault. */
const sound: Omit<Defect, 'findings'>[] = [
  {
    title: 'a policy that narrows further',
    sql: policy('crm_contacts', `${TENANT} and (${LOCATION}) and active`),
  },
  {
    title: 'a view with the rights of its reader',
    sql: `create view mine with (security_invoker) as select * from crm_contacts;
      alter view mine owner to "${owner}"; grant select on mine to "${runtime}"`,
  },
]

test.group('Database check', (group) => {
  let client: pg.Client

  group.each.setup(async () => {
    client = new pg.Client(credentials.administrator)
    await client.connect()
    await client.query('begin')
    return () => client.end()
  })

  test('a database as setup makes it has no finding', async ({ assert }) => {
    assert.deepEqual(await checkCatalogue(client, credentials), [])
  })

  test('finds {title}')
    .with(defects)
    .run(async ({ assert }, { sql, findings }) => {
      await client.query(sql)
      const found = await checkCatalogue(client, credentials)
      assert.deepEqual(
        found.map(({ rule, object }) => [rule, object]),
        findings
      )
      for (const { fault } of found) assertIsSaid(assert, fault)
    })

  test('accepts {title}')
    .with(sound)
    .run(async ({ assert }, { sql }) => {
      await client.query(sql)
      assert.deepEqual(await checkCatalogue(client, credentials), [])
    })

  test('every rule finds something here', ({ assert }) => {
    const proven = new Set(defects.flatMap(({ findings }) => findings.map(([rule]) => rule)))
    assert.sameMembers(
      [...proven],
      catalogueRules.map(({ name }) => name)
    )
  })
})

test.group('Database check | command', (group) => {
  group.each.setup(() => {
    ace.ui.switchMode('raw')
    return () => ace.ui.switchMode('normal')
  })

  test('succeeds on a sound database', async ({ assert }) => {
    const command = await ace.exec('db:check', [])
    assert.equal(command.exitCode, 0)
    assert.match(printed(command), /rules, no finding/)
  })

  test('fails with a line for each finding', async ({ assert, cleanup }) => {
    cleanup(async () => {
      await asOwner((database) => database.query('drop index base_tags_wrong'))
    })
    await asOwner((database) => database.query('create index base_tags_wrong on base_tags (name)'))
    const command = await ace.exec('db:check', [])
    assert.equal(command.exitCode, 1)
    assert.equal(
      printed(command),
      'index: public.base_tags, base_tags_wrong does not begin with tenant_id'
    )
  })

  test('prints JSON', async ({ assert }) => {
    const command = await ace.exec('db:check', ['--json'])
    assert.deepEqual(JSON.parse(printed(command)), [])
  })
})

/** It has words in every language, each its own, and every value has its place in them. */
function assertIsSaid(assert: Assert, fault: Saying) {
  const words = languages.map((language) => said(fault, textsOf(i18nManager, language)))
  assert.equal(words[0], inEnglish(fault))
  assert.lengthOf(new Set(words), languages.length)
  for (const text of words) {
    for (const value of Object.values(fault.values!)) assert.include(text, String(value))
    assert.notMatch(text, /[{}]|undefined|^ui\./)
  }
}

function printed(command: BaseCommand): string {
  return command.ui.logger
    .getLogs()
    .map(({ message }) => message)
    .join('\n')
}
