// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "RunRecorder.h"

#include "diagnosis/Diagnose.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksWriting.h"

using namespace pt;
using namespace test;
using namespace Qt::StringLiterals;

namespace {

const QString http = u"http://site.test/"_s;
const QString https = u"https://site.test/"_s;

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

/// The messages that this program sends, and what is said inside.
qsizetype frameOf(const QByteArray &input)
{
    const QByteArray greetings[] = {hex("05020002"), hex("050101")};
    for (const QByteArray &greeting : greetings) {
        if (input.startsWith(greeting))
            return greeting.size();
    }
    for (const SocksKind kind : {SocksKind::Request5, SocksKind::SignIn, SocksKind::Request4}) {
        const SocksFrame frame = readSocks(kind, input);
        if (frame.version >= 0 && frame.state != SocksState::Broken)
            return frame.length;
    }
    return input.indexOf("\r\n\r\n") + 4 >= 4 ? input.indexOf("\r\n\r\n") + 4 : 0;
}

bool isGreeting(const Seen &message)
{
    return message.head == hex("05020002");
}
bool isSignIn(const Seen &message)
{
    return message.head.startsWith('\x01');
}
bool isRequest(const Seen &message)
{
    return message.head.startsWith(hex("050100")) || message.head.startsWith('\x04');
}
bool isHttps(const Seen &message)
{
    return message.head.endsWith(hex("01bb"));
}

QList<Act> opened(const Seen &message, const QByteArray &reply = socksReply(0))
{
    if (!isRequest(message))
        return {send(insideOk)};
    if (isHttps(message))
        return {send(reply), startTls()};
    return {send(reply)};
}

/// A SOCKS5 server that wants the password.
QList<Act> passwordServer(const Seen &message)
{
    if (isGreeting(message))
        return {send(hex("0502"))};
    if (isSignIn(message)) {
        if (message.head == hex("0103") + "dev" + hex("0b") + "right-horse")
            return {send(hex("0100"))};
        return {send(hex("0101")), closeIt()};
    }
    return opened(message);
}

QList<Act> openServer(const Seen &message)
{
    return isGreeting(message) ? QList<Act>{send(hex("0500"))} : opened(message);
}

RunRequest socksRequest(const ScriptedServer &server, const QStringList &targets,
                        ProxyScheme scheme = ProxyScheme::Socks5,
                        const QByteArray &password = "right-horse")
{
    RunRequest request = requestFor(server, targets, password);
    request.input.endpoint.scheme = scheme;
    return request;
}

int passwordsSent(const ScriptedServer &server)
{
    int count = 0;
    for (const Seen &message : server.seen())
        count += !message.inside && isSignIn(message) ? 1 : 0;
    return count;
}

QString verdictOf(const RunRecorder &recorder)
{
    return diagnose(recorder.result).verdict().cause;
}

} // namespace

class TestRunnerSocks : public QObject
{
    Q_OBJECT

private slots:
    void passwordRight();
    void noPassword();
    void passwordWrong();
    void moreTargetsThanConnections();
    void keptConnectionDies();
    void cannotBeSent_data();
    void cannotBeSent();
    void socks4a();
    void socks4aHasNoPlaceForIpv6();
    void goesWrong_data();
    void goesWrong();
    void answersRead_data();
    void answersRead();
    void httpToSocks_data();
    void httpToSocks();
    void slowDripEnds();
    void cancelled_data();
    void cancelled();
    void noSecretInTheRecord();
};

