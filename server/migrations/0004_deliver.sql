-- What is said to people: content, routes, messages and their attempts.

create table brand (
  workspace_id ident primary key references workspace (id) on delete cascade,
  body jsonb not null,
  updated_at timestamptz not null
);
call make_tenant_table('brand');

create table template (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  class text not null default 'marketing',
  content jsonb not null,
  version int not null default 1,
  starter boolean not null default false,
  origin text not null default 'live',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index template_new on template (workspace_id, created_at desc);
call make_tenant_table('template');

create table cascade (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  steps jsonb not null,
  starter boolean not null default false,
  origin text not null default 'live',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
call make_tenant_table('cascade');

create table connection (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  channel text not null,
  media text[] not null,
  environment text not null check (environment in ('sandbox', 'live')),
  settings jsonb not null,             -- public values; secrets are sealed under secret_settings
  secret_settings bytea,
  limits jsonb not null default '{}',  -- per_second, per_day, concurrency
  enabled boolean not null default true,
  checked jsonb,                       -- the last "check now"
  halted jsonb,                        -- out of credit, auth refused: {reason, at}
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
call make_tenant_table('connection');

create table sender (
  workspace_id ident not null,
  id ident not null,
  medium text not null,
  connection_id ident,
  address text not null,               -- number, alphanumeric name, e-mail address
  display_name text,
  reply_to text,
  country text not null default '*',
  class text not null default '*',
  state text not null check (state in ('requested', 'approved', 'refused')),
  opt_out text,                        -- what is appended where the sender takes no replies
  fallback_sender_id ident,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id),
  foreign key (workspace_id, fallback_sender_id) references sender (workspace_id, id)
);
call make_tenant_table('sender');

create table price (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  medium text not null,
  country text not null default '*',
  operator text not null default '*',
  class text not null default '*',
  currency text not null,
  amount_micro bigint not null check (amount_micro >= 0),
  per text not null check (per in ('message', 'segment')),
  charged_on text not null check (charged_on in ('accepted', 'delivered')),
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, medium, country, operator, class)
);
call make_tenant_table('price');

-- What a run or a single message says, frozen when it starts; compiled once per locale and medium.
create table content (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  body jsonb not null,
  brand jsonb not null,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
call make_tenant_table('content', 'select, insert');

-- One execution of a source for an audience. A rehearsal is one too: the same planning into another table.
create table run (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  source_id ident not null,            -- the campaign
  occasion text not null,
  rehearsal boolean not null,
  state text not null check (state in ('planning', 'sending', 'paused', 'stopped', 'done', 'failed')),
  bucket date not null,                -- of every message and attempt of the run
  environment text not null check (environment in ('sandbox', 'live')),
  clock_rate int not null default 1,   -- the sandbox's minutes pass faster
  plan jsonb not null,                 -- {class, topic_id, cascade, routes, prices, …}: what the planning statement reads
  content_id ident,
  total bigint,
  planned_through ident not null default '',
  planned boolean not null default false,
  budget_micro bigint,
  spent_micro bigint not null default 0,
  error text,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, content_id) references content (workspace_id, id)
);
create unique index run_occasion on run (workspace_id, source_id, occasion) where not rehearsal;
create index run_open on run (workspace_id, id) where state in ('planning', 'sending');
call make_tenant_table('run');

create table audience_member (
  workspace_id ident not null,
  run_id ident not null,
  contact_id ident not null,
  primary key (workspace_id, run_id, contact_id),
  foreign key (workspace_id, run_id) references run (workspace_id, id) on delete cascade
);
call make_tenant_table('audience_member');

create table rehearsal_entry (
  workspace_id ident not null,
  run_id ident not null,
  contact_id ident not null,
  locale text,
  state text not null,
  reason text,
  detail text,
  step int,
  medium text,
  send_at timestamptz,
  options jsonb not null default '[]', -- [{step, medium, price_micro, per}]: every way the cascade could go for this person
  skips jsonb not null default '[]',
  price_from_micro bigint not null default 0,
  price_to_micro bigint not null default 0,
  segments int,
  primary key (workspace_id, run_id, contact_id),
  foreign key (workspace_id, run_id) references run (workspace_id, id) on delete cascade
);
create index rehearsal_entry_reason on rehearsal_entry (workspace_id, run_id, state, reason, contact_id);
call make_tenant_table('rehearsal_entry');

-- No foreign keys on the two hot tables: they would be checked once per message of every campaign, and a contact's
-- erasure clears them by its own statement.
create table message (
  workspace_id ident not null,
  bucket date not null,
  id ident not null,
  source_kind text not null,           -- campaign, api, test, reply
  source_id ident not null,
  occasion text not null,
  run_id ident,
  contact_id ident not null,
  person_id ident not null,
  class text not null check (class in ('transactional', 'marketing', 'one_time_code')),
  topic_id text not null default '*',
  content_id ident not null,
  cascade jsonb,                       -- {steps, routes}; null: the run's plan
  skips jsonb not null default '[]',   -- [{step, medium, reason}]: why a step was not taken
  data jsonb,
  locale text not null,
  origin text not null,                -- live, sandbox, demo
  state text not null check (state in ('waiting', 'reached', 'failed', 'skipped', 'unknown', 'stopped')),
  reason text,
  detail text,
  step int not null,
  send_at timestamptz not null,
  valid_until timestamptz,
  reached_step int,
  reached_medium text,
  delivered_at timestamptz,
  read_at timestamptz,
  clicked_at timestamptz,
  replied_at timestamptz,
  opted_out_at timestamptz,
  goal_at timestamptz,
  price_micro bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace_id, id, bucket),
  unique (workspace_id, source_id, occasion, contact_id, bucket)
) partition by range (bucket);
create index message_contact on message (workspace_id, contact_id, created_at desc);
create index message_run on message (workspace_id, run_id, id) where run_id is not null;
call make_tenant_table('message');
call make_month_partitions('message', 3);

