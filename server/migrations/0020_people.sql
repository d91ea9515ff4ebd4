-- What clients report, and who is one person.

-- What the tracking API took in: on disk before it is answered for. Who each call is about is found right after, in order.
create table tracked (
  id bigint generated always as identity primary key,
  workspace_id ident not null references workspace (id) on delete cascade,
  received_at timestamptz not null,
  key_id ident not null,
  trusted boolean not null,            -- came with a secret key: what it says of an address counts as verified
  ip text,
  type text,                           -- of a single call, as its path says; null: a batch
  sent_at text,                        -- where a header says it
  size int not null,                   -- characters of the body: to know it without unpacking it
  body text not null                   -- as it came; text, since jsonb refuses what a single bad call may hold
);
create index tracked_workspace on tracked (workspace_id, id);
call make_tenant_table('tracked', 'select');
alter table tracked set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

-- Calls that could not be taken, each with its reason; nothing that was answered for is dropped in silence.
create table rejected_event (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  received_at timestamptz not null,
  key_id ident,
  client text,
  type text,
  event text,
  code text not null,
  detail text not null,
  body text not null,                  -- the call as it came, at most 32 kB of it
  primary key (workspace_id, id)
);
create index rejected_event_new on rejected_event (workspace_id, received_at desc, id desc);
create index rejected_event_old on rejected_event (received_at);
call make_tenant_table('rejected_event', 'select');

-- The other contacts of a person who has several: as many rows as pairs, none for everybody else.
create table person_sibling (
  workspace_id ident not null,
  contact_id ident not null,
  sibling_id ident not null,
  primary key (workspace_id, contact_id, sibling_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, sibling_id) references contact (workspace_id, id) on delete cascade
);
create index person_sibling_of on person_sibling (workspace_id, sibling_id);
call make_tenant_table('person_sibling');

-- Every merge, so that it can be looked at and undone.
create table merge (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  person_id ident not null,            -- who stayed
  absorbed_id ident not null,          -- the person that was taken in
  contacts text[] not null,            -- the contacts that moved
  reason text not null,                -- anonymous_id, email, phone, alias, staff, api, …: what made them one
  value text,                          -- of the identity they share
  by text not null,                    -- who said so: a member, a key, or 'rules'
  at timestamptz not null,
  undone_at timestamptz,
  undone_by text,
  primary key (workspace_id, id)
);
create index merge_person on merge (workspace_id, person_id, at desc);
create index merge_absorbed on merge (workspace_id, absorbed_id);
call make_tenant_table('merge');

-- Two who may be one: shown to people, never acted upon by itself.
create table merge_suggestion (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  other_id ident not null,             -- contact_id < other_id
  reason text not null,
  value text,
  at timestamptz not null,
  dismissed_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, contact_id, other_id),
  check (contact_id < other_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, other_id) references contact (workspace_id, id) on delete cascade
);
create index merge_suggestion_other on merge_suggestion (workspace_id, other_id);
call make_tenant_table('merge_suggestion');

-- Which identities make two contacts one person; a workspace without a row has the rules of the house.
create table identity_rules (
  workspace_id ident primary key references workspace (id) on delete cascade,
  kinds jsonb not null,                -- {kind: always | verified | never}
  max_contacts int not null,           -- a person of more is a runaway merge
  updated_at timestamptz not null
);
call make_tenant_table('identity_rules');

-- What a person uses: one row per browser or app, known by its anonymous id.
create table device (
  workspace_id ident not null,
  contact_id ident not null,
  key text collate "C" not null,       -- the anonymous id
  user_agent text,
  device jsonb not null default '{}',  -- what the client says of it
  locale text,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (workspace_id, contact_id, key),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
call make_tenant_table('device');

-- Companies that people belong to, as `group` calls name them.
create table company (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  external_id text collate "C" not null,
  name text,
  traits jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
);
call make_tenant_table('company');
create table contact_company (
  workspace_id ident not null,
  contact_id ident not null,
  company_id ident not null,
  at timestamptz not null,
  primary key (workspace_id, contact_id, company_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references company (workspace_id, id) on delete cascade
);
create index contact_company_company on contact_company (workspace_id, company_id);
call make_tenant_table('contact_company');

-- Open messages of a person are found when two become one.
create index message_open_contact on message (workspace_id, contact_id) where state = 'waiting';

-- A visitor of whom only the browser is known: kept apart from customers until they say who they are.
alter table contact add column anonymous boolean not null default false;

-- Sender's message ids are remembered for 30 days.
create index event_key_old on event_key using brin (at);