void TestRunnerSocks::passwordRight()
{
    ScriptedServer server(passwordServer);
    server.setFramer(frameOf);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http, https})));
    QCOMPARE(verdictOf(recorder), u"healthy.signed-in"_s);
    QCOMPARE(recorder.result.attempts.sent, 2); // once for each target
    QCOMPARE(recorder.result.attempts.rejected, 0);
    // The connection that was greeted first is the one that signs in.
    QCOMPARE(recorder.exchanges().mid(0, 2),
             (QStringList{u"challenge socks 0 c1"_s, u"sign-in socks 0 c1 socks5"_s}));
    // The server is given the name, not an address.
    bool named = false;
    for (const Seen &message : server.seen())
        named = named || message.head.contains("site.test" + hex("0050"));
    QVERIFY(named);
    QCOMPARE(recorder.early, 0);
    const Exchange &inside = recorder.result.exchanges.last();
    QVERIFY(inside.form == ExchangeForm::InsideTunnel);
    const Exchange *opening = recorder.result.exchange(inside.tunnelOf);
    QVERIFY(opening && opening->form == ExchangeForm::Socks);
    QVERIFY(opening->tunnelBytesReceived > 0);
}

void TestRunnerSocks::noPassword()
{
    ScriptedServer server(openServer);
    server.setFramer(frameOf);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http, https})));
    QCOMPARE(verdictOf(recorder), u"healthy.no-sign-in-asked"_s);
    QCOMPARE(passwordsSent(server), 0);
    QCOMPARE(recorder.result.attempts.sent, 0);
}

void TestRunnerSocks::passwordWrong()
{
    ScriptedServer server(passwordServer);
    server.setFramer(frameOf);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http, https, u"http://other.test/"_s},
                                      ProxyScheme::Socks5, "wrong")));
    QCOMPARE(verdictOf(recorder), u"socks.credentials-rejected"_s);
    QCOMPARE(passwordsSent(server), 1);
    QCOMPARE(recorder.result.attempts.rejected, 1);
}

void TestRunnerSocks::moreTargetsThanConnections()
{
    ScriptedServer server(openServer);
    server.setFramer(frameOf);
    QStringList targets;
    for (int i = 0; i < 12; ++i)
        targets.append(u"http://site.test/%1"_s.arg(i));
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, targets)));
    QVERIFY(server.connections() <= 8);
}

void TestRunnerSocks::keptConnectionDies()
{
    // Closed before the password is sent, as servers do that do not wait long: a new one is
    // greeted.
    ScriptedServer server([](const Seen &message) {
        if (isGreeting(message) && message.connection == 1)
            return QList<Act>{send(hex("0502")), closeIt()};
        return passwordServer(message);
    });
    server.setFramer(frameOf);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http})));
    QCOMPARE(verdictOf(recorder), u"healthy.signed-in"_s);
    QCOMPARE(passwordsSent(server), 1);
}

void TestRunnerSocks::cannotBeSent_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<bool>("given");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("verdict");
    const QString unsendable = u"socks.credentials-unsendable"_s;
    QTest::newRow("nothing") << QString() << QByteArray() << false << u"no-credentials"_s
                             << u"credentials.missing"_s;
    QTest::newRow("user alone") << u"dev"_s << QByteArray() << false << u"incomplete"_s
                                << u"credentials.incomplete"_s;
    QTest::newRow("empty password")
        << u"dev"_s << QByteArray() << true << u"socks.credential-empty"_s << unsendable;
    QTest::newRow("long user") << QString(256, u'u') << QByteArray("x") << true
                               << u"socks.credential-too-long"_s << unsendable;
    QTest::newRow("long password")
        << u"dev"_s << QByteArray(256, 'x') << true << u"socks.credential-too-long"_s << unsendable;
}

void TestRunnerSocks::cannotBeSent()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, password);
    QFETCH(bool, given);
    QFETCH(QString, code);
    QFETCH(QString, verdict);
    ScriptedServer server(passwordServer);
    server.setFramer(frameOf);
    RunRequest request = socksRequest(server, {http});
    request.input.user = user;
    request.credentials.user = user;
    request.credentials.password.reset();
    if (given)
        request.credentials.password = Secret::takeUtf8(std::move(password));
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(recorder.stageResult(StageId::SignIn)->code, code);
    QCOMPARE(verdictOf(recorder), verdict);
    QCOMPARE(passwordsSent(server), 0);
    QCOMPARE(recorder.result.attempts.sent, 0);
}

