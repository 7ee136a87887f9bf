// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Masking.h"
#include "protocol/TokenReading.h"
#include "protocol/TokenSite.h"
#include "support/GrowthCheck.h"

#include <QFile>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

constexpr char password[] = "made-up:w0rd";

QList<DecodedToken> tokensOf(const QByteArray &head)
{
    return readHeadTokens(head, maskedHead(head));
}

QByteArray requestWith(const QByteArray &field)
{
    return "GET http://example.com/ HTTP/1.1\r\n" + field + "\r\nAccept: */*\r\n\r\n";
}

QByteArray answerWith(const QByteArray &fields)
{
    return "HTTP/1.1 407 Proxy Authentication Required\r\n" + fields + "\r\n\r\n";
}

const DecodedField *fieldOf(const DecodedToken &token, const QString &id)
{
    for (const DecodedField &field : token.fields) {
        if (field.id == id)
            return &field;
    }
    return nullptr;
}

QString valueOf(const DecodedToken &token, const QString &id)
{
    const DecodedField *field = fieldOf(token, id);
    return field ? field->value : u"(none)"_s;
}

/// Everything that a token says, as one text.
QString all(const QList<DecodedToken> &tokens)
{
    QString text;
    for (const DecodedToken &token : tokens) {
        text += token.what + token.problems.join(u' ') + QString::fromLatin1(token.octets);
        for (const DecodedField &field : token.fields)
            text += u' ' + field.id + u'=' + field.value;
    }
    return text;
}

/// MS-NLMP section 4.2.4.3.
QByteArray ntlmChallenge()
{
    return QByteArray::fromHex(
        "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef000000000000000024002400"
        "44000000060070170000000f53006500720076006500720002000c0044006f006d00610069006e0001000c00"
        "53006500720076006500720000000000");
}

QByteArray sample(const char *name)
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/protocol/data/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

} // namespace

class TestTokenReading : public QObject
{
    Q_OBJECT

private slots:
    void basic();
    void basicFaults_data();
    void basicFaults();
    void digest();
    void digestWithASlippedQuoteTellsNothing();
    void challenges();
    void info();
    void negotiate();
    void ntlm();
    void ntlmInsideSpnego();
    void whatIsUnknownIsNotTold_data();
    void whatIsUnknownIsNotTold();
    void placesAreThoseOfTheRecord();
    void placeholdersAreNoTokens();
    void userInfoOfAddressesGoes();
    void socks();
    void socksAnswerToHttp();
    void tlsAnswerToHttp();
    void bounds();
    void anyBytes();
    void growsInProportion();
};

void TestTokenReading::basic()
{
    const QByteArray head = requestWith("Proxy-Authorization: Basic "
                                        + ("ACME\\dev:" + QByteArray(password)).toBase64());
    const QList<DecodedToken> tokens = tokensOf(head);
    QCOMPARE(tokens.size(), 1);
    const DecodedToken &token = tokens.first();
    QCOMPARE(token.what, u"basic"_s);
    QVERIFY(token.place == TokenPlace::RequestHead);
    QCOMPARE(valueOf(token, u"basic.user"_s), u"ACME\\dev"_s);
    QCOMPARE(fieldOf(token, u"basic.user"_s)->length, 8);
    const DecodedField *secret = fieldOf(token, u"basic.password"_s);
    QVERIFY(secret && secret->secret);
    QCOMPARE(secret->value, u"8-15"_s);
    QVERIFY2(secret->length == 0 && token.bytes == 0, "how long the password is stays untold");
    QCOMPARE(valueOf(token, u"basic.password-kind"_s), u"ascii"_s);
    QCOMPARE(token.problems, QStringList{u"basic.more-colons"_s});
    QVERIFY2(!all(tokens).contains(u"made-up"_s) && !all(tokens).contains(u"w0rd"_s), "a secret");
    const QByteArray kept = maskedHead(head);
    QVERIFY(kept.mid(token.start, token.length).startsWith("Basic [basic user="));
}

