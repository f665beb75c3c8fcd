SELECT scanner, sum(accesses) AS accesses, count(DISTINCT source) AS sources, count(DISTINCT point) AS points, count(DISTINCT day) AS days
FROM {{surveyed}} d GROUP BY scanner ORDER BY accesses DESC, scanner
