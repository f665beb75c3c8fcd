SELECT region, proto, port, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND region IN (:regions) AND proto * 65536 + port IN (:services) GROUP BY region, proto, port ORDER BY region, proto, port
