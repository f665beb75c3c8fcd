SELECT r.day AS day, p.name AS point, r.proto AS proto, r.port AS port, r.source AS source, r.region AS region, r.begin_s * 1000000 AS first,
  r.end_s * 1000000 AS last, r.attempts AS attempts, r.names AS names FROM {{login_runs}} r
JOIN point p ON p.point = r.point
WHERE r.proto >= :proto_from AND r.proto <= :proto_to AND r.port >= :port_from AND r.port <= :port_to
  AND r.region >= :region_from AND r.region <= :region_to AND r.point >= :point_from AND r.point <= :point_to
ORDER BY attempts DESC, first, source, point LIMIT :limit
