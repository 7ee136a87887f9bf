// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocksFrame.h"
#include "protocol/SocksWriting.h"
#include "report/Redaction.h"

#include "diagnosis/Diagnose.h"
#include "model/CaseJson.h"
#include "model/FullCase.h"
#include "protocol/HttpHead.h"
#include "protocol/Masking.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/TokenReading.h"
#include "report/Canaries.h"
#include "report/MessageRedaction.h"
#include "report/Pseudonyms.h"
#include "report/PublicWords.h"
#include "report/SampleCases.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;
using namespace pt::test;

namespace {

QByteArray jsonOf(const Case &value)
{
    return QJsonDocument(caseToJson(value)).toJson();
}

QStringList causesOf(const Case &value)
{
    QStringList causes;
    const Diagnosis diagnosis = diagnose(value);
    for (const Finding &finding : diagnosis.findings)
        causes.append(finding.cause + u' ' + toString(finding.severity) + u' '
                      + toString(finding.confidence));
    return causes;
}

QList<SampleCase> allCases()
{
    QList<SampleCase> list = sampleCases();
    list.append({"every field set", fullCase()});
    list.append({"default", Case()});
    list.append({"canaries, ok", canaryCase(Outcome::Ok)});
    list.append({"canaries, rejected", canaryCase(Outcome::Rejected)});
    list.append({"canaries, reset", canaryCase(Outcome::Reset)});
    list.append({"canaries, parse error", canaryCase(Outcome::ParseError)});
    list.append({"canaries, cancelled", canaryCase(Outcome::Cancelled)});
    return list;
}

void addCases()
{
    QTest::addColumn<Case>("value");
    const QList<SampleCase> list = allCases();
    for (const SampleCase &sample : list)
        QTest::newRow(sample.name) << sample.value;
}

Message response(const QByteArray &head, const QByteArray &body = {})
{
    return {head, body, body.size(), true, true};
}

} // namespace

class TestRedaction : public QObject
{
    Q_OBJECT

private slots:
    void sameCauses_data() { addCases(); }
    void sameCauses();
    void memoryKeepsItsFacts();
    void idempotent_data() { addCases(); }
    void idempotent();
    void portProbesTellNoOriginal();
    void oneStandInForOneOriginal();
    void addresses_data();
    void addresses();
    void netsStayTogether();
    void urls_data();
    void urls();
    void fields_data();
    void fields();
    void sweptText_data();
    void sweptText();
    void publicWordsOnly_data();
    void publicWordsOnly();
    void keepsWhatWasTypedInShape();
    void namesInNtlm();
    void logTellsNoOriginal();
    void keepsEveryStageCode();
    void socksMessagesStayReadable();
    void kerberosKeepsItsShape();
    void anyBytes();
    void tokensKeepWhatIsNoName();
    void tokensAreFoundAgain();
    void namesInsideBase64Go();
};

void TestRedaction::sameCauses()
{
    QFETCH(const Case, value);
    QCOMPARE(causesOf(redacted(value).value), causesOf(value));
}

/// So that the rows above mean what they say.
void TestRedaction::memoryKeepsItsFacts()
{
    QMap<QString, QString> found;
    for (const SampleCase &sample : sampleCases()) {
        const Case value = redacted(sample.value).value;
        QVERIFY(value.environment.memory == sample.value.environment.memory);
        const Diagnosis diagnosis = diagnose(value);
        for (const Finding &finding : diagnosis.findings)
            found[QString::fromLatin1(sample.name)] += finding.cause + u' ';
    }
    QVERIFY(found.value(u"accepted before"_s).startsWith(u"credentials.changed"_s));
    QVERIFY(found.value(u"an old copy was used"_s).startsWith(u"credentials.stored-copy-outdated"_s));
    QVERIFY(found.value(u"an old copy beside"_s).contains(u"credentials.stored-copy-outdated"_s));
}

void TestRedaction::idempotent()
{
    QFETCH(const Case, value);
    const Case once = redacted(value).value;
    const Case twice = redacted(once).value;
    const QList<QByteArray> before = jsonOf(once).split('\n');
    const QList<QByteArray> after = jsonOf(twice).split('\n');
    for (qsizetype i = 0; i < qMin(before.size(), after.size()); ++i)
        QCOMPARE(after.at(i), before.at(i));
    QVERIFY(twice == once);
}

