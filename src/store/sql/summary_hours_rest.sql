SELECT hour, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM service_hour WHERE day >= :from AND day <= :to AND proto * 65536 + port NOT IN (:services) GROUP BY hour ORDER BY hour
