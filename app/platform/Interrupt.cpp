// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/Interrupt.h"

#include <QSocketNotifier>
#include <QTimer>

#ifdef Q_OS_WIN
#include <qt_windows.h>

#include <atomic>
#else
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#endif

namespace pt {

#ifdef Q_OS_WIN

namespace {
// The handler runs in a thread of the system: a flag that is looked at is the portable way to hear it.
std::atomic<bool> asked{false};

BOOL WINAPI heard(DWORD)
{
    return asked.exchange(true) ? FALSE : TRUE;
}
} // namespace

class Interrupt::Private
{
public:
    QTimer timer;
};

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    asked = false;
    SetConsoleCtrlHandler(heard, TRUE);
    d->timer.setInterval(100);
    connect(&d->timer, &QTimer::timeout, this, [this] {
        if (asked) {
            d->timer.stop();
            emit requested();
        }
    });
    d->timer.start();
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(heard, FALSE);
}

#else

namespace {

// A signal handler can reach nothing but globals and may call little more than write().
int wakeUp = -1;

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP};

void heard(int)
{
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp, &byte, 1);
    errno = saved;
}

} // namespace

class Interrupt::Private
{
public:
    std::array<int, 2> pipe{-1, -1};
    std::array<struct sigaction, watched.size()> before{};
    std::unique_ptr<QSocketNotifier> notifier;
};

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::pipe(d->pipe.data()) != 0)
        return;
    for (const int end : d->pipe) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, ::fcntl(end, F_GETFL) | O_NONBLOCK);
    }
    wakeUp = d->pipe[1];
    d->notifier = std::make_unique<QSocketNotifier>(d->pipe[0], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(d->pipe[0], bytes, sizeof bytes) > 0) { }
        emit requested();
    });

    struct sigaction action = {};
    action.sa_handler = heard;
    // The second signal ends the program whatever it is doing.
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    for (std::size_t i = 0; i < watched.size(); ++i)
        ::sigaction(watched[i], &action, &d->before[i]);
}

Interrupt::~Interrupt()
{
    if (d->pipe[0] < 0)
        return;
    for (std::size_t i = 0; i < watched.size(); ++i)
        ::sigaction(watched[i], &d->before[i], nullptr);
    d->notifier.reset();
    wakeUp = -1;
    ::close(d->pipe[0]);
    ::close(d->pipe[1]);
}

#endif

} // namespace pt
