-- A person presses Start in a chat, or Allow on a phone: the sandbox keeps the press until the product has heard of it.
alter table sandbox_device add column payload text;            -- what the link or the app said about whose it is
alter table sandbox_device add column untold_at timestamptz;   -- of a press that the product has not heard of yet
create index sandbox_device_untold on sandbox_device (untold_at) where untold_at is not null;
create index sandbox_device_payload on sandbox_device (workspace_id, payload) where payload is not null;

alter table sandbox_setting add column joins jsonb not null default '{"telegram": 0.4, "push": 0.3}'; -- share of people who press

-- Where a consent was given: what the sandbox's people said is put away when a workspace goes live.
alter table consent_entry add column origin text not null default 'live'; -- live, sandbox, demo
