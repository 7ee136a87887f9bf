// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/PracticeCertificate.h"

#include <QObject>
#include <QSslCertificate>
#include <QString>

#include <memory>

class QTcpServer;

/// A small web site in this process: "/" answers 200, "/status/<n>" answers n, "/slow" answers 200
/// after three seconds. In clear, or with
/// TLS by a certificate for 127.0.0.1 that is made for it alone.
class Origin : public QObject
{
    Q_OBJECT

public:
    enum class Kind { Http, Https };

    explicit Origin(Kind kind, QObject *parent = nullptr);
    ~Origin() override;

    bool start(); ///< on a free loopback port
    quint16 port() const;
    QString url(const QString &path = QStringLiteral("/")) const;
    QSslCertificate authority() const { return m_certificate.authority; }
    int requests() const { return m_requests; }

private:
    void serve(qintptr descriptor);

    const Kind m_kind;
    pt::PracticeCertificate m_certificate;
    std::unique_ptr<QTcpServer> m_server;
    int m_requests = 0;
};
