SELECT coalesce(sum(m.accesses), 0) AS accesses, count(DISTINCT m.source) AS sources, count(DISTINCT m.message) AS texts,
  count(DISTINCT f.form) AS forms, count(DISTINCT m.point) AS points FROM message m
LEFT JOIN (SELECT message, min(form) AS form FROM message_text GROUP BY message) f ON f.message = m.message
WHERE m.day >= :from AND m.day <= :to
