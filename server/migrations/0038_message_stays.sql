-- An index over what still waits names the state of a message, so each outcome went into every index of its table: a tenth
-- of a millisecond a message. What a person waits for is found by the index over all that is theirs.
drop index message_open_contact;
