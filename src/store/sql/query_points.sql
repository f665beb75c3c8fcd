SELECT p.point AS id, p.name AS point, p.time_zone AS time_zone, c.files AS files, c.first AS first, c.last AS last, c.seen AS seen,
  c.accesses AS accesses, c.connections AS connections, c.dropped AS dropped FROM point p LEFT JOIN
  (SELECT point, count(*) AS files, min(begin_us) AS first, max(end_us) AS last, sum(seen) AS seen, sum(accesses) AS accesses,
     sum(connections) AS connections, sum(dropped) AS dropped FROM coverage GROUP BY point) c ON c.point = p.point
ORDER BY point LIMIT :limit
