-- What came of messages to each contact, by medium and month: how often they were written to and answered, and at which
-- hours of their own clock. Kept from the log as it grows, so that a habit is known without reading a year of events.
create table engagement (
  workspace_id ident not null,
  contact_id ident not null,
  medium text not null,
  month date not null,
  origin text not null,
  sent int not null default 0,
  delivered int not null default 0,
  read int not null default 0,
  clicked int not null default 0,
  replied int not null default 0,
  hours int[],                         -- readings, clicks and answers in each of the 24 hours; null before the first
  primary key (workspace_id, contact_id, medium, month, origin),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
alter table engagement set (fillfactor = 80);
call make_tenant_table('engagement');
