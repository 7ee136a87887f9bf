// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/NetworkFacts.h"
#include "diagnosis/Catalogue.h"
#include "diagnosis/WordIds.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

Evidence at(int exchange, EvidenceSource source = EvidenceSource::ResponseHead)
{
    Evidence evidence;
    evidence.source = source;
    evidence.exchange = exchange;
    evidence.says.id = u"status.seen"_s;
    return evidence;
}

/// A plain request that was asked, and the same with a sign-in that was refused.
Case refusedCase()
{
    Case value;
    value.input.endpoint = {ProxyScheme::Http, u"proxy.example"_s, 3128};
    value.input.user = u"anna"_s;
    value.environment.startedUtc = u"2026-01-02T03:04:05.000Z"_s;
    value.attempts = {1, 1, 1, false, {}};
    for (int id : {1, 2}) {
        Exchange exchange;
        exchange.id = id;
        exchange.stage = id == 1 ? StageId::Challenge : StageId::SignIn;
        exchange.target = u"http://www.example.com/a?key=geheim-in-der-adresse"_s;
        exchange.connection = 1;
        exchange.localAddress = u"192.0.2.7"_s;
        exchange.localPort = quint16(50'000 + id);
        exchange.remote = u"192.0.2.1:3128"_s;
        exchange.startedMs = id * 100;
        exchange.durationMs = 12;
        exchange.request.head
            = "GET http://www.example.com/a?key=geheim-in-der-adresse HTTP/1.1\r\n"
              "Host: www.example.com\r\n";
        if (id == 2) {
            exchange.answeredScheme = u"basic"_s;
            exchange.request.head
                += "Proxy-Authorization: Basic [basic user=\"anna\" password-length=8-15 "
                   "password-kind=ascii]\r\n";
        }
        exchange.request.head += "\r\n";
        exchange.response.head
            = "HTTP/1.1 407 Proxy Authentication Required\r\nServer: squid/6.13\r\n"
              "Date: Fri, 02 Jan 2026 03:04:06 GMT\r\nX-Squid-Error: ERR_CACHE_ACCESS_DENIED 0\r\n"
              "Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: Basic realm=\"staff\"\r\n"
              "Via: 1.1 node7 (squid/6.13)\r\n\r\n";
        value.exchanges.append(exchange);
    }
    return value;
}

Finding refused()
{
    Finding finding;
    finding.cause = u"credentials.rejected"_s;
    finding.stage = StageId::SignIn;
    finding.params = {{u"user"_s, u"anna"_s}, {u"realm"_s, u"staff"_s}, {u"scheme"_s, u"basic"_s}};
    finding.evidence = {at(2), at(2, EvidenceSource::RequestHead), at(1)};
    return finding;
}

QString factOf(const QList<NetworkFact> &facts, const QString &id)
{
    QStringList values;
    for (const NetworkFact &fact : facts) {
        if (fact.id == id)
            values.append(fact.value);
    }
    return values.join(u'|');
}

QString fieldOf(const QList<NetworkFact> &facts, const QString &name)
{
    for (const NetworkFact &fact : facts) {
        if (fact.id == u"field"_s && fact.label == name)
            return fact.value;
    }
    return {};
}

} // namespace

class TestNetworkFacts : public QObject
{
    Q_OBJECT

private slots:
    void whatALogIsSearchedFor();
    void unknownIsLeftOut();
    void importedTextHasNoTime();
    void connectionAttempts();
    void tickets();
    void ntlmNodes();
    void certificates();
    void pacFile();
    void noQueriesAndNames_data();
    void noQueriesAndNames();
    void hostileValuesAreMadeSafe();
    void noteIsWordsThenFacts();
};

