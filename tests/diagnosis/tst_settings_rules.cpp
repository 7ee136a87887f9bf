// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Diagnose.h"
#include "diagnosis/SettingsTable.h"
#include "diagnosis/WordIds.h"
#include "protocol/ProxyValue.h"
#include "support/CaseBuilder.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

const QString tested = u"http://proxy.example:3128"_s;

ProxySource setting(const QString &id, const QString &value, SourceSignIn signIn = SourceSignIn::None)
{
    ProxySource made;
    made.kind = *parseSourceKind(id.section(u' ', 0, 0));
    made.name = id.section(u' ', 1);
    made.value = value;
    const QString name = made.name.toLower();
    if (name == u"no_proxy" || name == u"noproxy" || name == u"ignore-hosts")
        made.use = SourceUse::Exceptions;
    else if (name == u"autoconfig-url")
        made.use = SourceUse::Pac;
    else if (name == u"http_proxy" || name == u"http" || name == u"acquire::http::proxy")
        made.targets = u"http"_s;
    else if (name == u"https_proxy" || name == u"https")
        made.targets = u"https"_s;
    else
        made.targets = u"all"_s;
    if (made.use == SourceUse::Proxy)
        made.endpoint = endpointOfValue(value);
    made.signIn = signIn;
    return made;
}

PacFacts script(PacOutcome outcome, const QString &answer = {}, const QString &fault = {})
{
    PacFacts pac;
    pac.url = u"http://pac.example/proxy.pac"_s;
    pac.source = u"gnome autoconfig-url"_s;
    pac.outcome = outcome;
    pac.fault = fault;
    if (!answer.isEmpty())
        pac.answers = {{u"http://www.example.com/"_s, answer}, {u"https://www.example.com/"_s, answer}};
    return pac;
}

const ProxySource pacSource = setting(u"gnome autoconfig-url"_s, u"http://pac.example/proxy.pac"_s);

/// A healthy run through the tested proxy, on a computer with these settings.
Case withSettings(const QList<ProxySource> &sources, const QList<PacFacts> &pac = {}, bool asked = false)
{
    test::CaseBuilder builder = test::CaseBuilder::live();
    builder.target(u"http://www.example.com/"_s).target(u"https://www.example.com/"_s);
    if (asked) {
        builder.typed(u"dev"_s)
            .plain(u"http://www.example.com/"_s, "HTTP/1.1 407 No | Proxy-Authenticate: Basic realm=\"x\"")
            .signedPlain(u"http://www.example.com/"_s, "HTTP/1.1 200 OK | Via: 1.1 proxy | Content-Length: 2 || ok");
    } else {
        builder.plain(u"http://www.example.com/"_s, "HTTP/1.1 200 OK | Via: 1.1 proxy | Content-Length: 2 || ok");
    }
    Case value = builder.done();
    value.input.targets = {u"http://www.example.com/"_s, u"https://www.example.com/"_s};
    value.input.endpoint = {ProxyScheme::Http, u"proxy.example"_s, 3128};
    value.environment.sources = sources;
    value.environment.pac = pac;
    return value;
}

/// Nobody typed a proxy, and the settings gave none.
Case leftToSettings(const QList<ProxySource> &sources, const QList<PacFacts> &pac = {})
{
    Case value = test::CaseBuilder::asked().done();
    value.input.endpoint = {};
    value.input.given.clear();
    value.input.targets = {u"http://www.example.com/"_s};
    value.environment.fromSettings = true;
    value.environment.sources = sources;
    value.environment.pac = pac;
    return value;
}

QStringList settingsCauses(const Diagnosis &diagnosis)
{
    QStringList causes;
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause.startsWith(u"settings."_s))
            causes.append(finding.cause.mid(9));
    }
    return causes;
}

} // namespace

Q_DECLARE_METATYPE(QList<pt::ProxySource>)
Q_DECLARE_METATYPE(QList<pt::PacFacts>)

class TestSettingsRules : public QObject
{
    Q_OBJECT

private slots:
    void beside_data();
    void beside();
    void verdicts_data();
    void verdicts();
    void proofs();
    void signIns();
    void whoUsesWhat();
    void nothingSet();
};

