-- Where a yes must be said twice, and where nobody may be asked for one by message. Null: as the wider rule, or the law we know of, has it.
create table consent_rule (
  workspace_id ident not null references workspace (id) on delete cascade,
  country text not null,               -- ISO 3166-1 alpha-2, or '*'
  topic_id text not null,              -- or '*'
  double_opt_in boolean,
  ask_by_message boolean,
  primary key (workspace_id, country, topic_id)
);
call make_tenant_table('consent_rule');

-- The sentences that people said yes or no to, each kept once: what the ledger means by the version of a text.
create table consent_text (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  digest bytea not null,               -- SHA-256
  text text not null,
  first_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, digest)
);
call make_tenant_table('consent_text', 'select, insert');
alter table consent_entry add column text_id text;
create index consent_entry_text on consent_entry (workspace_id, text_id) where text_id is not null;

-- A yes that waits for its second half. It allows nothing until then.
create table consent_request (
  workspace_id ident not null,
  id ident not null,
  contact_id ident not null,
  medium text not null,
  topic_id text not null,
  source text not null,
  proof jsonb not null,
  text_id text,
  origin text not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'withdrawn')),
  requested_at timestamptz not null,
  ask_at timestamptz,                  -- when the question is to be sent; null once it has been
  asked_at timestamptz,
  message_id text,                     -- the question
  confirmed_at timestamptz,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create unique index consent_request_open on consent_request (workspace_id, contact_id, medium, topic_id) where state = 'open';
create index consent_request_to_ask on consent_request (ask_at) where ask_at is not null;
create index consent_request_contact on consent_request (workspace_id, contact_id, requested_at desc);
call make_tenant_table('consent_request');
