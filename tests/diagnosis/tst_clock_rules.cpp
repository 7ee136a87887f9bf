// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"
#include "diagnosis/ClockSight.h"
#include "diagnosis/Diagnose.h"
#include "report/ResultJson.h"
#include "report/TextReport.h"
#include "support/CaseBuilder.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

namespace {

const QString site = u"http://site.example/"_s;
const QByteArray asks = "HTTP/1.1 407 Asks | Server: squid/6.13 | Proxy-Authenticate: ";
const QByteArray page = "HTTP/1.1 200 OK | Via: 1.1 proxy | Server: shop";
const QByteArray sameTime = " | Date: Fri, 02 Jan 2026 03:04:05 GMT";
const QByteArray hourLater = " | Date: Fri, 02 Jan 2026 04:04:05 GMT";

/// This computer's clock was at 03:04:05 when the run began.
Case begun(const CaseBuilder &builder)
{
    Case value = builder.done();
    value.environment.startedUtc = u"2026-01-02T03:04:05.000Z"_s;
    return value;
}

QList<ClockReading> readingsOf(const Observations &observed)
{
    return clockReadings(observed);
}

bool points(const Finding &finding, const QString &id)
{
    return std::any_of(finding.evidence.begin(), finding.evidence.end(), [&id](const Evidence &one) {
        return one.says.id == id && one.source == EvidenceSource::ResponseHead && one.length > 0;
    });
}

const RuledOut *ruledOut(const Finding &finding, const QString &cause)
{
    const auto it = std::find_if(finding.ruledOut.begin(), finding.ruledOut.end(),
                                 [&cause](const RuledOut &one) { return one.cause == cause; });
    return it == finding.ruledOut.end() ? nullptr : &*it;
}

} // namespace

class TestClockRules : public QObject
{
    Q_OBJECT

private slots:
    void dates_data();
    void dates();
    void bounds();
    void ignored_data();
    void ignored();
    void timeInTheTicketError();
    void refusedTicket_data();
    void refusedTicket();
    void rejectedPassword();
    void rejectedNtlm_data();
    void rejectedNtlm();
    void harmless();
    void staleAcrossNodes_data();
    void staleAcrossNodes();
    void certificate_data();
    void certificate();
    void inTheResult();
};

void TestClockRules::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("as it is to be") << "Fri, 02 Jan 2026 03:04:05 GMT"_ba << true;
    QTest::newRow("spaces around") << " Fri, 02 Jan 2026 03:04:05 GMT "_ba << true;
    QTest::newRow("another zone") << "Fri, 02 Jan 2026 03:04:05 CET"_ba << false;
    QTest::newRow("no such day") << "Fri, 32 Jan 2026 03:04:05 GMT"_ba << false;
    QTest::newRow("no such time") << "Fri, 02 Jan 2026 25:04:05 GMT"_ba << false;
    QTest::newRow("cut") << "Fri, 02 Jan 2026"_ba << false;
    QTest::newRow("empty") << ""_ba << false;
    QTest::newRow("long") << QByteArray(100'000, 'x') << false;
}

void TestClockRules::dates()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const QDateTime date = httpDate(text);
    QCOMPARE(date.isValid(), valid);
    if (valid)
        QCOMPARE(date.toString(Qt::ISODate), u"2026-01-02T03:04:05Z"_s);
}