void TestRunnerSocks::socks4a()
{
    ScriptedServer server([](const Seen &message) {
        if (!isRequest(message))
            return QList<Act>{send(insideOk)};
        const bool tls = message.head.mid(2, 2) == hex("01bb");
        return tls ? QList<Act>{send(socks4Reply(90)), startTls()}
                   : QList<Act>{send(socks4Reply(90))};
    });
    server.setFramer(frameOf);
    server.setCertificate(siteCertificate().site, siteCertificate().siteKey);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http, https}, ProxyScheme::Socks4a)));
    QCOMPARE(verdictOf(recorder), u"healthy.no-sign-in-asked"_s);
    QVERIFY(server.seen().first().head.contains("dev"));
    QCOMPARE(recorder.result.attempts.sent, 0);
}

void TestRunnerSocks::socks4aHasNoPlaceForIpv6()
{
    ScriptedServer server([](const Seen &) { return QList<Act>{send(socks4Reply(90))}; });
    server.setFramer(frameOf);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {u"http://[2001:db8::1]/"_s}, ProxyScheme::Socks4a)));
    QCOMPARE(recorder.stageResult(StageId::Tunnel)->code, u"socks-address-unsupported"_s);
    QVERIFY(server.seen().isEmpty());
}

void TestRunnerSocks::goesWrong_data()
{
    QTest::addColumn<int>("message"); // 0: greeting, 1: sign-in, 2: request
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("stage");
    const char *const stages[] = {"challenge", "sign-in", "tunnel"};
    for (int message = 0; message < 3; ++message) {
        const QString stage = QString::fromLatin1(stages[message]);
        const auto row = [&](const char *name, const QByteArray &answer, const QString &how,
                             const QString &verdict) {
            QTest::addRow("%s, %s", stages[message], name)
                << message << answer << how << verdict << stage;
        };
        row("closed", {}, u"close"_s, u"network.reset"_s);
        row("reset", {}, u"reset"_s, u"network.reset"_s);
        row("silent", {}, u"silent"_s, u"network.no-reply"_s);
        row("cut off", QByteArray(message == 1 ? "\x01" : "\x05", 1), u"close"_s,
            u"endpoint.protocol-broken"_s);
        row("garbage", "\x99\x98\x97", u"close"_s, u"endpoint.not-http"_s);
    }
    QTest::newRow("HTTP at once") << 0 << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n")
                                  << u"close"_s << u"endpoint.is-http"_s << u"challenge"_s;
    QTest::newRow("TLS alert") << 0 << hex("15030100020246") << u"close"_s
                               << u"endpoint.expects-tls"_s << u"challenge"_s;
    QTest::newRow("SSH") << 0 << QByteArray("SSH-2.0-OpenSSH_9.2p1\r\n") << u"silent"_s
                         << u"endpoint.not-http"_s << u"challenge"_s;
    QTest::newRow("SMTP") << 0 << QByteArray("220 mail.example ESMTP\r\n") << u"silent"_s
                          << u"endpoint.not-http"_s << u"challenge"_s;
    QTest::newRow("FTP") << 0 << QByteArray("220 FTP ready\r\n") << u"silent"_s
                         << u"endpoint.not-http"_s << u"challenge"_s;
    QTest::newRow("HTTP/2") << 0 << hex("000006040000000000 000300000064") << u"silent"_s
                            << u"endpoint.not-http"_s << u"challenge"_s;
    QTest::newRow("SOCKS4 alone") << 0 << hex("005b000000000000") << u"close"_s
                                  << u"socks.method-refused"_s << u"challenge"_s;
    QTest::newRow("no method") << 0 << hex("05ff") << u"close"_s << u"socks.method-refused"_s
                               << u"challenge"_s;
    QTest::newRow("a method not offered")
        << 0 << hex("0501") << u"silent"_s << u"socks.method-refused"_s << u"challenge"_s;
}

