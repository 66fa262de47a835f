#include "sandbox/tls.h"

#include <arpa/inet.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"

#define DAY 86400
#define SERIAL_SIZE 16

/* A certificate in the making. The first call that fails decides; later ones do nothing. */
struct maker {
	gnutls_x509_crt_t crt;
	gnutls_x509_privkey_t key;
	int result;
	const char *step;
};

static void check(struct maker *m, int result, const char *step)
{
	if (m->result < 0 || result >= 0)
		return;
	m->result = result;
	m->step = step;
}

static void set_subject(struct maker *m, const char *name)
{
	check(m,
	      gnutls_x509_crt_set_dn_by_oid(m->crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
					    (unsigned)strlen(name)),
	      "set the name");
}

static void set_serial(struct maker *m)
{
	unsigned char serial[SERIAL_SIZE];

	check(m, gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof(serial)), "draw a number");
	serial[0] = (unsigned char)((serial[0] & 0x7f) | 0x40);
	check(m, gnutls_x509_crt_set_serial(m->crt, serial, sizeof(serial)), "set the number");
}

static void set_key_id(struct maker *m)
{
	unsigned char id[64];
	size_t size = sizeof(id);

	check(m, gnutls_x509_crt_get_key_id(m->crt, 0, id, &size), "make the key's id");
	if (m->result >= 0)
		check(m, gnutls_x509_crt_set_subject_key_id(m->crt, id, size), "set the key's id");
}