void TestRedaction::portProbesTellNoOriginal()
{
    int probes = 0;
    const QList<SampleCase> samples = sampleCases();
    for (const SampleCase &sample : samples) {
        if (sample.value.exchanges.isEmpty()
            || sample.value.exchanges.last().form != ExchangeForm::PortProbe)
            continue;
        ++probes;
        const QByteArray json = jsonOf(redacted(sample.value).value).toLower();
        for (const char *original : {"acme", "dev.smith", "10.1.2.", "ab12"})
            QVERIFY2(!json.contains(original), sample.name);
    }
    QVERIFY(probes > 5);
}

void TestRedaction::oneStandInForOneOriginal()
{
    const Case value = redacted(canaryCase(Outcome::Rejected)).value;
    QCOMPARE(value.input.user, u"user-1"_s);
    QCOMPARE(value.input.domain, u"domain-A"_s);
    QCOMPARE(value.input.endpoint.host, u"host-1.example"_s);
    QCOMPARE(value.resolution->name, u"host-1.example"_s);
    QVERIFY(value.exchanges.first().request.head.contains("Basic [basic user=\"user-1\""));
    QVERIFY(value.exchanges.last().request.head.contains("Digest [digest username=\"user-1\""));
    QCOMPARE(value.stages.last().params.value(u"user"_s), u"domain-A\\user-1"_s);
    QCOMPARE(value.resolution->addresses.first(), value.connects.first().address);
    QCOMPARE(value.exchanges.first().remote, value.connects.first().address + u":3128"_s);
    // The same nonce in the challenge and in the answer: reuse stays visible.
    QVERIFY(value.exchanges.last().request.head.contains("nonce=\"nonce-1\""));
    QVERIFY(value.exchanges.last().response.head.contains("nonce=\"nonce-1\""));

    Pseudonyms names;
    QCOMPARE(names.of(PseudonymKind::User, u"Dev"_s), names.of(PseudonymKind::User, u"dEV"_s));
    QVERIFY(names.of(PseudonymKind::User, u"other"_s) != names.of(PseudonymKind::User, u"dev"_s));
    QCOMPARE(names.user(u"ACME\\dev"_s), u"domain-A\\user-1"_s);
    QCOMPARE(names.user(u"dev@acme"_s), u"user-1@domain-A"_s);
    for (int i = 0; i < 30; ++i)
        names.of(PseudonymKind::Domain, u"d%1"_s.arg(i));
    QCOMPARE(names.of(PseudonymKind::Domain, u"d29"_s), u"domain-AE"_s);
}

void TestRedaction::addresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("standIn");
    const auto row = [](const char *name, const QString &address, const QString &standIn) {
        QTest::newRow(name) << address << standIn;
    };
    row("loopback", u"127.0.0.1"_s, u"127.0.0.1"_s);
    row("IPv6 loopback", u"::1"_s, u"::1"_s);
    row("loopback in brackets", u"[::1]"_s, u"[::1]"_s);
    row("any address", u"0.0.0.0"_s, u"0.0.0.0"_s);
    row("10/8", u"10.200.3.4"_s, u"10.0.1.1"_s);
    row("172.16/12", u"172.31.3.4"_s, u"10.0.1.1"_s);
    row("192.168/16", u"192.168.3.4"_s, u"10.0.1.1"_s);
    row("public", u"85.1.2.3"_s, u"192.0.2.1"_s);
    row("just outside 172.16/12", u"172.32.3.4"_s, u"192.0.2.1"_s);
    row("link-local", u"169.254.7.8"_s, u"169.254.1.1"_s);
    row("a resolver everybody knows", u"8.8.8.8"_s, u"8.8.8.8"_s);
    row("IPv6", u"2a02:1:2:3::4"_s, u"2001:db8:0:1::1"_s);
    row("IPv6 of one's own", u"fd12:3456::1"_s, u"fd00:0:0:1::1"_s);
    row("IPv6 link-local with its zone", u"fe80::12%eth0"_s, u"fe80::1"_s);
    row("a public example name", u"example.com"_s, u"example.com"_s);
    row("localhost", u"localhost"_s, u"localhost"_s);
    row("a name", u"proxy"_s, u"host-1.example"_s);
    row("no address", u"10.200.3.400"_s, u"host-1.example"_s);
}

void TestRedaction::addresses()
{
    QFETCH(const QString, address);
    QFETCH(const QString, standIn);
    Pseudonyms names;
    QCOMPARE(names.host(address), standIn);
    QCOMPARE(names.host(address), standIn);
    Pseudonyms again;
    QCOMPARE(again.host(standIn), standIn);
}