void TestSettingsRules::beside_data()
{
    QTest::addColumn<QList<ProxySource>>("sources");
    QTest::addColumn<QList<PacFacts>>("pac");
    QTest::addColumn<QString>("causes");
    const auto row = [](const char *name, const QList<ProxySource> &sources, const QString &causes,
                        const QList<PacFacts> &pac = {}) {
        QTest::newRow(name) << sources << pac << causes;
    };
    const QString other = u"http://other.example:8080"_s;
    const ProxySource http = setting(u"environment http_proxy"_s, tested);
    const ProxySource https = setting(u"environment https_proxy"_s, tested);
    row("nothing set", {}, {});
    row("both variables agree", {http, https}, {});
    row("all_proxy is enough", {setting(u"environment all_proxy"_s, tested)}, {});
    row("git disagrees", {http, https, setting(u"git http.proxy"_s, other)}, u"sources-disagree"_s);
    row("git agrees", {http, https, setting(u"git http.proxy"_s, u"http://PROXY.example:3128/"_s)}, {});
    row("the desktop disagrees", {http, https, setting(u"gnome https"_s, u"other.example:8080"_s)}, u"sources-disagree"_s);
    row("upper and lower case disagree", {http, https, setting(u"environment HTTP_PROXY"_s, other)}, u"sources-disagree"_s);
    row("http and https may differ", {http, setting(u"environment https_proxy"_s, other)}, {});
    row("all_proxy is for the rest", {http, https, setting(u"environment all_proxy"_s, u"socks5://other.example:1080"_s)}, {});
    row("a shell variable is no proxy", {http, https, setting(u"environment-file http_proxy"_s, u"http://$HOST"_s)}, {});
    row("only git has it", {setting(u"git http.proxy"_s, tested)}, u"missing-in-one-place"_s);
    row("only git has another", {setting(u"git http.proxy"_s, other)}, {});
    row("only http", {http}, u"missing-in-one-place"_s);
    row("only https", {https}, u"missing-in-one-place"_s);
    row("switched off on purpose", {http, setting(u"environment https_proxy"_s, {})}, {});
    row("only http, of another proxy", {setting(u"environment http_proxy"_s, other)}, {});
    row("an exception", {http, https, setting(u"environment no_proxy"_s, u"a,.example.com"_s)}, u"bypassed"_s);
    row("an exception for another", {http, https, setting(u"environment no_proxy"_s, u"localhost,127.0.0.1,.example.org"_s)}, {});
    row("an exception without a proxy", {setting(u"environment no_proxy"_s, u".example.com"_s)}, {});
    row("an exception in the desktop", {http, https, setting(u"gnome http"_s, u"proxy.example:3128"_s),
                                        setting(u"gnome https"_s, u"proxy.example:3128"_s),
                                        setting(u"gnome ignore-hosts"_s, u"*.example.com"_s)}, u"bypassed"_s);
    row("capitals only", {setting(u"environment HTTP_PROXY"_s, tested), https}, u"upper-case-http-proxy"_s);
    row("capitals and their twin", {setting(u"environment HTTP_PROXY"_s, tested), http, https}, {});
    row("capitals and an empty twin", {setting(u"environment HTTP_PROXY"_s, tested),
                                       setting(u"environment http_proxy"_s, {}), https}, {});
    row("HTTPS_PROXY is read", {http, setting(u"environment HTTPS_PROXY"_s, tested)}, {});
    row("script gone", {http, https, pacSource}, u"pac-unreachable"_s, {script(PacOutcome::Unreachable, {}, u"refused"_s)});
    row("script broken", {http, https, pacSource}, u"pac-broken"_s, {script(PacOutcome::Broken, {}, u"endless"_s)});
    row("script not run", {http, https, pacSource}, {}, {script(PacOutcome::NotTried, {}, u"no-evaluator"_s)});
    row("script agrees", {http, https, pacSource}, {}, {script(PacOutcome::Evaluated, u"PROXY proxy.example:3128; DIRECT"_s)});
    row("script has it second", {http, https, pacSource}, u"sources-disagree"_s,
        {script(PacOutcome::Evaluated, u"PROXY other.example:1; PROXY proxy.example:3128"_s)});
    row("script names another", {pacSource}, u"pac-names-another-proxy"_s, {script(PacOutcome::Evaluated, u"PROXY other.example:1"_s)});
    row("script sends it directly", {pacSource}, u"bypassed"_s, {script(PacOutcome::Evaluated, u"DIRECT"_s)});
}

void TestSettingsRules::beside()
{
    QFETCH(QList<ProxySource>, sources);
    QFETCH(QList<PacFacts>, pac);
    const Diagnosis before = diagnose(withSettings({}));
    const Diagnosis diagnosis = diagnose(withSettings(sources, pac));
    QTEST(settingsCauses(diagnosis).join(u' '), "causes");
    // What was tested keeps its verdict.
    QCOMPARE(diagnosis.verdict().cause, before.verdict().cause);
    for (const Finding &finding : diagnosis.findings) {
        if (!finding.cause.startsWith(u"settings."_s))
            continue;
        QVERIFY(finding.severity == Severity::Warning);
        for (auto it = finding.params.cbegin(); it != finding.params.cend(); ++it)
            QVERIFY2(causeParams(finding.cause).contains(it.key()) || commonParams().contains(it.key()),
                     qPrintable(it.key()));
        for (const Evidence &evidence : finding.evidence) {
            QVERIFY(evidence.source == EvidenceSource::Environment);
            QVERIFY(evidenceWordIds().contains(evidence.says.id));
        }
    }
}

