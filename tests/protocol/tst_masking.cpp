// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Masking.h"
#include "support/GrowthCheck.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestMasking : public QObject
{
    Q_OBJECT

private slots:
    void credentials_data();
    void credentials();
    void fields_data();
    void fields();
    void allFactsOfAPasswordComeBack();
    void whatIsLeftOfALineIsLookedAtAgain();
    void userNamesComeBack_data();
    void userNamesComeBack();
    void strangePlaceholders_data();
    void strangePlaceholders();
    void canary();
    void anyBytes();
    void linearTime();
};

void TestMasking::credentials_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("masked");
    const auto basic = [](const QByteArray &pair) { return "Basic " + pair.toBase64(); };
    QTest::newRow("Basic") << basic("dev:secret12") << "Basic [basic user=\"dev\" password-length=8-15 password-kind=ascii]"_ba;
    QTest::newRow("scheme as sent") << "bAsIc ZGV2Og=="_ba << "bAsIc [basic user=\"dev\" password-length=0 password-kind=empty]"_ba;
    QTest::newRow("UTF-8") << basic("j\xc3\xbc:gr\xc3\xbcn")
        << "Basic [basic user=\"j\xc3\xbc\" user-kind=utf-8 password-length=1-7 password-kind=utf-8]"_ba;
    QTest::newRow("Latin-1") << basic("dev:gr\xfcn") << "Basic [basic user=\"dev\" password-length=1-7 password-kind=latin-1]"_ba;
    QTest::newRow("long") << basic("dev:" + QByteArray(40, 'x')) << "Basic [basic user=\"dev\" password-length=16+ password-kind=ascii]"_ba;
    QTest::newRow("facts") << basic("dev:a%40b? \n")
        << "Basic [basic user=\"dev\" password-length=8-15 password-kind=ascii "
           "password-facts=edge-space+invisible+percent-escape+control+question-mark]"_ba;
    QTest::newRow("colons") << basic("a:b:c") << "Basic [basic user=\"a\" password-length=1-7 password-kind=ascii colons=2]"_ba;
    QTest::newRow("no colon") << basic("onlytoken") << "Basic [basic format=no-colon]"_ba;
    QTest::newRow("not base64") << "Basic dev:secret"_ba << "Basic [basic format=undecodable]"_ba;
    QTest::newRow("Digest")
        << "Digest username=\"dev\", realm=\"r\", nonce=\"n\", uri=\"/x\", qop=auth, nc=00000001, cnonce=\"0a4f\", "
           "response=\"6629fae49393a05397450978507c4ef1\", algorithm=MD5"_ba
        << "Digest [digest username=\"dev\" realm=\"r\" nonce=\"n\" uri=\"/x\" qop=auth nc=00000001 algorithm=MD5 "
           "response-length=32 cnonce-length=4]"_ba;
    QTest::newRow("Digest, broken") << "Digest username=\"dev, response=6629fae4"_ba << "Digest [withheld bytes=32]"_ba;
    QTest::newRow("NTLM, first") << "NTLM " + QByteArray("NTLMSSP\0\1\0\0\0\7\x82\x08\xa2", 16).toBase64()
                                 << "NTLM [ntlm message=1 bytes=16]"_ba;
    // Of Chromium's net/ntlm/ntlm_test_data.h.
    QTest::newRow("NTLM, answer")
        << "NTLM "
           "TlRMTVNTUAADAAAAGAAYAFgAAACKAIoAcAAAAAwADAD6AAAACAAIAAYBAAAQABAADgEAAAAAAABYAAAAA4IIAAAAAA"
           "AAAAAA9zYWM/Ctm99KfEIbxrgkowAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIwCYNvvaQZir5xC1QeC0u0BAQAAAAAA"
           "AIALyP0A1NIBqqqqqqqqqqoAAAAAAgAMAEQAbwBtAGEAaQBuAAEADABTAGUAcgB2AGUAcgAGAAQAAgAAAAoAEABlhu"
           "mdgcL8mE5HFy/U3QMQCQAWAEgAVABUAFAALwBTAGUAcgB2AGUAcgAAAAAAAAAAAEQAbwBtAGEAaQBuAFUAcwBlAHIA"
           "QwBPAE0AUABVAFQARQBSAA=="_ba
        << "NTLM [ntlm message=3 bytes=286 user=\"User\" domain=\"Domain\" workstation=\"COMPUTER\" "
           "flags=0x00088203 nt-bytes=138]"_ba;
    QTest::newRow("NTLM, SPNEGO") << "NTLM oRQwEqADCgEBoQsGCSqGSIL3EgECAg=="_ba
                                  << "NTLM [ntlm message=spnego bytes=22]"_ba;
    QTest::newRow("NTLM, unknown") << "NTLM AAAA"_ba << "NTLM [ntlm message=unknown bytes=3]"_ba;
    QTest::newRow("Negotiate, SPNEGO") << "Negotiate " + QByteArray("\x60\x20\x06\x06\x2b\x06\x01\x05\x05\x02zzzz").toBase64()
                                       << "Negotiate [negotiate token=spnego bytes=14]"_ba;
    QTest::newRow("Negotiate, NTLM") << "Negotiate " + QByteArray("NTLMSSP\0\1\0\0\0", 12).toBase64()
                                     << "Negotiate [negotiate token=ntlm bytes=12]"_ba;
    QTest::newRow("Bearer") << "Bearer abc.def"_ba << "Bearer [withheld bytes=7]"_ba;
    QTest::newRow("no scheme") << "topsecret"_ba << "[withheld bytes=9]"_ba;
    QTest::newRow("too long for a scheme") << "averyveryverylongsecretword x"_ba << "[withheld bytes=29]"_ba;
}