static void begin(struct maker *m, const char *name, time_t from, time_t until)
{
	*m = (struct maker){ .result = 0 };
	check(m, gnutls_x509_crt_init(&m->crt), "make a certificate");
	check(m, gnutls_x509_privkey_init(&m->key), "make a key");
	if (m->result < 0)
		return;
	check(m,
	      gnutls_x509_privkey_generate(m->key, GNUTLS_PK_ECDSA,
					   GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
	      "make a key");
	check(m, gnutls_x509_crt_set_version(m->crt, 3), "set the version");
	check(m, gnutls_x509_crt_set_key(m->crt, m->key), "set the key");
	check(m, gnutls_x509_crt_set_activation_time(m->crt, from), "set the dates");
	check(m, gnutls_x509_crt_set_expiration_time(m->crt, until), "set the dates");
	set_serial(m);
	set_subject(m, name);
	set_key_id(m);
}

static void finish(struct maker *m)
{
	if (m->crt != NULL)
		gnutls_x509_crt_deinit(m->crt);
	if (m->key != NULL)
		gnutls_x509_privkey_deinit(m->key);
}

static void make_authority(struct maker *m, time_t now)
{
	begin(m, "msgdeck-sandbox authority", now - DAY, now + 30 * DAY);
	check(m, gnutls_x509_crt_set_basic_constraints(m->crt, 1, 0), "make an authority");
	check(m, gnutls_x509_crt_set_key_usage(m->crt, GNUTLS_KEY_KEY_CERT_SIGN), "set the usage");
	check(m, gnutls_x509_crt_sign2(m->crt, m->crt, m->key, GNUTLS_DIG_SHA256, 0), "sign");
}

static void add_name(struct maker *m, gnutls_x509_subject_alt_name_t type, const void *name,
		     size_t size)
{
	check(m,
	      gnutls_x509_crt_set_subject_alt_name(m->crt, type, name, (unsigned)size,
						   GNUTLS_FSAN_APPEND),
	      "add a name");
}

static void add_names(struct maker *m, enum certificate_kind kind, in_addr_t address)
{
	static const char elsewhere[] = "elsewhere.example";
	/* Each wildcard stands for one label: {product}[.{edge}][.{region}]. */
	static const char *const twilio[] = {
		"*.twilio.com",
		"*.us1.twilio.com",
		"*.au1.twilio.com",
		"*.sydney.us1.twilio.com",
		"*.sydney.au1.twilio.com",
	};
	struct in_addr loopback = { .s_addr = htonl(address) };

	if (kind == CERTIFICATE_WRONG_NAME) {
		add_name(m, GNUTLS_SAN_DNSNAME, elsewhere, strlen(elsewhere));
		return;
	}
	add_name(m, GNUTLS_SAN_IPADDRESS, &loopback, sizeof(loopback));
	if (address != INADDR_LOOPBACK)
		return;
	add_name(m, GNUTLS_SAN_DNSNAME, "localhost", strlen("localhost"));
	for (size_t i = 0; kind == CERTIFICATE_TWILIO && i < ARRAY_SIZE(twilio); i++)
		add_name(m, GNUTLS_SAN_DNSNAME, twilio[i], strlen(twilio[i]));
	add_name(m, GNUTLS_SAN_IPADDRESS, &in6addr_loopback, sizeof(in6addr_loopback));
}

/* By which a client tells the authorities of two sandboxes apart, whose names are the same. */
static void set_authority_key_id(struct maker *m, const struct maker *authority)
{
	unsigned char id[64];
	size_t size = sizeof(id);

	check(m, gnutls_x509_crt_get_key_id(authority->crt, 0, id, &size), "make the key's id");
	if (m->result >= 0)
		check(m, gnutls_x509_crt_set_authority_key_id(m->crt, id, size),
		      "set the authority's id");
}

static void make_leaf(struct maker *m, const struct maker *authority, enum certificate_kind kind,
		      in_addr_t address, time_t now)
{
	bool self_signed = kind == CERTIFICATE_SELF_SIGNED;

	begin(m, "msgdeck-sandbox", kind == CERTIFICATE_EARLY ? now + DAY : now - 3 * DAY,
	      kind == CERTIFICATE_EXPIRED ? now - DAY : now + 29 * DAY);
	add_names(m, kind, address);
	if (!self_signed)
		set_authority_key_id(m, authority);
	check(m, gnutls_x509_crt_set_basic_constraints(m->crt, 0, -1), "set the constraints");
	check(m, gnutls_x509_crt_set_key_usage(m->crt, GNUTLS_KEY_DIGITAL_SIGNATURE),
	      "set the usage");
	check(m, gnutls_x509_crt_set_key_purpose_oid(m->crt, GNUTLS_KP_TLS_WWW_SERVER, 0),
	      "set the purpose");
	check(m,
	      gnutls_x509_crt_sign2(m->crt, self_signed ? m->crt : authority->crt,
				    self_signed ? m->key : authority->key, GNUTLS_DIG_SHA256, 0),
	      "sign");
}

static void export_certificate(struct maker *m, struct strbuf *out)
{
	gnutls_datum_t pem = { .data = NULL };

	check(m, gnutls_x509_crt_export2(m->crt, GNUTLS_X509_FMT_PEM, &pem), "export");
	if (m->result >= 0)
		strbuf_add(out, pem.data, pem.size);
	gnutls_free(pem.data);
}

static void export_key(struct maker *m, struct strbuf *out)
{
	gnutls_datum_t pem = { .data = NULL };

	check(m,
	      gnutls_x509_privkey_export2_pkcs8(m->key, GNUTLS_X509_FMT_PEM, NULL,
						GNUTLS_PKCS_PLAIN, &pem),
	      "export the key");
	if (m->result >= 0) {
		strbuf_add(out, pem.data, pem.size);
		mem_wipe(pem.data, pem.size);
	}
	gnutls_free(pem.data);
}

static bool check_maker(const struct maker *m, struct error *err)
{
	return m->result >= 0 || error_set(err, ERROR_TLS, "cannot make a certificate (%s: %s)",
					   m->step, gnutls_strerror(m->result));
}

static bool make_pair(struct tls_pair *pair, const struct maker *authority,
		      enum certificate_kind kind, in_addr_t address, struct error *err)
{
	struct maker leaf;
	bool made;

	make_leaf(&leaf, authority, kind, address, time(NULL));
	export_certificate(&leaf, &pair->certificate);
	export_key(&leaf, &pair->key);
	made = check_maker(&leaf, err);
	finish(&leaf);
	return made;
}

bool tls_make(struct tls_files *files, enum certificate_kind kind, struct error *err)
{
	struct maker authority;
	bool made;

	make_authority(&authority, time(NULL));
	export_certificate(&authority, &files->authority);
	made = check_maker(&authority, err) &&
	       make_pair(&files->api, &authority, kind, INADDR_LOOPBACK, err) &&
	       make_pair(&files->content, &authority, kind, TLS_CONTENT_ADDRESS, err);
	finish(&authority);
	return made;
}

static void pair_release(struct tls_pair *pair)
{
	strbuf_release(&pair->certificate);
	strbuf_wipe(&pair->key);
}

void tls_files_release(struct tls_files *files)
{
	strbuf_release(&files->authority);
	pair_release(&files->api);
	pair_release(&files->content);
}
