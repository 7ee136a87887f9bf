// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Clock.h"
#include "practice/PracticeCertificate.h"
#include "practice/PracticeProxy.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QProcess>
#include <QSignalSpy>
#include <QSslSocket>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

class FixedClock final : public pt::Clock
{
public:
    qint64 monotonicMs() const override { return 0; }
    QDateTime utcNow() const override { return now; }

    QDateTime now = QDateTime(QDate(2031, 2, 3), QTime(4, 5, 6), QTimeZone::utc());
};

/// `proxy`: its JSON, with ' for ".
pt::Scenario scenarioOf(QByteArray proxy)
{
    pt::Scenario scenario;
    scenario.proxy = QJsonDocument::fromJson(proxy.replace('\'', '"')).object();
    return scenario;
}

/// A proxy that asks for a sign-in and then does its work.
const char working[]
    = "{'accepts':[{'user':'anna','password':'made-up'}],'via':'1.1 proxy.practice.test',"
      "'rules':["
      "{'when':{'signed':['none','wrong']},'do':[{'answer':{'line':'HTTP/1.1 407 Asks',"
      "'fields':['Date: {date}','Proxy-Authenticate: Basic realm=\\'practice\\''],'body':'no'}}]},"
      "{'when':{'method':'CONNECT'},'do':[{'tunnel':'site'}]},"
      "{'do':[{'answer_as_target':true}]}]}";

/// A client on a plain socket.
class Client
{
public:
    explicit Client(quint16 port)
    {
        m_socket.setProxy(QNetworkProxy::NoProxy);
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        QObject::connect(&m_socket, &QSslSocket::readyRead,
                         [this] { m_received += m_socket.readAll(); });
        QObject::connect(&m_socket, &QSslSocket::disconnected, [this] { m_ended = true; });
    }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    const QByteArray &received() const { return m_received; }
    QByteArray take() { return std::exchange(m_received, {}); }
    bool ended() const { return m_ended; }
    QSslSocket &socket() { return m_socket; }
    bool connected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    QSslSocket m_socket;
    QByteArray m_received;
    bool m_ended = false;
};

QByteArray basic(const char *pair)
{
    return "Proxy-Authorization: Basic " + QByteArray(pair).toBase64() + "\r\n";
}

} // namespace

class TestPracticeProxy : public QObject
{
    Q_OBJECT

private slots:
    void listensOnLoopbackOnly();
    void refusesAPortInUse();
    void refusesABrokenScenario();
    void asksAndAccepts();
    void countsOnOneConnection();
    void requestsInOnePacket();
    void dateIsOfTheClock();
    void saysWhatItDoesWithoutThePassword();
    void tunnelLeadsToTheSite();
    void untrustedSiteIsNotTrusted();
    void droppedTunnel();
    void steps_data();
    void steps();
    void resetIsAReset_data();
    void resetIsAReset();
    void silenceStaysOpen();
    void delayDelays();
    void dripDrips();
    void bannerComesFirst();
    void bigBodyIsMadeNotStored();
    void endlessHeaderStopsWithTheReader();
    void nonsenseIsAnswered_data();
    void nonsenseIsAnswered();
    void overlongHeadIsClosed();
    void endsWithItsConnections();
    void certificateIsOfTheTimeGiven();
    void nonsenseNamesAreRefused();
    void keysAreNew();
    void curlSignsIn();
};

void TestPracticeProxy::listensOnLoopbackOnly()
{
    pt::PracticeProxy proxy(scenarioOf(working));
    const auto port = proxy.listen();
    QVERIFY(port);
    QVERIFY(*port != 0);
    // The same port is still free on every other address of this computer.
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(u"127.0.0.2"_s), *port));
}

void TestPracticeProxy::refusesAPortInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    pt::PracticeProxy proxy(scenarioOf(working));
    const auto port = proxy.listen(other.serverPort());
    QVERIFY(!port);
    QCOMPARE(port.error().code, u"practice.cannot-listen"_s);
    QVERIFY(!port.error().detail.isEmpty());
}

void TestPracticeProxy::refusesABrokenScenario()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'explode':true}]}]}"));
    const auto port = proxy.listen();
    QVERIFY(!port);
    QCOMPARE(port.error().code, u"practice.bad-scenario"_s);
}

