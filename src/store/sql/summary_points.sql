SELECT point, name, time_zone FROM point ORDER BY point LIMIT :limit
