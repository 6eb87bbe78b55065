-- Claims that somebody else ended: after the lease, by cancelling or reassigning, or by hand.
SELECT
  task_id, agent_id AS lost_by, claimed_at, ended_at, coalesce(ended_by, '(' || source || ')') AS ended_by, to_status, details,
  cast(round((julianday(ended_at) - julianday(claimed_at)) * 86400) AS INTEGER) AS seconds_held
FROM lost_claims
ORDER BY seq;
