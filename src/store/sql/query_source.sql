SELECT s.day AS day, p.name AS point, s.proto AS proto, s.port AS port, s.kind AS kind, s.region AS region, s.accesses AS accesses,
  s.attempts AS attempts, s.first AS first, s.last AS last FROM
  (SELECT day, point, proto, port, kind, region, sum(accesses) AS accesses, sum(attempts) AS attempts, min(first_us) AS first,
     max(last_us) AS last FROM source_day WHERE source = :source AND {{filter}} GROUP BY day, point, proto, port, kind, region) s
JOIN point p ON p.point = s.point ORDER BY first, point, proto, port, kind LIMIT :limit
