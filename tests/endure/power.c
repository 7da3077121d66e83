/* Preloaded into a program: at each sync of its run store, keeps a copy of what would be left if the power went now. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static void keep(int fd) {
    char link[64], path[PATH_MAX], fresh[2 * PATH_MAX], kept[2 * PATH_MAX], block[65536];
    const char *folder = getenv("SYNCED_COPIES");
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (!folder || length < 0) return;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    if (!name || strncmp(name, "/runs.sqlite", 12)) return;
    snprintf(kept, sizeof kept, "%s%s", folder, name);
    snprintf(fresh, sizeof fresh, "%s%s.new", folder, name);
    int copy = open(fresh, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (copy < 0) abort();
    off_t place = 0;
    /* Read through the same descriptor: closing another one of this file would give up SQLite's locks. */
    for (ssize_t n; (n = pread(fd, block, sizeof block, place)) > 0; place += n)
        if (write(copy, block, n) != n) abort();
    close(copy);
    if (rename(fresh, kept)) abort();
}

int fsync(int fd) {
    int result = syscall(SYS_fsync, fd);
    if (!result) keep(fd);
    return result;
}

int fdatasync(int fd) {
    int result = syscall(SYS_fdatasync, fd);
    if (!result) keep(fd);
    return result;
}
