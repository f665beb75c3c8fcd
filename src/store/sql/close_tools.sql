SELECT source, mark, matched FROM mark_day WHERE day = :day AND mark < 32 AND (:parts = 1 OR source % :parts = :part)
