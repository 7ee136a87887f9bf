// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunRecorder.h"

#include "practice/PracticeTlsFront.h"

#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

using namespace pt;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

const QString http = u"http://site.test/"_s;
const QString https = u"https://site.test/"_s;
constexpr int bodyBytes = 700'000;

/// A proxy that is spoken to over TLS, with `certificate`.
class TlsProxy
{
public:
    explicit TlsProxy(const ScriptedServer::Script &script,
                      const PracticeCertificate &certificate = siteCertificate())
        : server(script)
    {
        server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
        if (!front.listen(0, certificate, server.serverPort()))
            qFatal("no port for the test");
    }

    RunRequest request(const QStringList &targets) const
    {
        RunRequest request = requestFor(server, targets);
        request.input.endpoint.scheme = ProxyScheme::Https;
        request.input.endpoint.port = front.port();
        return request;
    }

    ScriptedServer server;
    PracticeTlsFront front;
};

/// Accepts connections and does nothing with them.
class Silent : public QTcpServer
{
public:
    Silent()
    {
        setProxy(QNetworkProxy::NoProxy);
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port for the test");
    }
};

RunRequest tlsRequestTo(quint16 port)
{
    RunRequest request;
    request.input.endpoint = {ProxyScheme::Https, u"127.0.0.1"_s, port};
    request.input.targets = {http, https};
    request.extraTrust = {siteCertificate().authority};
    return request;
}

} // namespace

/// Proxies that are themselves spoken to over TLS.
class TestRunnerTls : public QObject
{
    Q_OBJECT

private slots:
    void everythingThroughTls();
    void largeAnswers();
    void nothingIsSentWithoutTrust();
    void clientCertificate_data();
    void clientCertificate();
    void silentPort();
    void cancelInTheHandshake();
};

void TestRunnerTls::everythingThroughTls()
{
    TlsProxy proxy(basicProxy);
    RunRecorder recorder;
    QVERIFY(recorder.run(proxy.request({http, https})));
    const StageResult *secure = recorder.stageResult(StageId::Secure);
    QVERIFY(secure && secure->status == StageStatus::Passed);
    QCOMPARE(secure->code, u"secured"_s);
    QCOMPARE(secure->params.value(u"version"_s), u"TLSv1.3"_s);
    QVERIFY(recorder.stageResult(StageId::Target)->status == StageStatus::Passed);
    int inside = 0;
    for (const Exchange &exchange : recorder.result.exchanges) {
        QVERIFY(exchange.tls && exchange.tls->established && exchange.tls->problems.isEmpty());
        const bool tunnelled = exchange.form == ExchangeForm::InsideTunnel;
        inside += tunnelled ? 1 : 0;
        QCOMPARE(exchange.tls->serverName, tunnelled ? u"site.test"_s : u"127.0.0.1"_s);
    }
    QCOMPARE(inside, 1);
    QCOMPARE(recorder.result.attempts.rejected, 0);
}

void TestRunnerTls::largeAnswers()
{
    TlsProxy proxy([](const Seen &request) {
        if (request.isConnect())
            return basicProxy(request);
        const QByteArray body(bodyBytes, request.inside ? 'i' : 'o');
        return QList<Act>{send("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(bodyBytes)
                               + "\r\n\r\n" + body)};
    });
    RunRecorder recorder;
    QVERIFY(recorder.run(proxy.request({http, https})));
    int whole = 0;
    for (const Exchange &exchange : recorder.result.exchanges) {
        if (exchange.form == ExchangeForm::Connect)
            continue;
        QCOMPARE(exchange.response.bodyBytes, bodyBytes);
        QVERIFY(exchange.response.bodyComplete);
        ++whole;
    }
    QCOMPARE(whole, 2);
}