/// The Date was made between the request and the answer, and is of a whole second.
void TestClockRules::bounds()
{
    Case value = begun(CaseBuilder::live().plain(site, asks + "Basic realm=\"a\"" + sameTime));
    value.exchanges.last().startedMs = 10'000;
    value.exchanges.last().firstByteMs = 14'000;
    const Observations observed = observe(value);
    const QList<ClockReading> readings = readingsOf(observed);
    QCOMPARE(readings.size(), 1);
    const ClockReading &one = readings.first();
    QVERIFY(one.source == ClockSource::ProxyDate);
    // Between 10 s less 1 s and 14 s.
    QCOMPARE(one.aheadMs - one.uncertaintyMs, 9'000);
    QCOMPARE(one.aheadMs + one.uncertaintyMs, 14'000);
}

void TestClockRules::ignored_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<int>("count");
    QTest::newRow("a site's own") << hourLater << 1;
    QTest::newRow("out of a store") << hourLater + " | Age: 3600" << 0;
    QTest::newRow("a hit") << hourLater + " | X-Cache: HIT from proxy" << 0;
    QTest::newRow("two of them") << hourLater + sameTime << 0;
    QTest::newRow("none") << QByteArray() << 0;
}

void TestClockRules::ignored()
{
    QFETCH(QByteArray, more);
    QFETCH(int, count);
    const Case value = begun(CaseBuilder::live().plain(site, page + more + " || x"));
    const Observations observed = observe(value);
    QCOMPARE(readingsOf(observed).size(), count);
    // Without a time of this computer's there is nothing to compare with.
    Case untimed = value;
    untimed.environment.startedUtc.clear();
    const Observations other = observe(untimed);
    QVERIFY(readingsOf(other).isEmpty());
}

void TestClockRules::timeInTheTicketError()
{
    // KRB-ERROR 37 with the server's time 2026-01-02 03:04:05.
    const Case value = begun(CaseBuilder::live().plain(
        site,
        asks
            + "Negotiate oYGnMIGkoAMKAQKhCwYJKoZIhvcSAQICooGPBIGMYIGJBgkqhkiG9xIBAgIDAH56MHigAwIBBaEDA"
              "gEepBEYDzIwMjYwMTAyMDMwNDA1WqUDAgEApgMCASWpDxsNUFJBQ1RJQ0UuVEVTVKomMCSgAwIBA6EdMBsbBEhU"
              "VFAbE3Byb3h5LnByYWN0aWNlLnRlc3SrFhsUQ2xvY2sgc2tldyB0b28gZ3JlYXQ="));
    const Observations observed = observe(value);
    const QList<ClockReading> readings = readingsOf(observed);
    QCOMPARE(readings.size(), 1);
    QVERIFY(readings.first().source == ClockSource::ProxyKerberos);
    QVERIFY(readings.first().atMostMs() <= 1'005);
}

void TestClockRules::refusedTicket_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<QString>("because");
    QTest::newRow("an hour") << hourLater << u"kerberos.clock-skew"_s << QString();
    QTest::newRow("the same") << sameTime << u"kerberos.ticket-rejected"_s << u"clocks-agree"_s;
    QTest::newRow("not told") << QByteArray() << u"kerberos.ticket-rejected"_s << QString();
}

/// The bytes of the Date field are the proof.
void TestClockRules::refusedTicket()
{
    QFETCH(QByteArray, date);
    QFETCH(QString, cause);
    QFETCH(QString, because);
    Case value = begun(CaseBuilder::live()
                           .plain(site, asks + "Negotiate" + date)
                           .signedPlain(site, asks + "Negotiate" + date)
                           .attempts(1, 1));
    Exchange &exchange = value.exchanges.last();
    exchange.answeredScheme = u"negotiate"_s;
    const qsizetype at = exchange.request.head.indexOf("Proxy-Authorization: ");
    exchange.request.head.replace(
        at, exchange.request.head.indexOf("\r\n", at) - at,
        "Proxy-Authorization: Negotiate [negotiate token=spnego bytes=731 mech=kerberos "
        "spn=\"HTTP/proxy.example\" realm=\"CORP.EXAMPLE\" etype=23 kvno=5]");
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, cause);
    QCOMPARE(points(diagnosis.verdict(), u"kerberos.clocks"_s), cause == u"kerberos.clock-skew"_s);
    const RuledOut *out = ruledOut(diagnosis.verdict(), u"kerberos.clock-skew"_s);
    QCOMPARE(out ? out->because.id : QString(), because);
}

