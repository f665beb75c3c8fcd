SELECT d.mark AS tool, d.proto AS proto, d.port AS port, sum(d.matched) AS accesses, count(DISTINCT d.source) AS sources,
  count(DISTINCT d.point) AS points, count(DISTINCT d.day) AS days FROM
  (SELECT day, point, source, proto, port, mark, matched FROM mark_day
   WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
     AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to) d
JOIN {{named_tools}} n ON n.day = d.day AND n.source = d.source AND n.proto = d.proto AND n.port = d.port AND n.tool = d.mark
GROUP BY d.mark, d.proto, d.port ORDER BY accesses DESC, tool, proto, port LIMIT :limit
