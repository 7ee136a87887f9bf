// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

namespace pt {

/// Hands out descriptors, so that each connection can be an encrypted one later.
class PracticeListener : public QTcpServer
{
    Q_OBJECT

public:
    using QTcpServer::QTcpServer;

signals:
    void arrived(qintptr descriptor); ///< the receiver owns it

protected:
    void incomingConnection(qintptr descriptor) override { emit arrived(descriptor); }
};

} // namespace pt
