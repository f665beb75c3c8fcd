SELECT s.number AS number, s.proto AS proto, s.port AS port FROM group_service s
JOIN (SELECT number FROM group_day WHERE day >= :from AND day <= :to GROUP BY number, tool
      ORDER BY max(sources) DESC, sum(accesses) DESC, number LIMIT :limit) g
ON g.number = s.number WHERE s.day >= :from AND s.day <= :to GROUP BY s.number, s.proto, s.port ORDER BY number, proto, port
