SELECT day, sources AS wide_sources FROM day_distinct WHERE what = 5 AND day >= :from AND day <= :to ORDER BY day LIMIT :limit
