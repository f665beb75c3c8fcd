SELECT f.form AS form, sum(m.accesses) AS accesses, count(DISTINCT m.source) AS sources, count(DISTINCT m.point) AS points,
  count(DISTINCT m.day) AS days, count(DISTINCT m.message) AS variants FROM message m
JOIN (SELECT message, min(form) AS form FROM message_text GROUP BY message) f ON f.message = m.message
WHERE m.day >= :from AND m.day <= :to GROUP BY f.form ORDER BY accesses DESC, form LIMIT :limit
