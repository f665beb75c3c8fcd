-- log-ins of logs; beside schema.sql because a C compiler need not take longer texts
CREATE TABLE login(day DATE NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, source UBIGINT NOT NULL,
  region USMALLINT NOT NULL, name UBIGINT NOT NULL, time_s BIGINT NOT NULL, source_port USMALLINT NOT NULL, failed UINTEGER NOT NULL, accepted UINTEGER NOT NULL);
CREATE TABLE login_name(name UBIGINT NOT NULL, text VARCHAR NOT NULL); -- not unique, as message_text
CREATE TABLE login_log(sha256 VARCHAR NOT NULL, point USMALLINT NOT NULL, proto UTINYINT NOT NULL, port USMALLINT NOT NULL, file VARCHAR NOT NULL,
  regions VARCHAR NOT NULL, bytes UBIGINT NOT NULL, truncated BOOLEAN NOT NULL, begin_s BIGINT NOT NULL, end_s BIGINT NOT NULL, lines UBIGINT NOT NULL,
  logins UBIGINT NOT NULL,  -- lines that tell of a log-in; with the six reasons that follow they are all lines
  other_programs UBIGINT NOT NULL, other_messages UBIGINT NOT NULL, other_methods UBIGINT NOT NULL, pretenders UBIGINT NOT NULL,
  unreadable UBIGINT NOT NULL, own_network UBIGINT NOT NULL,
  failed UBIGINT NOT NULL, accepted UBIGINT NOT NULL, -- by those lines
  known UBIGINT NOT NULL,   -- of them, in the store before: from a log that overlaps
  imported_us BIGINT NOT NULL, UNIQUE(sha256, point)); -- the ledger of logs
