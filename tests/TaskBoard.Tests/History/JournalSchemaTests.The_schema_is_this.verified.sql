CREATE TABLE commits (
  n              INTEGER PRIMARY KEY,
  first_revision INTEGER,
  last_revision  INTEGER,
  base_hash      TEXT NOT NULL,
  new_hash       TEXT NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'aborted')),
  at             TEXT NOT NULL
, row_hash TEXT NOT NULL DEFAULT '');
CREATE TABLE events (
  seq         INTEGER PRIMARY KEY,
  revision    INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  task_id     TEXT,
  event       TEXT NOT NULL,
  from_status TEXT,
  to_status   TEXT,
  agent_id    TEXT,
  source      TEXT NOT NULL,
  details     TEXT,
  changes     TEXT,
  prev_hash   TEXT NOT NULL,
  hash        TEXT NOT NULL
);
CREATE INDEX events_by_task ON events (task_id);
CREATE INDEX events_by_revision ON events (revision);
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'events are append-only');
END;
CREATE TRIGGER events_follow_each_other BEFORE INSERT ON events
WHEN NEW.seq IS NOT (SELECT last_seq FROM board) + 1
  OR NEW.prev_hash IS NOT (SELECT last_hash FROM board)
BEGIN
  SELECT RAISE(ABORT, 'an event follows the last one');
