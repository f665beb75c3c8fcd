SELECT source, kind FROM source_day WHERE day >= :from AND day <= :to AND source % :parts = :part
