SELECT coalesce(sum(connections), 0) AS connections FROM maintenance WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services)
  AND point IN (SELECT point FROM login WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services))
