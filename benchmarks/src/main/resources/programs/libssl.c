/*
 * TLS 1.3 over OpenSSL's libssl, both ends, a thread for each: what a C program reaches.
 * Speaks like Worker: takes lines "task<TAB>scale", answers lines "task<TAB>figure<TAB>value"
 * and "done". Usage: libssl ca.pem chain.pem key.pem
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#define MAX_THREADS 8
#define MAX_CHUNK (1 << 20)

static const char *ca, *chain, *key;
static SSL_CTX *server_context;
static int session_slot;

static void die(const char *what)
{
	unsigned long error = ERR_get_error();
	printf("failed\t%s: %s\n", what, error != 0 ? ERR_error_string(error, NULL) : "no reason given");
	fflush(stdout);
	_exit(1);
}

static double seconds(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static SSL_CTX *context(const SSL_METHOD *method)
{
	SSL_CTX *made = SSL_CTX_new(method);
	if (made == NULL || !SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION)
			|| !SSL_CTX_set_ciphersuites(made, "TLS_AES_128_GCM_SHA256"))
		die("context");
	return made;
}

static int keep_session(SSL *ssl, SSL_SESSION *session)
{
	SSL_SESSION **kept = SSL_get_ex_data(ssl, session_slot);
	if (kept == NULL)
		return 0;
	SSL_SESSION_free(*kept);
	*kept = session;
	return 1;
}

static SSL_CTX *client(void)
{
	SSL_CTX *made = context(TLS_client_method());
	if (!SSL_CTX_load_verify_locations(made, ca, NULL))
		die("trust");
	SSL_CTX_set_verify(made, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_session_cache_mode(made, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(made, keep_session);
	return made;
}

struct listening {
	int fd;
	int no_delay;
	struct sockaddr_in address;
};

static struct listening listen_on_loopback(int no_delay)
{
	struct listening made = { socket(AF_INET, SOCK_STREAM, 0), no_delay, { 0 } };
	socklen_t length = sizeof made.address;
	made.address.sin_family = AF_INET;
	made.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(made.fd, (struct sockaddr *)&made.address, length) != 0 || listen(made.fd, 1024) != 0
			|| getsockname(made.fd, (struct sockaddr *)&made.address, &length) != 0)
		die("listen");
	return made;
}

static SSL *over(SSL_CTX *ctx, int fd, int no_delay)
{
	SSL *ssl = SSL_new(ctx);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
	if (ssl == NULL || !SSL_set_fd(ssl, fd))
		die("socket");
	return ssl;
}

static SSL *accept_one(struct listening *on)
{
	SSL *ssl = over(server_context, accept(on->fd, NULL, NULL), on->no_delay);
	if (SSL_accept(ssl) != 1)
		die("accept");
	return ssl;
}

static SSL *connect_to(struct listening *to, SSL_CTX *ctx, SSL_SESSION **session)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&to->address, sizeof to->address) != 0)
		die("connect");
	SSL *ssl = over(ctx, fd, to->no_delay);
	SSL_set_ex_data(ssl, session_slot, session);
	if (!SSL_set1_host(ssl, "localhost") || !SSL_set_tlsext_host_name(ssl, "localhost"))
		die("name");
	if (session != NULL && *session != NULL)
		SSL_set_session(ssl, *session);
	if (SSL_connect(ssl) != 1)
		die("connect");
	return ssl;
}

static void write_all(SSL *ssl, const char *data, int length)
{
	if (SSL_write(ssl, data, length) != length)
		die("write");
}

static void read_all(SSL *ssl, char *data, int length)
{
	for (int done = 0; done < length;) {
		int count = SSL_read(ssl, data + done, length - done);
		if (count <= 0)
			die("read");
		done += count;
	}
}

static void close_one(SSL *ssl)
{
	int fd = SSL_get_fd(ssl);
	SSL_shutdown(ssl);
	SSL_free(ssl);
	close(fd);
}

static void figure(const char *task, const char *name, double value)
{
	printf("%s\t%s\t%.9g\n", task, name, value);
}

/* ---- bulk ---- */

