SELECT day, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to AND proto * 65536 + port NOT IN (:services) GROUP BY day ORDER BY day