void TestNetworkFacts::whatALogIsSearchedFor()
{
    const QList<NetworkFact> facts = networkFacts(refusedCase(), refused());
    QCOMPARE(factOf(facts, u"time"_s), u"2026-01-02T03:04:05.200Z"_s);
    QCOMPARE(factOf(facts, u"from"_s), u"192.0.2.7:50002"_s);
    QCOMPARE(factOf(facts, u"to"_s), u"192.0.2.1:3128"_s);
    QCOMPARE(factOf(facts, u"proxy"_s), u"http://proxy.example:3128"_s);
    QCOMPARE(factOf(facts, u"request"_s), u"GET http://www.example.com/a?..."_s);
    QCOMPARE(factOf(facts, u"answer"_s), u"HTTP/1.1 407 Proxy Authentication Required"_s);
    QCOMPARE(factOf(facts, u"offered"_s), u"Negotiate, Basic"_s);
    QCOMPARE(factOf(facts, u"method"_s), u"basic"_s);
    QCOMPARE(factOf(facts, u"realm"_s), u"staff"_s);
    QCOMPARE(factOf(facts, u"user"_s), u"anna"_s);
    QCOMPARE(factOf(facts, u"date"_s), u"Fri, 02 Jan 2026 03:04:06 GMT"_s);
    QCOMPARE(fieldOf(facts, u"X-Squid-Error"_s), u"ERR_CACHE_ACCESS_DENIED 0"_s);
    QCOMPARE(fieldOf(facts, u"Via"_s), u"1.1 node7 (squid/6.13)"_s);
    QCOMPARE(fieldOf(facts, u"Server"_s), u"squid/6.13"_s);
    QCOMPARE(factOf(facts, u"rejected"_s), u"1"_s);
    // The exchange before it, in short.
    QCOMPARE(factOf(facts, u"also"_s),
             u"2026-01-02T03:04:05.100Z, 192.0.2.7:50001 \u2192 192.0.2.1:3128, GET "
             u"http://www.example.com/a?..., "
             "HTTP/1.1 407 Proxy Authentication Required"_s);
    for (const NetworkFact &fact : facts)
        QVERIFY2(!fact.label.isEmpty() && !fact.value.isEmpty(), qPrintable(fact.id));
}

void TestNetworkFacts::unknownIsLeftOut()
{
    // A request that carried no sign-in left no user in a log.
    Finding asked = refused();
    asked.evidence = {at(1)};
    QCOMPARE(factOf(networkFacts(refusedCase(), asked), u"user"_s), QString());

    Finding finding;
    finding.cause = u"input.unparsable"_s;
    QVERIFY(networkFacts(Case(), finding).isEmpty());
    finding.evidence = {at(77)}; // no such exchange
    QVERIFY(networkFacts(Case(), finding).isEmpty());
    for (const CatalogueEntry &entry : catalogue()) {
        finding.cause = entry.id;
        for (const NetworkFact &fact : networkFacts(refusedCase(), finding))
            QVERIFY2(!fact.value.isEmpty(), qPrintable(entry.id + u' ' + fact.id));
    }
}

void TestNetworkFacts::importedTextHasNoTime()
{
    // The time is that of reading the text, not of what it tells.
    Case value = refusedCase();
    for (Exchange &exchange : value.exchanges) {
        exchange.form = ExchangeForm::Imported;
        exchange.localPort = 0;
        exchange.localAddress.clear();
    }
    const QList<NetworkFact> facts = networkFacts(value, refused());
    QCOMPARE(factOf(facts, u"time"_s), QString());
    QCOMPARE(factOf(facts, u"from"_s), QString());
    QVERIFY(!factOf(facts, u"date"_s).isEmpty());
}

