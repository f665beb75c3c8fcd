SELECT m.day AS day, p.name AS point, m.proto AS proto, m.port AS port, m.connections AS connections, m.packets AS packets,
  m.distinct_sources AS distinct_sources FROM
  (SELECT day, point, proto, port, sum(connections) AS connections, sum(packets) AS packets, count(DISTINCT source) AS distinct_sources
   FROM maintenance WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from
     AND port <= :port_to AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
   GROUP BY day, point, proto, port) m
JOIN point p ON p.point = m.point ORDER BY day, point, proto, port LIMIT :limit
