SELECT payload, min(detail) AS detail, sum(sources) AS sources, count(*) AS days, max(points) AS points FROM {{forged}} f
GROUP BY payload, what, ttl, plain ORDER BY sources DESC, payload, detail, days LIMIT :limit
