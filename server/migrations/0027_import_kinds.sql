-- A file holds people, orders, what happened, or products; each kind has meanings of its own for its columns.
alter table "import" add column kind text not null default 'contacts' check (kind in ('contacts', 'orders', 'events', 'products'));
