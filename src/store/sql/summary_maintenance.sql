SELECT proto, port, sum(connections) AS connections, count(DISTINCT source) AS sources, count(DISTINCT point) AS points
FROM maintenance WHERE day >= :from AND day <= :to GROUP BY proto, port ORDER BY connections DESC, proto, port
