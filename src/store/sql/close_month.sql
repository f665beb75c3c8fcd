SELECT k1, k2, k3, count(*) AS sources FROM
  (SELECT source, max(CASE WHEN kind = 1 THEN 1 ELSE 0 END) AS k1, max(CASE WHEN kind = 2 THEN 1 ELSE 0 END) AS k2,
     max(CASE WHEN kind = 3 THEN 1 ELSE 0 END) AS k3 FROM
     (SELECT source, kind FROM source_day WHERE day >= :from AND day <= :to GROUP BY source, kind) p
   GROUP BY source) s
GROUP BY k1, k2, k3
