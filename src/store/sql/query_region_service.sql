SELECT region, proto, port, sum(accesses) AS accesses, sum(attempts) AS attempts, count(DISTINCT (day, point, source)) AS cumulative_sources,
  count(DISTINCT source) AS distinct_sources, count(DISTINCT point) AS points
FROM source_day WHERE {{filter}} GROUP BY region, proto, port ORDER BY accesses DESC, region, proto, port LIMIT :limit
