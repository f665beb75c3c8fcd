SELECT r.victim AS victim, r.kind AS kind, r.proto AS proto, r.port AS port, r.point AS point, r.region AS region, r.day AS day,
  r.begin_us AS begin_us, r.end_us AS end_us, r.packets AS packets FROM flood_run r
JOIN (SELECT victim, kind FROM flood_run WHERE day >= :from AND day <= :to GROUP BY victim, kind HAVING sum(packets) >= :least) often
ON often.victim = r.victim AND often.kind = r.kind
WHERE r.day >= :from AND r.day <= :to ORDER BY victim, kind, begin_us, end_us, proto, port, point