/// Clocks that agree are named as ruled out; a password of Basic knows no time.
void TestClockRules::rejectedPassword()
{
    for (const QByteArray &date : {sameTime, hourLater, QByteArray()}) {
        const QByteArray answer = asks + "Basic realm=\"a\"" + date;
        const Case value = begun(CaseBuilder::live()
                                     .typed(u"dev"_s)
                                     .plain(site, answer)
                                     .signedPlain(site, answer)
                                     .rejectedByEngine()
                                     .attempts(1, 1));
        const Diagnosis diagnosis = diagnose(value);
        QCOMPARE(faultIn(value, diagnosis), QString());
        QCOMPARE(diagnosis.verdict().cause, u"credentials.rejected"_s);
        const RuledOut *out = ruledOut(diagnosis.verdict(), u"kerberos.clock-skew"_s);
        QCOMPARE(out != nullptr, date == sameTime);
        if (out)
            QCOMPARE(out->because.params.value(u"seconds"_s), u"1"_s);
        QVERIFY(!points(diagnosis.verdict(), u"kerberos.clocks"_s));
    }
}

void TestClockRules::rejectedNtlm_data()
{
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QByteArray>("proof");
    QTest::addColumn<QString>("minutes");
    QTest::newRow("an hour") << hourLater << "150"_ba << u"60"_s;
    QTest::newRow("an hour, and version 1 holds no time") << hourLater << "24"_ba << QString();
    QTest::newRow("the same time") << sameTime << "150"_ba << QString();
}

/// The question tells no time, so the answer holds this computer's.
void TestClockRules::rejectedNtlm()
{
    QFETCH(QByteArray, date);
    QFETCH(QByteArray, proof);
    QFETCH(QString, minutes);
    // The example of MS-NLMP section 4.2.4.3, whose target information names no time.
    const QByteArray type2
        = QByteArray::fromHex("4e544c4d53535000020000000c000c003800000033828ae2"
                              "0123456789abcdef00000000000000002400240044000000"
                              "060070170000000f530065007200760065007200"
                              "02000c0044006f006d00610069006e00"
                              "01000c00530065007200760065007200"
                              "00000000")
              .toBase64();
    const QByteArray third = "Proxy-Authorization: NTLM [ntlm message=3 bytes=300 user=\"dev\" "
                             "domain=\"Domain\" workstation=\"W\" flags=0x00088205 nt-bytes="
        + proof + "]";
    const Case value = begun(CaseBuilder::live()
                                 .typed(u"dev"_s)
                                 .plain(site, asks + "NTLM " + type2 + date)
                                 .requestField("Proxy-Authorization: NTLM [ntlm message=1 bytes=32]")
                                 .onConnection(1)
                                 .plain(site, asks + "NTLM" + date)
                                 .requestField(third)
                                 .onConnection(1)
                                 .rejectedByEngine()
                                 .attempts(1, 1));
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"credentials.rejected"_s);
    QCOMPARE(diagnosis.verdict().params.value(u"clockMinutes"_s), minutes);
    QCOMPARE(points(diagnosis.verdict(), u"kerberos.clocks"_s), !minutes.isEmpty());
    if (!minutes.isEmpty())
        QVERIFY(diagnosis.verdict().confidence == Confidence::Likely);
}

/// Where the sign-in is accepted, nobody is told of a cause.
void TestClockRules::harmless()
{
    const Case value = begun(CaseBuilder::live()
                                 .typed(u"dev"_s)
                                 .plain(site, asks + "Basic realm=\"a\"" + hourLater)
                                 .signedPlain(site, page + hourLater + " || x")
                                 .attempts(1, 0));
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, u"healthy.signed-in"_s);
    for (const Finding &finding : diagnosis.findings)
        QVERIFY(finding.cause != u"kerberos.clock-skew"_s);
}

void TestClockRules::staleAcrossNodes_data()
{
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("apart");
    QTest::newRow("one clock") << sameTime << QString();
    QTest::newRow("two clocks") << hourLater << u"3600"_s;
}