void TestTokenReading::basicFaults_data()
{
    QTest::addColumn<QByteArray>("credentials");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no base64") << QByteArray("dev!made-up") << u"token.base64"_s;
    QTest::newRow("no colon") << QByteArray("made-up-word").toBase64() << u"basic.no-colon"_s;
    QTest::newRow("no user") << QByteArray(":made-up-word").toBase64() << u"basic.no-user"_s;
    QTest::newRow("no password") << QByteArray("dev:").toBase64() << u"basic.no-password"_s;
}

void TestTokenReading::basicFaults()
{
    QFETCH(const QByteArray, credentials);
    QFETCH(const QString, problem);
    const auto tokens = tokensOf(requestWith("Proxy-Authorization: basic " + credentials));
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().problems, QStringList{problem});
    QVERIFY2(!all(tokens).contains(u"made-up"_s), "it may be the password");
}

void TestTokenReading::digest()
{
    const auto tokens = tokensOf(requestWith(
        "Proxy-Authorization: Digest username=\"dev\", realm=\"a \\\"b\\\"\", nonce=\"n1\", "
        "uri=\"/x\", response=\"0123456789abcdef0123456789abcdef\", cnonce=\"Zm9vYmFy\", "
        "qop=auth, nc=00000001, algorithm=MD5, opaque=\"op\", extra=\"madeup\""));
    QCOMPARE(tokens.size(), 1);
    const DecodedToken &token = tokens.first();
    QCOMPARE(token.what, u"digest"_s);
    QCOMPARE(valueOf(token, u"digest.username"_s), u"dev"_s);
    QCOMPARE(valueOf(token, u"digest.realm"_s), u"a \"b\""_s);
    QCOMPARE(valueOf(token, u"digest.nonce"_s), u"n1"_s);
    QCOMPARE(valueOf(token, u"digest.uri"_s), u"/x"_s);
    QCOMPARE(valueOf(token, u"digest.nc"_s), u"00000001"_s);
    QCOMPARE(valueOf(token, u"digest.response"_s), u"32"_s);
    QCOMPARE(valueOf(token, u"digest.cnonce"_s), u"8"_s);
    QCOMPARE(valueOf(token, u"digest.other"_s), u"6"_s);
    for (const QString &id : {u"digest.response"_s, u"digest.cnonce"_s, u"digest.other"_s})
        QVERIFY2(fieldOf(token, id)->secret, qPrintable(id));
    QCOMPARE(fieldOf(token, u"digest.username"_s)->start, 0);
    QCOMPARE(fieldOf(token, u"digest.username"_s)->length, qsizetype(qstrlen("username=\"dev\"")));
    QVERIFY(!all(tokens).contains(u"0123456789"_s) && !all(tokens).contains(u"Zm9v"_s)
            && !all(tokens).contains(u"madeup"_s));
}

void TestTokenReading::digestWithASlippedQuoteTellsNothing()
{
    const auto tokens = tokensOf(requestWith(
        "Proxy-Authorization: Digest username=\"dev, realm=\"a\", response=\"0123456789abcdef\""));
    QCOMPARE(tokens.size(), 1);
    QVERIFY(!tokens.first().problems.isEmpty());
    QVERIFY2(!all(tokens).contains(u"0123456789"_s), "it has slipped into another value");
}