void TestPracticeProxy::asksAndAccepts()
{
    pt::PracticeProxy proxy(scenarioOf(working));
    Client client(proxy.listen().value());
    client.send("GET http://www.practice.test/ HTTP/1.1\r\nHost: www.practice.test\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\nno"));
    QVERIFY(client.take().contains("\r\nProxy-Authenticate: Basic realm=\"practice\"\r\n"));
    QCOMPARE(proxy.answersRefused(), 0);

    client.send("GET http://www.practice.test/ HTTP/1.1\r\n" + basic("anna:wrong") + "\r\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\nno"));
    QVERIFY(client.take().startsWith("HTTP/1.1 407 "));
    QCOMPARE(proxy.answersRefused(), 1);

    client.send("GET http://www.practice.test/ HTTP/1.1\r\nProxy-Authorization: NTLM AAAA\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\nno"));
    QVERIFY(client.take().startsWith("HTTP/1.1 407 "));
    QCOMPARE(proxy.answersRefused(), 2);

    client.send("GET http://www.practice.test/ HTTP/1.1\r\n" + basic("anna:made-up") + "\r\n");
    QTRY_VERIFY(client.received().endsWith("</html>\n"));
    QVERIFY(client.received().startsWith("HTTP/1.1 200 OK\r\nVia: 1.1 proxy.practice.test\r\n"));
    QCOMPARE(proxy.answersRefused(), 2);
    QCOMPARE(proxy.requests(), 4);
}

void TestPracticeProxy::countsOnOneConnection()
{
    pt::PracticeProxy proxy(
        scenarioOf("{'rules':[{'when':{'request_on_connection':2},'do':[{'send':'second'}]},"
                   "{'when':{'request':3},'do':[{'send':'third of all'}]},"
                   "{'do':[{'send':'other'}]}]}"));
    const quint16 port = proxy.listen().value();
    Client one(port);
    one.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(one.received(), "other");
    one.take();
    one.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(one.received(), "second");
    Client two(port);
    two.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(two.received(), "third of all");
}

void TestPracticeProxy::requestsInOnePacket()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'send':'[{host}:{port}]'}]}]}"));
    Client client(proxy.listen().value());
    client.send("\r\nPOST http://a/ HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /"
                "GET http://B:81/ HTTP/1.1\n\n"
                "CONNECT [::1]:443 HTTP/1.1\r\n\r\n"
                "GET / HTTP/1.1\r\nHost: c:82\r\n\r\n");
    QTRY_COMPARE(client.received(), "[a:80][b:81][[::1]:443][c:82]");
}

void TestPracticeProxy::dateIsOfTheClock()
{
    const FixedClock clock;
    pt::PracticeProxy proxy(scenarioOf(working), clock);
    Client client(proxy.listen().value());
    client.send("GET http://www.practice.test/ HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.received().contains("\r\nDate: Mon, 03 Feb 2031 04:05:06 GMT\r\n"));
}

void TestPracticeProxy::saysWhatItDoesWithoutThePassword()
{
    pt::PracticeProxy proxy(scenarioOf(working));
    const QSignalSpy spy(&proxy, &pt::PracticeProxy::logged);
    Client client(proxy.listen().value());
    client.send("GET http://anna:made-up@www.practice.test/ HTTP/1.1\r\n" + basic("anna:made-up")
                + "Cookie: made-up\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("</html>\n"));
    client.send("GET http://a/\x1b[31m HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("no"));
    QString all;
    for (const QList<QVariant> &call : spy)
        all += call.first().toString() + u'\n';
    QVERIFY(all.contains(u"www.practice.test"_s));
    QVERIFY(all.contains(u"HTTP/1.1 407 Asks"_s));
    QVERIFY2(!all.contains(u"made-up"_s), "the log shows a password");
    QVERIFY2(!all.contains(QString::fromLatin1(QByteArray("anna:made-up").toBase64())),
             "the log shows a password");
    QVERIFY2(!all.contains(u'\x1b'), "the log passes a terminal escape on");
}

void TestPracticeProxy::tunnelLeadsToTheSite()
{
    pt::PracticeProxy proxy(scenarioOf(working));
    Client client(proxy.listen().value());
    client.send("CONNECT www.practice.test:443 HTTP/1.1\r\n" + basic("anna:made-up") + "\r\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\n"));
    QVERIFY(client.take().startsWith("HTTP/1.1 200 "));

    QSslConfiguration configuration = client.socket().sslConfiguration();
    configuration.setCaCertificates({proxy.authority()});
    client.socket().setSslConfiguration(configuration);
    client.socket().setPeerVerifyName(u"www.practice.test"_s);
    client.socket().startClientEncryption();
    QTRY_VERIFY(client.socket().isEncrypted());
    client.send("GET / HTTP/1.1\r\nHost: www.practice.test\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("</html>\n"));
    QVERIFY(!client.take().contains("Via:"));
    client.send("GET /again HTTP/1.1\r\nHost: www.practice.test\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("</html>\n"));
    QCOMPARE(proxy.requests(), 1); // the proxy sees nothing of what is inside
}

void TestPracticeProxy::untrustedSiteIsNotTrusted()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'tunnel':'untrusted-site'}]}]}"));
    Client client(proxy.listen().value());
    client.send("CONNECT www.practice.test:443 HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.received().endsWith("\r\n\r\n"));
    QSslConfiguration configuration = client.socket().sslConfiguration();
    configuration.setCaCertificates({proxy.authority()});
    client.socket().setSslConfiguration(configuration);
    client.socket().setPeerVerifyName(u"www.practice.test"_s);
    client.socket().startClientEncryption();
    QTRY_VERIFY(client.ended());
    QVERIFY(!client.socket().isEncrypted());
    QCOMPARE(client.socket().error(), QAbstractSocket::SslHandshakeFailedError);
}

