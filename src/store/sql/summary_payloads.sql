SELECT d.payload AS payload, sum(d.accesses) AS accesses, count(DISTINCT d.source) AS sources, count(DISTINCT d.point) AS points,
  count(DISTINCT CASE WHEN d.payload = 1 THEN 0 ELSE coalesce(t.form, 0) END) AS forms FROM payload_day d
LEFT JOIN (SELECT content, min(form) AS form, min(detail) AS detail FROM payload_text GROUP BY content) t ON t.content = d.content
WHERE d.day >= :from AND d.day <= :to GROUP BY d.payload ORDER BY accesses DESC, payload
