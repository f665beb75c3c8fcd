SELECT source, min(region) AS region, sum(accesses) AS accesses, sum(attempts) AS attempts, count(DISTINCT (proto, port)) AS services,
  count(DISTINCT point) AS points, count(DISTINCT day) AS days, min(first_us) AS first, max(last_us) AS last
FROM source_day WHERE {{filter}} GROUP BY source ORDER BY accesses DESC, source LIMIT :limit