void TestClockRules::staleAcrossNodes()
{
    QFETCH(QByteArray, second);
    QFETCH(QString, apart);
    const QByteArray stale = asks + "Digest realm=\"a\", nonce=\"b\", stale=true";
    const Case value = begun(CaseBuilder::live()
                                 .signedPlain(site, stale + sameTime, "Digest")
                                 .signedPlain(site, stale + second, "Digest"));
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"digest.nonce-stale"_s);
    QCOMPARE(diagnosis.verdict().params.value(u"nodesApart"_s), apart);
}

void TestClockRules::certificate_data()
{
    QTest::addColumn<QByteArray>("proxyDate");
    QTest::addColumn<QByteArray>("siteDate");
    QTest::addColumn<QString>("minutes");
    QTest::addColumn<Actor>("who");
    const QByteArray before = " | Date: Mon, 01 Dec 2025 00:00:00 GMT";
    QTest::newRow("two other clocks") << before << before << u"46264"_s << Actor::User;
    QTest::newRow("one other clock") << before << QByteArray() << u"46264"_s << Actor::SiteOwner;
    QTest::newRow("they disagree") << before << sameTime << QString() << Actor::SiteOwner;
    QTest::newRow("this clock is right") << sameTime << sameTime << QString() << Actor::SiteOwner;
    QTest::newRow("none") << QByteArray() << QByteArray() << QString() << Actor::SiteOwner;
}

/// The certificate ended on the first of January, by a clock that may be wrong.
void TestClockRules::certificate()
{
    QFETCH(QByteArray, proxyDate);
    QFETCH(QByteArray, siteDate);
    QFETCH(QString, minutes);
    QFETCH(Actor, who);
    TlsFacts tls;
    tls.problems = {u"expired"_s};
    tls.chain = {CertificateFacts()};
    tls.chain.first().subject = u"CN=site.example"_s;
    tls.chain.first().issuer = u"CN=Some CA"_s;
    tls.chain.first().notBefore = u"2025-10-01T00:00:00Z"_s;
    tls.chain.first().notAfter = u"2026-01-01T00:00:00Z"_s;
    const Case value = begun(
        CaseBuilder::live()
            .typed(u"dev"_s)
            .plain(site, asks + "Basic realm=\"a\"" + proxyDate)
            .signedPlain(site, page + siteDate + " || x")
            .signedConnect(u"site.example:443"_s, "HTTP/1.1 200 Connection established")
            .deadTunnel(u"https://site.example/"_s, ExchangeEnd::TlsFailed, tls)
            .attempts(1, 0));
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"tls.target-failed"_s);
    QCOMPARE(diagnosis.verdict().params.value(u"clockMinutes"_s), minutes);
    QVERIFY(diagnosis.verdict().who == who);
    QCOMPARE(points(diagnosis.verdict(), u"kerberos.clocks"_s), !minutes.isEmpty());
}

void TestClockRules::inTheResult()
{
    for (const QByteArray &date : {sameTime, hourLater}) {
        const Case value = begun(CaseBuilder::live().plain(site, asks + "Basic realm=\"a\"" + date));
        const Diagnosis diagnosis = diagnose(value);
        const QJsonArray clocks
            = resultToJson(value, diagnosis).value("clocks"_L1).toArray();
        QCOMPARE(clocks.size(), 1);
        const QJsonObject one = clocks.first().toObject();
        QCOMPARE(one.value("source"_L1).toString(), u"proxy-date"_s);
        QCOMPARE(one.value("exchange"_L1).toInt(), 1);
        const double difference = one.value("difference_seconds"_L1).toDouble();
        QVERIFY(qAbs(difference - (date == sameTime ? 0 : -3600)) < 1);
        QVERIFY(one.value("uncertainty_seconds"_L1).toDouble() >= 0.5);
        const QString text = textReport(value, diagnosis, {});
        QCOMPARE(text.contains(u"60 minutes behind that of the proxy"_s), date == hourLater);
        QCOMPARE(text.contains(u"Clocks:"_s), date == hourLater);
    }
}

QTEST_GUILESS_MAIN(TestClockRules)
#include "tst_clock_rules.moc"
