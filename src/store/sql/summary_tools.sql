SELECT d.mark AS tool, sum(d.matched) AS accesses, count(DISTINCT d.source) AS sources, count(DISTINCT d.point) AS points FROM
  (SELECT day, point, source, proto, port, mark, matched FROM mark_day WHERE day >= :from AND day <= :to) d
JOIN {{named_tools}} n ON n.day = d.day AND n.source = d.source AND n.proto = d.proto AND n.port = d.port AND n.tool = d.mark
GROUP BY d.mark ORDER BY accesses DESC, tool
