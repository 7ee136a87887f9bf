// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One call of the keychain for tst_keychain:
//     keychain_client write|read|remove|probe|write-and-quit [PROFILE-ID]
// The secret to write, or to compare with what is read, comes on standard input. Prints the state
// and the keychain's own words.

#include "model/SystemRandom.h"
#include "platform/KeychainSecretStore.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>
#include <QTimer>

using namespace pt;

namespace {

const char *nameOf(SecretState state)
{
    switch (state) {
    case SecretState::Stored:
        return "Stored";
    case SecretState::Deleted:
        return "Deleted";
    case SecretState::Read:
        return "Read";
    case SecretState::NotFoundOrLocked:
        return "NotFoundOrLocked";
    case SecretState::Unavailable:
        return "Unavailable";
    case SecretState::Denied:
        return "Denied";
    case SecretState::TimedOut:
        return "TimedOut";
    case SecretState::TooLarge:
        return "TooLarge";
    case SecretState::Cancelled:
        return "Cancelled";
    }
    return "?";
}

Secret secretFromStandardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    return Secret::takeUtf8(input.readAll());
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    const QString command = arguments.value(1);
    const QString id = arguments.value(2);
    SystemRandom random;
    KeychainSecretStore store(random);
    Secret secret = command == QLatin1StringView("remove") || command == QLatin1StringView("probe")
        ? Secret()
        : secretFromStandardInput();
    const Secret expected = secret.clone();
    const auto print = [&](SecretAnswer answer) {
        QTextStream out(stdout);
        out << command << ' ' << nameOf(answer.state);
        if (answer.state == SecretState::Read)
            out << (answer.secret.equals(expected) ? " equal" : " different");
        out << ' ' << answer.detail.simplified() << '\n';
        out.flush();
        QCoreApplication::quit();
    };
    if (command == QLatin1StringView("write")) {
        store.write(id, std::move(secret), print);
    } else if (command == QLatin1StringView("read")) {
        store.read(id, print);
    } else if (command == QLatin1StringView("remove")) {
        store.remove(id, print);
    } else if (command == QLatin1StringView("probe")) {
        store.probe(print);
    } else if (command == QLatin1StringView("write-and-quit")) {
        store.write(id, std::move(secret), print);
        // Queued behind the start of the call: the job is under way and never gets to answer.
        QTimer::singleShot(0, &application, &QCoreApplication::quit);
    } else {
        return 2;
    }
    return QCoreApplication::exec();
}