void TestTokenReading::challenges()
{
    const QByteArray head = answerWith("Proxy-Authenticate: Negotiate, Basic realm=\"R\xc3\xa9"
                                       "alm\", charset=UTF-8, Digest realm=\"d\", nonce=\"n\", "
                                       "qop=\"auth,auth-int\", stale=TRUE\r\n"
                                       "WWW-Authenticate: Bearer scope=\"x\"");
    const auto tokens = tokensOf(head);
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens.at(0).what, u"basic.challenge"_s);
    QVERIFY(tokens.at(0).place == TokenPlace::ResponseHead);
    QCOMPARE(valueOf(tokens.at(0), u"basic.realm"_s), u"Réalm"_s);
    QCOMPARE(valueOf(tokens.at(0), u"basic.charset"_s), u"UTF-8"_s);
    QVERIFY(head.mid(tokens.at(0).start, tokens.at(0).length).startsWith("Basic realm"));
    QCOMPARE(tokens.at(1).what, u"digest.challenge"_s);
    QCOMPARE(valueOf(tokens.at(1), u"digest.qop"_s), u"auth,auth-int"_s);
    QCOMPARE(valueOf(tokens.at(1), u"digest.stale"_s), u"TRUE"_s);
    const DecodedField *nonce = fieldOf(tokens.at(1), u"digest.nonce"_s);
    QCOMPARE(head.mid(tokens.at(1).start + nonce->start, nonce->length), QByteArray("nonce=\"n\""));
}

void TestTokenReading::info()
{
    const QByteArray head
        = "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: nextnonce=\"n2\", "
          "rspauth=\"0123456789abcdef\", qop=auth, nc=00000001, cnonce=\"ab\"\r\n\r\n";
    const auto tokens = tokensOf(head);
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().what, u"digest.info"_s);
    QCOMPARE(valueOf(tokens.first(), u"digest.nextnonce"_s), u"n2"_s);
    QCOMPARE(valueOf(tokens.first(), u"digest.rspauth"_s), u"16"_s);
    QVERIFY(!all(tokens).contains(u"0123456789"_s));
}

void TestTokenReading::negotiate()
{
    const QByteArray token68 = sample("spnego-init.txt");
    const auto tokens = tokensOf(requestWith("Proxy-Authorization: Negotiate " + token68));
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens.at(0).what, u"spnego"_s);
    QCOMPARE(tokens.at(1).what, u"kerberos.ap-req"_s);
    QCOMPARE(valueOf(tokens.at(1), u"kerberos.service"_s), u"HTTP/localhost"_s);
    QCOMPARE(valueOf(tokens.at(1), u"kerberos.realm"_s), u"LAB.TEST"_s);
    QVERIFY(fieldOf(tokens.at(1), u"kerberos.ticket-cipher"_s)->secret);
    QCOMPARE(tokens.at(0).start, tokens.at(1).start);
    QCOMPARE(tokens.at(0).bytes, QByteArray::fromBase64(token68).size());
    QVERIFY2(tokens.at(0).octets.isEmpty(), "a ticket can be used, and guessed against");
}

void TestTokenReading::ntlm()
{
    const QByteArray head = answerWith("Proxy-Authenticate: NTLM " + ntlmChallenge().toBase64());
    const auto tokens = tokensOf(head);
    QCOMPARE(tokens.size(), 1);
    const DecodedToken &token = tokens.first();
    QCOMPARE(token.what, u"ntlm.type2"_s);
    QCOMPARE(head.mid(token.start, token.length), ntlmChallenge().toBase64());
    QCOMPARE(token.bytes, ntlmChallenge().size());
    QCOMPARE(valueOf(token, u"ntlm.target-name"_s), u"Server"_s);
    QCOMPARE(valueOf(token, u"ntlm.nb-domain"_s), u"Domain"_s);
    QVERIFY(fieldOf(token, u"ntlm.server-challenge"_s)->secret);
    const DecodedField *name = fieldOf(token, u"ntlm.target-name"_s);
    QCOMPARE(ntlmChallenge().mid(name->start, name->length),
             QByteArray::fromHex("530065007200760065007200"));

    // The first message bears no secret and is kept, as the record holds a placeholder alone.
    const QByteArray first = QByteArray::fromHex("4e544c4d5353500001000000078208a2")
        + QByteArray(16, '\0') + QByteArray::fromHex("0a00614a0000000f");
    const auto opening = tokensOf(requestWith("Proxy-Authorization: NTLM " + first.toBase64()));
    QCOMPARE(opening.size(), 1);
    QCOMPARE(opening.first().what, u"ntlm.type1"_s);
    QCOMPARE(opening.first().octets, first);
    QVERIFY(tokens.first().octets.isEmpty());
}

