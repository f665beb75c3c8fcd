SELECT proto, port, sum(accesses) AS accesses, sum(sources) AS sources, count(DISTINCT point) AS points, count(DISTINCT day) AS days
FROM day_cell WHERE day >= :month AND day <= :to AND kind = 1 AND proto * 65536 + port NOT IN (
  SELECT proto * 65536 + port FROM day_cell WHERE day >= :from AND day < :month AND kind = 1)
GROUP BY proto, port HAVING sum(accesses) >= :least ORDER BY accesses DESC, proto, port LIMIT :limit
