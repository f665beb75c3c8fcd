SELECT region, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services) GROUP BY region ORDER BY accesses DESC, region