void TestPracticeProxy::droppedTunnel()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'tunnel':'drop'}]}]}"));
    Client client(proxy.listen().value());
    client.send("CONNECT www.practice.test:443 HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.ended());
    QVERIFY(client.received().startsWith("HTTP/1.1 200 "));
}

void TestPracticeProxy::steps_data()
{
    QTest::addColumn<QByteArray>("steps");
    QTest::addColumn<QByteArray>("received");
    const auto row = [](const char *name, const char *steps, const QByteArray &received) {
        QTest::newRow(name) << QByteArray(steps) << received;
    };
    row("text", "{'send':'a\\r\\n\\u00e4'}", "a\r\n\xc3\xa4");
    row("bytes in hexadecimal", "{'send_hex':'00ff0d0a'}", QByteArray::fromHex("00ff0d0a"));
    row("bytes in Base64", "{'send_base64':'AP8NCg=='}", QByteArray::fromHex("00ff0d0a"));
    row("several",
        "{'send':'a'},{'delay_ms':20},{'send':'b'},{'drip':{'text':'cd','every_ms':5}},{'send':'e'"
        "}",
        "abcde");
    row("answer", "{'answer':{'line':'HTTP/1.1 200 OK','fields':['A: b'],'body':'xyz'}}",
        "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 3\r\n\r\nxyz");
    row("answer that ends with the connection",
        "{'answer':{'line':'HTTP/1.0 200 OK','length':'none','body':'xyz'}}",
        "HTTP/1.0 200 OK\r\n\r\nxyz");
    row("a body is left alone", "{'answer':{'line':'HTTP/1.1 200 OK','body':'{date}'}}",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n{date}");
    row("filler", "{'big_body':{'bytes':100}}", QByteArray(100, 'a'));
}

void TestPracticeProxy::steps()
{
    QFETCH(QByteArray, steps);
    QFETCH(QByteArray, received);
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[" + steps + ",{'close':true}]}]}"));
    Client client(proxy.listen().value());
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.ended());
    QCOMPARE(client.received(), received);
}

void TestPracticeProxy::resetIsAReset_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::addColumn<int>("curlExit");
    QTest::newRow("reset") << "{'reset':true}"_ba << 56; // "Recv failure: Connection reset by peer"
    QTest::newRow("end") << "{'close':true}"_ba << 52; // "Empty reply from server"
}

void TestPracticeProxy::resetIsAReset()
{
    QFETCH(QByteArray, step);
    QFETCH(int, curlExit);
    // Qt reports both alike; curl tells them apart.
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[" + step + "]}]}"));
    const quint16 port = proxy.listen().value();
    QProcess process;
    process.start(curl,
                  {u"-sS"_s, u"-q"_s, u"--noproxy"_s, QString(), u"-x"_s,
                   u"http://127.0.0.1:%1"_s.arg(port), u"http://www.practice.test/"_s});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), curlExit);
}

void TestPracticeProxy::silenceStaysOpen()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'silent':true}]}]}"));
    Client client(proxy.listen().value());
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(proxy.requests(), 1);
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTest::qWait(200);
    QVERIFY(client.connected());
    QVERIFY(client.received().isEmpty());
    QCOMPARE(proxy.requests(), 1);
}

