/*
 * decode_jpeg.c - the door to libjpeg.
 *
 * A picture much larger than what is wanted is decoded at a half, a quarter or an eighth, which
 * libjpeg does in the same proportion of time and memory. A damaged end leaves the rest grey, as
 * libjpeg does by itself.
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
/* After it. */
#include <jerror.h>

#include "base/mem.h"
#include "preview/decode.h"
#include "preview/orient.h"

#define EXIF_BYTES_MAX 0xffff
#define SCANS_MAX 100 /* a progressive file may have thousands that say nothing */

struct trouble {
	struct jpeg_error_mgr base;
	jmp_buf out;
	char words[JMSG_LENGTH_MAX];
};

static void on_error(j_common_ptr info)
{
	struct trouble *trouble = (struct trouble *)(void *)info->err;

	trouble->base.format_message(info, trouble->words);
	longjmp(trouble->out, 1);
}

static bool damaged(const struct trouble *trouble, struct error *err)
{
	if (trouble->base.msg_code == JERR_OUT_OF_MEMORY)
		return error_set(err, ERROR_LIMIT, "the picture is too large");
	return error_set(err, ERROR_PROTOCOL, "the JPEG is damaged: %s", trouble->words);
}

static void on_message(j_common_ptr info, int level)
{
	(void)info;
	(void)level;
}

static void on_progress(j_common_ptr info)
{
	struct trouble *trouble = (struct trouble *)(void *)info->err;
	const struct jpeg_decompress_struct *jpeg = (const void *)info;

	if (info->is_decompressor && jpeg->input_scan_number > SCANS_MAX) {
		snprintf(trouble->words, sizeof(trouble->words), "too many scans");
		longjmp(trouble->out, 1);
	}
}

/* Adobe's CMYK is upside down: 255 is no ink. */
static uint32_t of_cmyk(const JSAMPLE *c, bool inverted)
{
	unsigned ink[4];

	for (int i = 0; i < 4; i++)
		ink[i] = inverted ? c[i] : 255u - c[i];
	return 0xff000000u | ink[0] * ink[3] / 255 << 16 | ink[1] * ink[3] / 255 << 8 |
	       ink[2] * ink[3] / 255;
}

static void take_row(const struct jpeg_decompress_struct *jpeg, const JSAMPLE *row, uint32_t *out)
{
	for (unsigned x = 0; x < jpeg->output_width; x++) {
		const JSAMPLE *c = row + (size_t)x * (unsigned)jpeg->output_components;

		if (jpeg->out_color_space == JCS_CMYK)
			out[x] = of_cmyk(c, jpeg->saw_Adobe_marker);
		else
			out[x] = 0xff000000u | (uint32_t)c[0] << 16 | (uint32_t)c[1] << 8 | c[2];
	}
}

static void choose_output(struct jpeg_decompress_struct *jpeg, unsigned want)
{
	unsigned shorter = jpeg->image_width < jpeg->image_height ? jpeg->image_width
								  : jpeg->image_height;

	bool cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
	jpeg->out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
	jpeg->scale_num = 1;
	jpeg->scale_denom = 1;
	while (jpeg->scale_denom < 8 && shorter / (jpeg->scale_denom * 2) >= want)
		jpeg->scale_denom *= 2;
	jpeg->dct_method = JDCT_ISLOW;
}

/* What longjmp() jumps over must not be in registers. */
struct state {
	struct jpeg_decompress_struct jpeg;
	struct jpeg_progress_mgr progress;
	struct trouble trouble;
	JSAMPLE *row;
	unsigned orientation;
};

static bool decode(struct state *s, struct image *image, struct error *err)
{
	struct jpeg_decompress_struct *jpeg = &s->jpeg;

	if (!image_alloc(image, jpeg->output_width, jpeg->output_height, err))
		return false;
	s->row = xcalloc(jpeg->output_width, (size_t)jpeg->output_components);
	if (setjmp(s->trouble.out))
		return damaged(&s->trouble, err);
	jpeg_start_decompress(jpeg);
	while (jpeg->output_scanline < jpeg->output_height) {
		uint32_t *out = image->pixels + (size_t)jpeg->output_scanline * image->width;
		JSAMPROW rows[1] = { s->row };

		jpeg_read_scanlines(jpeg, rows, 1);
		take_row(jpeg, s->row, out);
	}
	return true;
}

static bool read_head(struct state *s, const uint8_t *bytes, size_t size, unsigned want,
		      struct error *err)
{
	struct jpeg_decompress_struct *jpeg = &s->jpeg;

	if (setjmp(s->trouble.out))
		return damaged(&s->trouble, err);
	jpeg_create_decompress(jpeg);
	jpeg->progress = &s->progress;
	jpeg_mem_src(jpeg, bytes, (unsigned long)size);
	jpeg_save_markers(jpeg, JPEG_APP0 + 1, EXIF_BYTES_MAX);
	jpeg_read_header(jpeg, TRUE);
	if ((uint64_t)jpeg->image_width * jpeg->image_height > IMAGE_PIXELS_MAX * 8ull)
		return error_set(err, ERROR_LIMIT, "the picture is too large (%u×%u pixels)",
				 jpeg->image_width, jpeg->image_height);
	for (jpeg_saved_marker_ptr m = jpeg->marker_list; m; m = m->next)
		if (s->orientation == ORIENT_UPRIGHT)
			s->orientation = orient_of_exif(m->data, m->data_length);
	choose_output(jpeg, want);
	jpeg_calc_output_dimensions(jpeg);
	return true;
}

bool image_decode_jpeg(struct image *image, const uint8_t *bytes, size_t size, unsigned want,
		       struct error *err)
{
	struct state s = { .orientation = ORIENT_UPRIGHT };
	bool good;

	s.jpeg.err = jpeg_std_error(&s.trouble.base);
	s.trouble.base.error_exit = on_error;
	s.trouble.base.emit_message = on_message;
	s.progress.progress_monitor = on_progress;
	image->kind = "jpeg";
	good = read_head(&s, bytes, size, want, err) && decode(&s, image, err);
	image->full_width = s.jpeg.image_width;
	image->full_height = s.jpeg.image_height;
	jpeg_destroy_decompress(&s.jpeg);
	free(s.row);
	if (good)
		orient(image, s.orientation);
	return good;
}
