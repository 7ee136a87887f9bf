// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Terminal.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <io.h>
#include <qt_windows.h>
#else
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace pt {

namespace {
constexpr int usualColumns = 80;
}

#ifdef Q_OS_WIN

bool isTerminal(StandardStream stream)
{
    return _isatty(static_cast<int>(stream)) != 0;
}

int terminalColumns()
{
    CONSOLE_SCREEN_BUFFER_INFO info;
    if (!GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info))
        return usualColumns;
    return info.srWindow.Right - info.srWindow.Left + 1;
}

#else

bool isTerminal(StandardStream stream)
{
    return ::isatty(static_cast<int>(stream)) == 1;
}

int terminalColumns()
{
    winsize size = {};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return usualColumns;
    return size.ws_col;
}

#endif

} // namespace pt
