// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LabServer.h"

#include <memory>

/// A Kerberos realm of its own, LAB.TEST, by MIT's KDC on a free loopback port. Everything is in
/// the server's own folder. Its accounts: lab::user with the right password, and HTTP/localhost.
class Kdc
{
public:
    /// An empty text: it runs; else why not.
    QString start();
    /// Ends the KDC; what was got from it stays.
    void stop() { m_server.reset(); }

    /// Runs one command of kadmin. An empty text: done; else why not.
    QString administer(const QString &command) const;
    /// Makes new keys for HTTP/localhost, one version up: the bytes of a keytab that holds just
    /// these.
    QByteArray newKeytab();
    /// Gets a ticket for lab::user by kinit, into the file `name`. An empty text: done.
    QString getTicket(const QString &name, const QString &lifetime = QStringLiteral("1h")) const;

    QByteArray clientConfiguration() const; ///< krb5.conf
    /// For runCheck(): this realm, and tickets from the file `name`, which may not exist.
    QStringList environment(const QString &name) const;
    /// Lines of the KDC's log with `part`, after waiting for `count` of them.
    QList<QByteArray> logLines(const QByteArray &part, qsizetype count) const;
    QString path(const QString &name) const;

private:
    QStringList administration() const;

    QTemporaryDir m_folder; ///< outlives the KDC
    std::unique_ptr<LabServer> m_server;
    quint16 m_port = 0;
    int m_keytabs = 0;
};
