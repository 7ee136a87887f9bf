// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/HttpHead.h"
#include "support/GrowthCheck.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestHttpHead : public QObject
{
    Q_OBJECT

private slots:
    void statusLine_data();
    void statusLine();
    void requestLine_data();
    void requestLine();
    void fields_data();
    void fields();
    void spans();
    void repeatedFields();
    void boundOnFields();
    void randomBytes();
    void linearTime();
};

void TestHttpHead::statusLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("status"); // -1: no head
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QString>("problems");
    QTest::newRow("plain") << "HTTP/1.1 407 Proxy Authentication Required"_ba << 407
                           << "Proxy Authentication Required"_ba << u""_s;
    QTest::newRow("1.0") << "HTTP/1.0 200 Connection established"_ba << 200 << "Connection established"_ba << u""_s;
    QTest::newRow("1.2") << "HTTP/1.2 200 OK"_ba << 200 << "OK"_ba << u""_s;
    QTest::newRow("no reason") << "HTTP/1.1 407"_ba << 407 << ""_ba << u"missing-reason"_s;
    QTest::newRow("empty reason") << "HTTP/1.1 407 "_ba << 407 << ""_ba << u"missing-reason"_s;
    QTest::newRow("control in reason") << "HTTP/1.1 407 a\x1b[2Jb"_ba << 407 << "a\x1b[2Jb"_ba << u"control-in-reason"_s;
    QTest::newRow("letter in status") << "HTTP/1.1 4O7 x"_ba << 0 << "x"_ba << u"bad-status"_s;
    QTest::newRow("two digits") << "HTTP/1.1 99 x"_ba << 0 << "x"_ba << u"bad-status"_s;
    QTest::newRow("four digits") << "HTTP/1.1 1000 x"_ba << 0 << "x"_ba << u"bad-status"_s;
    QTest::newRow("zero") << "HTTP/1.1 000 x"_ba << 0 << "x"_ba << u"bad-status"_s;
    QTest::newRow("negative") << "HTTP/1.1 -407 x"_ba << 0 << "x"_ba << u"bad-status"_s;
    QTest::newRow("no status") << "HTTP/1.1"_ba << 0 << ""_ba << u"bad-status missing-reason"_s;
    QTest::newRow("999") << "HTTP/1.1 999 Denied"_ba << 999 << "Denied"_ba << u"unusual-status"_s;
    QTest::newRow("lone CR in reason") << "HTTP/1.1 407 a\rb"_ba << 407 << "a\rb"_ba
                                       << u"lone-cr control-in-reason"_s;
    QTest::newRow("HTTP/2 as tools print it") << "HTTP/2 407 "_ba << 407 << ""_ba << u"version-not-1 missing-reason"_s;
    QTest::newRow("HTTP/2.0") << "HTTP/2.0 407 x"_ba << -1 << ""_ba << u""_s;
    QTest::newRow("lower case") << "http/1.1 200 OK"_ba << -1 << ""_ba << u""_s;
    QTest::newRow("ICY") << "ICY 200 OK"_ba << -1 << ""_ba << u""_s;
    QTest::newRow("banner") << "SSH-2.0-OpenSSH_9.2"_ba << -1 << ""_ba << u""_s;
    QTest::newRow("empty") << ""_ba << -1 << ""_ba << u""_s;
}

void TestHttpHead::statusLine()
{
    QFETCH(QByteArray, line);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(QString, problems);
    const std::optional<HttpHead> head = parseHead(line + "\r\nVia: x\r\n\r\n");
    QCOMPARE(head.has_value(), status >= 0);
    if (!head)
        return;
    QVERIFY(head->isResponse);
    QCOMPARE(head->status, status);
    QCOMPARE(head->reason, reason);
    QCOMPARE(head->problems.join(u' '), problems);
    QCOMPARE(head->fields.size(), 1);
    QCOMPARE(head->startLineSpan.in(line).toByteArray(), line);
    QCOMPARE(head->reasonSpan.in(line).toByteArray(), reason);
}

void TestHttpHead::requestLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("method"); // empty: no head
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("problems");
    QTest::newRow("absolute form") << "GET http://example.com/ HTTP/1.1"_ba << "GET"_ba << "http://example.com/"_ba << u""_s;
    QTest::newRow("authority form") << "CONNECT example.com:443 HTTP/1.0"_ba << "CONNECT"_ba << "example.com:443"_ba << u""_s;
    QTest::newRow("space in target") << "GET http://e/a b HTTP/1.1"_ba << "GET"_ba << "http://e/a b"_ba << u"space-in-target"_s;
    QTest::newRow("more spaces") << "GET   /  HTTP/1.1"_ba << "GET"_ba << "/"_ba << u""_s;
    QTest::newRow("HTTP/2 as tools print it") << "GET / HTTP/2"_ba << "GET"_ba << "/"_ba << u"version-not-1"_s;
    QTest::newRow("no version") << "GET /"_ba << ""_ba << ""_ba << u""_s;
    QTest::newRow("no target") << "GET HTTP/1.1"_ba << ""_ba << ""_ba << u""_s;
    QTest::newRow("method is no token") << "G(T / HTTP/1.1"_ba << ""_ba << ""_ba << u""_s;
    QTest::newRow("prose") << "The proxy answers with 407"_ba << ""_ba << ""_ba << u""_s;
}

