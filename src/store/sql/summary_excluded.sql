SELECT e.reason AS reason, sum(e.frames) AS frames FROM excluded e JOIN coverage c ON c.segment = e.segment
WHERE c.begin_us >= :from_us AND c.begin_us < :to_us GROUP BY e.reason ORDER BY reason
