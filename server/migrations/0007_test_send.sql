-- One message to an address that somebody typed, to look at it: counted nowhere, belonging to no contact. Kept for 30 days.

create table test_send (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  template_id ident,
  connection_id ident not null,
  sender_id ident,
  medium text not null,
  to_address text not null,
  locale text not null,
  class text not null,
  request jsonb,                       -- content, person and data; gone once the outcome is known
  state text not null check (state in ('queued', 'sending', 'sent', 'failed')),
  reason text,                         -- accepted, or why not
  detail text,                         -- the same in words
  provider_ref text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id)
);
create index test_send_new on test_send (workspace_id, created_at);
call make_tenant_table('test_send');
