SELECT day, what, item, sources FROM day_distinct WHERE day >= :from AND day <= :to AND what IN (0, 4) ORDER BY day, what, item
