// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Case.h"
#include "model/Finding.h"
#include "report/MarkedLines.h"
#include "report/TextReport.h"

#include <QRegularExpression>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

const QByteArray askedHead = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                             "Server: squid/6.13\r\n"
                             "Proxy-Authenticate: Basic realm=\"Staff\"\r\n"
                             "\r\n";

Evidence spanOf(int exchange, const QByteArray &head, const QByteArray &what, const QString &id)
{
    return {EvidenceSource::ResponseHead, exchange, head.indexOf(what), what.size(),
            QString::fromLatin1(what), {id, {{u"status"_s, u"407"_s}}}};
}

Case rejectedCase()
{
    Case value;
    value.input.endpoint = {ProxyScheme::Http, u"proxy.example"_s, 3128};
    value.environment.startedUtc = u"2026-01-02T03:04:05.000Z"_s;
    Exchange exchange;
    exchange.id = 4;
    exchange.stage = StageId::SignIn;
    exchange.target = u"http://example.com/"_s;
    exchange.connection = 2;
    exchange.localAddress = u"192.0.2.7"_s;
    exchange.localPort = 50123;
    exchange.remote = u"192.0.2.1:3128"_s;
    exchange.startedMs = 250;
    exchange.durationMs = 12;
    exchange.request.head = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n";
    exchange.response.head = askedHead;
    exchange.response.body = "<html>Sorry</html>";
    value.exchanges = {exchange};
    value.stages = {{StageId::Connect, StageStatus::Passed, 0, 3, u"connected"_s,
                     {{u"address"_s, u"192.0.2.1"_s}, {u"port"_s, u"3128"_s}}},
                    {StageId::SignIn, StageStatus::Failed, 3, 20, u"rejected"_s,
                     {{u"scheme"_s, u"basic"_s}, {u"status"_s, u"407"_s}}},
                    {StageId::Target, StageStatus::NotTested, 0, 0, u"earlier-failed"_s, {}}};
    return value;
}

Diagnosis rejected()
{
    Finding finding;
    finding.cause = u"credentials.rejected"_s;
    finding.confidence = Confidence::Certain;
    finding.evidence = {spanOf(4, askedHead, "407", u"status.asks-again"_s)};
    finding.ruledOut = {{u"credentials.missing"_s, {u"credentials-were-sent"_s, {{u"scheme"_s, u"Basic"_s}}}}};
    Finding warning;
    warning.cause = u"scheme.basic-in-clear"_s;
    warning.severity = Severity::Warning;
    return {{finding, warning}};
}

} // namespace

class TestTextReport : public QObject
{
    Q_OBJECT

private slots:
    void saysWhoWhatAndWhy();
    void marksTheDecisiveBytes();
    void coloursOnlyWhenAsked();
    void keepsToTheWidth_data();
    void keepsToTheWidth();
    void marksMayOverlapAndSpanLines();
    void longLinesAreFolded();
    void hostileBytesAreMadeVisible();
    void addressShowsWhereItSplits();
    void ticketHasWhatALogSearchNeeds();
    void saysWhatCanBeTriedNext();
};

void TestTextReport::saysWhoWhatAndWhy()
{
    const QString text = textReport(rejectedCase(), rejected(), {});
    for (const auto &part :
         {u"FAULT: The sign-in was not accepted"_s, u"the website was not contacted"_s,
          u"The help desk"_s, u"Next step"_s, u"credentials.rejected"_s, u"What it is not"_s,
          u"The request did carry a sign-in (Basic)."_s, u"Also found"_s, u"20 ms"_s, u"not tested"_s,
          u"local port 50123"_s, u"It is not a block by the website"_s, u"For the network team"_s,
          u"From (address and port): 192.0.2.7:50123"_s})
        QVERIFY2(text.simplified().contains(part), qPrintable(part + u"\n"_s + text));
    QVERIFY(text.indexOf(u"FAULT"_s) < text.indexOf(u"Next step"_s));
    QVERIFY(!text.contains(u"Sorry"_s)); // a body without a mark proves nothing
}

void TestTextReport::saysWhatCanBeTriedNext()
{
    Case value = rejectedCase();
    value.origin = CaseOrigin::Live;
    QVERIFY(!textReport(value, rejected(), {}).contains(u"can be tried next"_s));
    value.attempts = {1, 1, 1, true, {u"login-user-alone"_s, u"login-user-at-domain"_s}};
    QString text = textReport(value, rejected(), {}).simplified();
    QVERIFY2(text.contains(u"--attempts 3"_s), qPrintable(text));
    value.attempts.untried = {u"login-user-alone"_s};
    text = textReport(value, rejected(), {}).simplified();
    QVERIFY2(text.contains(u"--attempts 2"_s), qPrintable(text));
    value.attempts.limit = value.attempts.rejected = 3;
    text = textReport(value, rejected(), {}).simplified();
    QVERIFY2(!text.contains(u"--attempts"_s), qPrintable(text));
}

void TestTextReport::marksTheDecisiveBytes()
{
    const QStringList lines
        = markedLines(askedHead, {{{9, 3}, u"Status 407 again."_s}}, {.width = 78, .colour = false});
    QCOMPARE(lines.value(0), u"> HTTP/1.1 407 Proxy Authentication Required"_s);
    QCOMPARE(lines.value(1), u"           ^^^"_s);
    QCOMPARE(lines.value(2), u"     <- Status 407 again."_s);
    QCOMPARE(lines.value(3), u"  Server: squid/6.13"_s);
    QCOMPARE(lines.size(), 5);
}