void TestPracticeProxy::delayDelays()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'delay_ms':150},{'send':'x'}]}]}"));
    Client client(proxy.listen().value());
    QTRY_VERIFY(client.connected());
    QElapsedTimer timer;
    timer.start();
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(client.received(), "x");
    QVERIFY2(timer.elapsed() >= 140, "it came too soon");
}

void TestPracticeProxy::dripDrips()
{
    pt::PracticeProxy proxy(
        scenarioOf("{'rules':[{'do':[{'drip':{'text':'abcd','every_ms':40}}]}]}"));
    Client client(proxy.listen().value());
    QTRY_VERIFY(client.connected());
    QElapsedTimer timer;
    timer.start();
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(client.received(), "abcd");
    QVERIFY2(timer.elapsed() >= 110, "it came too soon");
    client.take();
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_COMPARE(client.received(), "abcd"); // it listens again afterwards
}

void TestPracticeProxy::bannerComesFirst()
{
    pt::PracticeProxy proxy(scenarioOf("{'on_connect':[{'send':'SSH-2.0-practice\\r\\n'}],'rules':["
                                       "{'do':[{'send':'bye'},{'close':true}]}]}"));
    Client client(proxy.listen().value());
    QTRY_COMPARE(client.received(), "SSH-2.0-practice\r\n");
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.ended());
    QCOMPARE(client.received(), "SSH-2.0-practice\r\nbye");
}

void TestPracticeProxy::bigBodyIsMadeNotStored()
{
    constexpr qint64 size = 64 * 1024 * 1024;
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'big_body':{'bytes':"
                                       + QByteArray::number(size) + "}},{'close':true}]}]}"));
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    qint64 count = 0;
    bool ended = false;
    connect(&socket, &QTcpSocket::readyRead, &socket, [&] { count += socket.readAll().size(); });
    connect(&socket, &QTcpSocket::disconnected, &socket, [&] { ended = true; });
    socket.connectToHost(QHostAddress::LocalHost, proxy.listen().value());
    socket.write("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(ended, 20'000);
    QCOMPARE(count, size);
}

void TestPracticeProxy::endlessHeaderStopsWithTheReader()
{
    pt::PracticeProxy proxy(scenarioOf("{'rules':[{'do':[{'send':'HTTP/1.1 407 "
                                       "x\\r\\n'},{'endless_header':{'bytes':4000000000}}]}]}"));
    const QSignalSpy spy(&proxy, &pt::PracticeProxy::logged);
    Client client(proxy.listen().value());
    client.send("GET http://a/ HTTP/1.1\r\n\r\n");
    QTRY_VERIFY(client.received().size() > 100'000);
    QVERIFY(!client.received().contains("\r\n\r\n"));
    const qsizetype before = spy.size();
    client.socket().abort();
    QTRY_VERIFY(spy.size() > before); // it noticed
}

void TestPracticeProxy::nonsenseIsAnswered_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("no request") << "hello\r\n\r\n"_ba;
    QTest::newRow("an answer") << "HTTP/1.1 200 OK\r\n\r\n"_ba;
    QTest::newRow("a length below zero")
        << "POST http://a/ HTTP/1.1\r\nContent-Length: -5\r\n\r\n"_ba;
    QTest::newRow("a length beyond all bounds")
        << "POST http://a/ HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"_ba;
    QTest::newRow("a length that is none")
        << "POST http://a/ HTTP/1.1\r\nContent-Length: x\r\n\r\n"_ba;
    QTest::newRow("chunks")
        << "POST http://a/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"_ba;
    QTest::newRow("zero bytes") << QByteArray("\0\0\0\r\n\r\n", 7);
}

void TestPracticeProxy::nonsenseIsAnswered()
{
    QFETCH(QByteArray, request);
    pt::PracticeProxy proxy(scenarioOf(working));
    Client client(proxy.listen().value());
    client.send(request);
    QTRY_VERIFY(client.ended());
    QVERIFY(client.received().startsWith("HTTP/1.1 400 "));
    QCOMPARE(proxy.requests(), 0);
}

