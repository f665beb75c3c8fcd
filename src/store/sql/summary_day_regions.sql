SELECT day, region, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND region IN (:regions) GROUP BY day, region ORDER BY day, region
