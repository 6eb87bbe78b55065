-- Tasks that were worked at more than once, the worst first.
SELECT r.task_id, t.title, t.status, r.claims, r.failed, r.back_to_pending, r.reopened
FROM rework r
LEFT JOIN tasks t ON t.id = r.task_id
ORDER BY r.claims + r.failed + r.reopened DESC, r.task_id;
