SELECT source, kind FROM source_day WHERE day >= :from AND day <= :to AND (:parts = 1 OR source % :parts = :part)
