-- Who may do what: workspaces, their people, keys, and the record of every write.

create table workspace (
  id ident primary key,
  name text not null,
  country text not null,               -- ISO 3166-1 alpha-2; sets the phone rules
  default_locale text not null,        -- BCP 47
  time_zone text not null,             -- IANA
  currency text not null,              -- ISO 4217: the one currency of all reports
  uses text[] not null default '{}',   -- what the company said it uses today
  environment text not null default 'sandbox' check (environment in ('sandbox', 'live')),
  marketing_held_at timestamptz,
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
alter table workspace enable row level security;
alter table workspace force row level security;
create policy app on workspace to carillon_app using (id = current_setting('carillon.workspace_id', true));
create policy system on workspace to carillon_system using (true) with check (true);
grant select, update on workspace to carillon_app;
grant select, insert, update, delete on workspace to carillon_system;

create table membership (
  workspace_id ident not null references workspace (id) on delete cascade,
  user_id text not null,
  role text not null check (role in ('owner', 'admin', 'marketer', 'agent')),
  created_at timestamptz not null,
  primary key (workspace_id, user_id)
);
create index membership_user on membership (user_id);
call make_tenant_table('membership');

create table invitation (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  email text not null,
  role text not null check (role in ('admin', 'marketer', 'agent')),
  token_hash bytea not null unique,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
call make_tenant_table('invitation');

create table api_key (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  kind text not null check (kind in ('secret', 'write')),
  name text not null,
  prefix text not null,                -- the first characters, to recognise a key by
  key_hash bytea not null unique,      -- SHA-256 of a 256-bit random key: no salt or stretching is needed
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id)
);
call make_tenant_table('api_key');

create table audit_entry (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('user', 'key', 'system')),
  actor_id text not null,
  actor_name text not null,
  action text not null,
  object_type text,
  object_id text,
  summary jsonb not null,
  ip text,
  request_id text,
  primary key (workspace_id, id)
);
call make_tenant_table('audit_entry', 'select, insert');

-- One row per Idempotency-Key; the answer commits together with what it answers for.
create table idempotency_key (
  workspace_id ident not null references workspace (id) on delete cascade,
  key text collate "C" not null,
  request_hash bytea not null,
  status int,
  response jsonb,
  lease_until timestamptz not null,
  created_at timestamptz not null,
  primary key (workspace_id, key)
);
create index idempotency_key_age on idempotency_key (created_at);
call make_tenant_table('idempotency_key');

-- better-auth keeps users, sessions and credentials in a schema of its own, under its own column names.
create schema auth;
grant usage on schema auth to carillon_system;
create table auth."user" (
  "id" text primary key, "name" text not null, "email" text not null unique, "emailVerified" boolean not null,
  "image" text, "locale" text, "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null default current_timestamp
);
create table auth."session" (
  "id" text primary key, "expiresAt" timestamptz not null, "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null,
  "ipAddress" text, "userAgent" text, "userId" text not null references auth."user" ("id") on delete cascade
);
create index session_of_user on auth."session" ("userId");
create table auth."account" (
  "id" text primary key, "accountId" text not null, "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz, "scope" text, "password" text,
  "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null
);
create index account_of_user on auth."account" ("userId");
create table auth."verification" (
  "id" text primary key, "identifier" text not null, "value" text not null, "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp, "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier on auth."verification" ("identifier");
grant select, insert, update, delete on all tables in schema auth to carillon_system;
alter table membership add foreign key (user_id) references auth."user" ("id") on delete cascade;
