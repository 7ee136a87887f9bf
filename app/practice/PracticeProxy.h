// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "practice/Scenario.h"

#include <QObject>
#include <QSslCertificate>

#include <memory>

namespace pt {

/// The built-in proxy that misbehaves on purpose, on 127.0.0.1 only. It plays the targets as well (the
/// TLS of https ones with a certificate made when it starts), so nothing ever leaves this computer.
class PracticeProxy : public QObject
{
    Q_OBJECT

public:
    explicit PracticeProxy(const Scenario &scenario, QObject *parent = nullptr);
    ~PracticeProxy() override; ///< closes every connection

    /// Listens; port 0 chooses a free one. Code "practice.cannot-listen".
    Result<quint16> listen(quint16 port = 0);
    /// What the targets' certificates are signed with: to be trusted for the practice run only.
    QSslCertificate authority() const;

    int requests() const;    ///< seen so far
    int answersRefused() const; ///< requests with credentials that the scenario refused

signals:
    /// One line for people about each thing that happened, credentials masked.
    void logged(const QString &line);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pt
