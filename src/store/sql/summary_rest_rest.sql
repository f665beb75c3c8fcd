SELECT sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND region NOT IN (:regions) AND proto * 65536 + port NOT IN (:services)
