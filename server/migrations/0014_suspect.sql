-- A hand-over that is taken alone, after a worker died on its connection: who dies over the same one again and again is
-- found by this, since the claim itself is rolled back with the process.
create table suspect (
  queue_id bigint primary key,
  workspace_id ident not null references workspace (id) on delete cascade,
  connection_id ident not null,
  deaths int not null,
  at timestamptz not null
);
call make_tenant_table('suspect');
