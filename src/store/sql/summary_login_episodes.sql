SELECT r.day AS day, r.begin_s AS begin_s, r.end_s AS end_s, r.attempts AS attempts, r.names AS names, r.source AS source, r.region AS region
FROM {{login_runs}} r WHERE r.day >= :first AND r.day <= :last AND r.proto * 65536 + r.port IN (:services)
ORDER BY attempts DESC, begin_s, source
