SELECT region, sum(connections) AS connections, sum(packets) AS packets, count(DISTINCT source) AS distinct_sources
FROM maintenance WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from
  AND port <= :port_to AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
GROUP BY region ORDER BY connections DESC, region LIMIT :limit