void TestRunnerTls::nothingIsSentWithoutTrust()
{
    const auto foreign
        = PracticeCertificate::make(u"Somebody"_s, "IP:127.0.0.1", QDateTime::currentDateTimeUtc());
    QVERIFY(foreign);
    TlsProxy proxy(basicProxy, *foreign);
    RunRecorder recorder;
    QVERIFY(recorder.run(proxy.request({http, https})));
    QCOMPARE(recorder.stageResult(StageId::Secure)->code, u"tls-untrusted"_s);
    QVERIFY(proxy.server.seen().isEmpty());
    QCOMPARE(recorder.exchanges(), QStringList{u"secure port-probe 0 c1 tls-failed"_s});
    QCOMPARE(recorder.result.exchanges.first().tls->chain.first().issuer, u"CN=Somebody"_s);
}

void TestRunnerTls::clientCertificate_data()
{
    QTest::addColumn<QSsl::SslProtocol>("protocol");
    QTest::addColumn<bool>("alert"); ///< refused by an alert, else by a close
    QTest::newRow("TLS 1.2, alert") << QSsl::TlsV1_2 << true;
    QTest::newRow("TLS 1.2, close") << QSsl::TlsV1_2 << false;
    QTest::newRow("TLS 1.3, alert behind the handshake") << QSsl::TlsV1_3 << true;
}

void TestRunnerTls::clientCertificate()
{
    QFETCH(QSsl::SslProtocol, protocol);
    QFETCH(bool, alert);
    PracticeListener listener;
    listener.setProxy(QNetworkProxy::NoProxy);
    QByteArray received;
    connect(&listener, &PracticeListener::arrived, this, [&](qintptr descriptor) {
        auto *socket = new QSslSocket(&listener);
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setProtocol(protocol);
        configuration.setLocalCertificateChain(
            {siteCertificate().site, siteCertificate().authority});
        configuration.setPrivateKey(siteCertificate().siteKey);
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        configuration.setHandshakeMustInterruptOnError(alert);
        configuration.setMissingCertificateIsFatal(alert);
        socket->setSslConfiguration(configuration);
        socket->setSocketDescriptor(descriptor);
        connect(socket, &QSslSocket::readyRead, socket,
                [socket, &received] { received += socket->readAll(); });
        socket->startServerEncryption();
    });
    QVERIFY(listener.listen(QHostAddress::LocalHost));
    RunRecorder recorder;
    QVERIFY(recorder.run(tlsRequestTo(listener.serverPort())));
    QCOMPARE(recorder.stageResult(StageId::Secure)->code, u"tls-client-certificate-required"_s);
    QCOMPARE(recorder.result.exchanges.last().endDetail, u"client-certificate"_s);
    QCOMPARE(received, QByteArray());
}

void TestRunnerTls::silentPort()
{
    Silent silent;
    RunRequest request = tlsRequestTo(silent.serverPort());
    request.limits.tlsMs = 300;
    request.limits.idleMs = 300;
    RunRecorder recorder;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(recorder.run(std::move(request)));
    QVERIFY(timer.elapsed() < 4000);
    QCOMPARE(recorder.stageResult(StageId::Secure)->code, u"tls-handshake-failed"_s);
    QCOMPARE(recorder.exchanges(),
             QStringList({u"secure port-probe 0 c1 tls-failed"_s,
                          u"secure port-probe 0 c2 control idle-timeout"_s}));
    QCOMPARE(recorder.result.exchanges.first().endDetail, u"timeout"_s);
    // The control question names no site and carries no credentials.
    const QByteArray asked = recorder.result.exchanges.last().request.head;
    QVERIFY(asked.startsWith("GET / HTTP/1.1\r\nHost: 127.0.0.1:"));
    QVERIFY(!asked.contains("Authorization") && !asked.contains("site.test"));
}

void TestRunnerTls::cancelInTheHandshake()
{
    Silent silent;
    RunRecorder recorder;
    recorder.start(tlsRequestTo(silent.serverPort()));
    QTRY_VERIFY(recorder.log.contains(u"start secure"_s));
    QTest::qWait(100);
    QElapsedTimer timer;
    timer.start();
    recorder.cancel();
    QVERIFY(recorder.wait());
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(recorder.result.cancelled);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.exchanges(), QStringList{u"secure port-probe 0 c1 cancelled"_s});
}

QTEST_GUILESS_MAIN(TestRunnerTls)
#include "tst_runner_tls.moc"
