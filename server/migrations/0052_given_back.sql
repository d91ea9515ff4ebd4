-- What was given back of an order, each time: [{external_id, at, refund_micro, reason, items: [{product_id, name, price_micro, quantity}]}].
-- How many of a line came back stands on the line itself, as `returned`.
alter table purchase add column returns jsonb not null default '[]';

-- A basket that an imported order emptied: put back where the import is undone.
alter table import_trace drop constraint import_trace_kind_check;
alter table import_trace add constraint import_trace_kind_check check (kind in ('mark', 'event', 'order', 'product', 'contact', 'basket'));
