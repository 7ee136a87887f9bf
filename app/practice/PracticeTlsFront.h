// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/PracticeCertificate.h"
#include "practice/PracticeListener.h"

#include <QObject>

class QSslSocket;
class QTcpSocket;

namespace pt {

/// Speaks TLS on its own port and passes on what is inside to another port of this computer, as
/// people put a TLS server before a proxy.
class PracticeTlsFront : public QObject
{
    Q_OBJECT

public:
    explicit PracticeTlsFront(QObject *parent = nullptr);

    /// False: the port cannot be had, see errorString().
    /// `asksBack`: whoever connects must have a certificate that this computer trusts.
    bool listen(quint16 port, const PracticeCertificate &certificate, quint16 behind, bool asksBack = false);
    quint16 port() const { return m_listener.serverPort(); }
    QString errorString() const { return m_listener.errorString(); }

private:
    void serve(qintptr descriptor);

    PracticeListener m_listener;
    PracticeCertificate m_certificate;
    quint16 m_behind = 0;
    bool m_asksBack = false;
};

} // namespace pt
