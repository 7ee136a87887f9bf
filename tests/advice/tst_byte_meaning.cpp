// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/Wording.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestByteMeaning : public QObject
{
    Q_OBJECT

private slots:
    void meaning_data();
    void meaning();
    void everyByteOfAHeadMeansSomething();
    void outsideTheHead();
};

void TestByteMeaning::meaning_data()
{
    QTest::addColumn<bool>("response");
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("at"); ///< the bytes asked about
    QTest::addColumn<QString>("contains");

    const QByteArray asked = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                             "Server: squid/6.13\r\n"
                             "Proxy-Authenticate: Digest realm=\"R one\", nonce=\"abc\", stale=true\r\n"
                             "Proxy-Authenticate: Basic realm=\"Staff\", charset=\"UTF-8\"\r\n"
                             "Proxy-Authenticate: Hoax\r\n"
                             "X-Squid-Error: ERR_CACHE_ACCESS_DENIED 0\r\n"
                             "X-Other: 1\r\n"
                             "\r\n";
    QTest::addRow("407") << true << asked << "407"_ba << u"The website was not contacted."_s;
    QTest::addRow("reason phrase") << true << asked << "Required"_ba << u"407"_s;
    QTest::addRow("field name") << true << asked << "Proxy-Authenticate"_ba
                                << u"the sign-in methods that the proxy offers"_s;
    QTest::addRow("Digest") << true << asked << "Digest"_ba << u"not the password itself"_s;
    QTest::addRow("realm") << true << asked << "R one"_ba << u"\"R one\""_s;
    QTest::addRow("nonce") << true << asked << "nonce"_ba << u"one-time value"_s;
    QTest::addRow("stale") << true << asked << "stale=true"_ba << u"too old"_s;
    QTest::addRow("Basic") << true << asked << "Basic"_ba << u"encoded but not encrypted"_s;
    QTest::addRow("charset") << true << asked << "charset"_ba << u"UTF-8"_s;
    QTest::addRow("unknown scheme") << true << asked << "Hoax"_ba << u"do not know"_s;
    QTest::addRow("server") << true << asked << "squid/6.13"_ba << u"calls itself"_s;
    QTest::addRow("the proxy's error field") << true << asked << "ERR_CACHE"_ba << u"Squid"_s;
    QTest::addRow("another field") << true << asked << "X-Other"_ba << u"plays no part"_s;

    for (const auto &[status, words] :
         {std::pair("401", "by the website"), std::pair("403", "refused"), std::pair("502", "gateway"),
          std::pair("503", "not available"), std::pair("504", "waited too long"),
          std::pair("599", "fault of its own"), std::pair("299", "tunnel is open"),
          std::pair("499", "refused"), std::pair("777", "not one that HTTP knows")}) {
        QTest::addRow("status %s", status)
            << true << QByteArray("HTTP/1.1 ") + status + " X\r\n\r\n" << QByteArray(status)
            << QString::fromLatin1(words);
    }

    const QByteArray connect = "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n"
                               "Proxy-Authorization: Basic [basic user=\"dev\" password-length=8-15 "
                               "password-kind=ascii]\r\n\r\n";
    QTest::addRow("CONNECT") << false << connect << "example.com"_ba << u"open a tunnel"_s;
    QTest::addRow("the sign-in, masked") << false << connect << "[basic"_ba << u"\"dev\""_s;
    const QByteArray get = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n";
    QTest::addRow("plain request") << false << get << "GET"_ba << u"fetch this address"_s;
    QTest::addRow("host") << false << get << "Host"_ba << u"the website that is asked for"_s;
}

void TestByteMeaning::meaning()
{
    QFETCH(bool, response);
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, at);
    QFETCH(QString, contains);
    Exchange exchange;
    (response ? exchange.response : exchange.request).head = head;
    const qsizetype offset = head.indexOf(at);
    QVERIFY(offset >= 0);
    const QString meaning = wordByteMeaning(exchange, response, offset);
    QVERIFY2(meaning.contains(contains), qPrintable(meaning));
}

void TestByteMeaning::everyByteOfAHeadMeansSomething()
{
    Exchange exchange;
    exchange.response.head = "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"a\x1b[31m\xe2\x80\xae<i>\",,\r\n"
                             "no colon here\r\nVia: 1.1 p\r\n\tfolded\r\n\r\n";
    for (qsizetype i = 0; i < exchange.response.head.size(); ++i) {
        const QString meaning = wordByteMeaning(exchange, true, i);
        QVERIFY2(!meaning.isEmpty(), qPrintable(QString::number(i)));
        QVERIFY(!meaning.contains(u'\x1b'));
        QVERIFY(!meaning.contains(QChar(0x202e)));
        QVERIFY(!meaning.contains(u"%1"_s));
    }
}

void TestByteMeaning::outsideTheHead()
{
    Exchange exchange;
    exchange.response.head = "HTTP/1.1 200 OK\r\n\r\n";
    QCOMPARE(wordByteMeaning(exchange, true, -1), QString());
    QCOMPARE(wordByteMeaning(exchange, true, exchange.response.head.size()), QString());
    QCOMPARE(wordByteMeaning(exchange, false, 0), QString());
    exchange.response.head = "\x15\x03\x01";
    QVERIFY(!wordByteMeaning(exchange, true, 0).isEmpty());
}

QTEST_GUILESS_MAIN(TestByteMeaning)
#include "tst_byte_meaning.moc"
