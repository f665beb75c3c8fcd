SELECT m.accesses AS accesses, m.sources AS sources, m.points AS points, m.days AS days, m.first_day AS first_day, m.last_day AS last_day,
  t.code_page AS code_page, t.sender AS sender, t.recipient AS recipient, t.text AS text FROM
  (SELECT message, sum(accesses) AS accesses, count(DISTINCT source) AS sources, count(DISTINCT point) AS points, count(DISTINCT day) AS days,
     min(day) AS first_day, max(day) AS last_day FROM message
   WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
     AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
   GROUP BY message ORDER BY accesses DESC, message LIMIT :limit) m
LEFT JOIN (SELECT message, min(code_page) AS code_page, min(sender) AS sender, min(recipient) AS recipient, min(text) AS text
           FROM message_text GROUP BY message) t ON t.message = m.message
ORDER BY accesses DESC, m.message