void TestRunnerSocks::goesWrong()
{
    QFETCH(int, message);
    QFETCH(QByteArray, answer);
    QFETCH(QString, how);
    QFETCH(QString, verdict);
    QFETCH(QString, stage);
    ScriptedServer server([&](const Seen &seen) {
        const bool hit = message == 0 ? !isSignIn(seen) && !isRequest(seen)
            : message == 1            ? isSignIn(seen)
                                      : isRequest(seen);
        if (!hit)
            return passwordServer(seen);
        QList<Act> acts;
        if (!answer.isEmpty())
            acts.append(send(answer));
        acts.append(how == "close"_L1 ? closeIt() : how == "reset"_L1 ? resetIt() : silent());
        return acts;
    });
    server.setFramer(frameOf);
    RunRequest request = socksRequest(server, {http});
    request.limits.idleMs = 400;
    request.limits.tlsMs = 400;
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(verdictOf(recorder), verdict);
    const StageResult *failed = nullptr;
    for (const StageResult &one : recorder.result.stages) {
        if (one.status == StageStatus::Failed)
            failed = &one;
    }
    QVERIFY(failed);
    QCOMPARE(toString(failed->id), stage);
    QVERIFY(passwordsSent(server) <= 1);
    QVERIFY(server.connections() <= 8);
    QVERIFY(!diagnose(recorder.result).verdict().evidence.isEmpty());
}

void TestRunnerSocks::answersRead_data()
{
    QTest::addColumn<ProxyScheme>("scheme");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<QString>("verdict");
    const QString refused = u"socks.request-refused"_s;
    const QString unreachable = u"proxy.target-unreachable"_s;
    const auto row5 = [](const char *name, int code, const QString &verdict) {
        QTest::newRow(name) << ProxyScheme::Socks5 << socksReply(code) << verdict;
    };
    row5("general failure", 1, refused);
    row5("not allowed", 2, refused);
    row5("network unreachable", 3, unreachable);
    row5("host unreachable", 4, unreachable);
    row5("refused", 5, unreachable);
    row5("TTL expired", 6, unreachable);
    row5("command", 7, refused);
    row5("address type", 8, refused);
    row5("unassigned", 200, refused);
    for (const int code : {91, 92, 93})
        QTest::addRow("SOCKS4, %d", code) << ProxyScheme::Socks4a << socks4Reply(code) << refused;
}

void TestRunnerSocks::answersRead()
{
    QFETCH(ProxyScheme, scheme);
    QFETCH(QByteArray, reply);
    QFETCH(QString, verdict);
    ScriptedServer server([&](const Seen &message) {
        return isGreeting(message) ? QList<Act>{send(hex("0500"))}
                                   : QList<Act>{send(reply), closeIt()};
    });
    server.setFramer(frameOf);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http}, scheme)));
    QCOMPARE(recorder.stageResult(StageId::Tunnel)->code, u"socks-refused"_s);
    const Finding found = diagnose(recorder.result).verdict();
    QCOMPARE(found.cause, verdict);
    QVERIFY(found.evidence.first().source == EvidenceSource::ResponseBody);
    QCOMPARE(found.evidence.first().start, 1);
    QCOMPARE(found.evidence.first().length, 1);
}

void TestRunnerSocks::httpToSocks_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("closes") << u"close"_s << u"endpoint.is-socks"_s;
    QTest::newRow("waits") << u"silent"_s << u"endpoint.is-socks"_s;
    QTest::newRow("says no") << u"refuse"_s << u"endpoint.is-socks"_s;
    QTest::newRow("closes whatever comes") << u"dead"_s << u"network.reset"_s;
}