void TestHttpHead::requestLine()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QString, problems);
    const std::optional<HttpHead> head = parseHead(line + "\r\n\r\n");
    QCOMPARE(head.has_value(), !method.isEmpty());
    if (!head)
        return;
    QVERIFY(!head->isResponse);
    QCOMPARE(head->method, method);
    QCOMPARE(head->requestTarget, target);
    QCOMPARE(head->problems.join(u' '), problems);
}

void TestHttpHead::fields_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QByteArrayList>("expected"); // "name=value"
    QTest::addColumn<QString>("problems");
    QTest::newRow("plain") << "A: 1\r\nB:2 \r\nC:\t3\r\n\r\n"_ba << QByteArrayList{"A=1", "B=2", "C=3"} << u""_s;
    QTest::newRow("empty value") << "A:\r\nB: \r\n\r\n"_ba << QByteArrayList{"A=", "B="} << u""_s;
    QTest::newRow("bare LF") << "A: 1\nB: 2\n\n"_ba << QByteArrayList{"A=1", "B=2"} << u"bare-lf"_s;
    QTest::newRow("mixed line ends") << "A: 1\nB: 2\r\n\r\n"_ba << QByteArrayList{"A=1", "B=2"} << u"bare-lf"_s;
    QTest::newRow("lone CR is no line end") << "A: 1\rB: 2\r\n\r\n"_ba << QByteArrayList{"A=1\rB: 2"} << u"lone-cr"_s;
    QTest::newRow("no colon, others stay") << "A: 1\r\nnonsense\r\nB: 2\r\n\r\n"_ba << QByteArrayList{"A=1", "B=2"}
                                           << u"no-colon"_s;
    QTest::newRow("space before colon") << "A : 1\r\nB: 2\r\n\r\n"_ba << QByteArrayList{"A=1", "B=2"}
                                        << u"space-before-colon"_s;
    QTest::newRow("empty name") << ": 1\r\nB: 2\r\n\r\n"_ba << QByteArrayList{"B=2"} << u"empty-field-name"_s;
    QTest::newRow("only a colon") << ":\r\nB: 2\r\n\r\n"_ba << QByteArrayList{"B=2"} << u"empty-field-name"_s;
    QTest::newRow("bad name is kept") << "A (x): 1\r\n\r\n"_ba << QByteArrayList{"A (x)=1"} << u"bad-field-name"_s;
    QTest::newRow("fold") << "A: 1,\r\n  2,\r\n\t3\r\nB: 4\r\n\r\n"_ba << QByteArrayList{"A=1, 2, 3", "B=4"} << u"obs-fold"_s;
    QTest::newRow("fold after nothing") << "A:\r\n 1\r\n\r\n"_ba << QByteArrayList{"A=1"} << u"obs-fold"_s;
    QTest::newRow("fold of blanks only") << "A: 1\r\n  \r\nB: 2\r\n\r\n"_ba << QByteArrayList{"A=1", "B=2"} << u"obs-fold"_s;
    QTest::newRow("fold of a dropped line") << "nonsense\r\n A: 1\r\nB: 2\r\n\r\n"_ba << QByteArrayList{"B=2"}
                                            << u"obs-fold no-colon"_s;
    QTest::newRow("space before the first field") << " A: 1\r\n B: 2\r\nC: 3\r\n\r\n"_ba << QByteArrayList{"C=3"}
                                                  << u"leading-space"_s;
    QTest::newRow("NUL is kept") << "A: 1\0" "2\r\n\r\n"_ba << QByteArrayList{"A=1\0" "2"_ba} << u"nul-in-value"_s;
    QTest::newRow("escape is kept") << "A: \x1b[1m\r\n\r\n"_ba << QByteArrayList{"A=\x1b[1m"} << u"control-in-value"_s;
    QTest::newRow("no empty line") << "A: 1\r\nB: 2"_ba << QByteArrayList{"A=1", "B=2"} << u"no-empty-line"_s;
    QTest::newRow("stops at the empty line") << "A: 1\r\n\r\nB: 2\r\n"_ba << QByteArrayList{"A=1"} << u""_s;
}