void TestPracticeProxy::overlongHeadIsClosed()
{
    pt::PracticeProxy proxy(scenarioOf(working));
    Client client(proxy.listen().value());
    client.send("GET http://a/ HTTP/1.1\r\nX: " + QByteArray(200'000, 'x'));
    QTRY_VERIFY(client.ended());
    QCOMPARE(proxy.requests(), 0);
}

void TestPracticeProxy::endsWithItsConnections()
{
    auto proxy = std::make_unique<pt::PracticeProxy>(
        scenarioOf("{'rules':[{'do':[{'endless_header':{'bytes':4000000000}}]}]}"));
    const quint16 port = proxy->listen().value();
    Client busy(port);
    busy.send("GET http://a/ HTTP/1.1\r\n\r\n");
    Client idle(port);
    QTRY_VERIFY(busy.received().size() > 1000);
    QTRY_VERIFY(idle.connected());
    proxy.reset();
    QTRY_VERIFY(busy.ended());
    QTRY_VERIFY(idle.ended());
    QTcpServer next;
    QVERIFY(next.listen(QHostAddress::LocalHost, port));
}

void TestPracticeProxy::certificateIsOfTheTimeGiven()
{
    const FixedClock clock;
    const auto made = pt::PracticeCertificate::make(
        u"Somebody \u00e4"_s, "DNS:*.practice.test,IP:127.0.0.1", clock.utcNow());
    QVERIFY(made);
    QCOMPARE(made->authority.effectiveDate(), clock.now.addDays(-1));
    QCOMPARE(made->authority.expiryDate(), clock.now.addDays(1));
    QCOMPARE(made->site.expiryDate(), clock.now.addDays(1));
    QCOMPARE(made->authority.subjectInfo(QSslCertificate::CommonName),
             QStringList{u"Somebody \u00e4"_s});
    QCOMPARE(made->site.issuerInfo(QSslCertificate::CommonName), QStringList{u"Somebody \u00e4"_s});
    QVERIFY(made->site.subjectAlternativeNames().contains(QSsl::DnsEntry, u"*.practice.test"_s));
    QCOMPARE(made->site.subjectAlternativeNames().value(QSsl::IpAddressEntry), u"127.0.0.1"_s);
}

void TestPracticeProxy::nonsenseNamesAreRefused()
{
    const auto made = pt::PracticeCertificate::make(u"one"_s, "IP:nowhere", FixedClock().utcNow());
    QVERIFY(!made);
    QCOMPARE(made.error().code, u"practice.no-certificate"_s);
}

void TestPracticeProxy::keysAreNew()
{
    const FixedClock clock;
    const auto one = pt::PracticeCertificate::make(u"one"_s, "DNS:a.test", clock.utcNow());
    const auto two = pt::PracticeCertificate::make(u"one"_s, "DNS:a.test", clock.utcNow());
    QVERIFY(one);
    QVERIFY(two);
    QVERIFY(one->siteKey != two->siteKey);
    QVERIFY(one->authority.serialNumber() != two->authority.serialNumber());
}

void TestPracticeProxy::curlSignsIn()
{
    const QString curl = QStandardPaths::findExecutable(u"curl"_s);
    if (curl.isEmpty())
        QSKIP("curl is not installed");
    pt::PracticeProxy proxy(scenarioOf(working));
    const quint16 port = proxy.listen().value();
    QTemporaryDir folder;
    QFile ca(folder.filePath(u"ca.pem"_s));
    QVERIFY(ca.open(QIODevice::WriteOnly));
    ca.write(proxy.authority().toPem());
    ca.close();
    const auto run = [&](const QString &url, const QByteArray &pair) {
        QProcess process;
        process.start(curl,
                      {u"-sS"_s, u"-q"_s, u"--noproxy"_s, QString(), u"--cacert"_s, ca.fileName(),
                       u"-K"_s, u"-"_s, u"-w"_s, u"%{http_connect} %{http_code}"_s, u"-o"_s,
                       u"/dev/null"_s, url});
        process.write("proxy = \"http://127.0.0.1:" + QByteArray::number(port)
                      + "\"\nproxy-user = \"" + pair + "\"\n");
        process.closeWriteChannel();
        [&] { QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000); }();
        return process.readAllStandardOutput();
    };
    QCOMPARE(run(u"http://www.practice.test/"_s, "anna:made-up"), "000 200"_ba);
    QCOMPARE(run(u"https://www.practice.test/"_s, "anna:made-up"), "200 200"_ba);
    QCOMPARE(run(u"http://www.practice.test/"_s, "anna:wrong"), "000 407"_ba);
    QCOMPARE(run(u"https://www.practice.test/"_s, "anna:wrong"), "407 000"_ba);
}

QTEST_GUILESS_MAIN(TestPracticeProxy)
#include "tst_practice_proxy.moc"
