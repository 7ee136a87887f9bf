// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/QnamClient.h"

#include "probe/ProxyLink.h"

#include <QCoreApplication>
#include <QMetaEnum>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Only what may stand in a field value (RFC 9110 section 5.5), so that no field can be added.
QByteArray fieldSafe(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    erase_if(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return bytes.trimmed();
}

} // namespace

QString QnamClient::defaultUserAgent()
{
    const QString version = QCoreApplication::applicationVersion();
    return version.isEmpty() ? u"ProxyTriage"_s : u"ProxyTriage/"_s + version;
}

QnamClient::QnamClient(const QString &userAgent, QObject *parent)
    : QObject(parent)
    , m_userAgent(fieldSafe(userAgent))
{
    if (m_userAgent.isEmpty())
        m_userAgent = fieldSafe(defaultUserAgent());
    m_manager.setProxy(QNetworkProxy::NoProxy);
    m_manager.setAutoDeleteReplies(false);
    m_manager.setStrictTransportSecurityEnabled(false);
}

QnamClient::~QnamClient()
{
    cancelAll();
}

void QnamClient::get(int orderId, const QUrl &url, quint16 linkPort, const QByteArray &token,
                     int timeoutMs)
{
    if (m_linkPort != linkPort) {
        m_linkPort = linkPort;
        m_manager.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, linkPort));
    }
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setTransferTimeout(timeoutMs);
    request.setRawHeader("User-Agent", m_userAgent);
    request.setRawHeader("Accept", "*/*");
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader(ProxyLink::tokenField.toByteArray(), token);

    QNetworkReply *reply = m_manager.get(request);
    m_replies.insert(orderId, reply);
    connect(
        reply, &QNetworkReply::finished, this,
        [this, orderId, reply] { onFinished(orderId, reply); }, Qt::QueuedConnection);
}

void QnamClient::onFinished(int orderId, QNetworkReply *reply)
{
    if (m_replies.value(orderId) != reply)
        return;
    m_replies.remove(orderId);
    QnamReport report;
    report.error = int(reply->error());
    report.name = QString::fromLatin1(
        QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(reply->error()));
    report.httpStatus = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply->deleteLater();
    emit reported(orderId, report);
}

void QnamClient::cancelAll()
{
    const QHash<int, QNetworkReply *> replies = std::exchange(m_replies, {});
    for (QNetworkReply *reply : replies) {
        reply->disconnect(this);
        // At once: an aborted reply that lives on may still get the error of its own end, and
        // complains. None of its signals is handled directly, so that this is never called from
        // inside it.
        delete reply;
    }
}

} // namespace pt
