-- How many hand-overs a connection has started on a day of its workspace's zone, where it has a limit for the day.

create table connection_day (
  workspace_id ident not null,
  connection_id ident not null,
  day date not null,
  used int not null,
  primary key (workspace_id, connection_id, day),
  foreign key (workspace_id, connection_id) references connection (workspace_id, id) on delete cascade
);
call make_tenant_table('connection_day');
