// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/ProxyLink.h"
#include "probe/QnamClient.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

/// One raw request to the link; what came back until it closed. nullopt: it did not close in time.
std::optional<QByteArray> ask(const ProxyLink &link, const QByteArray &request)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress::LocalHost, link.port());
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 2000))
        return std::nullopt;
    socket.write(request);
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 2000))
        return std::nullopt;
    return socket.readAll();
}

QByteArray get(const QByteArray &token, const QByteArray &target = "http://site.test/a?b")
{
    return "GET " + target
        + " HTTP/1.1\r\nHost: site.test\r\nUser-Agent: Agent/1\r\nX-Proxy-Triage-Link: " + token
        + "\r\nAccept: */*\r\n\r\n";
}

} // namespace

Q_DECLARE_METATYPE(pt::LinkRequest)

class TestProxyLink : public QObject
{
    Q_OBJECT

private slots:
    void listensOnLoopbackOnly();
    void refusedWithoutAByte_data();
    void refusedWithoutAByte();
    void rightToken();
    void answersArePlain_data();
    void answersArePlain();
    void eachOrderOnce();
    void forgottenOrder();
    void headWithoutEnd();
    void tokensDiffer();
    void closedWhileWaiting();
    void clientHearsOnlyTheStatus_data();
    void clientHearsOnlyTheStatus();
};

void TestProxyLink::listensOnLoopbackOnly()
{
    ProxyLink link("0123456789");
    QCOMPARE(link.port(), quint16(0));
    QVERIFY(link.open());
    QVERIFY(link.port() != 0);
    const quint16 port = link.port();
    link.close();
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    QTRY_COMPARE(socket.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestProxyLink::refusedWithoutAByte_data()
{
    QTest::addColumn<QByteArray>("request"); // %1: the right token
    const QByteArray right = "%1";
    QTest::newRow("no token") << "GET http://site.test/ HTTP/1.1\r\nHost: site.test\r\n\r\n"_ba;
    QTest::newRow("empty token") << get({});
    QTest::newRow("wrong token") << get("00000000000000000000-1");
    QTest::newRow("one byte too many") << get(right + "0");
    QTest::newRow("another order") << get(right.chopped(0) + "7");
    QTest::newRow("token in lower length") << get("-1");
    QTest::newRow("two tokens") << "GET http://site.test/ HTTP/1.1\r\nX-Proxy-Triage-Link: %1\r\n"
                                   "X-Proxy-Triage-Link: %1\r\n\r\n"_ba;
    QTest::newRow("CONNECT without a token") << "CONNECT site.test:443 HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("not HTTP") << "hello\r\n\r\n"_ba;
}

void TestProxyLink::refusedWithoutAByte()
{
    QFETCH(QByteArray, request);
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    QSignalSpy requested(&link, &ProxyLink::requested);
    const QByteArray token = link.expect(1);
    const auto answer = ask(link, request.replace("%1", token));
    QVERIFY(answer.has_value());
    QCOMPARE(*answer, QByteArray());
    QCOMPARE(requested.size(), 0);
    // The order still waits for the right one.
    connect(&link, &ProxyLink::requested, this, [&link](int id) { link.answer(id, 200); });
    QVERIFY(ask(link, get(token))->startsWith("HTTP/1.1 200 "));
}

void TestProxyLink::rightToken()
{
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    QList<LinkRequest> requests;
    connect(&link, &ProxyLink::requested, this, [&](int id, const LinkRequest &request) {
        QCOMPARE(id, 5);
        requests.append(request);
        link.answer(id, 204);
    });
    QVERIFY(ask(link, get(link.expect(5))).has_value());
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().absolute, "http://site.test/a?b"_ba);
    QCOMPARE(requests.first().origin, "/a?b"_ba);
    QCOMPARE(requests.first().userAgent, "Agent/1"_ba);
    QCOMPARE(requests.first().accept, "*/*"_ba);
}

void TestProxyLink::answersArePlain_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 204, 301, 401, 403, 407, 502, 504})
        QTest::addRow("%d", status) << status;
}

void TestProxyLink::answersArePlain()
{
    QFETCH(int, status);
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    connect(&link, &ProxyLink::requested, this, [&](int id) { link.answer(id, status); });
    QCOMPARE(*ask(link, get(link.expect(1))),
             "HTTP/1.1 " + QByteArray::number(status)
                 + " Answer\r\nContent-Length: 0\r\nConnection: close\r\nProxy-Connection: "
                   "close\r\n\r\n");
}

void TestProxyLink::eachOrderOnce()
{
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    int requests = 0;
    connect(&link, &ProxyLink::requested, this, [&](int id) {
        ++requests;
        link.answer(id, 200);
    });
    const QByteArray token = link.expect(1);
    QVERIFY(ask(link, get(token))->startsWith("HTTP/1.1 200 "));
    QVERIFY(ask(link, get(token))->startsWith("HTTP/1.1 504 "));
    QCOMPARE(requests, 1);
}

void TestProxyLink::forgottenOrder()
{
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    const QByteArray token = link.expect(1);
    link.forget(1);
    QCOMPARE(*ask(link, get(token)), QByteArray());
}

void TestProxyLink::headWithoutEnd()
{
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    QCOMPARE(*ask(link, "GET http://site.test/ HTTP/1.1\r\nX: " + QByteArray(70'000, 'x')),
             QByteArray());
}

void TestProxyLink::tokensDiffer()
{
    ProxyLink one("0123456789");
    ProxyLink other("9876543210");
    QVERIFY(one.open() && other.open());
    QCOMPARE(*ask(one, get(other.expect(1))), QByteArray());
    QVERIFY(one.expect(1) != one.expect(2));
}

void TestProxyLink::closedWhileWaiting()
{
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    connect(&link, &ProxyLink::requested, this, [&] { link.close(); });
    QCOMPARE(*ask(link, get(link.expect(1))), QByteArray());
}

void TestProxyLink::clientHearsOnlyTheStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("name");
    QTest::newRow("200") << 200 << u"NoError"_s;
    QTest::newRow("407") << 407 << u"ProxyAuthenticationRequiredError"_s;
    QTest::newRow("401") << 401 << u"AuthenticationRequiredError"_s;
    QTest::newRow("302 is not followed") << 302 << u"NoError"_s;
}

/// QNetworkAccessManager in front of the link: one request, no repetition, no sign-in of its own.
void TestProxyLink::clientHearsOnlyTheStatus()
{
    QFETCH(int, status);
    QFETCH(QString, name);
    ProxyLink link("0123456789");
    QVERIFY(link.open());
    int requests = 0;
    connect(&link, &ProxyLink::requested, this, [&](int id) {
        ++requests;
        link.answer(id, status);
    });
    QnamClient client(u"Agent/1"_s);
    QList<QnamReport> reports;
    connect(&client, &QnamClient::reported, this,
            [&](int, const QnamReport &report) { reports.append(report); });
    client.get(3, QUrl(u"http://site.test/"_s), link.port(), link.expect(3), 5000);
    QTRY_COMPARE(reports.size(), 1);
    QCOMPARE(requests, 1);
    QCOMPARE(reports.first().httpStatus, status);
    QCOMPARE(reports.first().name, name);
}

QTEST_GUILESS_MAIN(TestProxyLink)
#include "tst_proxy_link.moc"
