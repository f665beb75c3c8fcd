SELECT count(DISTINCT source) AS sources, count(*) AS source_days, coalesce(sum(accesses), 0) AS accesses FROM wide_day WHERE day >= :from AND day <= :to
