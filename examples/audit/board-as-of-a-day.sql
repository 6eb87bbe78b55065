-- The board at the end of a day (UTC), in the order of the file. Parameter :day: the day, such as 2026-11-21 (else today).
-- 'taskboard replay --at TIME' gives every property; here are those that a report needs.
WITH past AS (
  SELECT *
  FROM events
  WHERE recorded_at < date(coalesce(:day, 'now'), '+1 day') AND task_id IS NOT NULL AND changes IS NOT NULL
),
newest AS (
  SELECT task_id, max(seq) AS seq FROM past GROUP BY task_id
)
SELECT
  n.task_id,
  (SELECT json_extract(p.changes, '$.title.to') FROM past p
   WHERE p.task_id = n.task_id AND json_type(p.changes, '$.title') IS NOT NULL ORDER BY p.seq DESC LIMIT 1) AS title,
  e.to_status AS status,
  (SELECT json_extract(p.changes, '$.assigned_to.to') FROM past p
   WHERE p.task_id = n.task_id AND json_type(p.changes, '$.assigned_to') IS NOT NULL ORDER BY p.seq DESC LIMIT 1) AS assigned_to,
  e.occurred_at AS since_change
FROM newest n
JOIN events e ON e.seq = n.seq
WHERE e.to_status IS NOT NULL
ORDER BY
  (SELECT json_extract(p.changes, '$."$position".to') FROM past p
   WHERE p.task_id = n.task_id AND json_type(p.changes, '$."$position"') IS NOT NULL ORDER BY p.seq DESC LIMIT 1);
