-- closed figures, made from the facts when a day is over; a late segment deletes them and opens the day again
CREATE TABLE open_day(day DATE PRIMARY KEY); -- has facts whose closed figures must still be made
CREATE TABLE day_cell(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, kind UTINYINT NOT NULL,
  region USMALLINT NOT NULL, accesses UBIGINT NOT NULL, attempts UBIGINT NOT NULL,
  sources UBIGINT NOT NULL,        -- distinct sources of (day, point, service); one seen with several kinds counts under its smallest kind, so sum(sources) over any rows = cumulative sources
  kind_sources UBIGINT NOT NULL);  -- distinct sources of (day, point, service, kind): cumulative sources of a figure restricted to one kind
CREATE TABLE day_distinct(day DATE NOT NULL, what UTINYINT NOT NULL, item UINTEGER NOT NULL, sources UBIGINT NOT NULL);
  -- what: 0 all (item 0), 1 point (item = point), 2 service (item = proto*65536+port), 3 region (item = region number), 4 kind (item = kind), 5 wide sources (item 0)
CREATE TABLE wide_day(day DATE NOT NULL, source UBIGINT NOT NULL, region USMALLINT NOT NULL, points UINTEGER NOT NULL, services UINTEGER NOT NULL,
  accesses UBIGINT NOT NULL); -- sources that came to many points on the day
CREATE TABLE group_day(day DATE NOT NULL, number UBIGINT NOT NULL, tool UTINYINT NOT NULL, services UINTEGER NOT NULL, sources UBIGINT NOT NULL,
  accesses UBIGINT NOT NULL, points USMALLINT NOT NULL); -- sources that came to the same services by the same tool; points: at most 16 are counted
CREATE TABLE group_service(day DATE NOT NULL, number UBIGINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL); -- the first of them
CREATE TABLE month_distinct(month UINTEGER NOT NULL, what UTINYINT NOT NULL, item UINTEGER NOT NULL, sources UBIGINT NOT NULL);
  -- month = year*12+month-1; what 0 and 4 as above. Deleted when any of its days is reopened, made again by store_close_days.