void TestRedaction::netsStayTogether()
{
    Pseudonyms names;
    const QString a = names.host(u"10.20.30.1"_s);
    const QString b = names.host(u"10.20.30.2"_s);
    const QString c = names.host(u"10.20.31.1"_s);
    QCOMPARE(a.section(u'.', 0, 2), b.section(u'.', 0, 2));
    QVERIFY(a != b);
    QVERIFY(a.section(u'.', 0, 2) != c.section(u'.', 0, 2));
    QVERIFY(names.host(u"2a02:1:2:3::4"_s).startsWith(u"2001:db8:0:1::"_s));
    QVERIFY(names.host(u"2a02:1:2:3:ffff::4"_s).startsWith(u"2001:db8:0:1::"_s));
    QVERIFY(names.host(u"2a02:1:2:4::4"_s).startsWith(u"2001:db8:0:2::"_s));
}

void TestRedaction::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("standIn");
    const auto row = [](const char *name, const QString &url, const QString &standIn) {
        QTest::newRow(name) << url << standIn;
    };
    row("depth and port stay", u"https://a.corp:8443/one/two/"_s,
        u"https://host-1.example:8443/p/p/"_s);
    row("query and fragment", u"http://a.corp/?token=1#x"_s,
        u"http://host-1.example/?withheld#withheld"_s);
    row("user info", u"http://me:pw@a.corp/"_s, u"http://***@host-1.example/"_s);
    row("public example", u"http://example.com/"_s, u"http://example.com/"_s);
    row("public example's path", u"http://example.com/own"_s, u"http://example.com/p"_s);
    row("IPv6", u"http://[2a02::1]:80/"_s, u"http://[2001:db8:0:1::1]:80/"_s);
    row("path alone", u"/own/path?x"_s, u"/p/p?withheld"_s);
    row("PAC file", u"http://wpad.corp/own.pac"_s, u"http://host-1.example/proxy.pac"_s);
    row("host and port", u"a.corp:443"_s, u"host-1.example:443"_s);
    row("unknown scheme", u"acme://a.corp/"_s, u"other://host-1.example/"_s);
    row("no URL", u"javascript:alert('own')/x"_s, u"withheld"_s);
    row("empty", u""_s, u""_s);
}

void TestRedaction::urls()
{
    QFETCH(const QString, url);
    QFETCH(const QString, standIn);
    Pseudonyms names;
    QCOMPARE(names.url(url), standIn);
    Pseudonyms again;
    QCOMPARE(again.url(standIn), standIn);
}

void TestRedaction::fields_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *line, const char *expected) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(expected);
    };
    row("Server", "Server: squid/5.7", "Server: squid/5.7");
    row("a product nobody knows", "Server: AcmeBox 7", "Server: AcmeBox 7");
    row("a host in Server", "Server: squid on px7.corp.local", "Server: squid on host-1.example");
    row("Via", "Via: 1.1 px7 (squid/5.7), 1.0 px8",
        "Via: 1.1 host-1.example (squid/5.7), 1.0 host-2.example");
    row("X-Squid-Error", "X-Squid-Error: ERR_ACCESS_DENIED 0",
        "X-Squid-Error: ERR_ACCESS_DENIED 0");
    row("X-Cache", "X-Cache: MISS from px7", "X-Cache: MISS from host-1.example");
    row("Date", "Date: Mon, 05 Jan 2026 10:11:12 GMT", "Date: Mon, 05 Jan 2026 10:11:12 GMT");
    row("something else in Date", "Date: own", "Date: <3 bytes, withheld>");
    row("Content-Length", "Content-Length: 12345", "Content-Length: 12345");
    row("Content-Type", "Content-Type: text/html; charset=utf-8; frob=x",
        "Content-Type: text/html; charset=utf-8; [...]=x");
    row("unknown field", "X-Own: abcdef", "X-Own: <6 bytes, withheld>");
    row("a field whose name tells a host", "X-px7.corp.local: 1",
        "X-Withheld-Name: <1 bytes, withheld>");
    row("Set-Cookie", "Set-Cookie: sid=abc; Path=/own; HttpOnly",
        "Set-Cookie: sid=[withheld]; Path; HttpOnly");
    row("Location", "Location: http://login.corp.local/a?b",
        "Location: http://host-1.example/p?withheld");
    row("a public realm", "Proxy-Authenticate: Basic realm=\"Squid proxy-caching web server\"",
        "Proxy-Authenticate: Basic realm=\"Squid proxy-caching web server\"");
    row("another realm", "Proxy-Authenticate: Basic realm=\"ACME staff\"",
        "Proxy-Authenticate: Basic realm=\"realm-1\"");
    row("an empty realm", "Proxy-Authenticate: Basic realm=\"\"",
        "Proxy-Authenticate: Basic realm=\"\"");
    row("Digest",
        "Proxy-Authenticate: Digest realm=\"ACME\", nonce=\"n0\", qop=\"auth,auth-int\", "
        "algorithm=SHA-256, stale=TRUE",
        "Proxy-Authenticate: Digest realm=\"realm-1\", nonce=\"nonce-1\", qop=\"auth,auth-int\", "
        "algorithm=SHA-256, stale=TRUE");
    row("unknown parameter", "Proxy-Authenticate: Basic realm=\"Proxy\", own=\"x\"",
        "Proxy-Authenticate: Basic realm=\"Proxy\", own=\"withheld\"");
    row("token68", "Proxy-Authenticate: NTLM TlRMTVNTUAACAAAA",
        "Proxy-Authenticate: NTLM withheld");
    row("a quote that does not end", "Proxy-Authenticate: Basic realm=\"ACME",
        "Proxy-Authenticate: Basic realm=\"realm-1");
    row("no scheme", "Proxy-Authenticate: \"ACME\"", "Proxy-Authenticate: \"withheld\"");
    row("no colon", "this is no field", "<16 bytes, not parsed, withheld>");
    row("Basic", "Proxy-Authorization: Basic ZGV2OnBhc3M=",
        "Proxy-Authorization: Basic [basic user=\"user-1\" password-length=1-7 "
        "password-kind=ascii]");
    row("unknown credentials", "Proxy-Authorization: Own abcdef",
        "Proxy-Authorization: withheld [withheld bytes=6]");
}

