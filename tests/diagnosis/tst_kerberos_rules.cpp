// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"
#include "diagnosis/Diagnose.h"
#include "support/CaseBuilder.h"

#include <QTest>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = u"http://site.example/"_s;
const QByteArray both = "HTTP/1.1 407 Asks | Server: squid/6.13 | Proxy-Authenticate: Negotiate | "
                        "Proxy-Authenticate: Basic realm=\"office\"";
const QByteArray only = "HTTP/1.1 407 Asks | Server: squid/6.13 | Proxy-Authenticate: Negotiate";

NegotiateFacts failed(const QString &code)
{
    NegotiateFacts facts;
    facts.host = u"proxy.example"_s;
    facts.service = u"HTTP@proxy.example"_s;
    facts.canonicalService = u"HTTP/proxy.example@CORP.EXAMPLE"_s;
    facts.code = code;
    facts.major = 851968;
    facts.minor = -1765328000;
    facts.minorText = u"The library says so"_s;
    return facts;
}

Case with(Case value, const NegotiateFacts &facts)
{
    value.negotiate.append(facts);
    return value;
}

/// A ticket was sent in the second request, and answered so.
Case sent(const QByteArray &answer)
{
    Case value
        = CaseBuilder::live().plain(site, only).signedPlain(site, answer).attempts(1, 1).done();
    Exchange &exchange = value.exchanges.last();
    exchange.answeredScheme = u"negotiate"_s;
    exchange.leg = 1;
    const qsizetype at = exchange.request.head.indexOf("Proxy-Authorization: ");
    const qsizetype end = exchange.request.head.indexOf("\r\n", at);
    exchange.request.head.replace(
        at, end - at,
        "Proxy-Authorization: Negotiate [negotiate token=spnego bytes=731 mech=kerberos "
        "spn=\"HTTP/proxy.example\" realm=\"CORP.EXAMPLE\" etype=23 kvno=5]");
    return value;
}

QStringList causes(const Diagnosis &diagnosis)
{
    QStringList list;
    for (const Finding &finding : diagnosis.findings)
        list.append(finding.cause);
    return list;
}

const Finding *find(const Diagnosis &diagnosis, const QString &cause)
{
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause == cause)
            return &finding;
    }
    return nullptr;
}

/// Kerberos evidence that says `id`.
bool says(const Finding &finding, const QString &id)
{
    for (const Evidence &evidence : finding.evidence) {
        if (evidence.says.id == id)
            return true;
    }
    return false;
}

} // namespace

class TestKerberosRules : public QObject
{
    Q_OBJECT

private slots:
    void failures_data();
    void failures();
    void besideAnother_data();
    void besideAnother();
    void refusedByTheKdc();
    void endedByTheClock_data();
    void endedByTheClock();
    void ticketRejected();
    void errorInTheReply_data();
    void errorInTheReply();
    void acceptedTicketIsNoFault();
    void refusedPasswordIsNoTicket();
};

void TestKerberosRules::failures_data()
{
    QTest::addColumn<QString>("code");
    for (const char *code :
         {"kerberos.no-ticket", "kerberos.ticket-expired", "kerberos.proxy-named-by-address",
          "kerberos.service-unknown", "kerberos.clock-skew", "kerberos.kdc-unreachable",
          "kerberos.unavailable"})
        QTest::newRow(code) << QString::fromLatin1(code);
}

/// Where nothing else is offered it is the verdict, alone, and nothing was sent.
void TestKerberosRules::failures()
{
    QFETCH(QString, code);
    const Case value = with(CaseBuilder::live().plain(site, only).done(), failed(code));
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, code);
    QVERIFY(says(diagnosis.verdict(), u"kerberos.asked"_s));
    QVERIFY(says(diagnosis.verdict(), u"kerberos.failure"_s));
    QVERIFY(says(diagnosis.verdict(), u"status.asks-for-sign-in"_s));
    for (const char *other : {"credentials.missing", "credentials.rejected", "scheme.none-usable"})
        QVERIFY2(!causes(diagnosis).contains(QLatin1StringView(other)), other);
}

void TestKerberosRules::besideAnother_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<Severity>("severity");
    QTest::newRow("no ticket") << u"kerberos.no-ticket"_s << Severity::Info;
    QTest::newRow("not available") << u"kerberos.unavailable"_s << Severity::Info;
    QTest::newRow("ended") << u"kerberos.ticket-expired"_s << Severity::Warning;
    QTest::newRow("no KDC") << u"kerberos.kdc-unreachable"_s << Severity::Warning;
}

/// Where a password would do, the verdict is about that.
void TestKerberosRules::besideAnother()
{
    QFETCH(QString, code);
    QFETCH(Severity, severity);
    const Case nobody = with(CaseBuilder::live().plain(site, both).done(), failed(code));
    const Diagnosis missing = diagnose(nobody);
    QCOMPARE(faultIn(nobody, missing), QString());
    QCOMPARE(missing.verdict().cause, u"credentials.missing"_s);
    QVERIFY(find(missing, code));
    QVERIFY(find(missing, code)->severity == severity);

    const Case signedIn = with(CaseBuilder::live()
                                   .typed(u"dev"_s)
                                   .plain(site, both)
                                   .signedPlain(site, "HTTP/1.1 200 OK | Via: 1.1 proxy || x")
                                   .attempts(1, 0)
                                   .done(),
                               failed(code));
    const Diagnosis healthy = diagnose(signedIn);
    QCOMPARE(healthy.verdict().cause, u"healthy.signed-in"_s);
    QVERIFY(find(healthy, code));

    // Wished for alone, it is the verdict all the same.
    Case forced = nobody;
    forced.input.auth = AuthChoice::Negotiate;
    QCOMPARE(diagnose(forced).verdict().cause, code);
}

