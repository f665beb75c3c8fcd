SELECT r.proto AS proto, r.port AS port, r.point AS point, r.source AS source, r.region AS region, r.day AS day, r.begin_us AS begin_us,
  r.end_us AS end_us, r.connections AS connections FROM login_run r
JOIN (SELECT point, proto, port, source FROM login_run WHERE day >= :from AND day <= :to GROUP BY point, proto, port, source
      HAVING sum(connections) >= :least) often
ON often.point = r.point AND often.proto = r.proto AND often.port = r.port AND often.source = r.source
WHERE r.day >= :from AND r.day <= :to ORDER BY proto, port, point, source, begin_us, end_us
