SELECT n.tool AS tool, n.proto AS proto, n.port AS port, sum(n.matched) AS accesses, count(DISTINCT n.source) AS sources,
  count(DISTINCT n.day) AS days FROM
  (SELECT t.day AS day, t.source AS source, t.proto AS proto, t.port AS port, t.tool AS tool, t.matched AS matched FROM
    (SELECT day, source, proto, port, tool, sum(matched) AS matched FROM tool_day
     WHERE day >= :from AND day <= :to AND proto >= :proto_from AND proto <= :proto_to AND port >= :port_from AND port <= :port_to
       AND region >= :region_from AND region <= :region_to AND point >= :point_from AND point <= :point_to
     GROUP BY day, source, proto, port, tool) t
   JOIN (SELECT day, source, proto, port, sum(accesses) AS accesses FROM source_day
         WHERE day >= :from AND day <= :to AND source IN (SELECT source FROM tool_day WHERE day >= :from AND day <= :to)
         GROUP BY day, source, proto, port) s
   ON s.day = t.day AND s.source = t.source AND s.proto = t.proto AND s.port = t.port
   JOIN (SELECT day, source, tool, sum(matched) AS matched FROM tool_day WHERE day >= :from AND day <= :to GROUP BY day, source, tool) dt
   ON dt.day = t.day AND dt.source = t.source AND dt.tool = t.tool
   JOIN (SELECT day, source, sum(accesses) AS accesses FROM source_day
         WHERE day >= :from AND day <= :to AND source IN (SELECT source FROM tool_day WHERE day >= :from AND day <= :to)
         GROUP BY day, source) ds
   ON ds.day = t.day AND ds.source = t.source
   WHERE (2 * t.matched >= s.accesses AND (t.matched >= 2 OR t.tool IN (:sure))) OR (2 * dt.matched >= ds.accesses AND dt.matched >= 2)) n
GROUP BY n.tool, n.proto, n.port ORDER BY accesses DESC, tool, proto, port LIMIT :limit
