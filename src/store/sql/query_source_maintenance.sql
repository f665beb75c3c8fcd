SELECT s.day AS day, p.name AS point, s.proto AS proto, s.port AS port, s.connections AS connections, s.first AS first, s.last AS last FROM
  (SELECT day, point, proto, port, sum(connections) AS connections, min(first_us) AS first, max(last_us) AS last FROM maintenance
   WHERE source = :source AND day >= :from AND day <= :to GROUP BY day, point, proto, port) s
JOIN point p ON p.point = s.point ORDER BY first, point, proto, port LIMIT :limit
