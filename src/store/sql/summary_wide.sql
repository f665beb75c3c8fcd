SELECT source AS source, max(region) AS region, count(*) AS days, max(points) AS points, max(services) AS services, sum(accesses) AS accesses
FROM wide_day WHERE day >= :from AND day <= :to GROUP BY source ORDER BY days DESC, points DESC, accesses DESC, source LIMIT :limit
