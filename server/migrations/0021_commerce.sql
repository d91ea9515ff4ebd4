-- What people look at, take, buy and give back.

create table store (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  external_id text collate "C" not null,
  name text not null,
  address text,
  city text,
  country text,
  phone text,
  time_zone text,
  hours jsonb not null default '{}',   -- {mon: "09:00-21:00", …}
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
);
call make_tenant_table('store');

create table product (
  workspace_id ident not null references workspace (id) on delete cascade,
  id ident not null,
  external_id text collate "C" not null,
  name text not null,
  description text,
  url text,
  image_url text,
  category text,
  brand text,
  currency text,
  price_micro bigint,                  -- millionths, as all money
  sale_price_micro bigint,
  availability text check (availability in ('in_stock', 'out_of_stock', 'preorder', 'backorder')),
  source text not null,                -- api, feed, import, event: where it was told
  origin text not null default 'live',
  search_text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, external_id)
);
create index product_search on product using gin (search_text gin_trgm_ops);
create index product_new on product (workspace_id, updated_at desc, id desc);
call make_tenant_table('product');

-- How its price and stock went: one row per change.
create table product_change (
  workspace_id ident not null,
  product_id ident not null,
  at timestamptz not null,
  price_micro bigint,
  sale_price_micro bigint,
  availability text,
  primary key (workspace_id, product_id, at),
  foreign key (workspace_id, product_id) references product (workspace_id, id) on delete cascade
);
call make_tenant_table('product_change');

-- "order" is a word of SQL.
create table purchase (
  workspace_id ident not null,
  id ident not null,
  external_id text collate "C" not null,
  contact_id ident not null,
  store_id ident,
  state text not null check (state in ('placed', 'completed', 'ready', 'handed_over', 'refunded', 'cancelled')),
  currency text not null,
  total_micro bigint not null,
  refunded_micro bigint not null default 0,
  coupon text,
  source text not null,                -- the client, api, import or counter
  items jsonb not null default '[]',   -- [{product_id, name, price_micro, quantity, category, brand, sku}]
  pickup_code text,
  origin text not null default 'live',
  at timestamptz not null,             -- when it was placed
  updated_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, external_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade,
  foreign key (workspace_id, store_id) references store (workspace_id, id)
);
create index purchase_contact on purchase (workspace_id, contact_id, at desc);
create index purchase_new on purchase (workspace_id, at desc, id desc);
call make_tenant_table('purchase');

-- The basket that somebody has now, wherever it was filled.
create table cart (
  workspace_id ident not null,
  contact_id ident not null,
  currency text,
  items jsonb not null,
  url text,
  token_hash bytea,
  started_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index cart_old on cart (workspace_id, updated_at);
call make_tenant_table('cart');

-- Who showed interest in what: told about its price and stock.
create table product_interest (
  workspace_id ident not null,
  contact_id ident not null,
  product_key text collate "C" not null, -- the product's external id, known to the catalogue or not
  name text,
  category text,
  views int not null default 0,
  adds int not null default 0,
  bought int not null default 0,
  wished boolean not null default false,
  first_at timestamptz not null,
  last_at timestamptz not null,
  primary key (workspace_id, contact_id, product_key),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index product_interest_product on product_interest (workspace_id, product_key, contact_id);
call make_tenant_table('product_interest');

-- What a contact has bought, kept as orders come: read by person as the sum over their contacts.
create table purchase_sum (
  workspace_id ident not null,
  contact_id ident not null,
  orders int not null,
  revenue_micro bigint not null,       -- in the workspace's currency, less what was given back
  foreign_orders int not null,         -- in other currencies: counted, not summed
  first_at timestamptz,
  last_at timestamptz,
  updated_at timestamptz not null,
  primary key (workspace_id, contact_id),
  foreign key (workspace_id, contact_id) references contact (workspace_id, id) on delete cascade
);
create index purchase_sum_revenue on purchase_sum (workspace_id, revenue_micro);
create index purchase_sum_orders on purchase_sum (workspace_id, orders);
create index purchase_sum_last on purchase_sum (workspace_id, last_at);
call make_tenant_table('purchase_sum');