void TestRedaction::fields()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, expected);
    const QByteArray start = "HTTP/1.1 407 Proxy Authentication Required\r\n";
    Pseudonyms names;
    RedactionLog log;
    const QByteArray head
        = redactedMessage(response(start + line + "\r\n\r\n"), &names, &log, u"r"_s).head;
    QCOMPARE(head, start + expected + "\r\n\r\n");
    QCOMPARE(log.sums().isEmpty(), line == expected);
}

void TestRedaction::sweptText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("user", u"denied for dev.smith!"_s, u"denied for user-1!"_s);
    row("user in other case", u"DEV.SMITH"_s, u"user-1"_s);
    row("domain and user", u"CORPX\\dev.smith"_s, u"domain-A\\user-1"_s);
    row("known host", u"px7 said no"_s, u"host-1.example said no"_s);
    row("short name inside a word", u"px77 apx7 al"_s, u"px77 apx7 al"_s);
    row("long name inside a word", u"xcorporateproxyx"_s, u"x|host-2.example|x"_s);
    row("unknown host", u"at gw.acme.test."_s, u"at host-3.example."_s);
    row("host after dots", u"..gw.acme.test"_s, u"..host-3.example"_s);
    row("address", u"from 10.9.8.7:3128"_s, u"from 10.0.1.1:3128"_s);
    row("version, not an address", u"squid/5.7 Apache/2.4.57"_s, u"squid/5.7 Apache/2.4.57"_s);
    row("IPv6 address", u"from 2a02::17, port 1"_s, u"from 2001:db8:0:1::1, port 1"_s);
    row("time, not an address", u"at 12:34:56"_s, u"at 12:34:56"_s);
    row("stand-ins stay", u"user-7 host-9.example domain-Q"_s, u"user-7 host-9.example domain-Q"_s);
    row("lone surrogate", QString(QChar(0xD800)) + u" dev.smith"_s,
        QString(QChar(0xFFFD)) + u" user-1"_s);
}

void TestRedaction::sweptText()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    Pseudonyms names;
    names.of(PseudonymKind::User, u"dev.smith"_s);
    names.of(PseudonymKind::Domain, u"corpx"_s);
    names.host(u"px7"_s);
    names.host(u"corporateproxy"_s);
    const QString result = names.swept(text);
    QVERIFY2(result == expected || result.contains(u'?'), qPrintable(result));
    QVERIFY(!result.contains(u"smith"_s, Qt::CaseInsensitive));
    Pseudonyms again;
    QCOMPARE(again.swept(result), result);
}

void TestRedaction::publicWordsOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const QString &text, const QString &expected) {
        QTest::newRow(name) << text << expected;
    };
    row("public", u"Access Denied."_s, u"Access Denied."_s);
    row("one unknown", u"Access denied for Frobnitz."_s, u"Access denied for [...]."_s);
    row("a run of unknown", u"by Frob Nitz Gmbh, yes"_s, u"by [...], yes"_s);
    row("numbers", u"error 403, 12345, version 5.7"_s, u"error 403, [...], version 5.7"_s);
    row("escapes", u"&#102;r %66r \\x66"_s, u"[...]"_s);
    row("error names", u"ERR_ACCESS_DENIED ERR_FROBNITZ"_s, u"ERR_ACCESS_DENIED [...]"_s);
    row("gaps stay", u"a [...] b"_s, u"a [...] b"_s);
    row("stand-ins stay", u"user-1 host-2.example 10.0.1.1 2001:db8:0:1::1"_s,
        u"user-1 host-2.example 10.0.1.1 2001:db8:0:1::1"_s);
    row("markup", u"<h1>Blocked</h1><b id=\"frob\">"_s, u"<h1>Blocked</h1><b [...]=\"[...]\">"_s);
}