void TestRunnerSocks::httpToSocks()
{
    QFETCH(QString, how);
    QFETCH(QString, verdict);
    ScriptedServer server([&](const Seen &message) {
        if (isGreeting(message) && how != "dead"_L1)
            return QList<Act>{send(hex("0502"))};
        if (how == "refuse"_L1)
            return QList<Act>{send(hex("05ff")), closeIt()};
        return how == "silent"_L1 ? QList<Act>{silent()} : QList<Act>{closeIt()};
    });
    server.setFramer([](const QByteArray &input) {
        return input.startsWith(hex("05020002")) ? 4 : input.size();
    });
    RunRequest request = requestFor(server, {http, https});
    request.limits.idleMs = 400;
    request.limits.tlsMs = 400;
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request)));
    QCOMPARE(verdictOf(recorder), verdict);
    QVERIFY(server.connections() <= 8);
    for (const Seen &message : server.seen())
        QVERIFY(!message.isSigned());
    QCOMPARE(passwordsSent(server), 0);
}

void TestRunnerSocks::slowDripEnds()
{
    // Each byte comes in time, the whole reply does not: the limit of the exchange holds.
    ScriptedServer server([](const Seen &message) {
        if (isGreeting(message))
            return QList<Act>{send(hex("0500"))};
        return QList<Act>{drip(hex("05000003ff") + QByteArray(255, 'a') + hex("0050"), 100)};
    });
    server.setFramer(frameOf);
    RunRequest request = socksRequest(server, {http});
    request.limits.idleMs = 1000;
    request.limits.exchangeMs = 1500;
    RunRecorder recorder;
    QVERIFY(recorder.run(std::move(request), 10'000));
    QCOMPARE(recorder.stageResult(StageId::Tunnel)->code, u"tunnel-no-answer"_s);
    bool late = false;
    for (const Exchange &exchange : recorder.result.exchanges)
        late = late || exchange.end == ExchangeEnd::TotalTimeout;
    QVERIFY(late);
}

void TestRunnerSocks::cancelled_data()
{
    QTest::addColumn<int>("message");
    QTest::newRow("greeting") << 0;
    QTest::newRow("sign-in") << 1;
    QTest::newRow("request") << 2;
    QTest::newRow("inside") << 3;
}

void TestRunnerSocks::cancelled()
{
    QFETCH(int, message);
    RunRecorder recorder;
    ScriptedServer server([&](const Seen &seen) {
        const int now = isGreeting(seen) ? 0 : isSignIn(seen) ? 1 : isRequest(seen) ? 2 : 3;
        if (now != message)
            return passwordServer(seen);
        QTimer::singleShot(50, &recorder, [&recorder] { recorder.cancel(); });
        return QList<Act>{silent()};
    });
    server.setFramer(frameOf);
    QVERIFY(recorder.run(socksRequest(server, {http}), 5000));
    QVERIFY(recorder.result.cancelled);
    QCOMPARE(recorder.finishes, 1);
    QCOMPARE(recorder.early, 0);
    QVERIFY(recorder.result.exchanges.last().end == ExchangeEnd::Cancelled);
    QCOMPARE(recorder.result.attempts.rejected, 0);
}

void TestRunnerSocks::noSecretInTheRecord()
{
    // A server that says the password back in everything it can.
    ScriptedServer server([](const Seen &message) {
        if (isGreeting(message))
            return QList<Act>{send(hex("0502"))};
        if (isSignIn(message))
            return QList<Act>{send("no: right-horse"), closeIt()};
        return opened(message);
    });
    server.setFramer(frameOf);
    RunRecorder recorder;
    QVERIFY(recorder.run(socksRequest(server, {http})));
    for (const Exchange &exchange : recorder.result.exchanges) {
        for (const Message &message : {exchange.request, exchange.response}) {
            QVERIFY2(!message.head.contains("right-horse"), "the secret was recorded");
            QVERIFY2(!message.body.contains("right-horse"), "the secret was recorded");
        }
    }
}

QTEST_GUILESS_MAIN(TestRunnerSocks)
#include "tst_runner_socks.moc"
