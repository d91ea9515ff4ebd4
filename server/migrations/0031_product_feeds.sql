-- Where the catalogue comes from by itself: a feed that is fetched by its address, or given as a file.
create table product_feed (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  name text not null,
  url text,                            -- null: by file only
  every_hours int not null check (every_hours between 1 and 168),
  state text not null default 'idle' check (state in ('idle', 'waiting', 'reading')),
  next_at timestamptz,                 -- null: not by itself
  blob text,                           -- the file that waits
  started_at timestamptz,
  read_at timestamptz,                 -- the last that ended well
  result jsonb,                        -- {rows, created, changed, unchanged, gone, kept, told, refused}
  problems jsonb not null default '[]',-- the first rows that could not be taken: {row, id, code, value}
  error jsonb,                         -- {code, detail} of the last, where it failed
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create index product_feed_due on product_feed (next_at) where next_at is not null and archived_at is null;
call make_tenant_table('product_feed');

alter table product add column feed_id text, add column feed_seen_at timestamptz;
create index product_of_feed on product (workspace_id, feed_id) where feed_id is not null and archived_at is null;
