-- Whether a person would rather have text alone, without pictures.
alter table contact_preference add column plain boolean not null default false;
