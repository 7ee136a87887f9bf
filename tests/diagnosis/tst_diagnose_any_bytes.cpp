// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"

#include "diagnosis/Diagnose.h"
#include "support/CaseBuilder.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

class TestDiagnoseAnyBytes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void changedAnswers();
    void changedCases();
    void cutAnswers();
    void longAnswersTakeLinearTime();

private:
    QList<QByteArray> m_answers;
};

namespace {

/// One small damage: a byte changed, dropped, doubled, a piece cut out or repeated.
void damage(QByteArray &bytes, QRandomGenerator &random)
{
    if (bytes.isEmpty()) {
        bytes.append(char(random.bounded(256)));
        return;
    }
    const qsizetype at = random.bounded(int(bytes.size()));
    switch (random.bounded(6)) {
    case 0:
        bytes[at] = char(random.bounded(256));
        break;
    case 1:
        bytes.remove(at, 1 + random.bounded(8));
        break;
    case 2:
        bytes.insert(at, QByteArray(random.bounded(1, 20), char(random.bounded(256))));
        break;
    case 3:
        bytes.insert(at, bytes.mid(random.bounded(int(bytes.size())), random.bounded(40)));
        break;
    case 4:
        bytes.insert(at, "\r\n");
        break;
    default:
        bytes[at] = "\",;= \t%:<>\0"[random.bounded(11)];
        break;
    }
}

Case randomCase(const QList<QByteArray> &answers, QRandomGenerator &random)
{
    const bool pasted = random.bounded(4) == 0;
    CaseBuilder builder = pasted ? CaseBuilder::pasted() : CaseBuilder::live();
    if (random.bounded(2))
        builder.typed(u"dev"_s, random.bounded(4) != 0);
    if (random.bounded(6) == 0)
        builder.keychain(KeychainUse(random.bounded(6)), u"words"_s);
    if (random.bounded(6) == 0)
        builder.problem(InputProblemKind(random.bounded(9)), u"password"_s, {}, random.bounded(400));
    if (random.bounded(3) == 0)
        builder.attempts(random.bounded(3), random.bounded(3), random.bounded(2));
    const QStringList ports{u"a.example:443"_s, u"a.example:25"_s, u"[2001:db8::1]:8443"_s, u"b.example"_s};
    const QStringList urls{u"http://a.example/"_s, u"http://b.example/x?y"_s, u"not a url"_s, QString()};
    const int count = random.bounded(7);
    for (int i = 0; i < count; ++i) {
        QByteArray answer = answers.at(random.bounded(int(answers.size())));
        const QString url = urls.at(random.bounded(int(urls.size())));
        const QString port = ports.at(random.bounded(int(ports.size())));
        switch (random.bounded(7)) {
        case 0:
            builder.plain(url, answer);
            break;
        case 1:
            builder.signedPlain(url, answer, random.bounded(3) ? "Basic" : "NTLM");
            break;
        case 2:
            builder.connect(port, answer);
            break;
        case 3:
            builder.signedConnect(port, answer);
            break;
        case 4:
            builder.connect(port, "HTTP/1.1 200 Connection established").inside(url, answer);
            break;
        case 5:
            builder.connect(port, "HTTP/1.1 200 OK")
                .deadTunnel(url, ExchangeEnd(random.bounded(9)));
            break;
        default:
            builder.answerOnly(answer);
            break;
        }
        if (random.bounded(5) == 0)
            builder.control();
        if (random.bounded(5) == 0)
            builder.nothing(ExchangeEnd(random.bounded(9)));
        else if (random.bounded(8) == 0)
            builder.bytes(answer.mid(random.bounded(20)));
    }
    Case value = builder.done();
    for (Exchange &exchange : value.exchanges) {
        for (QByteArray *bytes : {&exchange.request.head, &exchange.response.head, &exchange.response.body}) {
            const int times = random.bounded(4) ? 0 : random.bounded(6);
            for (int n = 0; n < times; ++n)
                damage(*bytes, random);
        }
        if (random.bounded(12) == 0)
            exchange.tunnelOf = random.bounded(9);
        if (random.bounded(12) == 0)
            exchange.end = ExchangeEnd(random.bounded(9));
    }
    return value;
}

} // namespace

void TestDiagnoseAnyBytes::initTestCase()
{
    QFile file(QFINDTESTDATA("data/vendor-answers.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const QByteArray &line : file.readAll().split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        if (!line.startsWith('#') && tab > 0)
            m_answers.append(line.mid(tab + 1));
    }
    QVERIFY(m_answers.size() > 30);
}

void TestDiagnoseAnyBytes::changedAnswers()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 3000; ++round) {
        Message message = answerMessage(m_answers.at(round % m_answers.size()));
        for (int n = random.bounded(12); n >= 0; --n)
            damage(random.bounded(3) ? message.head : message.body, random);
        Case value = CaseBuilder::live().plain(u"http://a.example/"_s, "HTTP/1.1 200 OK").done();
        value.exchanges.first().response = message;
        const QString fault = faultIn(value, diagnose(value));
        QVERIFY2(fault.isEmpty(), qPrintable(u"round %1: "_s.arg(round) + fault));
    }
}

void TestDiagnoseAnyBytes::changedCases()
{
    QRandomGenerator random(11);
    for (int round = 0; round < 3000; ++round) {
        const Case value = randomCase(m_answers, random);
        const Diagnosis diagnosis = diagnose(value);
        const QString fault = faultIn(value, diagnosis);
        QVERIFY2(fault.isEmpty(), qPrintable(u"round %1: "_s.arg(round) + fault));
        QVERIFY(diagnose(value) == diagnosis);
    }
}

void TestDiagnoseAnyBytes::cutAnswers()
{
    for (const QByteArray &answer : m_answers) {
        const Message whole = answerMessage(answer);
        for (qsizetype length = 0; length <= whole.head.size(); ++length) {
            Case value = CaseBuilder::live().plain(u"http://a.example/"_s, "HTTP/1.1 200 OK")
                             .cutHead(whole.head.left(length), ExchangeEnd::ClosedByPeer).done();
            const QString fault = faultIn(value, diagnose(value));
            QVERIFY2(fault.isEmpty(), qPrintable(fault));
        }
    }
}

void TestDiagnoseAnyBytes::longAnswersTakeLinearTime()
{
    QElapsedTimer timer;
    timer.start();
    QByteArray head = "HTTP/1.1 407 X\r\nProxy-Authenticate: ";
    head.append(QByteArray(250'000, ','));
    head.append("\r\n\r\n");
    for (const QByteArray &body : {QByteArray(64 * 1024, '<'), QByteArray(64 * 1024, ' '),
                                   QByteArray("<title").repeated(10'000)}) {
        Case value = CaseBuilder::live().plain(u"http://a.example/"_s, "HTTP/1.1 200 OK").done();
        value.exchanges.first().response.head = head;
        value.exchanges.first().response.body = body;
        QVERIFY(faultIn(value, diagnose(value)).isEmpty());
        value.exchanges.first().response = answerMessage("HTTP/1.1 403 Forbidden");
        value.exchanges.first().response.body = body;
        QVERIFY(faultIn(value, diagnose(value)).isEmpty());
    }
    QVERIFY2(timer.elapsed() < 10'000, "a long answer takes more than linear time");
}

QTEST_APPLESS_MAIN(TestDiagnoseAnyBytes)
#include "tst_diagnose_any_bytes.moc"
