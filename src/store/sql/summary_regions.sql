SELECT region, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to GROUP BY region ORDER BY accesses DESC, region
