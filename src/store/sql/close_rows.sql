SELECT source, point, proto, port, kind, region, accesses, attempts FROM source_day
WHERE day = :day AND (:parts = 1 OR source % :parts = :part)
