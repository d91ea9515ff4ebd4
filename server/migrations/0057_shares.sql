-- A connection may be worked by several processes at once: each holds a share of it, under a lease of its own.
alter table connection add column shares smallint not null default 1 check (shares between 1 and 8);

-- What the shares of a connection have in common; a connection of one share has it in memory and no row here. It is written
-- with each claim and worth nothing after a crash of the database: not logged.
create unlogged table connection_pace (
  workspace_id ident not null,
  connection_id ident not null,
  spent_until timestamptz not null,    -- the rate is spent up to here: what it allows from here to now is left
  granted int not null,                -- of the last who asked
  granted_to smallint not null,
  rests_until timestamptz not null,    -- the breaker, or a wait that the provider asked for
  failing boolean not null default false,
  primary key (workspace_id, connection_id),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id) on delete cascade
);
call make_tenant_table('connection_pace');
alter table connection_pace set (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
