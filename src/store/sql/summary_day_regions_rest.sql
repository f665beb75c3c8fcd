SELECT day, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND region NOT IN (:regions) GROUP BY day ORDER BY day