create table attempt (
  workspace_id ident not null,
  bucket date not null,
  id ident not null,
  message_id ident not null,
  run_id ident,
  contact_id ident not null,
  step int not null,
  try int not null,
  medium text not null,
  connection_id ident not null,
  endpoint_id ident not null,
  address text not null,
  sender_id ident,
  state text not null check (state in ('sending', 'accepted', 'failed', 'unknown', 'withdrawn', 'retry')),
  reason text,
  detail text,
  provider_ref text collate "C",
  holder text,
  fence bigint,
  started_at timestamptz not null,     -- committed before the socket is written
  accepted_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  clicked_at timestamptz,
  replied_at timestamptz,
  failed_at timestamptz,
  late boolean not null default false,
  segments int,
  price_micro bigint not null default 0,  -- of this hand-over, once charged
  charged_on text not null default 'accepted',
  charged_at timestamptz,
  rendered jsonb,                      -- link targets by slot, and the text as sent for the short media
  primary key (workspace_id, id, bucket),
  unique (workspace_id, message_id, step, medium, try, bucket)
) partition by range (bucket);
create index attempt_ref on attempt (connection_id, provider_ref) where provider_ref is not null;
create index attempt_sending on attempt (connection_id, started_at) where state = 'sending';
create index attempt_contact on attempt (workspace_id, contact_id, started_at desc);
call make_tenant_table('attempt');
call make_month_partitions('attempt', 3);

-- Ready hand-overs only; what is due later waits in `due`. Small by design: claims scan from an in-memory floor.
create table queue_item (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  connection_id ident not null,
  lane smallint not null,              -- 0 transactional, 1 marketing
  bucket date not null,
  message_id ident not null,
  run_id ident,
  contact_id ident not null,
  person_id ident not null,
  class text not null,
  topic_id text not null,
  medium text not null,
  endpoint_id ident not null,
  address text not null,
  sender_id ident,
  step int not null,
  try int not null,
  price_micro bigint not null,
  per text not null,
  charged_on text not null,
  ready_at timestamptz not null,
  paused boolean not null default false,  -- its run is paused
  held boolean not null default false     -- the workspace holds all marketing
);
create index queue_claim on queue_item (connection_id, lane, id) where not paused and not held;
create index queue_person on queue_item (workspace_id, person_id);
create index queue_run on queue_item (workspace_id, run_id) where run_id is not null;
call make_tenant_table('queue_item');

-- Everything that happens at a time: one indexed column.
create table due (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,                  -- start, limit, retry, run_start, run_check
  workspace_id ident not null,
  run_id ident,
  message_id ident,
  bucket date,
  step int,
  try int,
  medium text
);
create index due_at on due (at, id);
create index due_run on due (workspace_id, run_id) where run_id is not null;
call make_tenant_table('due');

-- Counters as deltas, written by the transaction that changes the rows; one owner folds them.
create table run_delta (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  run_id ident not null,
  step int not null,                   -- -1: of the message, not of one step
  medium text not null,
  key text not null,
  n bigint not null,
  price_micro bigint not null default 0
);
create index run_delta_run on run_delta (workspace_id, run_id);
call make_tenant_table('run_delta');

create table run_counter (
  workspace_id ident not null,
  run_id ident not null,
  step int not null,
  medium text not null,
  key text not null,
  n bigint not null,
  price_micro bigint not null default 0,
  primary key (workspace_id, run_id, step, medium, key),
  foreign key (workspace_id, run_id) references run (workspace_id, id) on delete cascade
);
call make_tenant_table('run_counter');

-- SMS links: 66 random bits, nothing personal. E-mail links are sealed tokens and need no row.
create table short_link (
  code text collate "C" primary key,
  workspace_id ident not null,
  bucket date not null,
  attempt_id ident not null,
  slot int not null,
  target text not null,
  created_at timestamptz not null
);
call make_tenant_table('short_link');

-- Receipts that came before our own record of the hand-over was written, or for nobody we know.
create table receipt_waiting (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  connection_id ident not null,
  provider_ref text collate "C" not null,
  body jsonb not null,
  received_at timestamptz not null
);
create index receipt_waiting_ref on receipt_waiting (connection_id, provider_ref);
call make_tenant_table('receipt_waiting');

-- What people write to us.
create table inbound (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  contact_id ident not null,
  connection_id ident not null,
  medium text not null,
  address text not null,
  provider_ref text not null,
  text text not null,
  message_id ident,                    -- what it answers, where known
  origin text not null,
  direction text not null default 'in' check (direction in ('in', 'out')),
  received_at timestamptz not null,
  read_at timestamptz,
  handled_at timestamptz,
  needs_review boolean not null default false,
  primary key (workspace_id, id),
  unique (workspace_id, connection_id, provider_ref),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index inbound_contact on inbound (workspace_id, contact_id, received_at desc);
create index inbound_new on inbound (workspace_id, received_at desc, id desc);
create index inbound_unread on inbound (workspace_id) where read_at is null and direction = 'in';
call make_tenant_table('inbound');
