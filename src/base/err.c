#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *err, int code, const char *fmt, ...)
{
	if (!err)
		return code;
	va_list ap;
	va_start(ap, fmt);
	err->code = code;
	(void)vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
	va_end(ap);
	return code;
}

int err_errno(struct err *err, const char *fmt, ...)
{
	int saved = errno;
	int code = saved == ENOMEM ? ERR_NOMEM : ERR_IO;
	if (!err)
		return code;
	char text[sizeof(err->msg)];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_set(err, code, "%.400s: %s", text, strerror(saved));
}

int err_prefix(struct err *err, const char *fmt, ...)
{
	if (!err)
		return ERR_IO;
	char text[sizeof(err->msg)];
	char old[sizeof(err->msg)];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	(void)snprintf(old, sizeof(old), "%s", err->msg);
	return err_set(err, err->code, "%.250s: %.250s", text, old);
}
