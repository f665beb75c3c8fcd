SELECT proto, port, sum(failed) AS attempts, sum(accepted) AS accepted, count(DISTINCT CASE WHEN failed > 0 THEN source END) AS sources,
  count(DISTINCT CASE WHEN failed > 0 THEN name END) AS names, count(DISTINCT point) AS points, count(DISTINCT day) AS days
FROM login WHERE day >= :from AND day <= :to GROUP BY proto, port ORDER BY attempts DESC, proto, port