void TestRedaction::publicWordsOnly()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    qint64 withheld = 0;
    QCOMPARE(publicWords(text, &withheld), expected);
    QCOMPARE(withheld > 0, text != expected);
    QCOMPARE(publicWords(expected), expected);
}

void TestRedaction::keepsWhatWasTypedInShape()
{
    Case value;
    value.input.given = u"http://dev.smith@corpx.test:***@proxy.corpx.test:8080"_s;
    value.input.user = u"dev.smith@corpx.test"_s;
    value.input.endpoint = {ProxyScheme::Http, u"proxy.corpx.test"_s, 8080};
    value.input.problems
        = {{InputProblemKind::ReservedCharacter, u"url"_s, 16, 1, {{u"character"_s, u"@"_s}}}};
    QCOMPARE(value.input.given.at(16), u'@');
    const CaseInput input = redacted(value).value.input;
    QCOMPARE(input.given, u"http://user-1@domain-A:***@host-1.example:8080"_s);
    QCOMPARE(input.given.at(input.problems.first().position), u'@');
    QCOMPARE(input.problems.first().length, 1);
    QCOMPARE(input.problems.first().params.value(u"character"_s), u"@"_s);
}

/// MS-NLMP section 4.2.4.3: computer and domain get the stand-ins that they have everywhere.
void TestRedaction::namesInNtlm()
{
    const QByteArray type2
        = "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAAAA9T"
          "AGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=";
    Case value;
    Exchange exchange;
    exchange.id = 1;
    exchange.request.head = "GET http://a.example/ HTTP/1.1\r\nProxy-Authorization: NTLM [ntlm message=3 "
                            "bytes=300 user=\"dev\" domain=\"DOMAIN\" workstation=\"PC-17\" "
                            "flags=0x00088205 nt-bytes=138]\r\n\r\n";
    exchange.response
        = response("HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM " + type2 + "\r\n\r\n");
    value.exchanges.append(exchange);
    const Case safe = redacted(value).value;
    const QByteArray head = safe.exchanges.first().response.head;
    const qsizetype from = head.indexOf("NTLM ") + 5;
    const QByteArray message
        = QByteArray::fromBase64(head.mid(from, head.indexOf('\r', from) - from));
    const NtlmChallenge read = readNtlmChallenge(message);
    QCOMPARE(read.problems, QStringList());
    QVERIFY(isPseudonym(read.domain()));
    QVERIFY(isPseudonym(read.node()));
    QVERIFY(isPseudonym(read.targetName));
    QCOMPARE(read.serverChallenge, QByteArray(8, '\0'));
    const std::optional<HttpHead> request = parseHead(safe.exchanges.first().request.head);
    QVERIFY(request && request->field("Proxy-Authorization"));
    const auto placeholder = readPlaceholder(request->field("Proxy-Authorization")->value);
    QVERIFY(placeholder.has_value());
    QCOMPARE(placeholder->fields.value(u"domain"_s), read.domain());
    QVERIFY(isPseudonym(placeholder->fields.value(u"workstation"_s)));
    QVERIFY(isPseudonym(placeholder->fields.value(u"user"_s)));
    QCOMPARE(placeholder->fields.value(u"flags"_s), u"0x00088205"_s);
    QCOMPARE(placeholder->fields.value(u"nt-bytes"_s), u"138"_s);
    QVERIFY(redacted(safe).value == safe);
}

void TestRedaction::logTellsNoOriginal()
{
    const Redacted result = redacted(canaryCase(Outcome::Rejected));
    QVERIFY(!result.log.sums().isEmpty());
    for (auto it = result.log.sums().cbegin(); it != result.log.sums().cend(); ++it) {
        QVERIFY(!it.key().first.contains(u"zq"_s) && !it.key().second.contains(u"zq"_s));
        QVERIFY(it->count > 0);
    }
    QVERIFY(redacted(Case()).log.sums().isEmpty());
}