void TestNetworkFacts::connectionAttempts()
{
    Case value = refusedCase();
    value.exchanges.clear();
    value.resolution = Resolution{
        u"proxy.example"_s, ResolveOutcome::Resolved, {u"192.0.2.1"_s, u"2001:db8::1"_s}, 2, {}};
    value.connects = {{u"192.0.2.1"_s, 3128, ConnectOutcome::Refused, 5, 3, {}, 0, {}},
                      {u"2001:db8::1"_s, 3128, ConnectOutcome::TimedOut, 5, 10'000, {}, 0, {}}};
    Finding finding;
    finding.cause = u"network.timed-out"_s;
    finding.evidence = {at(0, EvidenceSource::Connect)};
    const QList<NetworkFact> facts = networkFacts(value, finding);
    QCOMPARE(factOf(facts, u"time"_s), u"2026-01-02T03:04:05.000Z"_s);
    QCOMPARE(factOf(facts, u"addresses"_s), u"192.0.2.1, 2001:db8::1"_s);
    QCOMPARE(factOf(facts, u"attempt"_s),
             u"192.0.2.1:3128: refused after 3 ms|[2001:db8::1]:3128: timed-out after 10000 ms"_s);
}

void TestNetworkFacts::tickets()
{
    Finding finding = refused();
    finding.cause = u"kerberos.ticket-rejected"_s;
    finding.params = {{u"spn"_s, u"HTTP/proxy.example"_s},
                      {u"realm"_s, u"EXAMPLE"_s},
                      {u"etype"_s, u"18"_s},
                      {u"kvno"_s, u"3"_s},
                      {u"principal"_s, u"anna@EXAMPLE"_s},
                      {u"error"_s, u"44"_s},
                      {u"service"_s, u"HTTP@proxy"_s},
                      {u"canonical"_s, u"HTTP/proxy.example@EXAMPLE"_s}};
    const QList<NetworkFact> facts = networkFacts(refusedCase(), finding);
    for (const char *id : {"spn", "realm", "etype", "kvno", "principal", "error"}) {
        const QString name = QString::fromLatin1(id);
        QCOMPARE(factOf(facts, name), finding.params.value(name));
    }
    QCOMPARE(factOf(facts, u"service"_s), u"HTTP/proxy.example@EXAMPLE"_s);

    // Refused by the KDC: what it said stands in the evidence.
    finding = refused();
    Evidence kdc = at(0, EvidenceSource::Kerberos);
    kdc.says
        = {u"kerberos.password-refused"_s,
           {{u"principal"_s, u"anna@EXAMPLE"_s}, {u"error"_s, u"24 KDC_ERR_PREAUTH_FAILED"_s}}};
    finding.evidence = {at(1), kdc};
    const QList<NetworkFact> byKdc = networkFacts(refusedCase(), finding);
    QCOMPARE(factOf(byKdc, u"error"_s), u"24 KDC_ERR_PREAUTH_FAILED"_s);
    QCOMPARE(factOf(byKdc, u"principal"_s), u"anna@EXAMPLE"_s);
}

void TestNetworkFacts::ntlmNodes()
{
    Case value = refusedCase();
    DecodedToken token;
    token.what = u"ntlm.type2"_s;
    token.fields = {{u"ntlm.dns-computer"_s, u"node7.example"_s, 0, 4, 0, false},
                    {u"ntlm.dns-domain"_s, u"corp.example"_s, 4, 4, 0, false}};
    value.exchanges[1].decoded = {token};
    QList<NetworkFact> facts = networkFacts(value, refused());
    QCOMPARE(factOf(facts, u"node"_s), u"node7.example"_s);
    QCOMPARE(factOf(facts, u"domain"_s), u"corp.example"_s);

    // The short names where there are no full ones.
    value.exchanges[1].decoded[0].fields[0].id = u"ntlm.nb-computer"_s;
    QCOMPARE(factOf(networkFacts(value, refused()), u"node"_s), u"node7.example"_s);

    Finding changed = refused();
    changed.cause = u"ntlm.node-changed"_s;
    changed.params = {{u"firstNode"_s, u"A"_s}, {u"secondNode"_s, u"B"_s}};
    QCOMPARE(factOf(networkFacts(refusedCase(), changed), u"node"_s), u"A, B"_s);
}

void TestNetworkFacts::certificates()
{
    Case value = refusedCase();
    TlsFacts tls;
    tls.established = true;
    tls.version = u"TLSv1.3"_s;
    tls.cipher = u"TLS_AES_256_GCM_SHA384"_s;
    tls.chain = {
        {u"CN=proxy.example"_s, u"CN=Example CA"_s, {}, {}, u"2026-05-01T00:00:00Z"_s, {}, false}};
    value.exchanges[1].tls = tls;
    const QList<NetworkFact> facts = networkFacts(value, refused());
    QCOMPARE(factOf(facts, u"tls"_s), u"TLSv1.3 TLS_AES_256_GCM_SHA384"_s);
    QCOMPARE(factOf(facts, u"certificate"_s), u"CN=proxy.example"_s);
    QCOMPARE(factOf(facts, u"issuer"_s), u"CN=Example CA"_s);
    QCOMPARE(factOf(facts, u"valid"_s), u"2026-05-01T00:00:00Z"_s);
}

void TestNetworkFacts::pacFile()
{
    Finding finding;
    finding.cause = u"settings.pac-unreachable"_s;
    finding.params = {{u"url"_s, u"http://pac.example/p.pac?for=anna"_s},
                      {u"httpStatus"_s, u"404"_s},
                      {u"user"_s, u"anna"_s}};
    finding.evidence = {at(0, EvidenceSource::Environment)};
    const QList<NetworkFact> facts = networkFacts(refusedCase(), finding);
    QCOMPARE(factOf(facts, u"url"_s), u"http://pac.example/p.pac?..."_s);
    QCOMPARE(factOf(facts, u"httpStatus"_s), u"404"_s);
    QCOMPARE(factOf(facts, u"user"_s), QString()); // the proxy was not spoken to
    QCOMPARE(factOf(facts, u"time"_s), QString());
}

void TestNetworkFacts::noQueriesAndNames_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("shown");
    QTest::addRow("query") << QByteArray("http://a.example/p?t=S3cret")
                           << u"GET http://a.example/p?..."_s;
    QTest::addRow("fragment") << QByteArray("http://a.example/p#S3cret")
                              << u"GET http://a.example/p?..."_s;
    QTest::addRow("both") << QByteArray("http://a.example/p#S3cret?S3cret")
                          << u"GET http://a.example/p?..."_s;
    QTest::addRow("user") << QByteArray("http://u:S3cret@a.example/p")
                          << u"GET http://a.example/p"_s;
    QTest::addRow("user, no path")
        << QByteArray("http://u:S3cret@a.example") << u"GET http://a.example"_s;
    QTest::addRow("at sign in the path")
        << QByteArray("http://a.example/@b") << u"GET http://a.example/@b"_s;
    QTest::addRow("host and port") << QByteArray("a.example:443") << u"GET a.example:443"_s;
    QTest::addRow("query alone") << QByteArray("?S3cret") << u"GET ?..."_s;
}

void TestNetworkFacts::noQueriesAndNames()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, shown);
    Case value = refusedCase();
    for (Exchange &exchange : value.exchanges)
        exchange.request.head = "GET " + target + " HTTP/1.1\r\n\r\n";
    const QList<NetworkFact> facts = networkFacts(value, refused());
    QCOMPARE(factOf(facts, u"request"_s), shown);
    for (const NetworkFact &fact : facts)
        QVERIFY2(!fact.value.contains(u"S3cret"_s), "a fact repeats it");
    // As well where no request was read, and the address of the exchange stands for it.
    for (Exchange &exchange : value.exchanges) {
        exchange.request.head.clear();
        exchange.target = QString::fromLatin1(target);
    }
    QCOMPARE(u"GET "_s + factOf(networkFacts(value, refused()), u"target"_s), shown);
}

