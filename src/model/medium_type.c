#include "model/medium_type.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"

#define NAME_DIGITS 12 /* of the SID */

static const struct medium_type types[] = {
	{ "image/jpeg", "JPEG picture", "jpg", MEDIUM_PICTURE, true },
	{ "image/jpg", "JPEG picture", "jpg", MEDIUM_PICTURE, true },
	{ "image/png", "PNG picture", "png", MEDIUM_PICTURE, true },
	{ "image/gif", "GIF picture", "gif", MEDIUM_PICTURE, true },
	{ "image/webp", "WebP picture", "webp", MEDIUM_PICTURE, false },
	{ "image/heic", "HEIC picture", "heic", MEDIUM_PICTURE, false },
	{ "image/heif", "HEIF picture", "heif", MEDIUM_PICTURE, false },
	{ "image/bmp", "BMP picture", "bmp", MEDIUM_PICTURE, false },
	{ "image/tiff", "TIFF picture", "tiff", MEDIUM_PICTURE, false },
	{ "video/mp4", "MP4 video", "mp4", MEDIUM_VIDEO, false },
	{ "video/mpeg", "MPEG video", "mpg", MEDIUM_VIDEO, false },
	{ "video/quicktime", "QuickTime video", "mov", MEDIUM_VIDEO, false },
	{ "video/webm", "WebM video", "webm", MEDIUM_VIDEO, false },
	{ "video/3gpp", "3GPP video", "3gp", MEDIUM_VIDEO, false },
	{ "video/3gpp2", "3GPP2 video", "3g2", MEDIUM_VIDEO, false },
	{ "video/h261", "H.261 video", "h261", MEDIUM_VIDEO, false },
	{ "video/h263", "H.263 video", "h263", MEDIUM_VIDEO, false },
	{ "video/h264", "H.264 video", "h264", MEDIUM_VIDEO, false },
	{ "audio/basic", "audio", "au", MEDIUM_AUDIO, false },
	{ "audio/l24", "audio", "l24", MEDIUM_AUDIO, false },
	{ "audio/mp4", "MP4 audio", "m4a", MEDIUM_AUDIO, false },
	{ "audio/mpeg", "MP3 audio", "mp3", MEDIUM_AUDIO, false },
	{ "audio/ogg", "Ogg audio", "ogg", MEDIUM_AUDIO, false },
	{ "audio/vnd.rn-realaudio", "RealAudio", "ra", MEDIUM_AUDIO, false },
	{ "audio/vnd.wave", "WAV audio", "wav", MEDIUM_AUDIO, false },
	{ "audio/wav", "WAV audio", "wav", MEDIUM_AUDIO, false },
	{ "audio/3gpp", "3GPP audio", "3gp", MEDIUM_AUDIO, false },
	{ "audio/3gpp2", "3GPP2 audio", "3g2", MEDIUM_AUDIO, false },
	{ "audio/ac3", "AC-3 audio", "ac3", MEDIUM_AUDIO, false },
	{ "audio/webm", "WebM audio", "weba", MEDIUM_AUDIO, false },
	{ "audio/amr-nb", "AMR audio", "amr", MEDIUM_AUDIO, false },
	{ "audio/amr", "AMR audio", "amr", MEDIUM_AUDIO, false },
	{ "text/vcard", "contact card", "vcf", MEDIUM_CONTACT, false },
	{ "text/x-vcard", "contact card", "vcf", MEDIUM_CONTACT, false },
	{ "text/directory", "contact card", "vcf", MEDIUM_CONTACT, false },
	{ "text/calendar", "calendar entry", "ics", MEDIUM_DOCUMENT, false },
	{ "text/csv", "CSV table", "csv", MEDIUM_DOCUMENT, false },
	{ "text/plain", "plain text", "txt", MEDIUM_DOCUMENT, false },
	{ "text/rtf", "RTF document", "rtf", MEDIUM_DOCUMENT, false },
	{ "text/richtext", "rich text", "rtx", MEDIUM_DOCUMENT, false },
	{ "application/rtf", "RTF document", "rtf", MEDIUM_DOCUMENT, false },
	{ "application/pdf", "PDF document", "pdf", MEDIUM_DOCUMENT, false },
	{ "application/vcard", "contact card", "vcf", MEDIUM_CONTACT, false },
	{ "application/vnd.apple.pkpass", "Wallet pass", "pkpass", MEDIUM_OTHER, false },
};

static const struct medium_type other = { "", "other", "bin", MEDIUM_OTHER, false };

const struct medium_type *medium_type(struct text content_type)
{
	size_t length = 0;

	while (length < content_type.length && content_type.data[length] != ';' &&
	       content_type.data[length] != ' ')
		length++;
	for (size_t i = 0; i < ARRAY_SIZE(types); i++)
		if (strlen(types[i].type) == length &&
		    strncasecmp(types[i].type, content_type.data, length) == 0)
			return &types[i];
	return &other;
}

const struct medium_type *medium_type_at(size_t index)
{
	return index < ARRAY_SIZE(types) ? &types[index] : NULL;
}

void medium_file_name(const struct medium *medium, char name[static MEDIUM_NAME_SIZE])
{
	char sid[SID_SIZE], day[DATE_ISO_SIZE] = "";
	const struct medium_type *type = medium_type(medium->content_type);

	sid_format(&medium->sid, sid);
	if (medium->date_created != DATE_NONE)
		date_format_day(medium->date_created, day);
	snprintf(name, MEDIUM_NAME_SIZE, "%s%s%.*s.%s", day, *day ? "-" : "", 2 + NAME_DIGITS, sid,
		 type->extension);
}
