// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/AddressLiteral.h"
#include "protocol/SocksFrame.h"
#include "protocol/SocksToken.h"
#include "protocol/SocksWriting.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestSocks : public QObject
{
    Q_OBJECT

private slots:
    void writes_data();
    void writes();
    void refusesToWrite();
    void reads_data();
    void reads();
    void cutAnywhere_data();
    void cutAnywhere();
    void tellsMessagesApart_data();
    void tellsMessagesApart();
    void masksThePassword();
    void token();
    void tokenShowsNoPassword();
    void anyBytes();
    void addresses_data();
    void addresses();
};

namespace {

QByteArray hex(const char *text)
{
    return QByteArray::fromHex(text);
}

} // namespace

void TestSocks::writes_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const Result<QByteArray> &written, const char *wanted) {
        QTest::newRow(name) << written.value_or(QByteArray()) << QByteArray::fromHex(wanted);
    };
    row("greeting", socksGreeting(QByteArray("\x00\x02", 2)), "05020002");
    row("name", socksConnect(u"a.example"_s, 443), "05010003 09 612e6578616d706c65 01bb");
    row("IPv4", socksConnect(u"192.0.2.1"_s, 80), "05010001 c0000201 0050");
    row("IPv6", socksConnect(u"2001:db8::1"_s, 80),
        "05010004 20010db8000000000000000000000001 0050");
    row("not quite IPv4", socksConnect(u"010.0.0.1"_s, 80), "05010003 09 3031302e302e302e31 0050");
    row("4a name", socks4Connect(u"a.example"_s, 80, u"dev"_s),
        "0401 0050 00000001 646576 00 612e6578616d706c65 00");
    row("4 address", socks4Connect(u"192.0.2.1"_s, 80, QString()), "0401 0050 c0000201 00");
    row("method", socksMethodChoice(0xff), "05ff");
    row("status", socksSignInStatus(1), "0101");
    row("reply", socksReply(4), "05040001 00000000 0000");
    row("reply 4", socks4Reply(91), "005b 0000 00000000");
}

void TestSocks::writes()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, wanted);
    QCOMPARE(written.toHex(), wanted.toHex());
}

void TestSocks::refusesToWrite()
{
    QCOMPARE(socksConnect(QString(256, u'a'), 1).error().code, u"socks.host-too-long"_s);
    QVERIFY(socksConnect(QString(255, u'a'), 1).has_value());
    QCOMPARE(socksConnect(QString(), 1).error().code, u"socks.host-empty"_s);
    QCOMPARE(socks4Connect(u"::1"_s, 1, QString()).error().code, u"socks.address-unsupported"_s);
    QCOMPARE(socks4Connect(u"a"_s, 1, QString(256, u'u')).error().code, u"socks.user-too-long"_s);
    QCOMPARE(socks4Connect(u"a"_s, 1, QString(QChar(0))).error().code, u"socks.user-has-zero"_s);
}

