SELECT day, sum(connections) AS connections FROM maintenance WHERE day >= :from AND day <= :to AND proto * 65536 + port IN (:services) GROUP BY day ORDER BY day