void TestRedaction::keepsEveryStageCode()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/app/stages/StageCodes.h"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression code(u"= \"([a-z0-9.-]+)\"_L1;"_s);
    const QString text = QString::fromUtf8(file.readAll());
    int count = 0;
    for (auto it = code.globalMatch(text); it.hasNext(); ++count) {
        Case value;
        value.stages = {{StageId::Connect, StageStatus::Failed, 0, 0, it.next().captured(1), {}}};
        QVERIFY2(redacted(value).value == value, qPrintable(value.stages.first().code));
    }
    QVERIFY2(count > 30, "the codes were read");
}

void TestRedaction::socksMessagesStayReadable()
{
    Case value;
    value.input.user = u"zquserkayle"_s;
    const auto add = [&value](const QByteArray &sent, const QByteArray &answer) {
        Exchange exchange;
        exchange.id = int(value.exchanges.size()) + 1;
        exchange.form = ExchangeForm::Socks;
        exchange.request.body = sent;
        exchange.response.body = answer;
        value.exchanges.append(exchange);
    };
    add(QByteArray::fromHex("05020002"), QByteArray::fromHex("0502"));
    add("\x01\x0bzquserkayle" + QByteArray(43, '*'), QByteArray::fromHex("0100"));
    const QByteArray octets = QByteArray::fromHex("0a4d5863"); // 10.77.88.99
    add(socksConnect(u"zqtargethost.zq-corp.net"_s, 443).value(),
        QByteArray::fromHex("05000001") + octets + QByteArray::fromHex("01bb"));
    add(socks4Connect(u"zqtargethost.zq-corp.net"_s, 80, u"zquserkayle"_s).value(),
        QByteArray::fromHex("005b0000") + octets);
    add("zq no message at all", "zq neither\x01");
    const Case result = redacted(value).value;
    for (qsizetype i = 0; i < 4; ++i) {
        const Exchange &exchange = result.exchanges.at(i);
        QVERIFY(socksMessageOfClient(exchange.request.body)
                == socksMessageOfClient(value.exchanges.at(i).request.body));
        const auto kind = socksMessageOfClient(exchange.request.body);
        QVERIFY(kind.has_value());
        QVERIFY(readSocks(socksAnswerTo(*kind), exchange.response.body).isComplete());
    }
    for (const Exchange &exchange : result.exchanges) {
        for (const QByteArray &body : {exchange.request.body, exchange.response.body})
            QVERIFY2(!body.contains("zq") && !body.contains(octets), body.toHex());
    }
    // The same stand-in as elsewhere.
    QVERIFY(result.exchanges.at(1).request.body.contains(result.input.user.toUtf8()));
    QVERIFY(redacted(result).value == result);
}

/// Service, realm and user get the same stand-ins wherever they are; codes and numbers stay.
void TestRedaction::kerberosKeepsItsShape()
{
    Case value;
    value.input.endpoint = {ProxyScheme::Http, u"proxy.corp.local"_s, 3128};
    NegotiateFacts facts;
    facts.host = u"proxy.corp.local"_s;
    facts.service = u"HTTP@proxy.corp.local"_s;
    facts.canonicalService = u"HTTP/proxy.corp.local@CORP.LOCAL"_s;
    facts.principal = u"anna@CORP.LOCAL"_s;
    facts.realm = u"CORP.LOCAL"_s;
    facts.code = u"kerberos.service-unknown"_s;
    facts.kerberosError = 7;
    for (const char *reason :
         {"user-unknown", "no-realm", "other-user", "locked", "password-expired", "no-answer"}) {
        facts.reason = QString::fromLatin1(reason);
        value.negotiate.append(facts);
    }
    Exchange exchange;
    exchange.id = 1;
    exchange.request.head
        = "GET http://a.test/ HTTP/1.1\r\nProxy-Authorization: Negotiate [negotiate token=spnego "
          "bytes=731 mech=kerberos spn=\"HTTP/proxy.corp.local\" realm=\"CORP.LOCAL\" etype=-133 "
          "kvno=2]\r\n\r\n";
    value.exchanges = {exchange};
    const Case result = redacted(value).value;
    const QString host = result.input.endpoint.host;
    const QString realm = result.negotiate.first().realm;
    QVERIFY(isPseudonym(realm));
    QVERIFY(host != value.input.endpoint.host);
    for (qsizetype i = 0; i < value.negotiate.size(); ++i) {
        const NegotiateFacts &one = result.negotiate.at(i);
        QCOMPARE(one.service, u"HTTP@"_s + host);
        QCOMPARE(one.canonicalService, u"HTTP/"_s + host + u'@' + realm);
        QVERIFY(one.principal.endsWith(u'@' + realm));
        QCOMPARE(one.code, facts.code);
        QCOMPARE(one.reason, value.negotiate.at(i).reason);
        QVERIFY(one.kerberosError == 7);
    }
    const QByteArray head = result.exchanges.first().request.head;
    QVERIFY2(head.contains("token=spnego bytes=731 mech=kerberos spn=\"HTTP/" + host.toUtf8()
                           + "\" realm=\"" + realm.toUtf8() + "\" etype=-133 kvno=2]"),
             head);
}

