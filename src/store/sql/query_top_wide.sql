SELECT source AS source, region AS region, count(*) AS days, max(points) AS points, max(services) AS services, sum(accesses) AS accesses
FROM wide_day WHERE day >= :from AND day <= :to AND region >= :region_from AND region <= :region_to
GROUP BY source, region ORDER BY days DESC, points DESC, accesses DESC, source, region LIMIT :limit
