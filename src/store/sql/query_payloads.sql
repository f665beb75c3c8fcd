SELECT d.payload AS payload, coalesce(min(t.detail), '') AS detail, d.proto AS proto, d.port AS port, sum(d.accesses) AS accesses,
  count(DISTINCT d.source) AS sources, count(DISTINCT d.point) AS points, count(DISTINCT d.day) AS days FROM
  (SELECT day, point, proto, port, source, payload, content, accesses FROM payload_day
   WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
     AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to) d
LEFT JOIN (SELECT content, min(form) AS form, min(detail) AS detail FROM payload_text GROUP BY content) t ON t.content = d.content
GROUP BY d.payload, CASE WHEN d.payload = 1 THEN 0 ELSE coalesce(t.form, 0) END, d.proto, d.port ORDER BY accesses DESC, payload, detail, proto, port LIMIT :limit
