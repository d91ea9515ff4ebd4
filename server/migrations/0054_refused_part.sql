-- Which item of a list in a cell a row was refused for, and what it says: 3: "Tea x -1". Null where the row is at fault as a whole.
alter table import_refusal add column place text;
