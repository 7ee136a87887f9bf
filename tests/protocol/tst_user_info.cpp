// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/UserInfo.h"
#include "support/GrowthCheck.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestUserInfo : public QObject
{
    Q_OBJECT

private slots:
    void masked_data();
    void masked();
    void hostPort_data();
    void hostPort();
    void linearTime();
};

void TestUserInfo::masked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    const auto same = [](const char *name, const QString &text) { QTest::newRow(name) << text << text; };
    same("nothing", u""_s);
    same("no sign-in", u"http://proxy.example:3128"_s);
    same("path with an at", u"http://proxy.example:3128/a@b"_s);
    same("no-proxy list", u"localhost,127.0.0.1,.example.com"_s);
    same("address in words", u"http://proxy:3128 ask me@example.com"_s);
    same("mail address", u"ask me@example.com"_s);
    QTest::newRow("URL") << u"http://dev:secret@p:1"_s << u"http://dev:***@p:1"_s;
    QTest::newRow("no scheme") << u"dev:secret@p:1"_s << u"dev:***@p:1"_s;
    QTest::newRow("raw characters") << u"http://dev@acme.com:se/c#r?e@t@p:1/"_s << u"http://dev@acme.com:***@p:1/"_s;
    QTest::newRow("space in it") << u"http://dev:se cret@p:1"_s << u"http://dev:***@p:1"_s;
    QTest::newRow("semicolon in it") << u"http://dev:se;cret@p:1"_s << u"http://dev:***@p:1"_s;
    QTest::newRow("two") << u"http://a:secret@p:1 http://b:secret@q:2"_s << u"http://a:***@p:1 http://b:***@q:2"_s;
    QTest::newRow("Windows list") << u"http=http://a:secret@p:1;https=http://b:secret@q:2"_s
                                  << u"http=http://a:***@p:1;https=http://b:***@q:2"_s;
    QTest::newRow("no host") << u"http://dev:secret@"_s << u"http://dev:***@"_s;
    QTest::newRow("command line") << u"curl --proxy-user dev:secret -U 'dev:secret' -x http://p:1 -u a:secret http://e/"_s
                                  << u"curl --proxy-user dev:*** -U 'dev:***' -x http://p:1 -u a:*** http://e/"_s;
    // Without a scheme that begins with a letter the slashes are part of the password. What is left then
    // belongs to the address before.
    QTest::newRow("address that becomes part of another")
        << u"http://dev:se%5h://user:secret@[20"_s << u"http://dev:***@[20"_s;
    QTest::newRow("colon that becomes part of another")
        << u"http://dev:se ://user:secret@p"_s << u"http://dev:***@p"_s;
    QTest::newRow("quoted field") << u"-H 'Proxy-Authorization: Basic c2VjcmV0'"_s << u"-H 'Proxy-Authorization: Basic ***'"_s;
}

void TestUserInfo::masked()
{
    QFETCH(QString, text);
    QFETCH(QString, masked);
    QCOMPARE(maskedUrlText(text), masked);
    QCOMPARE(maskedUrlText(masked), masked);
}

void TestUserInfo::hostPort_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("is");
    QTest::addColumn<QString>("port");
    QTest::newRow("name") << u"p.example"_s << true << u""_s;
    QTest::newRow("port") << u"p:8080/x"_s << true << u"8080"_s;
    QTest::newRow("IPv6") << u"[::1]:80"_s << true << u"80"_s;
    QTest::newRow("word for a port") << u"p:x"_s << false << u""_s;
    QTest::newRow("six digits") << u"p:123456"_s << false << u""_s;
    QTest::newRow("at") << u"a@b"_s << false << u""_s;
    QTest::newRow("empty") << u""_s << false << u""_s;
    QTest::newRow("open bracket") << u"[::1"_s << false << u""_s;
}

void TestUserInfo::hostPort()
{
    QFETCH(QString, text);
    QFETCH(bool, is);
    QFETCH(QString, port);
    QStringView found;
    QCOMPARE(startsWithHostPort(text, &found), is);
    if (is)
        QCOMPARE(found.toString(), port);
}

void TestUserInfo::linearTime()
{
    for (const QString &unit : {u"@"_s, u"@["_s, u"://"_s, u"a@b "_s, u"http://a:b@c;"_s, u"-u a:"_s, u"authorization:"_s, u"a:"_s}) {
        const auto work = [&](qsizetype size) {
            const QString text = unit.repeated(size / unit.size());
            return [text] { maskedUrlText(text); };
        };
        QVERIFY2(test::growsLinearly(work, 256 * 1024), qPrintable(unit));
    }
}

QTEST_APPLESS_MAIN(TestUserInfo)
#include "tst_user_info.moc"
