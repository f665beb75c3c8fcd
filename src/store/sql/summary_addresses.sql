SELECT coalesce(sum(p.addresses), 0) AS addresses FROM point p
WHERE p.point IN (SELECT point FROM day_cell WHERE day >= :from AND day <= :to)