void TestSocks::reads_data()
{
    QTest::addColumn<SocksKind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SocksState>("state");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("problem");
    const auto row
        = [](const char *name, SocksKind kind, const char *bytes, SocksState state, int code = -1,
             const char *host = "", int port = 0, const QString &problem = {}) {
              QTest::newRow(name) << kind << hex(bytes) << state << code << QByteArray(host) << port
                                  << problem;
          };
    using enum SocksState;
    row("no method needed", SocksKind::Method, "0500", Complete, 0);
    row("none will do", SocksKind::Method, "05ff", Complete, 255);
    row("another version", SocksKind::Method, "045b", Broken, -1, "", 0, u"socks.version"_s);
    row("HTTP", SocksKind::Method, "485454502f", Broken, -1, "", 0, u"socks.version"_s);
    row("one octet", SocksKind::Method, "05", Incomplete);
    row("nothing", SocksKind::Method, "", Incomplete);
    row("accepted", SocksKind::SignInReply, "0100", Complete, 0);
    row("refused", SocksKind::SignInReply, "0101", Complete, 1);
    row("with the wrong version", SocksKind::SignInReply, "0500", Complete, 0, "", 0,
        u"socks.version"_s);
    row("with another version", SocksKind::SignInReply, "0700", Broken, -1, "", 0,
        u"socks.version"_s);
    row("connected", SocksKind::Reply5, "05000001 7f000001 1f90", Complete, 0, "127.0.0.1", 8080);
    row("connected by name", SocksKind::Reply5, "05000003 03 616263 0050", Complete, 0, "abc", 80);
    row("connected over IPv6", SocksKind::Reply5, "05000004 00000000000000000000000000000001 0050",
        Complete, 0, "::1", 80);
    row("host unreachable", SocksKind::Reply5, "05040001 00000000 0000", Complete, 4, "0.0.0.0");
    row("code of its own", SocksKind::Reply5, "05ab0001 00000000 0000", Complete, 171, "0.0.0.0");
    row("reserved octet", SocksKind::Reply5, "05000901 7f000001 0050", Complete, 0, "127.0.0.1", 80,
        u"socks.reserved"_s);
    row("unknown address", SocksKind::Reply5, "05000002 7f000001 0050", Broken, 0, "", 0,
        u"socks.address-type"_s);
    row("empty name", SocksKind::Reply5, "05000003 00 0050", Complete, 0, "", 80,
        u"socks.empty-name"_s);
    row("cut", SocksKind::Reply5, "05000001 7f0000", Incomplete, 0);
    row("granted", SocksKind::Reply4, "005a 0000 00000000", Complete, 90, "0.0.0.0");
    row("granted, version 4", SocksKind::Reply4, "045a 0000 00000000", Complete, 90, "0.0.0.0", 0,
        u"socks.version"_s);
    row("no code of SOCKS4", SocksKind::Reply4, "0010 0000 00000000", Broken, 16, "", 0,
        u"socks.version"_s);
    row("request", SocksKind::Request5, "05010003 03 616263 01bb", Complete, 1, "abc", 443);
    row("request 4a", SocksKind::Request4, "0401 0050 00000001 646576 00 616263 00", Complete, 1,
        "abc", 80);
    row("request 4", SocksKind::Request4, "0401 0050 c0000201 00", Complete, 1, "192.0.2.1", 80);
    row("greeting", SocksKind::Greeting, "050100", Complete);
    row("greeting of nothing", SocksKind::Greeting, "0500", Complete, -1, "", 0,
        u"socks.no-methods"_s);
    row("sign-in", SocksKind::SignIn, "0103 646576 02 7071", Complete);
    row("sign-in without a password", SocksKind::SignIn, "0103 646576 00", Complete, -1, "", 0,
        u"socks.empty-password"_s);
}

void TestSocks::reads()
{
    QFETCH(SocksKind, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(SocksState, state);
    QFETCH(int, code);
    QFETCH(QByteArray, host);
    QFETCH(int, port);
    QFETCH(QString, problem);
    const SocksFrame frame = readSocks(kind, bytes);
    QVERIFY(frame.state == state);
    QCOMPARE(frame.code, code);
    QCOMPARE(frame.problems, problem.isEmpty() ? QStringList() : QStringList{problem});
    if (state == SocksState::Complete) {
        QCOMPARE(frame.length, bytes.size());
        QCOMPARE(socksHost(frame, bytes), host);
        QCOMPARE(socksPort(frame, bytes), port);
        // What follows is not its own.
        const SocksFrame more = readSocks(kind, bytes + "HTTP/1.1 200 OK");
        QCOMPARE(more.length, bytes.size());
    }
}

void TestSocks::cutAnywhere_data()
{
    reads_data();
}

void TestSocks::cutAnywhere()
{
    QFETCH(SocksKind, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(SocksState, state);
    if (state != SocksState::Complete)
        return;
    for (qsizetype size = 0; size < bytes.size(); ++size)
        QVERIFY(readSocks(kind, bytes.left(size)).state == SocksState::Incomplete);
}

void TestSocks::tellsMessagesApart_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    QTest::newRow("greeting") << hex("050100") << u"socks5.greeting"_s;
    QTest::newRow("two methods") << hex("05020002") << u"socks5.greeting"_s;
    QTest::newRow("request") << hex("05010001 7f000001 0050") << u"socks5.request"_s;
    QTest::newRow("sign-in") << hex("0103 646576 02 7071") << u"socks5.sign-in"_s;
    QTest::newRow("SOCKS4") << hex("0401 0050 c0000201 00") << u"socks4.request"_s;
    QTest::newRow("something behind it") << hex("05010000") << QString();
    QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QString();
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestSocks::tellsMessagesApart()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, what);
    const auto kind = socksMessageOfClient(bytes);
    QCOMPARE(kind ? toString(*kind) : QString(), what);
}

