SELECT d.tool AS tool, sum(d.matched) AS accesses, count(DISTINCT d.source) AS sources, count(DISTINCT d.point) AS points FROM
  (SELECT day, point, source, proto, port, tool, matched FROM tool_day WHERE day >= :from AND day <= :to) d
JOIN {{named_tools}} n ON n.day = d.day AND n.source = d.source AND n.proto = d.proto AND n.port = d.port AND n.tool = d.tool
GROUP BY d.tool ORDER BY accesses DESC, tool
