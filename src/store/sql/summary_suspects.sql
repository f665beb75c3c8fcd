SELECT mark AS suspicion, sum(matched) AS accesses, count(DISTINCT source) AS sources, count(DISTINCT point) AS points FROM mark_day
WHERE mark >= 32 AND day >= :from AND day <= :to GROUP BY mark ORDER BY accesses DESC, suspicion
