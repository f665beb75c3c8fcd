SELECT count(*) AS segments, sum(c.seen) AS seen, sum(c.dropped) AS dropped, sum(c.accesses) AS accesses, sum(c.connections) AS connections,
  sum(CASE WHEN s.truncated THEN 1 ELSE 0 END) AS truncated
FROM coverage c JOIN segment s ON s.segment = c.segment WHERE c.begin_us >= :from_us AND c.begin_us < :to_us