void TestTokenReading::ntlmInsideSpnego()
{
    // NegTokenResp with a responseToken, RFC 4178 section 4.2.2; short lengths written by hand.
    const QByteArray message = ntlmChallenge();
    const QByteArray octets = "\x04" + QByteArray(1, char(message.size())) + message;
    const QByteArray third = "\xa2" + QByteArray(1, char(octets.size())) + octets;
    const QByteArray list = "\x30" + QByteArray(1, char(third.size())) + third;
    const QByteArray whole = "\xa1" + QByteArray(1, char(list.size())) + list;
    QVERIFY(list.size() < 0x80);
    const auto tokens = tokensOf(answerWith("Proxy-Authenticate: Negotiate " + whole.toBase64()));
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens.at(0).what, u"spnego"_s);
    QCOMPARE(tokens.at(1).what, u"ntlm.type2"_s);
    const DecodedField *name = fieldOf(tokens.at(1), u"ntlm.target-name"_s);
    QCOMPARE(whole.mid(name->start, name->length), QByteArray::fromHex("530065007200760065007200"));
}

void TestTokenReading::whatIsUnknownIsNotTold_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("bearer") << QByteArray("Bearer madeup0123456789");
    QTest::newRow("random under NTLM") << QByteArray("NTLM bWFkZXVwbWFkZXVw");
    QTest::newRow("random under Negotiate") << QByteArray("Negotiate bWFkZXVwbWFkZXVw");
    QTest::newRow("not base64 under Negotiate") << QByteArray("Negotiate madeup!madeup");
}

void TestTokenReading::whatIsUnknownIsNotTold()
{
    QFETCH(const QByteArray, value);
    const auto tokens = tokensOf(requestWith("Proxy-Authorization: " + value));
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().what, u"token.unknown"_s);
    QVERIFY(tokens.first().fields.first().secret);
    QVERIFY(!all(tokens).contains(u"madeup"_s));
}

void TestTokenReading::placesAreThoseOfTheRecord()
{
    const QByteArray head = "GET http://u:p@example.com/ HTTP/1.1\r\nAuthorization: Bearer abc\r\n"
                            "Cookie: a=b; c=d\r\nProxy-Authorization: Basic ZGV2OndvcmQ=\r\n\r\n";
    const QByteArray kept = maskedHead(head);
    QVERIFY(kept.indexOf("Basic") != head.indexOf("Basic"));
    const auto tokens = readHeadTokens(head, kept);
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens.at(0).what, u"basic"_s);
    QVERIFY(kept.mid(tokens.at(0).start, tokens.at(0).length).startsWith("Basic [basic "));
    QVERIFY(kept.mid(tokens.at(1).start, tokens.at(1).length).startsWith("Bearer [withheld"));
    const auto lost = readHeadTokens(head, "GET / HTTP/1.1\r\n\r\n");
    QCOMPARE(lost.size(), 2);
    QCOMPARE(lost.at(0).length, 0);
}

void TestTokenReading::placeholdersAreNoTokens()
{
    const QByteArray head = requestWith("Proxy-Authorization: Basic [basic user=\"dev\" "
                                        "password-length=8-15 password-kind=ascii]");
    QVERIFY(tokensOf(head).isEmpty());
}

void TestTokenReading::userInfoOfAddressesGoes()
{
    const auto sent = tokensOf(requestWith("Proxy-Authorization: Digest username=\"u\", "
                                           "uri=\"http://a:madeup@h/\", response=\"1\""));
    QVERIFY(!all(sent).contains(u"madeup"_s));
    const auto asked = tokensOf(answerWith(
        "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", domain=\"http://a:madeup@h/\""));
    QVERIFY(!all(asked).contains(u"madeup"_s));
}

