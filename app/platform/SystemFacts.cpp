// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemFacts.h"

#include "platform/ProxyVariables.h"
#include "platform/SourceFromSetting.h"

#include <QSslSocket>
#include <QSysInfo>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace pt {

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
    const RawSettings variables = proxyVariables(environment);
    for (const RawSetting &variable : variables)
        facts.sources.append(sourceFrom(variable, credentialsIn(variable), {}));
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