void TestHttpHead::fields()
{
    QFETCH(QByteArray, lines);
    QFETCH(QByteArrayList, expected);
    QFETCH(QString, problems);
    const QByteArray bytes = "HTTP/1.1 200 OK\r\n" + lines;
    const std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    QByteArrayList got;
    for (const HttpField &field : head->fields) {
        got.append(field.name + '=' + field.value);
        QCOMPARE(field.nameSpan.in(bytes).toByteArray(), field.name);
        QVERIFY(field.lineSpan.in(bytes).startsWith(field.name));
        if (!problems.contains(u"obs-fold"))
            QCOMPARE(field.valueSpan.in(bytes).toByteArray(), field.value);
    }
    QCOMPARE(got, expected);
    QCOMPARE(head->problems.join(u' '), problems);
}

void TestHttpHead::spans()
{
    const QByteArray bytes = "\r\nHTTP/1.1  407   Sign in\r\nA:  x,\r\n\t y \r\nB: z\r\n\r\n";
    const std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    QCOMPARE(head->problems, (QStringList{u"leading-empty-line"_s, u"obs-fold"_s}));
    QCOMPARE(head->statusSpan.in(bytes).toByteArray(), "407"_ba);
    QCOMPARE(head->reasonSpan.in(bytes).toByteArray(), "  Sign in"_ba);
    QCOMPARE(head->fields[0].value, "x, y"_ba);
    QCOMPARE(head->fields[0].valueSpan.in(bytes).toByteArray(), "x,\r\n\t y"_ba);
    QCOMPARE(head->fields[0].lineSpan.in(bytes).toByteArray(), "A:  x,\r\n\t y "_ba);
    QCOMPARE(head->fields[1].lineSpan.in(bytes).toByteArray(), "B: z"_ba);
    QVERIFY(ByteSpan({5, 1000}).in(bytes).isEmpty());
    QVERIFY(ByteSpan({-1, 2}).in(bytes).isEmpty());
}

void TestHttpHead::repeatedFields()
{
    const std::optional<HttpHead> head = parseHead("HTTP/1.1 407 x\r\nVIA: a\r\nOther: o\r\nvia: b\r\n\r\n");
    QVERIFY(head);
    QCOMPARE(head->field("Via")->value, "a"_ba);
    QCOMPARE(head->all("Via").size(), 2);
    QCOMPARE(head->all("Via")[1]->value, "b"_ba);
    QVERIFY(head->has("OTHER"));
    QVERIFY(!head->has("Othe"));
    QVERIFY(!head->field("none"));
}

void TestHttpHead::boundOnFields()
{
    QByteArray bytes = "HTTP/1.1 407 x\r\n";
    for (int i = 0; i < 10000; ++i)
        bytes += "F" + QByteArray::number(i) + ": v\r\n";
    bytes += "\r\n";
    std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    QCOMPARE(head->fields.size(), maxHeadFields);
    QCOMPARE(head->fields.last().name, "F499"_ba);
    QCOMPARE(head->problems, QStringList{u"too-many-fields"_s});
    head = parseHead(bytes, 20000);
    QCOMPARE(head->fields.size(), 10000);
    QVERIFY(head->problems.isEmpty());
}

void TestHttpHead::randomBytes()
{
    QRandomGenerator random(7);
    const QByteArray alphabet = "AB: \t\r\n\r\n\x00\xff\"=,x"_ba;
    for (int round = 0; round < 20000; ++round) {
        QByteArray bytes = round % 2 ? "HTTP/1.1 407 x\r\n"_ba : "GET / HTTP/1.1\n"_ba;
        const int length = random.bounded(80);
        for (int i = 0; i < length; ++i)
            bytes.append(alphabet[random.bounded(int(alphabet.size()))]);
        const std::optional<HttpHead> head = parseHead(bytes);
        QVERIFY(head);
        qsizetype end = head->startLineSpan.end();
        for (const HttpField &field : head->fields) {
            QVERIFY(field.lineSpan.start >= end);
            end = field.lineSpan.end();
            QVERIFY(end <= bytes.size());
            QCOMPARE(field.nameSpan.in(bytes).toByteArray(), field.name);
            QVERIFY(field.valueSpan.start >= field.nameSpan.end() && field.valueSpan.end() <= end);
            QVERIFY(!field.name.isEmpty());
        }
    }
}

void TestHttpHead::linearTime()
{
    for (const QByteArray &unit : {"\n "_ba, "a\n"_ba, "a:b\n"_ba, " "_ba, "\r"_ba, ":"_ba, "\n:"_ba}) {
        const auto work = [&](qsizetype bytes) {
            const QByteArray head = "HTTP/1.1 407 x\nA: " + unit.repeated(bytes / unit.size());
            return [head] { parseHead(head); };
        };
        QVERIFY2(test::growsLinearly(work, 1024 * 1024), unit.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(TestHttpHead)
#include "tst_http_head.moc"
