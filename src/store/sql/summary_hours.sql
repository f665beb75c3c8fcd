SELECT hour, proto, port, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM service_hour WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services) GROUP BY hour, proto, port ORDER BY hour, proto, port
