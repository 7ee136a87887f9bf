// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LabServer.h"
#include "Program.h"

#include <QNetworkProxy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

/// Addresses where no HTTP proxy is.
class TestLabEndpoints : public QObject
{
    Q_OBJECT

private slots:
    void nothingListens();
    void otherProtocols_data();
    void otherProtocols();
};

namespace {

const QStringList targets{u"http://www.practice.test/"_s, u"https://www.practice.test/"_s};

} // namespace

void TestLabEndpoints::nothingListens()
{
    const ProgramRun run
        = runCheck(checkArguments(u"127.0.0.1:%1"_s.arg(LabServer::freePort()), u"anna"_s, targets),
                   "made-up"_ba);
    QVERIFY2(run.verdict() == u"endpoint.local-helper-not-running"_s, run.story());
    QCOMPARE(run.exitCode, 1);
}

void TestLabEndpoints::otherProtocols_data()
{
    QTest::addColumn<QByteArray>("greeting"); ///< sent at once
    QTest::addColumn<QByteArray>("answer"); ///< to the first bytes that come
    QTest::addColumn<QString>("verdict");
    QTest::newRow("SSH") << "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"_ba
                         << "Invalid SSH identification string.\r\n"_ba << u"endpoint.not-http"_s;
    QTest::newRow("SMTP") << "220 mail.lab.test ESMTP\r\n"_ba
                          << "500 5.5.2 Error: bad syntax\r\n"_ba << u"endpoint.not-http"_s;
    QTest::newRow("broken HTTP") << QByteArray() << "HTTP/1.1 abc OK\r\n\r\n"_ba
                                 << u"endpoint.protocol-broken"_s;
}

void TestLabEndpoints::otherProtocols()
{
    QFETCH(QByteArray, greeting);
    QFETCH(QByteArray, answer);
    QFETCH(QString, verdict);
    QTcpServer server;
    server.setProxy(QNetworkProxy::NoProxy);
    connect(&server, &QTcpServer::newConnection, this, [&server, greeting, answer] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write(greeting);
        connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
            socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const ProgramRun run
        = runCheck(checkArguments(u"127.0.0.1:%1"_s.arg(server.serverPort()), u"anna"_s, targets),
                   "made-up"_ba);
    QVERIFY2(run.verdict() == verdict, run.story());
    QCOMPARE(run.exitCode, 1);
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"attempts"_s][u"sent"_s].toInt(-1), 0);
}

QTEST_GUILESS_MAIN(TestLabEndpoints)
#include "tst_lab_endpoints.moc"
