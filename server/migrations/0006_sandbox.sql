-- The sandbox is a foreign provider: these tables are its own, and it never touches messages or attempts.

create table sandbox_message (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  connection_id ident not null,
  medium text not null,
  from_address text not null,
  to_address text collate "C" not null,
  body jsonb not null,                 -- the OutboundMessage as it came over the wire
  direction text not null default 'to_person' check (direction in ('to_person', 'from_person')),
  state text not null,                 -- accepted, delivered, read, clicked, failed
  received_at timestamptz not null,
  delivered_at timestamptz,
  read_at timestamptz,
  clicked_at timestamptz,
  replied_at timestamptz,
  unsubscribed_at timestamptz,
  failed_at timestamptz,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index sandbox_message_to on sandbox_message (workspace_id, to_address, received_at desc);
create index sandbox_message_new on sandbox_message (workspace_id, received_at desc, id desc);
call make_tenant_table('sandbox_message');

create table sandbox_action (
  id bigint generated always as identity primary key,
  workspace_id ident not null,
  message_id ident not null,
  at timestamptz not null,
  kind text not null,                  -- deliver, read, click, reply, unsubscribe, complain, bounce, fail
  detail jsonb not null default '{}',
  foreign key (workspace_id, message_id) references sandbox_message (workspace_id, id) on delete cascade
);
create index sandbox_action_at on sandbox_action (at);
call make_tenant_table('sandbox_action');

create table sandbox_device (
  workspace_id ident not null references workspace (id) on delete cascade,
  address text collate "C" not null,   -- a number, an address, a chat
  medium text not null,
  behaviour text not null default 'crowd' check (behaviour in ('crowd', 'manual', 'unreachable', 'slow', 'bouncing')),
  started_at timestamptz,              -- Telegram's Start, push's Allow
  updated_at timestamptz not null,
  primary key (workspace_id, medium, address)
);
call make_tenant_table('sandbox_device');

create table sandbox_setting (
  workspace_id ident primary key references workspace (id) on delete cascade,
  seed int not null default 1,
  shares jsonb not null,               -- per medium: delivered, read, clicked, replied, unsubscribed
  clock_rate int not null default 60,
  updated_at timestamptz not null
);
call make_tenant_table('sandbox_setting');
