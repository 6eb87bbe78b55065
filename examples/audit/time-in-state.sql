-- How long each task has been in each state, and how often. Parameter :until: when counting ends for the state a task is in (else now).
WITH steps AS (
  SELECT
    task_id, to_status AS status, occurred_at AS since,
    coalesce(lead(occurred_at) OVER (PARTITION BY task_id ORDER BY seq), :until, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) AS until
  FROM events
  WHERE task_id IS NOT NULL AND changes IS NOT NULL AND from_status IS NOT to_status
)
SELECT task_id, status, count(*) AS times, cast(round(sum(max(0, julianday(until) - julianday(since))) * 86400) AS INTEGER) AS seconds
FROM steps
WHERE status IS NOT NULL
GROUP BY task_id, status
ORDER BY task_id, min(since), status;
