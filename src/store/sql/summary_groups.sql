SELECT number AS number, tool AS tool, max(services) AS services, max(sources) AS sources, max(points) AS points, sum(accesses) AS accesses,
  count(*) AS days FROM group_day WHERE day >= :from AND day <= :to GROUP BY number, tool ORDER BY sources DESC, accesses DESC, number LIMIT :limit
