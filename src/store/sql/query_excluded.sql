SELECT p.name AS point, e.reason AS reason, e.frames AS frames FROM
  (SELECT point, reason, sum(frames) AS frames FROM excluded WHERE point >= :point_from AND point <= :point_to GROUP BY point, reason) e
JOIN point p ON p.point = e.point ORDER BY point, reason LIMIT :limit