void TestRedaction::tokensKeepWhatIsNoName()
{
    const Case value = redacted(canaryCase(Outcome::Rejected)).value;
    const QList<DecodedToken> &tokens = value.exchanges.first().decoded;
    QCOMPARE(tokens.size(), 3);
    QVERIFY2(tokens.at(0).fields.first().value.startsWith(u"domain-A\\user-"_s),
             "the same domain as everywhere");
    QVERIFY(tokens.at(1).fields.at(0).value.startsWith(u"domain-"_s));
    QVERIFY(tokens.at(1).fields.at(1).value.startsWith(u"HTTP/host-"_s));
    QVERIFY(tokens.at(2).fields.first().value.endsWith(u".example"_s));
    const QList<DecodedToken> &others = value.exchanges.last().decoded;
    QCOMPARE(others.at(0).fields.at(0).value,
             tokens.at(0).fields.first().value.section(u'\\', 1)); // one user, one stand-in
    QCOMPARE(others.at(1).what, u"token.unknown"_s);
    QVERIFY(others.at(1).octets.isEmpty() && others.at(1).problems.isEmpty());

    // A challenge of NTLM: every name in it, and of its numbers none.
    Case ntlm;
    Exchange challenged;
    challenged.id = 1;
    challenged.response = response("HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM "
        + QByteArray::fromHex(
              "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef0000000000000000"
              "2400240044000000060070170000000f53006500720076006500720002000c0044006f006d006100"
              "69006e0001000c0053006500720076006500720000000000").toBase64() + "\r\n\r\n");
    challenged.decoded = readHeadTokens(challenged.response.head, challenged.response.head);
    QCOMPARE(challenged.decoded.size(), 1);
    ntlm.exchanges = {challenged};
    const DecodedToken hidden = redacted(ntlm).value.exchanges.first().decoded.first();
    const DecodedToken &shown = challenged.decoded.first();
    QCOMPARE(hidden.what, u"ntlm.type2"_s);
    QCOMPARE(hidden.fields.size(), shown.fields.size());
    int names = 0;
    for (qsizetype i = 0; i < shown.fields.size(); ++i) {
        const DecodedField &field = shown.fields.at(i);
        const bool name = field.value == u"Server"_s || field.value == u"Domain"_s;
        names += name ? 1 : 0;
        QVERIFY2((hidden.fields.at(i) == field) != name, qPrintable(field.id));
    }
    QCOMPARE(names, 3);

    // What is no name stays, in every token that is read.
    Case plain;
    Exchange exchange;
    exchange.id = 1;
    exchange.response.body = QByteArray::fromHex("15030100020228");
    exchange.response.bodyBytes = 7;
    exchange.decoded = readRawTokens({}, exchange.response.body);
    QCOMPARE(exchange.decoded.size(), 1);
    plain.exchanges = {exchange};
    QVERIFY(redacted(plain).value.exchanges.first().decoded == exchange.decoded);
}

void TestRedaction::tokensAreFoundAgain()
{
    const QByteArray answer
        = "HTTP/1.1 407 Proxy zqreason\r\nX-Long: " + QByteArray(200, 'z')
        + "\r\nProxy-Authenticate: Digest realm=\"zqrealmtext\", nonce=\"zqnoncetext\", "
          "Basic realm=\"zqrealmtext\"\r\nProxy-Authenticate: Negotiate oRQwEqADCgEBoQsGCSqGSIb3EgECAg==\r\n\r\n";
    const QByteArray request = "GET http://zqtargethost.corp.local/ HTTP/1.1\r\n"
                               "Proxy-Authorization: Basic " + QByteArray("dev.zquser:word").toBase64()
        + "\r\n\r\n";
    Exchange exchange;
    exchange.id = 1;
    exchange.request = {maskedHead(request), {}, 0, true, true};
    exchange.response = response(answer);
    exchange.decoded = readHeadTokens(request, exchange.request.head)
        + readHeadTokens(answer, exchange.response.head);
    QCOMPARE(exchange.decoded.size(), 4);
    Case value;
    value.exchanges = {exchange};
    const Exchange after = redacted(value).value.exchanges.first();
    QCOMPARE(after.decoded.size(), 4);
    const auto text = [&after](qsizetype i) {
        const DecodedToken &token = after.decoded.at(i);
        const QByteArray &head = token.place == TokenPlace::RequestHead ? after.request.head
                                                                        : after.response.head;
        return head.mid(token.start, token.length);
    };
    QVERIFY(text(0).startsWith("Basic [basic user="));
    QVERIFY(text(1).startsWith("Digest realm="));
    QVERIFY(text(2).startsWith("Basic realm="));
    QCOMPARE(after.decoded.at(3).what, u"spnego"_s);
    QCOMPARE(text(3), QByteArray("withheld"));
}

