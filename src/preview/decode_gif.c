/*
 * decode_gif.c - the door to giflib: the first frame on its canvas, transparent elsewhere.
 */
#include <string.h>

#include <gif_lib.h>

#include "base/mem.h"
#include "preview/decode.h"

struct source {
	const uint8_t *bytes;
	size_t left;
};

static int on_read(GifFileType *gif, GifByteType *out, int length)
{
	struct source *source = gif->UserData;
	size_t take = (size_t)length < source->left ? (size_t)length : source->left;

	memcpy(out, source->bytes, take);
	source->bytes += take;
	source->left -= take;
	return (int)take;
}

static bool damaged(const GifFileType *gif, struct error *err)
{
	const char *words = GifErrorString(gif->Error);

	return error_set(err, ERROR_PROTOCOL, "the GIF is damaged: %s",
			 words ? words : "it ends too early");
}

/* Which colour is see-through, of a graphics control extension; -1 for none. */
static bool read_extension(GifFileType *gif, int *transparent, struct error *err)
{
	GifByteType *block;
	int code;

	if (DGifGetExtension(gif, &code, &block) == GIF_ERROR)
		return damaged(gif, err);
	if (block && code == GRAPHICS_EXT_FUNC_CODE) {
		GraphicsControlBlock control;

		if (DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK)
			*transparent = control.TransparentColor;
	}
	while (block)
		if (DGifGetExtensionNext(gif, &block) == GIF_ERROR)
			return damaged(gif, err);
	return true;
}

static void take_line(const GifFileType *gif, const GifPixelType *line, int row, int transparent,
		      struct image *image)
{
	const GifImageDesc *frame = &gif->Image;
	const ColorMapObject *map = frame->ColorMap ? frame->ColorMap : gif->SColorMap;
	int64_t y = (int64_t)frame->Top + row;

	if (!map || y < 0 || y >= image->height)
		return;
	for (int i = 0; i < frame->Width; i++) {
		int64_t x = (int64_t)frame->Left + i;

		if (x < 0 || x >= image->width || line[i] == transparent ||
		    line[i] >= map->ColorCount)
			continue;
		const GifColorType *color = &map->Colors[line[i]];
		image->pixels[(size_t)y * image->width + (size_t)x] =
			0xff000000u | (uint32_t)color->Red << 16 | (uint32_t)color->Green << 8 |
			color->Blue;
	}
}

static bool read_frame(GifFileType *gif, int transparent, struct image *image, struct error *err)
{
	static const int starts[] = { 0, 4, 2, 1 }, steps[] = { 8, 8, 4, 2 };
	GifPixelType *line;
	bool good = true;

	if (DGifGetImageDesc(gif) == GIF_ERROR)
		return damaged(gif, err);
	const GifImageDesc *frame = &gif->Image;
	if (frame->Width <= 0 || frame->Height <= 0 || frame->Width > (int)IMAGE_SIDE_MAX ||
	    (uint64_t)frame->Width * (uint64_t)frame->Height > IMAGE_PIXELS_MAX)
		return error_set(err, ERROR_LIMIT, "the picture is too large");
	line = xcalloc((size_t)frame->Width, sizeof(*line));
	for (size_t pass = 0; good && pass < (frame->Interlace ? ARRAY_SIZE(starts) : 1); pass++) {
		int step = frame->Interlace ? steps[pass] : 1;

		for (int row = starts[pass]; good && row < frame->Height; row += step) {
			good = DGifGetLine(gif, line, frame->Width) == GIF_OK;
			if (good)
				take_line(gif, line, row, transparent, image);
		}
	}
	free(line);
	return good || damaged(gif, err);
}

/* Everything up to the first frame. */
static bool read_file(GifFileType *gif, struct image *image, struct error *err)
{
	GifRecordType type = UNDEFINED_RECORD_TYPE;
	int transparent = NO_TRANSPARENT_COLOR;

	for (;;) {
		if (DGifGetRecordType(gif, &type) == GIF_ERROR)
			return damaged(gif, err);
		if (type == IMAGE_DESC_RECORD_TYPE)
			return read_frame(gif, transparent, image, err);
		if (type == TERMINATE_RECORD_TYPE)
			return error_set(err, ERROR_PROTOCOL, "the GIF holds no picture");
		if (type == EXTENSION_RECORD_TYPE && !read_extension(gif, &transparent, err))
			return false;
	}
}

bool image_decode_gif(struct image *image, const uint8_t *bytes, size_t size, struct error *err)
{
	struct source source = { bytes, size };
	int trouble = 0;
	GifFileType *gif = DGifOpen(&source, on_read, &trouble);
	bool good;

	image->kind = "gif";
	if (!gif)
		return error_set(err, ERROR_PROTOCOL, "the GIF is damaged at its start");
	image->full_width = gif->SWidth > 0 ? (unsigned)gif->SWidth : 0;
	image->full_height = gif->SHeight > 0 ? (unsigned)gif->SHeight : 0;
	good = image_alloc(image, image->full_width, image->full_height, err) &&
	       read_file(gif, image, err);
	DGifCloseFile(gif, &trouble);
	return good;
}
