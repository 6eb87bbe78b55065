-- Who did what, and when. Parameter :agent: only what this agent did.
SELECT occurred_at, coalesce(agent_id, '(' || source || ')') AS who, event, task_id, from_status, to_status, details
FROM events
WHERE :agent IS NULL OR agent_id = :agent
ORDER BY seq;
