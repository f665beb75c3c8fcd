SELECT coalesce(sum(accesses), 0) AS accesses, count(DISTINCT source) AS sources, count(DISTINCT point) AS points FROM {{surveyed}} d
