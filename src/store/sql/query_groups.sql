SELECT g.number AS number, g.tool AS tool, s.proto AS proto, s.port AS port, max(g.services) AS services, max(g.sources) AS sources,
  max(g.points) AS points, sum(g.accesses) AS accesses, count(*) AS days FROM group_day g
JOIN (SELECT day, number, min(proto) AS proto, min(port) AS port FROM group_service WHERE day >= :from AND day <= :to GROUP BY day, number) s
ON s.day = g.day AND s.number = g.number
WHERE g.day >= :from AND g.day <= :to GROUP BY g.number, g.tool, s.proto, s.port ORDER BY sources DESC, accesses DESC, number LIMIT :limit
