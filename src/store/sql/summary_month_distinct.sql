SELECT month, what, item, sources FROM month_distinct WHERE month >= :first AND month <= :last ORDER BY month, what, item