void TestMasking::credentials()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, masked);
    QCOMPARE(maskedCredentials(value), masked);
    QCOMPARE(maskedCredentials(masked), masked);
    const std::optional<Placeholder> read = readPlaceholder(masked);
    QVERIFY(read);
    QVERIFY(!read->fields.isEmpty());
    QVERIFY(masked.contains('[' + read->kind));
    QVERIFY(!readPlaceholder(value));
}

void TestMasking::fields_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("masked");
    QTest::newRow("nothing secret") << "GET http://e:80/a@b?x=y HTTP/1.1\r\nHost: e\r\nFrom: me@e.example\r\n\r\n"_ba
                                    << "GET http://e:80/a@b?x=y HTTP/1.1\r\nHost: e\r\nFrom: me@e.example\r\n\r\n"_ba;
    QTest::newRow("line ends stay") << "GET / HTTP/1.1\nproxy-authorization:Bearer x\nA: b\n"_ba
                                    << "GET / HTTP/1.1\nproxy-authorization:Bearer [withheld bytes=1]\nA: b\n"_ba;
    QTest::newRow("folded") << "GET / HTTP/1.1\r\nAuthorization:\r\n Bearer\r\n\t x\r\nA: b\r\n\r\n"_ba
                            << "GET / HTTP/1.1\r\nAuthorization:Bearer [withheld bytes=1]\r\nA: b\r\n\r\n"_ba;
    QTest::newRow("space before the colon") << "GET / HTTP/1.1\r\nAuthorization : Bearer x\r\n\r\n"_ba
                                            << "GET / HTTP/1.1\r\nAuthorization : Bearer [withheld bytes=1]\r\n\r\n"_ba;
    QTest::newRow("forgotten colon") << "GET / HTTP/1.1\r\nProxy-Authorization Basic eDp5\r\n\r\n"_ba
                                     << "GET / HTTP/1.1\r\nProxy-Authorization [withheld bytes=10]\r\n\r\n"_ba;
    QTest::newRow("without a start line") << "Proxy-Authorization: Bearer x\r\n"_ba
                                          << "Proxy-Authorization: Bearer [withheld bytes=1]\r\n"_ba;
    QTest::newRow("no line end") << "GET / HTTP/1.1\r\nAuthorization: Bearer x"_ba
                                 << "GET / HTTP/1.1\r\nAuthorization: Bearer [withheld bytes=1]"_ba;
    QTest::newRow("cookies") << "GET / HTTP/1.1\r\nCookie: a=1; b=\"2;3\"\r\n\r\n"_ba
                             << "GET / HTTP/1.1\r\nCookie: a=[withheld]; b=[withheld]; [withheld]\r\n\r\n"_ba;
    QTest::newRow("set cookie") << "HTTP/1.1 407 x\r\nSet-Cookie: sid=abc; Path=/; HttpOnly; odd=1\r\n\r\n"_ba
                                << "HTTP/1.1 407 x\r\nSet-Cookie: sid=[withheld]; Path=/; HttpOnly; odd=[withheld]\r\n\r\n"_ba;
    QTest::newRow("userinfo in the target") << "GET http://dev:secret@e:80/x HTTP/1.1\r\n\r\n"_ba
                                            << "GET http://***@e:80/x HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("raw slash in the userinfo") << "GET http://dev:se/cret@e/ HTTP/1.1\r\n\r\n"_ba
                                               << "GET http://***@e/ HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("userinfo in CONNECT") << "CONNECT dev:secret@e:443 HTTP/1.1\r\n\r\n"_ba
                                         << "CONNECT ***@e:443 HTTP/1.1\r\n\r\n"_ba;
    QTest::newRow("Location") << "HTTP/1.1 302 x\r\nLocation: https://a:b@login.example:8443/x?u=c@d\r\n\r\n"_ba
                              << "HTTP/1.1 302 x\r\nLocation: https://***@login.example:8443/x?u=c@d\r\n\r\n"_ba;
    QTest::newRow("two URLs in one field") << "HTTP/1.1 302 x\r\nLink: <http://a:b@c/>, <http://d:e@f/>\r\n\r\n"_ba
                                           << "HTTP/1.1 302 x\r\nLink: <http://***@c/>, <http://***@f/>\r\n\r\n"_ba;
    QTest::newRow("API key") << "GET / HTTP/1.1\r\nX-Api-Key: k1\r\nX-Auth-Token: t1\r\n\r\n"_ba
                             << "GET / HTTP/1.1\r\nX-Api-Key: [withheld bytes=2]\r\nX-Auth-Token: [withheld bytes=2]\r\n\r\n"_ba;
    QTest::newRow("authentication info")
        << "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: nextnonce=\"n\", rspauth=\"6629\", cnonce=\"0a\", nc=00000001\r\n\r\n"_ba
        << "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: nextnonce=\"n\", rspauth=\"[withheld]\", cnonce=\"[withheld]\", nc=00000001\r\n\r\n"_ba;
    QTest::newRow("authentication info, a token") << "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: Negotiate oYG2\r\n\r\n"_ba
                                                  << "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: [withheld bytes=14]\r\n\r\n"_ba;
    QTest::newRow("challenges stay") << "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM TlRM\r\n\r\n"_ba
                                     << "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM TlRM\r\n\r\n"_ba;
}

