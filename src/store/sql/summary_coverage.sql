SELECT c.point AS point, c.begin_us AS begin_us, c.end_us AS end_us, c.silence_us AS silence_us, c.seen AS seen, c.dropped AS dropped
FROM coverage c WHERE c.end_us >= :from_us AND c.begin_us <= :to_us ORDER BY point, begin_us, end_us
