SELECT day, sum(accesses) AS accesses, sum(attempts) AS attempts, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to GROUP BY day ORDER BY day
