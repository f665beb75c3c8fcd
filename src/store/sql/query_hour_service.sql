SELECT hour, proto, port, sum(accesses) AS accesses, count(DISTINCT point) AS points
FROM service_hour WHERE {{filter}} GROUP BY hour, proto, port ORDER BY hour, accesses DESC, proto, port LIMIT :limit
