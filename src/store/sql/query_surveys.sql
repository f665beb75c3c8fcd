SELECT scanner, proto, port, sum(accesses) AS accesses, count(DISTINCT source) AS sources, count(DISTINCT point) AS points,
  count(DISTINCT day) AS days FROM {{surveyed}} d
WHERE proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
  AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
GROUP BY scanner, proto, port ORDER BY accesses DESC, scanner, proto, port LIMIT :limit
