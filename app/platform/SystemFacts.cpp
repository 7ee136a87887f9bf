// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemFacts.h"

#include "protocol/UserInfo.h"

#include <QSslSocket>
#include <QSysInfo>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace pt {

namespace {

// In the order of people's habits. Programs disagree on the case: curl reads http_proxy in lower
// case only (HTTP_PROXY can be set by a web request to a CGI program), others read either.
constexpr const char *proxyVariables[] = {
    "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY",
    "all_proxy",  "ALL_PROXY",  "no_proxy",    "NO_PROXY",
};

} // namespace

QString programVersion()
{
    return QStringLiteral(PT_VERSION);
}

EnvironmentFacts environmentFacts(const QProcessEnvironment &environment, const QDateTime &utcNow)
{
    EnvironmentFacts facts;
    facts.programVersion = programVersion();
    facts.system = QSysInfo::prettyProductName();
    facts.qtVersion = QString::fromLatin1(qVersion());
    facts.tlsLibrary = QSslSocket::sslLibraryVersionString();
    facts.startedUtc = utcNow.toUTC().toString(Qt::ISODateWithMs);
    for (const char *variable : proxyVariables) {
        const QString name = QString::fromLatin1(variable);
        // An empty one counts: it switches a proxy off.
        if (environment.contains(name))
            facts.sources.append({name, maskedUrlText(environment.value(name))});
    }
    return facts;
}

void forbidCoreDumps()
{
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef Q_OS_LINUX
    // The limit does not hold where the kernel pipes dumps to a program.
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace pt
