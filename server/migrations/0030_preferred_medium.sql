-- The medium a person would rather be written to on; a cascade's step may ask for it.
alter table contact_preference add column medium text check (medium in ('email', 'sms', 'viber', 'whatsapp', 'telegram', 'push'));