void TestKerberosRules::refusedByTheKdc()
{
    NegotiateFacts facts = failed(u"kerberos.password-refused"_s);
    facts.kerberosError = 24;
    facts.principal = u"dev@CORP.EXAMPLE"_s;
    const Case value = with(
        CaseBuilder::live().typed(u"dev"_s).plain(site, both).attempts(1, 1, true).done(), facts);
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"credentials.rejected"_s);
    QVERIFY(says(diagnosis.verdict(), u"kerberos.password-refused"_s));
    QVERIFY(says(diagnosis.verdict(), u"attempts.count"_s));
    QVERIFY(!causes(diagnosis).contains(u"credentials.attempt-limit"_s));
}

void TestKerberosRules::endedByTheClock_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QString>("cause");
    QTest::newRow("clocks agree") << "Fri, 02 Jan 2026 03:04:00 GMT"_ba
                                  << u"kerberos.ticket-expired"_s;
    QTest::newRow("just within what is allowed")
        << "Fri, 02 Jan 2026 03:00:00 GMT"_ba << u"kerberos.ticket-expired"_s;
    QTest::newRow("ten hours ahead")
        << "Thu, 01 Jan 2026 17:04:05 GMT"_ba << u"kerberos.clock-skew"_s;
    QTest::newRow("an hour behind")
        << "Fri, 02 Jan 2026 04:04:05 GMT"_ba << u"kerberos.clock-skew"_s;
    QTest::newRow("no date") << "yesterday"_ba << u"kerberos.ticket-expired"_s;
}

void TestKerberosRules::endedByTheClock()
{
    QFETCH(QByteArray, date);
    QFETCH(QString, cause);
    Case value = with(CaseBuilder::live().plain(site, only + " | Date: " + date).done(),
                      failed(u"kerberos.ticket-expired"_s));
    value.environment.startedUtc = u"2026-01-02T03:04:05Z"_s;
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, cause);
    QCOMPARE(says(diagnosis.verdict(), u"kerberos.clocks"_s), cause == u"kerberos.clock-skew"_s);
}

void TestKerberosRules::ticketRejected()
{
    const Case value = sent(only);
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    const Finding &verdict = diagnosis.verdict();
    QCOMPARE(verdict.cause, u"kerberos.ticket-rejected"_s);
    QCOMPARE(verdict.params.value(u"spn"_s), u"HTTP/proxy.example"_s);
    QCOMPARE(verdict.params.value(u"realm"_s), u"CORP.EXAMPLE"_s);
    QCOMPARE(verdict.params.value(u"etype"_s), u"23"_s);
    QCOMPARE(verdict.params.value(u"kvno"_s), u"5"_s);
    QVERIFY(says(verdict, u"request.ticket-sent"_s));
    QVERIFY(!causes(diagnosis).contains(u"credentials.rejected"_s));
}

void TestKerberosRules::errorInTheReply_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("error");
    QTest::newRow("clock") << QByteArray::fromHex("7e073005a603020125") << u"kerberos.clock-skew"_s
                           << u"37 KRB_AP_ERR_SKEW"_s;
    QTest::newRow("another key") << QByteArray::fromHex("7e073005a603020129")
                                 << u"kerberos.ticket-rejected"_s << u"41 KRB_AP_ERR_MODIFIED"_s;
    QTest::newRow("a number nobody knows")
        << QByteArray::fromHex("7e073005a603020177") << u"kerberos.ticket-rejected"_s << u"119"_s;
}

void TestKerberosRules::errorInTheReply()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, cause);
    QFETCH(QString, error);
    Case value = sent("HTTP/1.1 407 Asks | Proxy-Authenticate: Negotiate " + token.toBase64());
    value.exchanges.last().answerRejected = true;
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, cause);
    QCOMPARE(diagnosis.verdict().params.value(u"error"_s), error);
    QVERIFY(says(diagnosis.verdict(), u"field.kerberos-error"_s));
}

void TestKerberosRules::acceptedTicketIsNoFault()
{
    const Case value = sent("HTTP/1.1 200 OK | Via: 1.1 proxy || x");
    const Diagnosis diagnosis = diagnose(value);
    for (const QString &cause : causes(diagnosis))
        QVERIFY2(!cause.startsWith("kerberos."_L1), qPrintable(cause));
    QCOMPARE(diagnosis.verdict().cause, u"healthy.signed-in"_s);
}

/// NTLM within Negotiate is no ticket: that the proxy takes tickets only comes before a wrong password.
void TestKerberosRules::refusedPasswordIsNoTicket()
{
    Case value = sent(only);
    value.exchanges.last().request.head.replace(
        "mech=kerberos spn=\"HTTP/proxy.example\" realm=\"CORP.EXAMPLE\" etype=23 kvno=5",
        "mech=ntlm");
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, u"ntlm.label-mismatch"_s);
    for (const QString &cause : causes(diagnosis))
        QVERIFY2(!cause.startsWith("kerberos."_L1), qPrintable(cause));
}

QTEST_APPLESS_MAIN(TestKerberosRules)
#include "tst_kerberos_rules.moc"
