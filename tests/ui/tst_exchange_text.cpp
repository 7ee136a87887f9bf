// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ExchangeText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using pt::EvidenceSource;
using pt::Exchange;
using pt::ExchangeText;

namespace {

ExchangeText textOf(const QByteArray &head, const QByteArray &body = {})
{
    Exchange exchange;
    exchange.request.head = "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n"_ba;
    exchange.response.head = head;
    exchange.response.body = body;
    exchange.response.bodyBytes = body.size();
    return ExchangeText(exchange, {u"ASKED"_s, u"ASKED BODY"_s, u"ANSWERED"_s, u"ANSWERED BODY"_s,
                                   u"NOTHING"_s, u"CUT"_s});
}

} // namespace

class TestExchangeText : public QObject
{
    Q_OBJECT

private slots:
    void shown_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<qsizetype>("start");
        QTest::addColumn<qsizetype>("length");
        QTest::addColumn<QString>("shown");

        QTest::newRow("plain") << "abcdef"_ba << qsizetype(2) << qsizetype(3) << u"cde"_s;
        QTest::newRow("CR of a CRLF is the line break") << "ab\r\ncd"_ba << qsizetype(2) << qsizetype(1) << u"\n"_s;
        QTest::newRow("LF of a CRLF is the line break") << "ab\r\ncd"_ba << qsizetype(3) << qsizetype(1) << u"\n"_s;
        QTest::newRow("LF alone is seen") << "ab\ncd"_ba << qsizetype(2) << qsizetype(1) << u"\\x0a\n"_s;
        QTest::newRow("CR alone is seen") << "ab\rcd"_ba << qsizetype(2) << qsizetype(1) << u"\\x0d"_s;
        QTest::newRow("CR at the very end") << "ab\r"_ba << qsizetype(2) << qsizetype(1) << u"\\x0d"_s;
        QTest::newRow("NUL") << "a\0b"_ba << qsizetype(1) << qsizetype(1) << u"\\x00"_s;
        QTest::newRow("tab") << "a\tb"_ba << qsizetype(1) << qsizetype(1) << u"\\x09"_s;
        QTest::newRow("escape") << "a\x1b[31m"_ba << qsizetype(1) << qsizetype(2) << u"\\x1b["_s;
        QTest::newRow("DEL") << "a\x7f"_ba << qsizetype(1) << qsizetype(1) << u"\\x7f"_s;
        QTest::newRow("UTF-8, both bytes") << "x\xc3\xa4y"_ba << qsizetype(1) << qsizetype(2) << u"ä"_s;
        QTest::newRow("UTF-8, its second byte") << "x\xc3\xa4y"_ba << qsizetype(2) << qsizetype(1) << u"ä"_s;
        QTest::newRow("after UTF-8") << "x\xc3\xa4y"_ba << qsizetype(3) << qsizetype(1) << u"y"_s;
        QTest::newRow("outside the BMP") << "\xf0\x9f\x94\x92z"_ba << qsizetype(0) << qsizetype(4) << u"🔒"_s;
        QTest::newRow("after the BMP") << "\xf0\x9f\x94\x92z"_ba << qsizetype(4) << qsizetype(1) << u"z"_s;
        QTest::newRow("Latin-1 byte") << "x\xe4y"_ba << qsizetype(1) << qsizetype(1) << u"\\xe4"_s;
        QTest::newRow("overlong slash") << "\xc0\xafz"_ba << qsizetype(0) << qsizetype(2) << u"\\xc0\\xaf"_s;
        QTest::newRow("surrogate") << "\xed\xa0\x80"_ba << qsizetype(0) << qsizetype(3) << u"\\xed\\xa0\\x80"_s;
        QTest::newRow("cut UTF-8 at the end") << "a\xe2\x82"_ba << qsizetype(1) << qsizetype(2) << u"\\xe2\\x82"_s;
        QTest::newRow("right-to-left override") << "a\xe2\x80\xae""b"_ba << qsizetype(1) << qsizetype(3) << u"U+202E"_s;
        QTest::newRow("zero width space") << "a\xe2\x80\x8b""b"_ba << qsizetype(1) << qsizetype(3) << u"U+200B"_s;
        QTest::newRow("no-break space") << "a\xc2\xa0""b"_ba << qsizetype(1) << qsizetype(2) << u"U+00A0"_s;
        QTest::newRow("combining mark") << "a\xcc\x81"_ba << qsizetype(1) << qsizetype(2) << u"U+0301"_s;
        QTest::newRow("range over the end is cut") << "abc"_ba << qsizetype(1) << qsizetype(99) << u"bc"_s;
        QTest::newRow("empty range") << "abc"_ba << qsizetype(1) << qsizetype(0) << QString();
    }

    void shown()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(qsizetype, start);
        QFETCH(qsizetype, length);
        QFETCH(QString, shown);
        for (const EvidenceSource part : {EvidenceSource::ResponseHead, EvidenceSource::ResponseBody}) {
            const ExchangeText text = part == EvidenceSource::ResponseHead ? textOf(bytes)
                                                                           : textOf("HTTP/1.1 407 x\r\n\r\n"_ba, bytes);
            const auto range = text.rangeOf(part, start, length);
            QVERIFY(range.has_value());
            QCOMPARE(text.text().mid(range->start, range->length), shown);
        }
    }

    void outside_data()
    {
        QTest::addColumn<int>("part");
        QTest::addColumn<qsizetype>("start");
        QTest::addColumn<qsizetype>("length");
        QTest::newRow("begins behind the end") << int(EvidenceSource::ResponseHead) << qsizetype(3) << qsizetype(1);
        QTest::newRow("negative start") << int(EvidenceSource::ResponseHead) << qsizetype(-1) << qsizetype(1);
        QTest::newRow("negative length") << int(EvidenceSource::ResponseHead) << qsizetype(0) << qsizetype(-1);
        QTest::newRow("largest length does not overflow the start") << int(EvidenceSource::RequestBody) << qsizetype(0) << qsizetype(1);
        QTest::newRow("not bytes") << int(EvidenceSource::Connect) << qsizetype(0) << qsizetype(1);
    }

    void outside()
    {
        QFETCH(int, part);
        QFETCH(qsizetype, start);
        QFETCH(qsizetype, length);
        QVERIFY(!textOf("abc"_ba).rangeOf(EvidenceSource(part), start, length).has_value());
    }

    void hugeLengthIsCut()
    {
        const ExchangeText text = textOf("abc"_ba);
        const auto range = text.rangeOf(EvidenceSource::ResponseHead, 1, std::numeric_limits<qsizetype>::max());
        QVERIFY(range.has_value());
        QCOMPARE(text.text().mid(range->start, range->length), u"bc"_s);
    }

    /// Every byte of a head and body of all 256 bytes, in several orders, leads to its characters and each of
    /// those back to it, or to the first of the bytes that share them.
    void everyByteThereAndBack()
    {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all += char(i);
        for (int i = 255; i >= 0; --i)
            all += char(i);
        all += "\r\n\xc3\xa4\xe2\x82\xac\xf0\x9f\x94\x92\xe2\x80\xae\r\r\n\n\xc3"_ba;
        const ExchangeText text = textOf(all, all);
        for (const EvidenceSource part : {EvidenceSource::ResponseHead, EvidenceSource::ResponseBody}) {
            qsizetype lastEnd = -1;
            qsizetype lastStart = -1;
            for (qsizetype i = 0; i < all.size(); ++i) {
                const auto range = text.rangeOf(part, i, 1);
                QVERIFY(range.has_value());
                QVERIFY(range->length > 0);
                // Bytes share their characters or follow one another without a gap.
                if (lastEnd >= 0 && range->start != lastStart)
                    QCOMPARE(range->start, lastEnd);
                lastStart = range->start;
                lastEnd = range->start + range->length;
                for (qsizetype at = range->start; at < lastEnd; ++at) {
                    const auto place = text.placeAt(at);
                    QVERIFY(place.has_value());
                    QVERIFY(place->part == part);
                    QVERIFY(place->offset <= i);
                    const auto same = text.rangeOf(part, place->offset, 1);
                    QVERIFY(same.has_value());
                    QCOMPARE(*same, *range);
                }
            }
        }
    }

    void headingsAreNoBytes()
    {
        const ExchangeText text = textOf("HTTP/1.1 200 OK\r\n\r\n"_ba, "hello"_ba);
        QCOMPARE(text.headings().size(), 3);
        for (const ExchangeText::TextRange &heading : text.headings()) {
            for (qsizetype at = heading.start; at < heading.start + heading.length; ++at)
                QVERIFY(!text.placeAt(at).has_value());
        }
        QVERIFY(!text.placeAt(-1).has_value());
        QVERIFY(!text.placeAt(text.text().size()).has_value());
        QCOMPARE(text.text(), u"ASKED\nGET http://a/ HTTP/1.1\nHost: a\n\nANSWERED\nHTTP/1.1 200 OK\n\n"
                              "ANSWERED BODY\nhello"_s);
    }

    void nothingCame()
    {
        const ExchangeText text = textOf({});
        QVERIFY(text.text().endsWith(u"ANSWERED\nNOTHING\n"_s));
        QVERIFY(!text.rangeOf(EvidenceSource::ResponseHead, 0, 1).has_value());
    }

    void socksInDigitsAndCharacters()
    {
        Exchange exchange;
        exchange.form = pt::ExchangeForm::Socks;
        exchange.request.body = QByteArray::fromHex("0103") + "dev" + QByteArray::fromHex("2a")
            + QByteArray(42, '*');
        exchange.response.body = QByteArray::fromHex("0101");
        const ExchangeText text(exchange, {u"ASKED"_s, {}, u"ANSWERED"_s, {}, {}, {}});
        QVERIFY(text.text().contains(u"01 03 64 65 76 2a"_s));
        QVERIFY(text.text().contains(u"..dev***"_s));
        // Each byte is its two digits, also in the second row.
        const auto user = text.rangeOf(EvidenceSource::RequestBody, 2, 3);
        QVERIFY(user.has_value());
        QCOMPARE(text.text().mid(user->start, user->length), u"64 65 76"_s);
        const auto late = text.rangeOf(EvidenceSource::RequestBody, 20, 1);
        QVERIFY(late.has_value());
        QCOMPARE(text.text().mid(late->start, late->length), u"2a"_s);
        const auto place = text.placeAt(late->start);
        QVERIFY(place.has_value());
        QCOMPARE(place->offset, 20);
    }

    void bytesThatAreNotHttp()
    {
        const ExchangeText text = textOf({}, "\x15\x03\x01"_ba);
        QVERIFY(text.text().contains(u"ANSWERED\n15 03 01 "_s));
        QVERIFY(text.text().endsWith(u" ...\n"_s));
        QCOMPARE(text.escapes().size(), 0);
    }

    void cutBodySaysSo()
    {
        Exchange exchange;
        exchange.response.head = "HTTP/1.1 200 OK\r\n\r\n"_ba;
        exchange.response.body = "abc"_ba;
        exchange.response.bodyBytes = 2'000'000'000;
        const ExchangeText text(exchange, {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s, u"CUT"_s});
        QVERIFY(text.text().endsWith(u"abc\nCUT\n"_s));
    }
};

QTEST_GUILESS_MAIN(TestExchangeText)
#include "tst_exchange_text.moc"
