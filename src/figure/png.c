#include "figure/figure.h"

#include "base/buf.h"

#include <librsvg/rsvg.h>
#include <math.h>

#define PNG_CAP ((size_t)64 << 20)
#define SIDE_MAX 16384.0 /* pixels */

static cairo_status_t keep(void *ctx, const unsigned char *bytes, unsigned int len)
{
	struct buf *b = ctx;
	buf_add(b, bytes, len);
	return b->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static int refused(struct err *err, GError *from)
{
	int code = err_set(err, ERR_PARSE, "SVG: %s", from ? from->message : "cannot be drawn");
	g_clear_error(&from);
	return code;
}

static int draw(RsvgHandle *svg, double width, double height, struct buf *out, struct err *err)
{
	GError *wrong = NULL;
	RsvgRectangle page = {0, 0, width, height};
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
	cairo_t *cairo = cairo_create(surface);
	int code = 0;
	if (!rsvg_handle_render_document(svg, cairo, &page, &wrong))
		code = refused(err, wrong);
	else if (cairo_status(cairo) || cairo_surface_write_to_png_stream(surface, keep, out))
		code = err_set(err, out->failed ? out->failed : ERR_NOMEM, "PNG of %.0f x %.0f pixels: %s", width,
			       height, cairo_status_to_string(cairo_status(cairo)));
	cairo_destroy(cairo);
	cairo_surface_destroy(surface);
	return code;
}

int figure_png(const char *svg, size_t len, double scale, unsigned char **out, size_t *out_len, struct err *err)
{
	GError *wrong = NULL;
	RsvgHandle *handle = rsvg_handle_new_from_data((const guint8 *)svg, len, &wrong);
	if (!handle)
		return refused(err, wrong);
	double width = 0;
	double height = 0;
	int code = 0;
	struct buf png;
	buf_init(&png, PNG_CAP);
	if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &width, &height))
		code = err_set(err, ERR_PARSE, "SVG: no size in pixels");
	width = ceil(width * scale);
	height = ceil(height * scale);
	if (!code && !(width >= 1 && height >= 1 && width <= SIDE_MAX && height <= SIDE_MAX))
		code =
		    err_set(err, ERR_LIMIT, "PNG of %.0f x %.0f pixels: not from 1 to %.0f", width, height, SIDE_MAX);
	if (!code)
		code = draw(handle, width, height, &png, err);
	size_t n = png.len;
	char *bytes = code ? NULL : buf_take(&png);
	if (!code && !bytes)
		code = err_set(err, ERR_NOMEM, "no memory for a PNG");
	buf_done(&png);
	g_object_unref(handle);
	if (code)
		return code;
	*out = (unsigned char *)bytes;
	*out_len = n;
	return 0;
}
