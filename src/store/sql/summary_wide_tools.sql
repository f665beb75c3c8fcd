SELECT n.source AS source, n.tool AS tool, count(*) AS days FROM {{named_tools}} n
JOIN (SELECT source FROM wide_day WHERE day >= :from AND day <= :to GROUP BY source
      ORDER BY count(*) DESC, max(points) DESC, sum(accesses) DESC, source LIMIT :limit) w
ON w.source = n.source GROUP BY n.source, n.tool ORDER BY source, days DESC, tool
