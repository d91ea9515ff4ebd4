-- Who the customers are, what they allow, and what happened to them.

create table contact (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  person_id ident not null,            -- a merge sets this and nothing else; alone, a contact is its own person
  name text,
  given_name text,
  family_name text,
  patronymic text,
  call_name text,                      -- what a greeting uses
  locale text,                         -- BCP 47; null = unknown, never guessed from a name
  time_zone text,                      -- as stated
  time_zone_assumed text not null,     -- the phone country's only zone, else the workspace's at the time
  country text,
  search_text text not null,           -- folded in Node: a C-locale PostgreSQL 15 does not fold 'ПРИВІТ'
  origin text not null default 'live' check (origin in ('live', 'demo')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_seen_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index contact_person on contact (workspace_id, person_id);
create index contact_search on contact using gin (search_text gin_trgm_ops);
create index contact_new on contact (workspace_id, created_at desc, id desc);
call make_tenant_table('contact');

create table identity (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  kind text not null,                  -- email, phone, external_id, anonymous_id, telegram_id, …
  value text collate "C" not null,     -- normalised: E.164, lower-case domain
  verified_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, value),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index identity_contact on identity (workspace_id, contact_id);
call make_tenant_table('identity');

create table endpoint (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  medium text not null,                -- email, sms, viber, whatsapp, telegram, push
  address text collate "C" not null,
  address_hash bytea not null,         -- keyed hash: what suppression remembers after erasure
  country text,                        -- of a number, where known
  scope text not null default '',      -- '' or the connection that a chat or device belongs to
  state text not null default 'active' check (state in ('active', 'bounced', 'blocked', 'invalid')),
  state_reason text,
  state_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, medium, address, scope),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index endpoint_contact on endpoint (workspace_id, contact_id, medium);
call make_tenant_table('endpoint');

create table trait (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text collate "C" not null,
  type text not null check (type in ('text', 'number', 'boolean', 'date')),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call make_tenant_table('trait');

-- One typed value per contact and trait, with plain btrees: under row-level security only leakproof operators use an
-- index, and jsonb's are not.
create table contact_trait (
  workspace_id ident not null,
  trait_id ident not null,
  contact_id ident not null,
  text_value text collate "C",
  float_value double precision,
  time_value timestamptz,
  primary key (workspace_id, trait_id, contact_id),
  foreign key (workspace_id, trait_id) references trait (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index contact_trait_contact on contact_trait (workspace_id, contact_id);
create index contact_trait_text on contact_trait (workspace_id, trait_id, left(text_value, 200)) where text_value is not null;
create index contact_trait_float on contact_trait (workspace_id, trait_id, float_value) where float_value is not null;
create index contact_trait_time on contact_trait (workspace_id, trait_id, time_value) where time_value is not null;
call make_tenant_table('contact_trait');

create table contact_tag (
  workspace_id ident not null,
  contact_id ident not null,
  tag text collate "C" not null,
  created_at timestamptz not null,
  primary key (workspace_id, contact_id, tag),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index contact_tag_tag on contact_tag (workspace_id, tag, contact_id);
call make_tenant_table('contact_tag');

create table topic (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name jsonb not null,                 -- {locale: text}
  description jsonb not null default '{}',
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
call make_tenant_table('topic');

-- The ledger: nothing here is ever changed. medium and topic_id may be '*'.
create table consent_entry (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  medium text not null,
  topic_id text not null default '*',
  state text not null check (state in ('opted_in', 'opted_out')),
  at timestamptz not null,             -- when the person said so
  recorded_at timestamptz not null,
  source text not null,                -- import, form, api, link, header, word, complaint, operator, preference_page, sandbox
  proof jsonb not null default '{}',   -- text, file and row, ip, operator
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index consent_entry_contact on consent_entry (workspace_id, contact_id, at desc);
call make_tenant_table('consent_entry', 'select, insert');

-- What the ledger says now, kept per contact and read by person: the strictest of a person's contacts holds.
create table consent_state (
  workspace_id ident not null,
  contact_id ident not null,
  person_id ident not null,
  medium text not null,
  topic_id text not null,
  state text not null check (state in ('opted_in', 'opted_out')),
  at timestamptz not null,
  entry_id ident not null,
  primary key (workspace_id, contact_id, medium, topic_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index consent_state_person on consent_state (workspace_id, person_id, medium);
call make_tenant_table('consent_state');

-- An address that must not be written to, whoever it belongs to: survives erasure, import and merge.
create table suppression (
  workspace_id ident not null references workspace (id) on delete cascade,
  medium text not null,
  address_hash bytea not null,
  reason text not null,                -- hard_bounce, complaint, operator
  at timestamptz not null,
  primary key (workspace_id, medium, address_hash)
);
call make_tenant_table('suppression');

-- The event log. (tx, id) is its order: a reader stays behind the oldest transaction that is still open, so that a late
-- commit with a small id is never passed over.
create table event (
  workspace_id ident not null,
  tx xid8 not null default pg_current_xact_id(),
  id bigint generated always as identity,
  contact_id ident,
  type text collate "C" not null,
  at timestamptz not null,
  received_at timestamptz not null,
  source text not null,
  origin text not null default 'live', -- live, sandbox, demo
  properties jsonb not null default '{}'
) partition by range (received_at);
create index event_order on event (tx, id);
create index event_contact on event (workspace_id, contact_id, at desc);
create index event_type on event (workspace_id, type, contact_id, at);
call make_tenant_table('event', 'select, insert');
call make_month_partitions('event', 3);
-- History that came from elsewhere, and the demo's: received_at is when we were told, so one older bucket is enough.
create table event_old partition of event for values from (minvalue) to ('2020-01-01');

create table event_key (
  workspace_id ident not null,
  key uuid not null,                   -- first 16 bytes of SHA-256 of the sender's message id
  at timestamptz not null,
  primary key (workspace_id, key)
) partition by hash (workspace_id, key);
create table event_key_0 partition of event_key for values with (modulus 4, remainder 0);
create table event_key_1 partition of event_key for values with (modulus 4, remainder 1);
create table event_key_2 partition of event_key for values with (modulus 4, remainder 2);
create table event_key_3 partition of event_key for values with (modulus 4, remainder 3);
call make_tenant_table('event_key', 'select, insert');

create table subscriber (
  name text collate "C" primary key,
  tx xid8 not null,
  id bigint not null,
  updated_at timestamptz not null
);
create table subscriber_dead (
  name text not null,
  tx xid8 not null,
  id bigint not null,
  workspace_id ident,
  error text not null,
  failures int not null,
  at timestamptz not null,
  primary key (name, tx, id)
);
grant select, insert, update, delete on subscriber, subscriber_dead to carillon_system;

create table segment (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  rule jsonb not null,
  origin text not null default 'live',
  created_by text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index segment_new on segment (workspace_id, created_at desc);
call make_tenant_table('segment');

create table "import" (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  file_name text not null,
  file_size_bytes bigint not null,
  blob text not null,
  sniffed jsonb not null,              -- encoding, delimiter, sheet, header, sample, suggestions
  settings jsonb,                      -- mapping, consent, decimal and date order, tag
  state text not null check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  cancel_requested boolean not null default false,
  counts jsonb not null default '{}',  -- of the dry run and of the run
  rows_done bigint not null default 0,
  rows_total bigint,
  error text,
  created_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id)
);
create index import_new on "import" (workspace_id, created_at desc);
call make_tenant_table('import');

create table import_contact (
  workspace_id ident not null,
  import_id ident not null,
  contact_id ident not null,
  primary key (workspace_id, import_id, contact_id),
  foreign key (workspace_id, import_id) references "import" (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index import_contact_contact on import_contact (workspace_id, contact_id);
call make_tenant_table('import_contact');

create table import_refusal (
  workspace_id ident not null,
  import_id ident not null,
  row bigint not null,                 -- the line in the file, the header is 1
  code text not null,
  message text not null,
  cells jsonb not null,
  primary key (workspace_id, import_id, row),
  foreign key (workspace_id, import_id) references "import" (workspace_id, id) on delete cascade
);
call make_tenant_table('import_refusal');
