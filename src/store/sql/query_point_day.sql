SELECT s.day AS day, p.name AS point, s.accesses AS accesses, s.attempts AS attempts, s.cumulative_sources AS cumulative_sources,
  s.distinct_sources AS distinct_sources FROM
  (SELECT day, point, sum(accesses) AS accesses, sum(attempts) AS attempts,
     count(DISTINCT (proto, port, source)) AS cumulative_sources, count(DISTINCT source) AS distinct_sources
   FROM source_day WHERE {{filter}} GROUP BY day, point) s
JOIN point p ON p.point = s.point ORDER BY day, point LIMIT :limit
