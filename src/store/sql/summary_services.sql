SELECT proto, port, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points
FROM day_cell WHERE day >= :from AND day <= :to GROUP BY proto, port ORDER BY accesses DESC, proto, port
