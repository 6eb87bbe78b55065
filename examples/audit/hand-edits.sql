-- What reached the board by somebody writing tasks.json: when it was saved, when it was recorded, and which properties it touched.
SELECT
  revision, occurred_at AS saved_at, recorded_at, coalesce(agent_id, '(unknown)') AS who, event, task_id,
  (SELECT group_concat(key, ', ') FROM json_each(changes)) AS properties, details
FROM events
WHERE source = 'hand-edit'
ORDER BY seq;
