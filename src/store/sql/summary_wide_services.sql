SELECT s.source AS source, s.proto AS proto, s.port AS port, sum(s.accesses) AS accesses FROM source_day s
JOIN (SELECT source FROM wide_day WHERE day >= :from AND day <= :to GROUP BY source
      ORDER BY count(*) DESC, max(points) DESC, sum(accesses) DESC, source LIMIT :limit) w
ON w.source = s.source
WHERE s.day >= :from AND s.day <= :to GROUP BY s.source, s.proto, s.port ORDER BY source, accesses DESC, proto, port