void TestNetworkFacts::hostileValuesAreMadeSafe()
{
    const QByteArray hostile = "<b>x</b>\x1b[31m\xe2\x80\xae%1 &amp;";
    const QString text = QString::fromUtf8(hostile);
    Case value = refusedCase();
    value.input.endpoint.host = text;
    for (Exchange &exchange : value.exchanges) {
        exchange.remote = text;
        exchange.localAddress = text;
        exchange.target = text;
        exchange.request.head = "GET " + hostile + " HTTP/1.1\r\n\r\n";
        exchange.response.head = "HTTP/1.1 407 " + hostile + "\r\nVia: " + hostile
            + "\r\nServer: " + hostile + "\r\nProxy-Authenticate: " + hostile + "\r\n\r\n";
        exchange.tls = TlsFacts();
        exchange.tls->detail = text;
        exchange.tls->chain = {{text, text, {text}, text, text, text, false}};
    }
    for (const CatalogueEntry &entry : catalogue()) {
        Finding finding = refused();
        finding.cause = entry.id;
        finding.evidence += {at(0, EvidenceSource::Connect), at(0, EvidenceSource::Kerberos)};
        for (const QString &name : causeParams(entry.id) + commonParams())
            finding.params.insert(name, text);
        for (Evidence &evidence : finding.evidence)
            evidence.says.params = finding.params;
        const QString note = networkNote(wordCause(value, {{finding}}, finding));
        QVERIFY2(!note.contains(u'\x1b') && !note.contains(QChar(0x202e)), qPrintable(entry.id));
        for (const NetworkFact &fact : networkFacts(value, finding)) {
            QVERIFY2(!fact.value.contains(u'\n') && !fact.label.contains(u'\n'),
                     qPrintable(fact.id));
            QVERIFY2(fact.value.size() <= 260, qPrintable(fact.id));
        }
    }
}

void TestNetworkFacts::noteIsWordsThenFacts()
{
    const CauseText words = wordCause(refusedCase(), {{refused()}}, refused());
    const QString note = networkNote(words);
    QVERIFY(note.startsWith(words.network + u"\nTime (UTC): 2026-01-02T03:04:05.200Z\n"_s));
    QCOMPARE(note.count(u'\n'), words.networkFacts.size());
    QVERIFY2(note.contains(u"\nFrom (address and port): 192.0.2.7:50002\n"_s), qPrintable(note));
    QVERIFY2(!note.contains(u"geheim"_s), "what was asked for in the address is not repeated");
    QCOMPARE(networkNote(CauseText()), QString());
}

QTEST_GUILESS_MAIN(TestNetworkFacts)
#include "tst_network_facts.moc"