void TestSocks::masksThePassword()
{
    const QByteArray message = hex("0103") + "dev" + hex("0b") + "right-horse";
    const QByteArray masked = maskedSocksSignIn(message);
    QVERIFY(!masked.contains("right"));
    QVERIFY(masked.startsWith(message.left(5)));
    // As long for every password, and still a message.
    QCOMPARE(maskedSocksSignIn(hex("0103") + "dev" + hex("01") + "x"), masked);
    QVERIFY(socksMessageOfClient(masked) == SocksKind::SignIn);
    QCOMPARE(maskedSocksSignIn(masked), masked);
    QCOMPARE(maskedSocksSignIn("\x01\x03"), QByteArray("\x01\x03"));
}

void TestSocks::token()
{
    const QByteArray reply = hex("05050001 c0000201 0050");
    const DecodedToken token = socksToken(SocksKind::Reply5, reply);
    QCOMPARE(token.what, u"socks5.reply"_s);
    QCOMPARE(token.bytes, reply.size());
    QStringList fields;
    qsizetype last = 0;
    for (const DecodedField &field : token.fields) {
        fields.append(field.id + u'=' + field.value);
        QVERIFY(field.start >= last && field.start + field.length <= reply.size());
        last = field.start;
    }
    QCOMPARE(
        fields,
        (QStringList{u"socks.version=5"_s, u"socks.reply-code=5"_s, u"socks.reserved=0"_s,
                     u"socks.address-type=1"_s, u"socks.address=192.0.2.1"_s, u"socks.port=80"_s}));
    QCOMPARE(socksToken(SocksKind::Reply5, reply.left(6)).problems,
             QStringList{u"socks.truncated"_s});
    QCOMPARE(socksToken(SocksKind::Reply5, reply + "x").problems,
             QStringList{u"socks.extra-bytes"_s});
}

void TestSocks::tokenShowsNoPassword()
{
    const QByteArray message = hex("0103") + "dev" + hex("0b") + "right-horse";
    int secrets = 0;
    for (const DecodedField &field : socksToken(SocksKind::SignIn, message).fields) {
        QVERIFY(!field.value.contains(u"right"_s));
        QVERIFY(field.value != u"11"_s);
        secrets += field.secret ? 1 : 0;
    }
    QCOMPARE(secrets, 2);
}

void TestSocks::anyBytes()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes(random.bounded(40), 0);
        for (char &c : bytes)
            c = char(random.bounded(round % 2 ? 8 : 256));
        for (int kind = 0; kind < 8; ++kind) {
            const SocksFrame frame = readSocks(SocksKind(kind), bytes);
            QVERIFY(frame.length <= bytes.size());
            for (const ByteSpan &span : {frame.methods, frame.codeSpan, frame.user, frame.password,
                                         frame.address, frame.port})
                QVERIFY(span.start >= 0 && span.end() <= bytes.size());
            for (const DecodedField &field : socksToken(SocksKind(kind), bytes).fields)
                QVERIFY(field.start >= 0 && field.start + field.length <= bytes.size());
        }
        maskedSocksSignIn(bytes);
    }
}

void TestSocks::addresses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<QByteArray>("again");
    const auto row = [](const char *text, const char *octets, const char *again = nullptr) {
        QTest::newRow(*text ? text : "empty")
            << QString::fromLatin1(text) << QByteArray::fromHex(octets)
            << QByteArray(again ? again : text);
    };
    row("127.0.0.1", "7f000001");
    row("255.255.255.255", "ffffffff");
    row("::1", "00000000000000000000000000000001");
    row("::", "00000000000000000000000000000000");
    row("2001:db8::8:800:200c:417a", "20010db80000000000080800200c417a");
    row("1:0:0:2::3", "00010000000000020000000000000003", "1:0:0:2::3");
    row("2001:DB8:0:0:1:0:0:1", "20010db8000000000001000000000001", "2001:db8::1:0:0:1");
    row("::ffff:192.0.2.1", "00000000000000000000ffffc0000201", "::ffff:c000:201");
    for (const char *none :
         {"", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "a.example", "1:2", ":::", "1::2::3",
          "12345::", "::g", "1:2:3:4:5:6:7:8:9", "::1%eth0", "-1.2.3.4"})
        row(none, "", "");
}

void TestSocks::addresses()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, octets);
    QFETCH(QByteArray, again);
    QCOMPARE(addressOctets(text).toHex(), octets.toHex());
    QCOMPARE(addressText(octets), again);
}

QTEST_GUILESS_MAIN(TestSocks)
#include "tst_socks.moc"
