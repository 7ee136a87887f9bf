// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/SystemClock.h"
#include "probe/AddressConnector.h"
#include "probe/ProxyConnection.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

class TestAddressConnector : public QObject
{
    Q_OBJECT

private slots:
    void firstOneWins();
    void allRefuse();
    void timesOut();
    void cancelled();
    void manyAddresses();
    void theFirstNamedWinsOfThoseThatAreEquallyFast();
    void mappedAddressIsTheSame();
    void ipv6();
    void givenUp();

private:
    SystemClock m_clock;
};

void TestAddressConnector::firstOneWins()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress(u"127.0.0.2"_s)));
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy connected(&connector, &AddressConnector::connected);
    QSignalSpy failed(&connector, &AddressConnector::failed);
    connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.2"_s)},
                    server.serverPort(), 2000);
    QCOMPARE(connected.size() + failed.size(), 0); // not from inside start()
    QTRY_COMPARE(connected.size(), 1);
    QTRY_VERIFY(connector.attempts().at(0).outcome == ConnectOutcome::Refused);
    QVERIFY(connector.attempts().at(1).outcome == ConnectOutcome::Connected);
    QVERIFY(connector.attempts().at(1).localPort != 0);
    QCOMPARE(connector.address(), QHostAddress(u"127.0.0.2"_s));
    std::unique_ptr<ProxyConnection> connection(connector.takeConnection());
    QVERIFY(connection && connection->isOpen());
    QVERIFY(!connector.takeConnection());
    QCOMPARE(failed.size(), 0);
}

void TestAddressConnector::allRefuse()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    server.close();
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy failed(&connector, &AddressConnector::failed);
    connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.2"_s)}, port, 2000);
    QTRY_COMPARE(failed.size(), 1);
    for (const AddressAttempt &attempt : connector.attempts()) {
        QVERIFY(attempt.outcome == ConnectOutcome::Refused);
        QVERIFY(attempt.durationMs >= 0);
        QVERIFY(!attempt.detail.isEmpty());
    }
}

void TestAddressConnector::timesOut()
{
    // A listener whose queue is full answers no further SYN.
    QTcpServer full;
    full.setListenBacklogSize(1);
    QVERIFY(full.listen(QHostAddress::LocalHost));
    full.pauseAccepting();
    for (int i = 0; i < 4; ++i)
        (new QTcpSocket(&full))->connectToHost(QHostAddress::LocalHost, full.serverPort());
    QTest::qWait(100);
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy connected(&connector, &AddressConnector::connected);
    QSignalSpy failed(&connector, &AddressConnector::failed);
    connector.start({QHostAddress(QHostAddress::LocalHost)}, full.serverPort(), 200);
    QTRY_COMPARE_WITH_TIMEOUT(connected.size() + failed.size(), 1, 2000);
    if (!connected.isEmpty())
        QSKIP("this system accepts connections beyond the queue");
    QVERIFY(connector.attempts().first().outcome == ConnectOutcome::TimedOut);
    QVERIFY(connector.attempts().first().durationMs >= 190);
}

void TestAddressConnector::cancelled()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy connected(&connector, &AddressConnector::connected);
    QSignalSpy failed(&connector, &AddressConnector::failed);
    connector.start({QHostAddress(QHostAddress::LocalHost)}, server.serverPort(), 2000);
    connector.cancel();
    connector.cancel();
    QTest::qWait(50);
    QCOMPARE(connected.size() + failed.size(), 0);
    QVERIFY(connector.attempts().first().outcome == ConnectOutcome::Cancelled);
}

void TestAddressConnector::manyAddresses()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::AnyIPv4));
    QList<QHostAddress> addresses;
    for (int i = 1; i <= 20; ++i)
        addresses.append(QHostAddress(u"127.0.1.%1"_s.arg(i)));
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy connected(&connector, &AddressConnector::connected);
    connector.start(addresses, server.serverPort(), 2000);
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(connector.attempts().size(), AddressConnector::maximumAddresses);
}

void TestAddressConnector::theFirstNamedWinsOfThoseThatAreEquallyFast()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::AnyIPv4));
    for (int i = 0; i < 10; ++i) {
        AddressConnector connector{RunClock(m_clock)};
        QSignalSpy connected(&connector, &AddressConnector::connected);
        QSignalSpy settled(&connector, &AddressConnector::attemptSettled);
        connector.start({QHostAddress(u"127.0.0.3"_s), QHostAddress(u"127.0.0.1"_s),
                         QHostAddress(u"127.0.0.2"_s)},
                        server.serverPort(), 2000);
        QCOMPARE(connector.undecided(), 3);
        QTRY_COMPARE(connector.undecided(), 0);
        QCOMPARE(settled.size(), 3);
        QCOMPARE(connected.size(), 1);
        QCOMPARE(connector.address(), QHostAddress(u"127.0.0.3"_s));
        for (const AddressAttempt &attempt : connector.attempts())
            QVERIFY(attempt.outcome == ConnectOutcome::Connected);
    }
}

void TestAddressConnector::mappedAddressIsTheSame()
{
    AddressConnector connector{RunClock(m_clock)};
    connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"::ffff:127.0.0.1"_s)}, 9, 500);
    QCOMPARE(connector.attempts().size(), 1);
    QCOMPARE(connector.attempts().first().address, u"127.0.0.1"_s);
}

void TestAddressConnector::ipv6()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHostIPv6))
        QSKIP("this system has no IPv6");
    AddressConnector connector{RunClock(m_clock)};
    QSignalSpy connected(&connector, &AddressConnector::connected);
    connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"::1"_s)}, server.serverPort(), 2000);
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(connector.address(), QHostAddress(u"::1"_s));
    std::unique_ptr<ProxyConnection> connection(connector.takeConnection());
    QCOMPARE(connection->remote(), u"[::1]:%1"_s.arg(server.serverPort()));
}

void TestAddressConnector::givenUp()
{
    QTcpServer full; // as in timesOut()
    full.setListenBacklogSize(1);
    QVERIFY(full.listen(QHostAddress(u"127.0.0.2"_s)));
    full.pauseAccepting();
    for (int i = 0; i < 4; ++i)
        (new QTcpSocket(&full))->connectToHost(full.serverAddress(), full.serverPort());
    QTest::qWait(100);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost, full.serverPort()));
    AddressConnector connector{RunClock(m_clock)};
    connector.start({QHostAddress(u"127.0.0.1"_s), QHostAddress(u"127.0.0.2"_s)},
                    server.serverPort(), 5000);
    QTRY_VERIFY(connector.attempts().first().outcome == ConnectOutcome::Connected);
    if (connector.undecided() == 0)
        QSKIP("this system accepts connections beyond the queue");
    connector.giveUp();
    QCOMPARE(connector.undecided(), 0);
    QVERIFY(connector.attempts().at(1).outcome == ConnectOutcome::TimedOut);
}

QTEST_GUILESS_MAIN(TestAddressConnector)
#include "tst_address_connector.moc"
