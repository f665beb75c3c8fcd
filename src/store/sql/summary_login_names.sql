SELECT n.text AS text, l.attempts AS attempts, l.sources AS sources, l.points AS points, l.days AS days, l.accepted AS accepted FROM
  (SELECT name, sum(failed) AS attempts, count(DISTINCT CASE WHEN failed > 0 THEN source END) AS sources,
     count(DISTINCT CASE WHEN failed > 0 THEN point END) AS points, count(DISTINCT CASE WHEN failed > 0 THEN day END) AS days,
     sum(accepted) AS accepted
   FROM login WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services) GROUP BY name
   HAVING sum(failed) > 0 ORDER BY attempts DESC, name LIMIT :limit) l
JOIN (SELECT name, min(text) AS text FROM login_name GROUP BY name) n ON n.name = l.name ORDER BY attempts DESC, l.name