void TestTokenReading::socks()
{
    const auto greeting
        = readRawTokens(QByteArray::fromHex("05020002"), QByteArray::fromHex("05ff"));
    QCOMPARE(greeting.size(), 2);
    QCOMPARE(greeting.at(0).what, u"socks5.greeting"_s);
    QVERIFY(greeting.at(0).place == TokenPlace::RequestBody);
    QCOMPARE(greeting.at(1).what, u"socks5.method"_s);
    QVERIFY(greeting.at(1).place == TokenPlace::ResponseBody);
    QCOMPARE(valueOf(greeting.at(1), u"socks.method"_s), u"255"_s);
    const auto other = readRawTokens(QByteArray::fromHex("05020002"), "HTTP/1.1 400 Bad\r\n\r\n");
    QCOMPARE(other.size(), 1);
}

void TestTokenReading::socksAnswerToHttp()
{
    const QByteArray request = "GET / HTTP/1.1\r\n\r\n";
    const auto five = readRawTokens(request, QByteArray::fromHex("05ff"));
    QCOMPARE(five.size(), 1);
    QCOMPARE(five.first().what, u"socks5.method"_s);
    const auto four = readRawTokens(request, QByteArray::fromHex("005b000000000000"));
    QCOMPARE(four.size(), 1);
    QCOMPARE(four.first().what, u"socks4.reply"_s);
    QVERIFY(readRawTokens(request, "SSH-2.0-OpenSSH_9.2\r\n").isEmpty());
}

void TestTokenReading::tlsAnswerToHttp()
{
    const auto tokens
        = readRawTokens("GET / HTTP/1.1\r\n\r\n", QByteArray::fromHex("15030100020246"));
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().what, u"tls.alert"_s);
    QCOMPARE(tokens.first().length, 7);
    QCOMPARE(valueOf(tokens.first(), u"tls.alert-description"_s), u"protocol_version (70)"_s);
}

void TestTokenReading::bounds()
{
    QByteArray params;
    for (int i = 0; i < 100; ++i)
        params += ", p" + QByteArray::number(i) + "=" + QByteArray(5000, 'v');
    const auto tokens = tokensOf(answerWith("Proxy-Authenticate: Digest realm=\"r\"" + params));
    QCOMPARE(tokens.size(), 1);
    QVERIFY(tokens.first().problems.contains(u"token.value-cut"_s));
    for (const DecodedField &field : tokens.first().fields)
        QVERIFY(field.value.size() <= maxFieldCharacters);

    QByteArray many;
    for (int i = 0; i < 400; ++i)
        many += "Proxy-Authenticate: Basic realm=\"r\"\r\n";
    QVERIFY(tokensOf(answerWith(many)).size() <= maxTokenSites);
}

void TestTokenReading::anyBytes()
{
    const QByteArray good = answerWith("Proxy-Authenticate: Negotiate " + sample("spnego-init.txt")
                                       + "\r\nProxy-Authenticate: Digest realm=\"d\", nonce=\"n\"");
    quint32 seed = 7;
    for (int round = 0; round < 400; ++round) {
        QByteArray bytes = good;
        for (int i = 0; i < 12; ++i) {
            seed = seed * 1664525u + 1013904223u;
            bytes[qsizetype((seed >> 8) % quint32(bytes.size()))] = char(seed >> 24);
        }
        const QByteArray kept = maskedHead(bytes);
        for (const DecodedToken &token : readHeadTokens(bytes, kept))
            QVERIFY(token.start >= 0 && token.length >= 0
                    && token.start + token.length <= kept.size());
        bytes.truncate(qsizetype(seed % quint32(good.size())));
        readHeadTokens(bytes, maskedHead(bytes));
        readRawTokens(bytes, bytes);
    }
}

void TestTokenReading::growsInProportion()
{
    QVERIFY(::test::growsLinearly(
        [](qsizetype n) {
            const QByteArray head = answerWith("Proxy-Authenticate: Negotiate " + QByteArray(n, 'A')
                                               + "\r\nProxy-Authenticate: Digest realm=\""
                                               + QByteArray(n, 'x') + "\"");
            return [head] { readHeadTokens(head, head); };
        },
        32'000));
}

QTEST_APPLESS_MAIN(TestTokenReading)
#include "tst_token_reading.moc"