END;
CREATE TABLE requests (
  agent_id     TEXT NOT NULL,
  request_key  TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  result       TEXT NOT NULL,
  revision     INTEGER NOT NULL, row_hash TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (agent_id, request_key)
) WITHOUT ROWID;
CREATE TABLE board_tasks (
  id       TEXT PRIMARY KEY NOT NULL,
  position TEXT NOT NULL,
  json     TEXT NOT NULL,
  row_hash TEXT NOT NULL
);
CREATE INDEX board_tasks_by_position ON board_tasks (position);
CREATE TABLE leases (
  task_id      TEXT PRIMARY KEY NOT NULL,
  attempt      INTEGER NOT NULL,
  agent_id     TEXT NOT NULL,
  granted_at   TEXT NOT NULL,
  expires_at   TEXT NOT NULL,
  boot_id      TEXT NOT NULL,
  boot_expires INTEGER NOT NULL,
  max_run_at   TEXT,
  boot_max_run INTEGER
, row_hash TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE TABLE agents (
  id                TEXT PRIMARY KEY NOT NULL,
  persona_id        TEXT,
  role              TEXT,
  focus             TEXT,
  working_directory TEXT,
  host              TEXT,
  pid               INTEGER,
  process           TEXT,
  registered_at     TEXT NOT NULL,
  last_heartbeat    TEXT NOT NULL,
  status            TEXT NOT NULL CHECK (status IN ('active', 'lost', 'gone')),
  note              TEXT
, row_hash TEXT NOT NULL DEFAULT '');
CREATE TABLE personas (
  id         TEXT PRIMARY KEY NOT NULL,
  name       TEXT NOT NULL,
  definition TEXT NOT NULL,
  source     TEXT,
  created_at TEXT NOT NULL
, row_hash TEXT NOT NULL DEFAULT '');
CREATE TABLE board (
  only      INTEGER PRIMARY KEY CHECK (only = 1),
  board_id  TEXT NOT NULL,
  root      TEXT,
  last_seq  INTEGER NOT NULL DEFAULT 0,
  last_hash TEXT NOT NULL DEFAULT '0000000000000000000000000000000000000000000000000000000000000000'
, row_hash TEXT NOT NULL DEFAULT '');
CREATE TABLE issued (
  id              TEXT PRIMARY KEY NOT NULL,
  highest_attempt INTEGER NOT NULL
, row_hash TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
CREATE VIEW tasks AS
SELECT
  id,
  coalesce(json_extract(json, '$.title'), substr(json_extract(json, '$.description'), 1, 80)) AS title,
  json_extract(json, '$.description') AS description,
  upper(replace(replace(trim(coalesce(json_extract(json, '$.status'), 'PENDING')), '-', '_'), ' ', '_')) AS status,
  json_extract(json, '$.assigned_to') AS assigned_to,
  coalesce(json_extract(json, '$.priority'), 'medium') AS priority,
  json_extract(json, '$.persona') AS persona,
  json_extract(json, '$.parent') AS parent,
  coalesce(json_extract(json, '$.attempts'), 0) AS attempts,
  json_extract(json, '$.created_at') AS created_at,
  json_extract(json, '$.updated_at') AS updated_at,
  position,
  json
FROM board_tasks
ORDER BY position, id;
CREATE VIEW claims AS
SELECT
  seq, revision, task_id, coalesce(json_extract(changes, '$.assigned_to.to'), agent_id) AS agent_id, from_status, to_status,
  occurred_at AS claimed_at
FROM events
WHERE (to_status IN ('CLAIMED', 'IN_PROGRESS') AND (event = 'ASSIGNED' OR coalesce(from_status, '') NOT IN ('CLAIMED', 'IN_PROGRESS')))
  OR (event = 'ASSIGNED' AND from_status = 'PENDING' AND to_status = 'COMPLETED');
CREATE VIEW lost_claims AS
SELECT
  c.task_id, c.agent_id, c.claimed_at, e.occurred_at AS ended_at, e.agent_id AS ended_by, e.source, e.seq, e.revision, e.from_status, e.to_status,
  e.details
FROM claims c
JOIN events e ON e.seq = (
  SELECT min(n.seq) FROM events n
  WHERE n.task_id = c.task_id AND n.seq > c.seq AND n.changes IS NOT NULL
    AND (n.event = 'ASSIGNED' OR coalesce(n.to_status, '') NOT IN ('CLAIMED', 'IN_PROGRESS')))
WHERE c.agent_id IS NOT NULL AND c.to_status IN ('CLAIMED', 'IN_PROGRESS') AND (e.agent_id IS NOT c.agent_id OR e.source = 'monitor')
  AND NOT (e.agent_id IS NULL AND coalesce(e.to_status, '') IN ('COMPLETED', 'FAILED') AND json_type(e.changes, '$.assigned_to') IS NULL);
CREATE VIEW failures AS
SELECT
  seq, revision, task_id,
  coalesce((SELECT c.agent_id FROM claims c WHERE c.task_id = f.task_id AND c.seq < f.seq ORDER BY c.seq DESC LIMIT 1), agent_id) AS agent_id,
  occurred_at AS failed_at, details
FROM events f
WHERE (to_status = 'FAILED' AND from_status <> 'FAILED')
  OR coalesce(json_extract(changes, '$.failures.to'), 0) > coalesce(json_extract(changes, '$.failures.from'), 0) AND from_status IS NOT NULL;
CREATE VIEW task_status AS
SELECT
  t.id AS task_id,
  t.status,
  t.assigned_to AS assigned_agent_id,
  CASE WHEN t.status <> 'PENDING' THEN
    (SELECT c.claimed_at FROM claims c WHERE c.task_id = t.id ORDER BY c.seq DESC LIMIT 1)
  END AS claimed_at,
  l.expires_at AS lease_expires_at
FROM tasks t
LEFT JOIN leases l
  ON l.task_id = t.id AND l.attempt = t.attempts AND l.agent_id = t.assigned_to AND t.status IN ('CLAIMED', 'IN_PROGRESS');
CREATE VIEW task_dependencies AS
SELECT t.id AS task_id, d.value AS depends_on
FROM board_tasks t, json_each(t.json, '$.depends_on') d
WHERE d.type IN ('text', 'integer', 'real');
CREATE VIEW task_timeline AS
SELECT
  task_id, seq, revision, occurred_at, event, from_status, to_status, agent_id, source, details,
  round((julianday(occurred_at) - julianday(lag(occurred_at) OVER (PARTITION BY task_id ORDER BY seq))) * 86400.0, 3) AS seconds_since_previous
FROM events
WHERE task_id IS NOT NULL
ORDER BY task_id, seq;
CREATE VIEW agent_activity AS
SELECT
  agent_id,
  count(*) AS events,
  count(DISTINCT task_id) AS tasks,
  (SELECT count(*) FROM claims c WHERE c.agent_id = e.agent_id) AS claims,
  coalesce(sum(to_status = 'COMPLETED' AND from_status <> 'COMPLETED'), 0) AS completed,
  (SELECT count(*) FROM failures f WHERE f.agent_id = e.agent_id) AS failed,
  min(occurred_at) AS first_seen,
  max(occurred_at) AS last_seen
FROM events e
WHERE agent_id IS NOT NULL
GROUP BY agent_id;
CREATE VIEW lead_times AS
SELECT
  task_id, created_at, completed_at,
  round((julianday(completed_at) - julianday(created_at)) * 86400.0, 3) AS seconds
FROM (
  SELECT
    task_id,
    max(CASE WHEN event = 'CREATED' THEN occurred_at END) AS created_at,
    max(CASE WHEN to_status = 'COMPLETED' AND from_status <> 'COMPLETED' THEN occurred_at END) AS completed_at
  FROM events
  WHERE task_id IN (SELECT id FROM tasks WHERE status = 'COMPLETED')
  GROUP BY task_id
)
WHERE completed_at >= created_at;
CREATE VIEW claim_waits AS
SELECT
  task_id, agent_id, pending_since, claimed_at,
  round((julianday(claimed_at) - julianday(pending_since)) * 86400.0, 3) AS seconds
FROM (
  SELECT
    c.task_id, c.agent_id, c.claimed_at,
    (SELECT p.occurred_at FROM events p
     WHERE p.task_id = c.task_id AND p.seq < c.seq AND p.to_status = 'PENDING' AND p.from_status IS NOT 'PENDING'
     ORDER BY p.seq DESC LIMIT 1) AS pending_since
  FROM claims c
  WHERE c.from_status = 'PENDING'
);
CREATE VIEW rework AS
SELECT * FROM (
  SELECT
    task_id,
    (SELECT count(*) FROM claims c WHERE c.task_id = e.task_id) AS claims,
    (SELECT count(*) FROM failures f WHERE f.task_id = e.task_id) AS failed,
    coalesce(sum(from_status IN ('CLAIMED', 'IN_PROGRESS') AND to_status = 'PENDING'), 0) AS back_to_pending,
    coalesce(sum(from_status IN ('COMPLETED', 'FAILED', 'CANCELLED') AND to_status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED')), 0) AS reopened
  FROM events e
  WHERE task_id IS NOT NULL
  GROUP BY task_id
)
WHERE claims > 1 OR failed > 0 OR back_to_pending > 0 OR reopened > 0;
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