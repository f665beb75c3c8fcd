SELECT l.failed AS attempts, l.accepted AS accepted, l.sources AS sources, l.points AS points, l.days AS days, l.first_day AS first_day,
  l.last_day AS last_day, n.text AS user FROM
  (SELECT name, sum(failed) AS failed, sum(accepted) AS accepted, count(DISTINCT source) AS sources, count(DISTINCT point) AS points,
     count(DISTINCT day) AS days, min(day) AS first_day, max(day) AS last_day FROM login
   WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
     AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
   GROUP BY name ORDER BY failed DESC, accepted DESC, name LIMIT :limit) l
LEFT JOIN (SELECT name, min(text) AS text FROM login_name GROUP BY name) n ON n.name = l.name
ORDER BY attempts DESC, accepted DESC, l.name
