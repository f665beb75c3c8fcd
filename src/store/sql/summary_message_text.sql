SELECT min(t.sender) AS sender, min(t.recipient) AS recipient, min(t.text) AS text, min(t.code_page) AS code_page, max(t.cut) AS cut FROM
  (SELECT message, sum(accesses) AS accesses FROM message WHERE day >= :from AND day <= :to AND message IN (SELECT message FROM message_text WHERE form = :form)
   GROUP BY message ORDER BY accesses DESC, message LIMIT 1) m
JOIN message_text t ON t.message = m.message
