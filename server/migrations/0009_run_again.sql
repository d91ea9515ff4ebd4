-- A run may take over from an earlier run of its source: those whom a stop left out, or who failed for one reason.

alter table run add column again jsonb;  -- {run_id, state, reason?}: whom it takes over; null for the first