void TestMasking::fields()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, masked);
    QCOMPARE(maskedHead(head), masked);
    QCOMPARE(maskedHead(masked), masked);
}

/// Found by fuzzing: the list of facts was longer than is read.
void TestMasking::allFactsOfAPasswordComeBack()
{
    // At the end a no-break space and a zero width space; a smart quote, a percent code, a control.
    const QByteArray password = " made%40up? \xE2\x80\x9Cone\xE2\x80\x9D\x01\xE2\x80\x8B ";
    const QByteArray masked = maskedCredentials("Basic " + QByteArray("dev:" + password).toBase64());
    const auto placeholder = readPlaceholder(masked);
    QVERIFY2(placeholder, masked.constData());
    QCOMPARE(placeholder->fields.value(u"password-facts"_s),
             u"edge-space+invisible+smart-quote+percent-escape+control+question-mark"_s);
    QCOMPARE(maskedCredentials(masked), masked);
}

/// Found by fuzzing: with the user info gone the line begins as a field of credentials does.
void TestMasking::whatIsLeftOfALineIsLookedAtAgain()
{
    const QByteArray masked = maskedHead("CONNECT [2001:db8::1]:443 a=\"api@example.org\", "
                                         "o-Authorization:/1.1 Basic ZGV2OnBhc3M=\r\n\r\n");
    QCOMPARE(maskedHead(masked), masked);
    QVERIFY2(!masked.contains("ZGV2OnBhc3M="), masked.constData());
}

void TestMasking::userNamesComeBack_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QString>("read");
    QTest::newRow("plain") << "dev"_ba << u"dev"_s;
    QTest::newRow("domain") << "ACME\\dev"_ba << u"ACME\\dev"_s;
    QTest::newRow("address") << "dev@acme.com"_ba << u"dev@acme.com"_s;
    QTest::newRow("quote and bracket") << "d\"] x=[y"_ba << u"d\"] x=[y"_s;
    QTest::newRow("percent") << "d%22"_ba << u"d%22"_s;
    QTest::newRow("controls") << "d\r\n\x7f\x01\t"_ba << u"d\r\n\x7f\x01\t"_s;
    QTest::newRow("UTF-8") << "j\xc3\xbc"_ba << u"jü"_s;
    QTest::newRow("Latin-1") << "j\xfc"_ba << u"jü"_s;
    QTest::newRow("empty") << ""_ba << u""_s;
    QTest::newRow("long, as providers want it") << QByteArray(300, 'u') << QString(300, u'u');
}

