SELECT region, sum(accesses) AS accesses, count(DISTINCT point) AS points FROM message
WHERE day >= :from AND day <= :to AND message IN (SELECT message FROM message_text WHERE form = :form) GROUP BY region ORDER BY accesses DESC, region LIMIT :limit
