// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ConsoleApp.h"
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "platform/Interrupt.h"
#include "platform/KeychainSecretStore.h"
#include "platform/Language.h"
#include "platform/PersonalSettings.h"
#include "platform/SystemFacts.h"
#include "platform/SystemNegotiate.h"
#include "platform/Terminal.h"

#include <QCoreApplication>
#include <QFile>
#include <QSettings>

#include <algorithm>

int main(int argc, char *argv[])
{
    pt::forbidCoreDumps();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("proxy-triage-cli"));
    pt::installTranslator(app);

    QFile in;
    QFile out;
    QFile error;
    // The descriptors themselves, without any buffer: progress is to be seen when it happens, and a
    // password that is read should leave no copy behind.
    const auto open = [](QFile &file, pt::StandardStream stream, QIODevice::OpenMode mode) {
        return file.open(static_cast<int>(stream), mode | QIODevice::Unbuffered);
    };
    if (!open(in, pt::StandardStream::In, QIODevice::ReadOnly)
        || !open(out, pt::StandardStream::Out, QIODevice::WriteOnly)
        || !open(error, pt::StandardStream::Error, QIODevice::WriteOnly))
        return static_cast<int>(pt::ExitCode::CouldNotRun);

    const auto environment = QProcessEnvironment::systemEnvironment();
    pt::ConsoleIo io{&in, &out, &error};
    io.inIsTerminal = pt::isTerminal(pt::StandardStream::In);
    // NO_COLOR: see no-color.org.
    io.colour = pt::isTerminal(pt::StandardStream::Out)
        && environment.value(QStringLiteral("NO_COLOR")).isEmpty()
        && environment.value(QStringLiteral("TERM")) != QLatin1StringView("dumb");
    io.width = pt::isTerminal(pt::StandardStream::Out) ? std::min(pt::terminalColumns(), 120) : 80;

    const pt::SystemClock clock;
    pt::SystemRandom random;
    const auto settings = pt::personalSettings();
    pt::KeychainSecretStore secrets(random);
    pt::ConsoleApp console(io, {&clock, &random, settings.get(), &secrets, environment,
                                pt::systemNegotiate});
    QObject::connect(&console, &pt::ConsoleApp::finished, &app, &QCoreApplication::exit);
    console.start(QCoreApplication::arguments().mid(1));

    // After start(), which may wait for a password on standard input: until then Ctrl+C has its usual
    // effect.
    pt::Interrupt interrupt;
    QObject::connect(&interrupt, &pt::Interrupt::requested, &console, &pt::ConsoleApp::cancel);
    return QCoreApplication::exec();
}
