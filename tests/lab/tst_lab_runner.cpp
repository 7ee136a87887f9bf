// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Servers.h"
#include "diagnosis/Diagnose.h"
#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "protocol/HttpHead.h"
#include "stages/Runner.h"

#include <QCryptographicHash>
#include <QTest>

using namespace Qt::StringLiterals;

/// What a run records of a real Squid, compared with what Squid recorded of the run.
class TestLabRunner : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void recordsWhatSquidSaw();
    void answersOnTheConnectionThatAsked();
    void readsTheCertificatesOfTheSite();
    void rejectedAnswerIsMarked();
    void cancelledRunEnds();
    void secondRunStartsAnew();

private:
    pt::RunRequest request(const QByteArray &password) const
    {
        pt::RunRequest request;
        request.input.endpoint = {pt::ProxyScheme::Http, u"127.0.0.1"_s, m_squid.port()};
        request.input.given = m_squid.authority();
        request.input.targets = QStringList{m_http.url(), m_https.url()};
        request.input.user = lab::user;
        request.credentials.user = lab::user;
        request.credentials.password = pt::Secret::takeUtf8(QByteArray(password.constData()));
        request.input.secret = request.credentials.password->facts();
        request.extraTrust = {m_https.authority()};
        return request;
    }
    /// nullopt: it did not end.
    std::optional<pt::Case> run(pt::RunRequest what)
    {
        pt::Runner runner(m_clock, m_random);
        std::optional<pt::Case> result;
        connect(&runner, &pt::Runner::finished, this,
                [&result](const pt::Case &value) { result = value; });
        runner.start(std::move(what));
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 40'000))
            return std::nullopt;
        return result;
    }
    static QByteArrayList words(QByteArray line) { return line.simplified().split(' '); }

    pt::SystemClock m_clock;
    pt::SystemRandom m_random;
    LabServer m_squid;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabRunner::initTestCase()
{
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    const QString problem = lab::startSquid(m_squid, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestLabRunner::recordsWhatSquidSaw()
{
    const QString log = u"access.log"_s;
    const qsizetype before = m_squid.waitForLines(log, " port=", 0).size();
    const auto result = run(request(lab::rightPassword));
    QVERIFY(result);
    QCOMPARE(pt::diagnose(*result).verdict().cause, u"healthy.signed-in"_s);

    QStringList recorded;
    for (const pt::Exchange &exchange : result->exchanges) {
        const auto head = pt::parseHead(exchange.request.head);
        QVERIFY(head);
        if (exchange.form == pt::ExchangeForm::InsideTunnel)
            continue; // Squid sees nothing of it
        recorded.append(
            u"%1 %2 port=%3"_s
                .arg(QString::fromLatin1(head->method), QString::fromLatin1(head->requestTarget))
                .arg(exchange.localPort));
    }
    QStringList seen;
    const QByteArrayList lines
        = m_squid.waitForLines(log, " port=", before + recorded.size()).mid(before);
    for (const QByteArray &line : lines) {
        const QByteArrayList parts = words(line);
        // A connection on which nothing was asked is logged without a method.
        if (parts.value(1) != "-")
            seen.append(
                QString::fromLatin1(parts.value(1) + ' ' + parts.value(2) + ' ' + parts.value(3)));
    }
    recorded.sort();
    seen.sort();
    QCOMPARE(seen, recorded);
}

void TestLabRunner::answersOnTheConnectionThatAsked()
{
    const auto result = run(request(lab::rightPassword));
    QVERIFY(result);
    for (const pt::ExchangeForm form :
         {pt::ExchangeForm::PlainRequest, pt::ExchangeForm::Connect}) {
        const pt::Exchange *asked = nullptr;
        const pt::Exchange *answered = nullptr;
        for (const pt::Exchange &exchange : result->exchanges) {
            if (exchange.form != form)
                continue;
            if (exchange.answeredScheme.isEmpty())
                asked = asked ? asked : &exchange;
            else
                answered = answered ? answered : &exchange;
        }
        QVERIFY(asked);
        QVERIFY(answered);
        QCOMPARE(answered->answeredScheme, u"basic"_s);
        QCOMPARE(answered->connection, asked->connection);
        QCOMPARE(answered->localPort, asked->localPort);
        QVERIFY(asked->startedMs <= answered->startedMs);
    }
}

void TestLabRunner::readsTheCertificatesOfTheSite()
{
    const auto result = run(request(lab::rightPassword));
    QVERIFY(result);
    int inside = 0;
    for (const pt::Exchange &exchange : result->exchanges) {
        if (exchange.form != pt::ExchangeForm::InsideTunnel)
            continue;
        ++inside;
        QVERIFY(exchange.tls);
        QVERIFY(exchange.tls->established);
        QVERIFY(!exchange.tls->chain.isEmpty());
        QCOMPARE(exchange.tls->chain.first().names, QStringList({u"localhost"_s, u"127.0.0.1"_s}));
        QCOMPARE(
            exchange.tls->chain.last().sha256,
            QString::fromLatin1(m_https.authority().digest(QCryptographicHash::Sha256).toHex()));
        QVERIFY(exchange.tls->problems.isEmpty());
        QVERIFY(result->exchange(exchange.tunnelOf));
        QVERIFY(result->exchange(exchange.tunnelOf)->tunnelBytesReceived > 0);
    }
    QCOMPARE(inside, 1);
}

void TestLabRunner::rejectedAnswerIsMarked()
{
    const auto result = run(request(lab::wrongPassword));
    QVERIFY(result);
    QList<int> rejected;
    for (const pt::Exchange &exchange : result->exchanges) {
        if (exchange.answerRejected)
            rejected.append(exchange.id);
        QVERIFY2(!exchange.request.head.contains(
                     QByteArray(lab::user.toUtf8() + ':' + lab::wrongPassword).toBase64()),
                 "the sign-in is in the recording");
    }
    QCOMPARE(rejected.size(), 1);
    QCOMPARE(result->attempts.rejected, 1);
    QCOMPARE(result->attempts.sent, 1);
}

void TestLabRunner::cancelledRunEnds()
{
    // Cancelled at each of the first moments of a run, and always with a Case.
    for (int moment = 0; moment < 12; ++moment) {
        pt::Runner runner(m_clock, m_random);
        int finished = 0;
        bool cancelled = false;
        connect(&runner, &pt::Runner::finished, this, [&](const pt::Case &value) {
            ++finished;
            cancelled = value.cancelled;
        });
        runner.start(request(lab::rightPassword));
        if (moment > 0)
            QTest::qWait(moment);
        runner.cancel();
        runner.cancel();
        QTRY_COMPARE(finished, 1);
        QVERIFY(!runner.isRunning());
        // Later, the run may have been faster.
        QVERIFY(cancelled || moment > 0);
        QTest::qWait(20);
        QCOMPARE(finished, 1);
    }
}

void TestLabRunner::secondRunStartsAnew()
{
    // A refused password is not held against the next run, and an accepted one not for it.
    pt::Runner runner(m_clock, m_random);
    QList<QString> verdicts;
    connect(&runner, &pt::Runner::finished, this, [&verdicts](const pt::Case &value) {
        verdicts.append(pt::diagnose(value).verdict().cause);
    });
    const auto runOne = [&](const QByteArray &password) {
        const qsizetype before = verdicts.size();
        runner.start(request(password));
        return QTest::qWaitFor([&] { return verdicts.size() > before; }, 40'000);
    };
    QVERIFY(runOne(lab::wrongPassword));
    QVERIFY(runOne(lab::rightPassword));
    QVERIFY(runOne(lab::wrongPassword));
    QCOMPARE(verdicts,
             QList<QString>(
                 {u"credentials.rejected"_s, u"healthy.signed-in"_s, u"credentials.rejected"_s}));
}

QTEST_GUILESS_MAIN(TestLabRunner)
#include "tst_lab_runner.moc"