void TestRedaction::namesInsideBase64Go()
{
    // Names in the forms in which NTLM and Kerberos have them, at each alignment of base64.
    const QString marker = u"zqhiddenname"_s;
    const QByteArray wide(reinterpret_cast<const char *>(marker.utf16()), marker.size() * 2);
    const auto decodedRuns = [](const QByteArray &bytes) {
        QByteArray all;
        static const QRegularExpression run(u"[A-Za-z0-9+/_-]{8,}"_s);
        const QString text = QString::fromLatin1(bytes);
        for (auto it = run.globalMatch(text); it.hasNext();) {
            const QByteArray found = it.next().captured().toLatin1();
            for (int skip = 0; skip < 4; ++skip)
                all += QByteArray::fromBase64(found.mid(skip)) + '\n';
        }
        return all;
    };
    for (const QByteArray &name : {marker.toUtf8(), marker.toUpper().toUtf8(), wide}) {
        for (int shift = 0; shift < 3; ++shift) {
            const QByteArray token
                = QByteArray("NTLMSSP\0\2\0\0\0", 12) + QByteArray(36 + shift, '\1') + name;
            for (const char *scheme : {"NTLM", "Negotiate", "Kerberos", "X-Own"}) {
                for (const char *field : {"Proxy-Authenticate", "WWW-Authenticate",
                                          "Proxy-Authentication-Info", "Proxy-Authorization"}) {
                    const QByteArray head = "HTTP/1.1 407 No\r\n" + QByteArray(field) + ": "
                        + scheme + ' ' + token.toBase64() + "\r\n\r\n";
                    Exchange exchange;
                    exchange.id = 1;
                    exchange.response = response(head);
                    exchange.decoded = readHeadTokens(head, head);
                    QVERIFY2(decodedRuns(head).contains(name), "the search finds it where it is");
                    Case value;
                    value.exchanges = {exchange};
                    const QByteArray out
                        = QJsonDocument(caseToJson(redacted(value).value)).toJson();
                    QVERIFY2(!decodedRuns(out).contains(name) && !out.contains(name)
                                 && !out.toLower().contains(marker.toUtf8()),
                             field);
                }
            }
        }
    }
}

void TestRedaction::anyBytes()
{
    QRandomGenerator random(407);
    const QByteArray seed = canaryCase(Outcome::Rejected).exchanges.last().response.head;
    const QByteArray marker = "zq";
    for (int round = 0; round < 600; ++round) {
        QByteArray head = round % 3 == 0 ? QByteArray() : seed;
        if (head.isEmpty()) {
            for (quint32 i = random.bounded(200u); i > 0; --i)
                head.append(char(random.bounded(256)));
        } else {
            for (quint32 i = 1 + random.bounded(5u); i > 0; --i) {
                static constexpr char useful[] = "\r\n\t :;,=\"\\@/[]<>%\0\xE9";
                head[qsizetype(random.bounded(quint32(head.size())))]
                    = useful[random.bounded(quint32(sizeof useful - 1))];
            }
        }
        Case value;
        Exchange exchange;
        exchange.response = response(head, head);
        value.exchanges.append(exchange);
        const Case once = redacted(value).value;
        const QByteArray out
            = once.exchanges.first().response.head + once.exchanges.first().response.body;
        // Product names and names of unknown fields stay; what stood in values does not.
        for (const char *gone : {"zqrealmtext", "zqnoncetext", "zqsetcookie", "zqbodytext",
                                 "zqunknownheader", "zqlocationquery"}) {
            QVERIFY2(!out.contains(gone),
                     qPrintable(QString::number(round) + u' ' + QLatin1StringView(gone)));
        }
        const Case twice = redacted(once).value;
        const Message &a = once.exchanges.first().response;
        const Message &b = twice.exchanges.first().response;
        QCOMPARE(b.head.split('\n'), a.head.split('\n'));
        QCOMPARE(b.body, a.body);
    }
}

QTEST_APPLESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