void TestSettingsRules::verdicts_data()
{
    QTest::addColumn<QList<ProxySource>>("sources");
    QTest::addColumn<QList<PacFacts>>("pac");
    QTest::addColumn<QString>("verdict");
    const ProxySource http = setting(u"environment http_proxy"_s, tested);
    QTest::newRow("bypassed") << QList{http, setting(u"environment no_proxy"_s, u"*.example.com"_s)} << QList<PacFacts>()
                              << u"settings.bypassed"_s;
    QTest::newRow("direct by a script") << QList{pacSource} << QList{script(PacOutcome::Evaluated, u"DIRECT"_s)}
                                        << u"settings.bypassed"_s;
    QTest::newRow("script gone") << QList{pacSource} << QList{script(PacOutcome::Unreachable, {}, u"timed-out"_s)}
                                 << u"settings.pac-unreachable"_s;
    QTest::newRow("script broken") << QList{pacSource} << QList{script(PacOutcome::Broken, {}, u"exception"_s)}
                                   << u"settings.pac-broken"_s;
    QTest::newRow("script not run") << QList{pacSource} << QList{script(PacOutcome::NotTried)} << u"unknown.needs-a-look"_s;
    QTest::newRow("nothing set") << QList<ProxySource>() << QList<PacFacts>() << u"unknown.needs-a-look"_s;
}

void TestSettingsRules::verdicts()
{
    QFETCH(QList<ProxySource>, sources);
    QFETCH(QList<PacFacts>, pac);
    const Diagnosis diagnosis = diagnose(leftToSettings(sources, pac));
    QTEST(diagnosis.verdict().cause, "verdict");
    if (diagnosis.verdict().cause.startsWith(u"settings."_s)) {
        QVERIFY(diagnosis.verdict().severity == Severity::Error);
        QVERIFY(diagnosis.verdict().confidence == Confidence::Certain);
    }
}

void TestSettingsRules::proofs()
{
    const Diagnosis diagnosis
        = diagnose(withSettings({setting(u"environment http_proxy"_s, tested), setting(u"environment https_proxy"_s, tested),
                                 setting(u"environment no_proxy"_s, u"a, .example.com"_s)}));
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause != u"settings.bypassed"_s)
            continue;
        const Evidence &evidence = finding.evidence.first();
        QCOMPARE(evidence.text, u"no_proxy=a, .example.com"_s);
        QCOMPARE(evidence.text.mid(evidence.start, evidence.length), u".example.com"_s);
        QCOMPARE(finding.params.value(u"entry"_s), u".example.com"_s);
        QVERIFY2(finding.params.value(u"past"_s).contains(u"curl"_s), qPrintable(finding.params.value(u"past"_s)));
        return;
    }
    QFAIL("not found");
}

void TestSettingsRules::signIns()
{
    const auto causes = [](SourceSignIn first, SourceSignIn second, bool asked) {
        return settingsCauses(diagnose(withSettings({setting(u"environment http_proxy"_s, tested, first),
                                                     setting(u"environment https_proxy"_s, tested, second)},
                                                    {}, asked)));
    };
    using enum SourceSignIn;
    QCOMPARE(causes(Same, Same, true), QStringList());
    QCOMPARE(causes(None, None, true), QStringList());
    QCOMPARE(causes(Same, None, true), QStringList{u"missing-in-one-place"_s});
    QCOMPARE(causes(Same, None, false), QStringList());
    QCOMPARE(causes(Same, Different, true), QStringList{u"sources-disagree"_s});
    QCOMPARE(causes(NotCompared, NotCompared, true), QStringList());
}

void TestSettingsRules::whoUsesWhat()
{
    const Case value = withSettings({setting(u"environment HTTP_PROXY"_s, tested)});
    QStringList with;
    for (const SettingsRow &row : settingsTable(value)) {
        if (row.choice.way == SettingsChoice::Way::Proxy) {
            with.append(row.clientId);
            QCOMPARE(row.target, u"http://www.example.com/"_s);
            QCOMPARE(row.where, u"HTTP_PROXY"_s);
        }
    }
    QCOMPARE(with.join(u' '), u"npm pip requests go"_s);
}

void TestSettingsRules::nothingSet()
{
    QVERIFY(settingsTable(withSettings({})).isEmpty());
    QCOMPARE(settingsCauses(diagnose(withSettings({}))), QStringList());
}

QTEST_APPLESS_MAIN(TestSettingsRules)
#include "tst_settings_rules.moc"
