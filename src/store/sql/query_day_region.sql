SELECT day, region, sum(accesses) AS accesses, sum(attempts) AS attempts, count(DISTINCT (point, proto, port, source)) AS cumulative_sources,
  count(DISTINCT source) AS distinct_sources, count(DISTINCT point) AS points
FROM source_day WHERE {{filter}} GROUP BY day, region ORDER BY day, accesses DESC, region LIMIT :limit
