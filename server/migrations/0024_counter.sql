-- Staff at a shop counter: a role of its own.
alter table membership drop constraint membership_role_check, add constraint membership_role_check check (role in ('owner', 'admin', 'marketer', 'agent', 'counter'));
alter table invitation drop constraint invitation_role_check, add constraint invitation_role_check check (role in ('admin', 'marketer', 'agent', 'counter'));
