// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ProcessLimits.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

namespace pt {

bool limitThisProcess(const ProcessLimits &limits)
{
#ifdef Q_OS_UNIX
    const auto set = [](auto what, rlim_t soft, rlim_t hard) {
        const rlimit limit{soft, hard};
        return setrlimit(what, &limit) == 0;
    };
    bool all = set(RLIMIT_CPU, rlim_t(limits.cpuSeconds), rlim_t(limits.cpuSeconds + 1));
    all = set(RLIMIT_CORE, 0, 0) && all;
    all = set(RLIMIT_FSIZE, 0, 0) && all;
    // The three standard streams are open; no number is left for another.
    all = set(RLIMIT_NOFILE, 3, 3) && all;
#if !defined(__SANITIZE_ADDRESS__)
    all = set(RLIMIT_AS, rlim_t(limits.memoryBytes), rlim_t(limits.memoryBytes)) && all;
#endif
#ifdef Q_OS_LINUX
    all = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && all;
    all = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && all;
#endif
    return all;
#else
    Q_UNUSED(limits);
    return false;
#endif
}

} // namespace pt
