// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "practice/Scenario.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QSslCertificate>

#include <memory>

namespace pt {

class Clock;
class PracticeListener;

/// The built-in proxy that misbehaves on purpose, on 127.0.0.1, or on those addresses of this
/// computer that a scenario names. It plays the targets as well
/// (the TLS of https ones with a certificate made when it starts), so nothing ever leaves this
/// computer.
class PracticeProxy : public QObject
{
    Q_OBJECT

public:
    /// Uses the system's clock for the Date field and the certificates.
    explicit PracticeProxy(const Scenario &scenario, QObject *parent = nullptr);
    /// `clock` is not owned and must outlive the proxy.
    PracticeProxy(const Scenario &scenario, const Clock &clock, QObject *parent = nullptr);
    ~PracticeProxy() override; ///< closes every connection

    /// Listens; port 0 chooses a free one. Gives the port. Codes "practice.cannot-listen",
    /// "practice.bad-scenario", "practice.no-certificate".
    Result<quint16> listen(quint16 port = 0);
    /// What is to be typed as its name: 127.0.0.1, or a name that stands for addresses(). After
    /// listen().
    QString host() const;
    /// What host() is to be taken for, in this order; empty: it is an address itself. Some may be
    /// dead.
    QList<QHostAddress> addresses() const;
    /// What the targets' certificates are signed with: to be trusted for the practice run only.
    /// Null before listen().
    QSslCertificate authority() const;

    int requests() const; ///< seen so far
    int answersRefused() const; ///< requests with credentials that the scenario refused

signals:
    /// One line for people about each thing that happened, credentials masked.
    void logged(const QString &line);

private:
    void serve(PracticeListener &listener);
    /// For a proxy that cannot be connected to; gives its port.
    Result<quint16> shutDoor(quint16 port);
    /// On the further addresses, the same port; an empty text: done, else why not.
    QString listenOnMore();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pt
