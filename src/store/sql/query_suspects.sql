SELECT mark AS suspicion, proto AS proto, port AS port, sum(matched) AS accesses, count(DISTINCT source) AS sources,
  count(DISTINCT point) AS points, count(DISTINCT day) AS days FROM mark_day
WHERE mark >= 32 AND day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
  AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
GROUP BY mark, proto, port ORDER BY accesses DESC, suspicion, proto, port LIMIT :limit
