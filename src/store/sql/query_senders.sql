SELECT day, payload, detail, ttl, plain, sources, points FROM {{forged}} f ORDER BY day, sources DESC, payload, detail, ttl, plain LIMIT :limit