struct received {
	struct listening *on;
	double bytes, seconds, cpu;
};

static void *receive(void *argument)
{
	struct received *got = argument;
	static char buffer[65536];
	SSL *ssl = accept_one(got->on);
	int count = SSL_read(ssl, buffer, sizeof buffer);
	double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
	got->bytes = count;
	do {
		count = SSL_read(ssl, buffer, sizeof buffer);
		if (count <= 0)
			die("read");
		got->bytes += count;
	} while (buffer[count - 1] == 0);
	got->seconds = seconds(CLOCK_MONOTONIC) - start;
	got->cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
	write_all(ssl, "\1", 1);
	close_one(ssl);
	return NULL;
}

static void bulk(const char *task, int chunk, int no_delay, double length)
{
	static char zeros[MAX_CHUNK];
	char answer;
	struct listening on = listen_on_loopback(no_delay);
	struct received got = { &on, 0, 0, 0 };
	pthread_t reader;
	SSL_CTX *ctx = client();
	double written = 0;
	pthread_create(&reader, NULL, receive, &got);
	SSL *ssl = connect_to(&on, ctx, NULL);
	double cpu = seconds(CLOCK_THREAD_CPUTIME_ID), end = seconds(CLOCK_MONOTONIC) + length;
	while (seconds(CLOCK_MONOTONIC) < end) {
		for (int i = 0; i < 16; i++)
			write_all(ssl, zeros, chunk);
		written += 16.0 * chunk;
	}
	cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
	write_all(ssl, "\1", 1);
	read_all(ssl, &answer, 1);
	written++;
	pthread_join(reader, NULL);
	close_one(ssl);
	SSL_CTX_free(ctx);
	close(on.fd);
	if (got.bytes != written)
		die("bytes are missing");
	figure(task, "GB/s", written / got.seconds / 1e9);
	figure(task, "writer s/GB", cpu / written * 1e9);
	figure(task, "reader s/GB", got.cpu / written * 1e9);
	figure(task, "s/GB", (cpu + got.cpu) / written * 1e9);
}

/* ---- ping ---- */

struct echoing {
	struct listening *on;
	int size, rounds;
	double cpu;
};

static void *echo(void *argument)
{
	struct echoing *job = argument;
	char message[65536];
	SSL *ssl = accept_one(job->on);
	double cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
	for (int i = 0; i < job->rounds; i++) {
		read_all(ssl, message, job->size);
		write_all(ssl, message, job->size);
	}
	job->cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
	close_one(ssl);
	return NULL;
}

static int by_size(const void *one, const void *other)
{
	double difference = *(const double *)one - *(const double *)other;
	return (difference > 0) - (difference < 0);
}

static void ping(const char *task, int size, int rounds)
{
	char message[65536] = { 0 };
	struct listening on = listen_on_loopback(1);
	struct echoing job = { &on, size, rounds, 0 };
	pthread_t server;
	SSL_CTX *ctx = client();
	double *laps = calloc(rounds, sizeof *laps);
	pthread_create(&server, NULL, echo, &job);
	SSL *ssl = connect_to(&on, ctx, NULL);
	double cpu = seconds(CLOCK_THREAD_CPUTIME_ID), start = seconds(CLOCK_MONOTONIC), last = start;
	for (int i = 0; i < rounds; i++) {
		write_all(ssl, message, size);
		read_all(ssl, message, size);
		double now = seconds(CLOCK_MONOTONIC);
		laps[i] = now - last;
		last = now;
	}
	cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
	pthread_join(server, NULL);
	close_one(ssl);
	SSL_CTX_free(ctx);
	close(on.fd);
	qsort(laps, rounds, sizeof *laps, by_size);
	figure(task, "round trips/s", rounds / (last - start));
	figure(task, "p50 us", laps[rounds / 2] * 1e6);
	figure(task, "p99 us", laps[rounds - 1 - rounds / 100] * 1e6);
	figure(task, "CPU us", (cpu + job.cpu) / rounds * 1e6);
	free(laps);
}

