SELECT day, kind, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to GROUP BY day, kind ORDER BY day, kind
