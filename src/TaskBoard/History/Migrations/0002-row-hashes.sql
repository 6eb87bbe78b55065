-- row_hash: SHA-256 over what else the row holds, so that a row which anything but TaskBoard changed is found. '' fits no row. TaskBoard computes those of rows that are
-- there already in the transaction of this script. In board it leaves out the head, which the events prove.
ALTER TABLE commits ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE leases ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE agents ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE personas ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE board ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE issued ADD COLUMN row_hash TEXT NOT NULL DEFAULT '';

-- A program of the version before that has the database open writes none.
CREATE TRIGGER commits_carry_their_hash BEFORE INSERT ON commits
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;

CREATE TRIGGER requests_carry_their_hash BEFORE INSERT ON requests
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;

CREATE TRIGGER leases_carry_their_hash BEFORE INSERT ON leases
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;

CREATE TRIGGER agents_carry_their_hash BEFORE INSERT ON agents
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;

CREATE TRIGGER personas_carry_their_hash BEFORE INSERT ON personas
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;

CREATE TRIGGER issued_carry_their_hash BEFORE INSERT ON issued
WHEN NEW.row_hash = ''
BEGIN
  SELECT RAISE(ABORT, 'a newer TaskBoard has brought the history up to date: end this program and start it with that version');
END;
