CREATE TABLE meta(name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE point(point USMALLINT PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, time_zone VARCHAR NOT NULL);
CREATE TABLE segment(segment UINTEGER PRIMARY KEY, sha256 VARCHAR NOT NULL, point USMALLINT NOT NULL, epoch UINTEGER NOT NULL,
  sequence UBIGINT NOT NULL, file VARCHAR NOT NULL, regions VARCHAR NOT NULL, bytes UBIGINT NOT NULL, truncated BOOLEAN NOT NULL, attempts_exact BOOLEAN NOT NULL,
  imported_us BIGINT NOT NULL, UNIQUE(sha256, point));
CREATE TABLE coverage(segment UINTEGER NOT NULL, point USMALLINT NOT NULL, begin_us BIGINT NOT NULL, end_us BIGINT NOT NULL,
  silence_us BIGINT NOT NULL, seen UBIGINT NOT NULL, accesses UBIGINT NOT NULL, connections UBIGINT NOT NULL, dropped UBIGINT NOT NULL);
CREATE TABLE excluded(segment UINTEGER NOT NULL, point USMALLINT NOT NULL, reason UTINYINT NOT NULL, frames UBIGINT NOT NULL);
CREATE TABLE source_day(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, kind UTINYINT NOT NULL,
  source UBIGINT NOT NULL, region USMALLINT NOT NULL, accesses UINTEGER NOT NULL, attempts UINTEGER NOT NULL,
  first_us BIGINT NOT NULL, last_us BIGINT NOT NULL);
CREATE TABLE service_hour(day DATE NOT NULL, hour UTINYINT NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL,
  kind UTINYINT NOT NULL, region USMALLINT NOT NULL, accesses UINTEGER NOT NULL);
CREATE TABLE maintenance(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, source UBIGINT NOT NULL,
  region USMALLINT NOT NULL, packets UINTEGER NOT NULL, connections UINTEGER NOT NULL, first_us BIGINT NOT NULL, last_us BIGINT NOT NULL);
CREATE TABLE tool_day(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, source UBIGINT NOT NULL,
  region USMALLINT NOT NULL, tool UTINYINT NOT NULL, matched UINTEGER NOT NULL);
CREATE TABLE login_run(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, source UBIGINT NOT NULL,
  region USMALLINT NOT NULL, connections UINTEGER NOT NULL, begin_us BIGINT NOT NULL, end_us BIGINT NOT NULL);
CREATE TABLE message(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, message UBIGINT NOT NULL,
  source UBIGINT NOT NULL, region USMALLINT NOT NULL, accesses UINTEGER NOT NULL);
CREATE TABLE message_text(message UBIGINT NOT NULL, form UBIGINT NOT NULL, sender VARCHAR NOT NULL, recipient VARCHAR NOT NULL, text VARCHAR NOT NULL,
  code_page UTINYINT NOT NULL, cut UTINYINT NOT NULL); -- not unique: every import adds the texts that it saw
CREATE TABLE payload_day(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, source UBIGINT NOT NULL,
  region USMALLINT NOT NULL, payload UTINYINT NOT NULL, content UBIGINT NOT NULL, ttl UTINYINT NOT NULL, plain UTINYINT NOT NULL, accesses UINTEGER NOT NULL);
CREATE TABLE payload_text(content UBIGINT NOT NULL, form UBIGINT NOT NULL, payload UTINYINT NOT NULL, detail VARCHAR NOT NULL); -- not unique either
-- closed figures, made from the facts when a day is over; a late segment deletes them and opens the day again
CREATE TABLE open_day(day DATE PRIMARY KEY); -- has facts whose closed figures must still be made
CREATE TABLE day_cell(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, kind UTINYINT NOT NULL,
  region USMALLINT NOT NULL, accesses UBIGINT NOT NULL, attempts UBIGINT NOT NULL,
  sources UBIGINT NOT NULL,        -- distinct sources of (day, point, service); one seen with several kinds counts under its smallest kind, so sum(sources) over any rows = cumulative sources
  kind_sources UBIGINT NOT NULL);  -- distinct sources of (day, point, service, kind): cumulative sources of a figure restricted to one kind
CREATE TABLE day_distinct(day DATE NOT NULL, what UTINYINT NOT NULL, item UINTEGER NOT NULL, sources UBIGINT NOT NULL);
  -- what: 0 all (item 0), 1 point (item = point), 2 service (item = proto*65536+port), 3 region (item = region number), 4 kind (item = kind), 5 wide sources (item 0)
CREATE TABLE month_distinct(month UINTEGER NOT NULL, what UTINYINT NOT NULL, item UINTEGER NOT NULL, sources UBIGINT NOT NULL);
  -- month = year*12+month-1; what 0 and 4 as above. Deleted when any of its days is reopened, made again by store_close_days.
