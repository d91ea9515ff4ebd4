-- The mobile operator of a number, where somebody said which it is: numbers are ported, so that a prefix does not tell.
alter table endpoint add column operator text;
