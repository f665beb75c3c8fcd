SELECT victim AS victim, kind AS flood, proto AS proto, port AS port, region AS region, sum(packets) AS packets,
  count(DISTINCT point) AS points, count(DISTINCT day) AS days, min(begin_us) AS first, max(end_us) AS last FROM flood_run
WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
  AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
GROUP BY victim, kind, proto, port, region ORDER BY packets DESC, victim, flood, proto, port, region LIMIT :limit
