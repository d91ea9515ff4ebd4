-- What was given back of an order, each time: [{external_id, at, refund_micro, reason, items: [{product_id, name, price_micro, quantity}]}].
-- How many of a line came back stands on the line itself, as `returned`.
alter table purchase add column returns jsonb not null default '[]';