void TestTextReport::coloursOnlyWhenAsked()
{
    QVERIFY(!textReport(rejectedCase(), rejected(), {}).contains(u'\x1b'));
    const QString coloured = textReport(rejectedCase(), rejected(), {.colour = true, .width = 80});
    QVERIFY(coloured.contains(u"\x1b[1;31m"_s));
    QString plain = coloured;
    plain.remove(QRegularExpression(u"\x1b\\[[0-9;]*m"_s));
    QCOMPARE(plain, textReport(rejectedCase(), rejected(), {}));
}

void TestTextReport::keepsToTheWidth_data()
{
    QTest::addColumn<int>("width");
    QTest::addRow("60") << 60;
    QTest::addRow("80") << 80;
    QTest::addRow("120") << 120;
}

void TestTextReport::keepsToTheWidth()
{
    QFETCH(int, width);
    const QStringList lines = textReport(rejectedCase(), rejected(), {.colour = false, .width = width})
                                  .split(u'\n');
    for (const QString &line : lines)
        QVERIFY2(line.size() <= width, qPrintable(line));
}

void TestTextReport::marksMayOverlapAndSpanLines()
{
    const QByteArray bytes = "first line\r\nsecond\r\nthird\r\n";
    const QStringList lines
        = markedLines(bytes, {{{6, 10}, u"over two"_s}, {{12, 6}, u"the second"_s}}, {.width = 60});
    QCOMPARE(lines,
             (QStringList{u"> first line"_s, u"        ^^^^"_s, u"> second"_s, u"  ^^^^^^"_s,
                          u"     <- over two"_s, u"     <- the second"_s, u"  third"_s}));
}

void TestTextReport::longLinesAreFolded()
{
    const QByteArray bytes = "X: " + QByteArray(200, 'a') + "MARK\r\n";
    const QStringList lines
        = markedLines(bytes, {{{bytes.indexOf("MARK"), 4}, u"here"_s}}, {.width = 42});
    for (const QString &line : lines)
        QVERIFY2(line.size() <= 42, qPrintable(line));
    const qsizetype carets = lines.indexOf(QRegularExpression(u"^ +\\^\\^\\^\\^$"_s));
    QVERIFY(carets > 0);
    const qsizetype column = lines.at(carets).indexOf(u'^');
    QCOMPARE(lines.at(carets - 1).mid(column, 4), u"MARK"_s);

    const QByteArray endless(1 << 20, 'a');
    QVERIFY(markedLines(endless, {}, {.width = 80}).join(u'\n').size() < 1000);
    QVERIFY(markedLines(QByteArray("a\n").repeated(100000), {}, {.width = 80}).size() < 60);
}

void TestTextReport::hostileBytesAreMadeVisible()
{
    Case value = rejectedCase();
    const QByteArray head = "HTTP/1.1 407 \x1b[2J\xe2\x80\xae\r\nServer: \x9b""31m\x07\r\n\r\n";
    value.exchanges[0].response.head = head;
    value.exchanges[0].target = u"http://a/\x1b]0;x\x07"_s;
    Diagnosis diagnosis = rejected();
    diagnosis.findings[0].evidence = {spanOf(4, head, "407", u"status.asks-again"_s)};
    for (const QString &text :
         {textReport(value, diagnosis, {}), ticketText(value, diagnosis)}) {
        for (const QChar c : text)
            QVERIFY2(c == u'\n' || (c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f)
                                    && c.unicode() != 0x202e),
                     "a character that a terminal obeys");
        QVERIFY(text.contains(u"\\x1b"_s));
    }
}

void TestTextReport::addressShowsWhereItSplits()
{
    Case value;
    value.input.given = u"http://dev@acme.com:[password]@proxy.example:3128"_s;
    InputProblem problem;
    problem.kind = InputProblemKind::ReservedCharacter;
    problem.field = u"url"_s;
    problem.position = value.input.given.indexOf(u'@');
    value.input.problems = {problem};
    Finding finding;
    finding.cause = u"input.reserved-character-in-url"_s;
    finding.evidence = {{EvidenceSource::Input, 0, 0, 0, value.input.given, {u"input.given"_s, {}}}};
    const QStringList lines = textReport(value, {{finding}}, {}).split(u'\n');
    const qsizetype at = lines.indexOf(u"  "_s + value.input.given);
    QVERIFY(at >= 0);
    QCOMPARE(lines.value(at + 1).indexOf(u'^'), 2 + problem.position);
}

void TestTextReport::ticketHasWhatALogSearchNeeds()
{
    const QString text = ticketText(rejectedCase(), rejected());
    for (const auto &part :
         {u"The sign-in was not accepted"_s, u"Who acts: The help desk"_s,
          u"Proxy: proxy.example:3128"_s, u"Website: http://example.com/"_s,
          u"This does not mean:\nIt is not a block by the website"_s, u"For the network team:\nThe proxy refused"_s,
          u"Time (UTC): 2026-01-02T03:04:05.250Z"_s, u"From (address and port): 192.0.2.7:50123"_s,
          u"To (address and port): 192.0.2.1:3128"_s, u"Server: squid/6.13"_s, u"> HTTP/1.1 407 Proxy Authentication Required"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u"\n"_s + text));
    QVERIFY(text.split(u'\n').size() < 45);
}

QTEST_GUILESS_MAIN(TestTextReport)
#include "tst_text_report.moc"
