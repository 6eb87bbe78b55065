-- What came and what was done, per day (UTC).
SELECT
  date(occurred_at) AS day,
  sum(event = 'CREATED') AS created,
  (SELECT count(*) FROM claims c WHERE date(c.claimed_at) = date(e.occurred_at)) AS claimed,
  coalesce(sum(to_status = 'COMPLETED' AND from_status IS NOT 'COMPLETED'), 0) AS completed,
  (SELECT count(*) FROM failures f WHERE date(f.failed_at) = date(e.occurred_at)) AS failed,
  count(DISTINCT agent_id) AS agents
FROM events e
GROUP BY date(occurred_at)
ORDER BY day;
