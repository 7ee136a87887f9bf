// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SocketReset.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace pt {

bool resetOnClose(qintptr socketDescriptor)
{
    // Lingering for no time at all means: throw away what is unsent and reset.
    linger value = {};
    value.l_onoff = 1;
    value.l_linger = 0;
#ifdef Q_OS_WIN
    return setsockopt(SOCKET(socketDescriptor), SOL_SOCKET, SO_LINGER,
                      reinterpret_cast<const char *>(&value), sizeof value)
        == 0;
#else
    return setsockopt(int(socketDescriptor), SOL_SOCKET, SO_LINGER, &value, sizeof value) == 0;
#endif
}

} // namespace pt