/* ---- handshakes ---- */

struct connecting {
	struct listening *on;
	SSL_CTX *ctx;
	int resume;
	SSL_SESSION *session;
};

static atomic_int to_accept, to_connect;

static void *accept_many(void *argument)
{
	char one;
	while (atomic_fetch_sub(&to_accept, 1) > 0) {
		SSL *ssl = accept_one(argument);
		read_all(ssl, &one, 1);
		write_all(ssl, &one, 1);
		close_one(ssl);
	}
	return NULL;
}

static void connect_once(struct connecting *with, int resumed)
{
	char one = 1;
	SSL *ssl = connect_to(with->on, with->ctx, with->resume ? &with->session : NULL);
	write_all(ssl, &one, 1);
	read_all(ssl, &one, 1);
	if (SSL_session_reused(ssl) != resumed)
		die(resumed ? "not resumed" : "resumed");
	close_one(ssl);
}

static void *connect_many(void *argument)
{
	struct connecting *with = argument;
	while (atomic_fetch_sub(&to_connect, 1) > 0)
		connect_once(with, with->resume);
	return NULL;
}

static void handshakes(const char *task, int resume, int threads, int count)
{
	struct listening on = listen_on_loopback(1);
	SSL_CTX *ctx = client();
	pthread_t accepting[MAX_THREADS], running[MAX_THREADS];
	struct connecting with[MAX_THREADS];
	atomic_store(&to_accept, count + threads);
	atomic_store(&to_connect, count);
	for (int i = 0; i < threads; i++)
		pthread_create(&accepting[i], NULL, accept_many, &on);
	for (int i = 0; i < threads; i++) {
		with[i] = (struct connecting) { &on, ctx, resume, NULL };
		connect_once(&with[i], 0);
	}
	double start = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
	for (int i = 0; i < threads; i++)
		pthread_create(&running[i], NULL, connect_many, &with[i]);
	for (int i = 0; i < threads; i++)
		pthread_join(running[i], NULL);
	for (int i = 0; i < threads; i++)
		pthread_join(accepting[i], NULL);
	figure(task, "handshakes/s", count / (seconds(CLOCK_MONOTONIC) - start));
	figure(task, "CPU ms", (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu) / count * 1e3);
	for (int i = 0; i < threads; i++)
		SSL_SESSION_free(with[i].session);
	SSL_CTX_free(ctx);
	close(on.fd);
}

static void perform(const char *task, double scale)
{
	int size, threads;
	char word[16];
	if (sscanf(task, "bulk:%d:%15s", &size, word) == 2 && size > 0 && size <= MAX_CHUNK)
		bulk(task, size, strcmp(word, "nodelay") == 0, 0.3 * scale);
	else if (sscanf(task, "ping:%d", &size) == 1 && size > 0 && size <= 65536)
		ping(task, size, (int)(20000 * scale));
	else if (sscanf(task, "handshake:%15[^:]:%d", word, &threads) == 2 && threads > 0 && threads <= MAX_THREADS)
		handshakes(task, strcmp(word, "resumed") == 0, threads, (int)(300 * scale));
	else
		die("no such task");
}

int main(int count, char **arguments)
{
	char line[256];
	if (count != 4)
		die("usage: libssl ca.pem chain.pem key.pem");
	ca = arguments[1];
	chain = arguments[2];
	key = arguments[3];
	signal(SIGPIPE, SIG_IGN);
	session_slot = SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL);
	server_context = context(TLS_server_method());
	if (!SSL_CTX_use_certificate_chain_file(server_context, chain)
			|| !SSL_CTX_use_PrivateKey_file(server_context, key, SSL_FILETYPE_PEM))
		die("identity");
	while (fgets(line, sizeof line, stdin) != NULL) {
		char *scale = strchr(line, '\t');
		if (scale == NULL)
			die("no scale");
		*scale = 0;
		perform(line, strtod(scale + 1, NULL));
		puts("done");
		fflush(stdout);
	}
	return 0;
}
