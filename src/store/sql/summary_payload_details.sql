SELECT min(t.detail) AS detail, sum(d.accesses) AS accesses, count(DISTINCT d.source) AS sources, count(DISTINCT d.point) AS points FROM payload_day d
JOIN (SELECT content, min(form) AS form, min(detail) AS detail FROM payload_text GROUP BY content) t ON t.content = d.content
WHERE d.day >= :from AND d.day <= :to AND d.payload = :payload AND t.detail <> '' GROUP BY t.form ORDER BY accesses DESC, detail LIMIT :limit
