-- What a workspace may spend in a month: a hard stop for marketing. Beside the real thing the sandbox has a purse of its own.
alter table workspace add column month_budget_micro bigint check (month_budget_micro >= 0);

create table month_spend (
  workspace_id ident not null references workspace (id) on delete cascade,
  month date not null,                 -- its first day, in the workspace's zone
  origin text not null,                -- live, sandbox, demo
  spent_micro bigint not null default 0,
  primary key (workspace_id, month, origin)
);
call make_tenant_table('month_spend');
