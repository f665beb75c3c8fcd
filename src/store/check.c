/* Totals that must agree: the invariants of definitions.md over the whole store. */
#include "store/store.h"
#include "store/store_int.h"

static const struct {
	const char *what;
	const char *sql; /* the number of places where they disagree */
} invariants[] = {
    {"every segment has seen what it counted, excluded and lost",
     "SELECT count(*) AS n FROM coverage c LEFT JOIN (SELECT segment, sum(frames) AS frames FROM "
     "excluded GROUP BY segment) e "
     "ON e.segment = c.segment WHERE c.seen <> c.accesses + c.connections + c.dropped + "
     "coalesce(e.frames, 0)"},
    {"accesses of the segments and of the sources agree",
     "SELECT CASE WHEN (SELECT coalesce(sum(accesses), 0) FROM coverage) = (SELECT "
     "coalesce(sum(accesses), 0) FROM source_day) "
     "THEN 0 ELSE 1 END AS n"},
    {"accesses of the sources and of the hours agree",
     "SELECT count(*) AS n FROM (SELECT day, sum(accesses) AS a FROM source_day GROUP BY day) s "
     "FULL JOIN "
     "(SELECT day, sum(accesses) AS a FROM service_hour GROUP BY day) h ON s.day = h.day WHERE "
     "coalesce(s.a, 0) <> coalesce(h.a, 0)"},
    {"closed days agree with their facts",
     "SELECT count(*) AS n FROM (SELECT day, sum(accesses) AS a FROM source_day WHERE day NOT IN "
     "(SELECT day FROM open_day) "
     "GROUP BY day) s FULL JOIN (SELECT day, sum(accesses) AS a FROM day_cell GROUP BY day) c ON "
     "s.day = c.day "
     "WHERE coalesce(s.a, 0) <> coalesce(c.a, 0)"},
    {"no source bears a mark more often than it came",
     "SELECT count(*) AS n FROM (SELECT day, point, source, proto, port, max(matched) AS m FROM (SELECT day, point, "
     "source, "
     "proto, port, mark, sum(matched) AS matched FROM mark_day GROUP BY day, point, source, proto, port, mark) x "
     "GROUP BY day, point, source, proto, port) k LEFT JOIN (SELECT day, point, source, proto, port, sum(accesses) AS "
     "a "
     "FROM source_day GROUP BY day, point, source, proto, port) s ON s.day = k.day AND s.point = k.point AND "
     "s.source = k.source AND s.proto = k.proto AND s.port = k.port WHERE k.m > coalesce(s.a, 0)"},
    {"a point has no more traces of floods than accesses",
     "SELECT count(*) AS n FROM (SELECT point, sum(packets) AS p FROM flood_run GROUP BY point) f LEFT JOIN "
     "(SELECT point, sum(accesses) AS a FROM source_day GROUP BY point) s ON s.point = f.point "
     "WHERE f.p > coalesce(s.a, 0)"},
    {"every line of a log has its place",
     "SELECT count(*) AS n FROM login_log WHERE lines <> logins + other_programs + other_messages + other_methods + "
     "pretenders + unreadable + own_network"},
    {"log-ins of the logs and of the sources agree",
     "SELECT count(*) AS n FROM (SELECT point, proto, port, sum(failed) + sum(accepted) - sum(known) AS a FROM "
     "login_log "
     "GROUP BY point, proto, port) f FULL JOIN (SELECT point, proto, port, sum(failed) + sum(accepted) AS a FROM login "
     "GROUP BY point, proto, port) l ON l.point = f.point AND l.proto = f.proto AND l.port = f.port WHERE "
     "coalesce(f.a, 0) <> coalesce(l.a, 0)"},
    {"every name that was tried is known",
     "SELECT count(*) AS n FROM login WHERE name NOT IN (SELECT name FROM login_name)"},
    {"every segment has a point", "SELECT count(*) AS n FROM segment WHERE point NOT IN (SELECT point FROM point)"},
};

int store_check(struct store *s, struct err *err)
{
	for (size_t i = 0; i < sizeof(invariants) / sizeof(*invariants); i++) {
		int64_t wrong = 0;
		int code = store_one(s, invariants[i].sql, &wrong, err);
		if (code)
			return code;
		if (wrong)
			return err_set(err, ERR_PARSE, "the store does not hold: %s (%lld places)", invariants[i].what,
				       (long long)wrong);
	}
	return 0;
}
