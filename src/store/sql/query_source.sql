SELECT s.day AS day, p.name AS point, s.proto AS proto, s.port AS port, s.kind AS kind, s.region AS region, s.accesses AS accesses,
  s.attempts AS attempts, s.connections AS connections, s.first AS first, s.last AS last FROM
  (SELECT day, point, proto, port, kind, region, sum(accesses) AS accesses, sum(attempts) AS attempts, 0 AS connections,
     min(first_us) AS first, max(last_us) AS last FROM source_day WHERE source = :source AND {{filter}}
   GROUP BY day, point, proto, port, kind, region
   UNION ALL
   SELECT day, point, proto, port, 0 AS kind, region, 0 AS accesses, 0 AS attempts, sum(connections) AS connections,
     min(first_us) AS first, max(last_us) AS last FROM maintenance WHERE source = :source AND day >= :from AND day <= :to
     AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to AND region >= :region_from
     AND region <= :region_to AND point >= :point_from AND point <= :point_to AND :kind_from = 0
   GROUP BY day, point, proto, port, region) s
JOIN point p ON p.point = s.point ORDER BY first, point, proto, port, kind LIMIT :limit
