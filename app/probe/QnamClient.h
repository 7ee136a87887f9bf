// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/QnamReport.h"

#include <QByteArray>
#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

class QNetworkReply;

namespace pt {

/// Issues the requests of the stages through QNetworkAccessManager, with the link as its proxy. It
/// is given no credentials, ever, and the link never shows it a challenge.
class QnamClient : public QObject
{
    Q_OBJECT

public:
    explicit QnamClient(const QString &userAgent, QObject *parent = nullptr);
    ~QnamClient() override;

    /// `url` is http, whatever the target: TLS is the link's. reported() follows, not from inside.
    void get(int orderId, const QUrl &url, quint16 linkPort, const QByteArray &token,
             int timeoutMs);
    /// Gives up everything, silently.
    void cancelAll();

    static QString defaultUserAgent();

signals:
    void reported(int orderId, const pt::QnamReport &report);

private:
    void onFinished(int orderId, QNetworkReply *reply);

    QByteArray m_userAgent;
    QNetworkAccessManager m_manager;
    quint16 m_linkPort = 0;
    QHash<int, QNetworkReply *> m_replies;
};

} // namespace pt
