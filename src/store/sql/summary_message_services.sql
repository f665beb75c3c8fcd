SELECT proto, port, count(DISTINCT point) AS points FROM message
WHERE day >= :from AND day <= :to AND message IN (SELECT message FROM message_text WHERE form = :form) GROUP BY proto, port ORDER BY proto, port