void TestMasking::userNamesComeBack()
{
    QFETCH(QByteArray, user);
    QFETCH(QString, read);
    const QByteArray masked = maskedCredentials("Basic " + (user + ":x").toBase64());
    QVERIFY(!masked.contains('\r') && !masked.contains('\n'));
    const std::optional<Placeholder> placeholder = readPlaceholder(masked);
    QVERIFY(placeholder);
    QCOMPARE(placeholder->kind, "basic"_ba);
    QCOMPARE(placeholder->fields.value(u"user"_s), read);
    QCOMPARE(placeholder->fields.value(u"password-length"_s), u"1-7"_s);
}

void TestMasking::strangePlaceholders_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("secret behind it") << "Basic [basic user=\"x\"] secret"_ba;
    QTest::newRow("secret before it") << "Basic secret [basic user=\"x\"]"_ba;
    QTest::newRow("unknown kind") << "Basic [secret bytes=1]"_ba;
    QTest::newRow("no equals") << "Basic [basic secret]"_ba;
    QTest::newRow("open quote") << "Basic [basic user=\"secret]"_ba;
    QTest::newRow("odd plain value") << "Basic [basic bytes=se(cret]"_ba;
    QTest::newRow("text glued") << "Basic [basic user=\"x\"secret]"_ba;
    QTest::newRow("empty") << "Basic []"_ba;
}

void TestMasking::strangePlaceholders()
{
    QFETCH(QByteArray, value);
    QVERIFY(!readPlaceholder(value));
    QVERIFY(!maskedCredentials(value).contains("secret"));
}

void TestMasking::canary()
{
    const QByteArray word = "Zq9CanaryWord";
    const QByteArrayList heads{
        "GET http://dev:" + word + "@e/ HTTP/1.1\r\n\r\n", "GET http://" + word + "@e/ HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nProxy-Authorization: " + word + "\r\n\r\n",
        "GET / HTTP/1.1\r\nProxy-Authorization: Basic " + ("u:" + word).toBase64() + "\r\n\r\n",
        "GET / HTTP/1.1\r\nProxy-Authorization: Digest response=\"" + word + "\", cnonce=" + word + "\r\n\r\n",
        "GET / HTTP/1.1\r\nProxy-Authorization: Digest x=1, username=\"u\", odd=\"" + word + "\"\r\n\r\n",
        "GET / HTTP/1.1\r\nX-Proxy-Authorization: Basic\r\n " + word + "\r\n\r\n",
        "GET / HTTP/1.1\r\nCOOKIE: a=" + word + "; " + word + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nSet-Cookie: " + word + "\r\nSet-Cookie2: a=" + word + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nAuthentication-Info: rspauth=" + word + "\r\n\r\n",
        "HTTP/1.1 200 OK\r\nRefresh: 0; url=http://u:" + word + "@e/\r\n\r\n"};
    for (const QByteArray &head : heads) {
        const QByteArray masked = maskedHead(head);
        QVERIFY2(!masked.contains(word) && !masked.contains(("u:" + word).toBase64()), head.left(60).constData());
        QCOMPARE(maskedHead(masked), masked);
    }
    QVERIFY(maskedHead("GET http://" + word + "/ HTTP/1.1\r\n\r\n").contains(word));
}

void TestMasking::anyBytes()
{
    QRandomGenerator random(3);
    const QByteArrayList parts{"Proxy-Authorization", "Cookie", "Set-Cookie", ":", " ", "Basic ", "Digest ", "eDp5", "a=b", ";", ",", "\r\n",
                               "\n", "[", "]", "\"", "http://", "@", "CONNECT ", "%", QByteArray(1, '\0'), "\xff", "[withheld]",
                               "[basic user=\"", "Proxy-Authentication-Info: rspauth="};
    for (int round = 0; round < 30'000; ++round) {
        QByteArray head;
        const int count = random.bounded(16);
        for (int i = 0; i < count; ++i)
            head += parts[random.bounded(int(parts.size()))];
        const QByteArray once = maskedHead(head);
        QCOMPARE(maskedHead(once), once);
        QVERIFY(once.size() <= head.size() + 256 * (head.count('\n') + 1));
    }
}

void TestMasking::linearTime()
{
    for (const QByteArray &unit : {"A: b\r\n"_ba, "\r\n x"_ba, "a=b;"_ba, "://"_ba, "@"_ba, "://a:b@"_ba, "Cookie: a\n"_ba}) {
        const auto work = [&](qsizetype bytes) {
            const QByteArray head = "GET / HTTP/1.1\r\nCookie: " + unit.repeated(bytes / unit.size()) + "\nX: "
                + unit.repeated(bytes / unit.size());
            return [head] { maskedHead(head); };
        };
        QVERIFY2(test::growsLinearly(work, 512 * 1024), unit.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(TestMasking)
#include "tst_masking.moc"
