#include "pictures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <gif_lib.h>
#include <jpeglib.h>
#include <png.h>

#include "base/mem.h"
#include "base/strbuf.h"

#define GIF_MAX ((size_t)1 << 22)

static unsigned quarter(unsigned x, unsigned y, unsigned width, unsigned height)
{
	return (x >= width / 2) + 2 * (y >= height / 2);
}

static const uint8_t colors[4][3] = {
	{ 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 255, 255, 255 }
};

static uint8_t *encode_jpeg(unsigned width, unsigned height, int cmyk, size_t *size)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr trouble;
	unsigned char *bytes = NULL;
	unsigned long length = 0;
	JSAMPLE *row = xcalloc(width, 4);
	JSAMPROW rows[1] = { row };

	jpeg.err = jpeg_std_error(&trouble);
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, &bytes, &length);
	jpeg.image_width = width;
	jpeg.image_height = height;
	jpeg.input_components = cmyk ? 4 : 3;
	jpeg.in_color_space = cmyk ? JCS_CMYK : JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, 95, TRUE);
	if (cmyk)
		jpeg.write_Adobe_marker = TRUE;
	jpeg_start_compress(&jpeg, TRUE);
	for (unsigned y = 0; y < height; y++) {
		for (unsigned x = 0; x < width; x++) {
			const uint8_t *color = colors[quarter(x, y, width, height)];

			if (cmyk)
				row[4 * x + 3] = 255;
			memcpy(row + (size_t)x * (cmyk ? 4 : 3), color, 3);
		}
		jpeg_write_scanlines(&jpeg, rows, 1);
	}
	jpeg_finish_compress(&jpeg);
	jpeg_destroy_compress(&jpeg);
	free(row);
	*size = length;
	return bytes;
}

uint8_t *picture_jpeg(unsigned width, unsigned height, size_t *size)
{
	return encode_jpeg(width, height, 0, size);
}

uint8_t *picture_cmyk(unsigned width, unsigned height, size_t *size)
{
	return encode_jpeg(width, height, 1, size);
}

uint8_t *picture_png(unsigned width, unsigned height, size_t *size)
{
	png_image png = { .version = PNG_IMAGE_VERSION,
			  .width = width,
			  .height = height,
			  .format = PNG_FORMAT_RGB };
	uint8_t *pixels = xcalloc((size_t)width * height, 3);
	uint8_t *bytes;

	for (unsigned y = 0; y < height; y++)
		for (unsigned x = 0; x < width; x++)
			memcpy(pixels + ((size_t)y * width + x) * 3,
			       colors[quarter(x, y, width, height)], 3);
	assert_true(png_image_write_to_memory(&png, NULL, size, 0, pixels, 0, NULL));
	bytes = xmalloc(*size);
	assert_true(png_image_write_to_memory(&png, bytes, size, 0, pixels, 0, NULL));
	free(pixels);
	return bytes;
}

static int on_write(GifFileType *gif, const GifByteType *bytes, int length)
{
	strbuf_add(gif->UserData, bytes, (size_t)length);
	return length;
}

static void put_frame(GifFileType *gif, unsigned width, unsigned height, int interlaced, int black)
{
	static const int starts[] = { 0, 4, 2, 1 }, steps[] = { 8, 8, 4, 2 };
	GifPixelType *row = xcalloc(width, sizeof(*row));

	assert_int_equal(EGifPutImageDesc(gif, 0, 0, (int)width, (int)height, interlaced, NULL),
			 GIF_OK);
	for (size_t pass = 0; pass < (interlaced ? 4 : 1); pass++) {
		int step = interlaced ? steps[pass] : 1;

		for (int y = starts[pass]; y < (int)height; y += step) {
			for (unsigned x = 0; x < width; x++)
				row[x] = black ? 4
					       : (GifPixelType)quarter(x, (unsigned)y, width,
								       height);
			assert_int_equal(EGifPutLine(gif, row, (int)width), GIF_OK);
		}
	}
	free(row);
}

uint8_t *picture_gif(unsigned width, unsigned height, int interlaced, size_t *size)
{
	struct strbuf out = STRBUF_INIT(GIF_MAX);
	GifColorType palette[8] = { { 0, 0, 0 } };
	GraphicsControlBlock control = { .TransparentColor = 3 };
	GifByteType packed[4];
	int trouble;
	GifFileType *gif = EGifOpen(&out, on_write, &trouble);
	ColorMapObject *map;

	for (size_t i = 0; i < 4; i++)
		palette[i] = (GifColorType){ colors[i][0], colors[i][1], colors[i][2] };
	map = GifMakeMapObject(8, palette);
	EGifSetGifVersion(gif, true);
	assert_int_equal(EGifPutScreenDesc(gif, (int)width, (int)height, 8, 0, map), GIF_OK);
	EGifGCBToExtension(&control, packed);
	EGifPutExtension(gif, GRAPHICS_EXT_FUNC_CODE, sizeof(packed), packed);
	put_frame(gif, width, height, interlaced, 0);
	put_frame(gif, width, height, interlaced, 1);
	assert_int_equal(EGifCloseFile(gif, &trouble), GIF_OK);
	GifFreeMapObject(map);
	return (uint8_t *)strbuf_detach(&out, size);
}
