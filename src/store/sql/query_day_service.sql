SELECT day, proto, port, sum(accesses) AS accesses, sum(attempts) AS attempts, count(DISTINCT (point, source)) AS cumulative_sources,
  count(DISTINCT source) AS distinct_sources, count(DISTINCT point) AS points
FROM source_day WHERE {{filter}} GROUP BY day, proto, port ORDER BY day, accesses DESC, proto, port LIMIT :limit
