// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SocksServers.h"

#include "Servers.h"

using namespace Qt::StringLiterals;

namespace lab {

QString startMicrosocks(LabServer &server, bool asksForSignIn)
{
    return server.start([asksForSignIn](const LabServer &self) {
        QStringList arguments{u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(self.port())};
        if (asksForSignIn) // a made-up password; this program takes it in no other way
            arguments << u"-u"_s << user << u"-P"_s << QString::fromLatin1(rightPassword);
        return LabServer::Plan{u"microsocks"_s, u"microsocks"_s, arguments, {}};
    });
}

QString startDante(LabServer &server, const DanteRules &rules)
{
    return server.start([rules](const LabServer &self) {
        const QByteArray port = QByteArray::number(self.port());
        QByteArray text = "logoutput: " + self.path(u"log"_s).toUtf8()
            + "\ninternal: 127.0.0.1 port = " + port + "\ninternal: ::1 port = " + port
            + "\nexternal: 127.0.0.1\nclientmethod: none\nsocksmethod: "
            + (rules.asksForSignIn ? "username" : "none") + "\n";
        if (LabServer::isRoot())
            text += "user.privileged: root\nuser.unprivileged: nobody\n";
        text += "client pass {\n  from: 0/0 to: 0/0\n  log: disconnect error\n}\n";
        if (rules.forbiddenPort > 0) {
            text += "socks block {\n  from: 0/0 to: 0/0 port = "
                + QByteArray::number(rules.forbiddenPort) + "\n  log: connect error\n}\n";
        }
        text += "socks pass {\n  from: 0/0 to: 0/0\n  log: connect error\n}\n";
        return LabServer::Plan{
            u"danted"_s, u"dante-server"_s, {u"-f"_s, self.configurationPath()}, text};
    });
}

} // namespace lab
