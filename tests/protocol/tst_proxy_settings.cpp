// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/ChooseProxy.h"
#include "protocol/NoProxy.h"
#include "protocol/PacResult.h"
#include "protocol/ProxyValue.h"
#include "protocol/SettingsClients.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

SettingsClient client(const QString &id)
{
    for (const SettingsClient &each : settingsClients()) {
        if (each.id == id)
            return each;
    }
    return {};
}

ProxySource source(SourceKind kind, const QString &name, const QString &value,
                   SourceUse use = SourceUse::Proxy)
{
    ProxySource made;
    made.kind = kind;
    made.name = name;
    made.value = value;
    made.use = use;
    made.endpoint = endpointOfValue(value);
    return made;
}

ProxySource variable(const QString &name, const QString &value)
{
    return source(SourceKind::Environment, name, value,
                  name.toLower() == u"no_proxy" ? SourceUse::Exceptions : SourceUse::Proxy);
}

} // namespace

/// How programs read their settings, row by row as they were seen to.
class TestProxySettings : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void noProxy_data();
    void noProxy();
    void longListsAreRead();
    void pacResults_data();
    void pacResults();
    void table();
    void badTables_data();
    void badTables();
    void choices_data();
    void choices();
    void scripts();
};

void TestProxySettings::values_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("user");
    QTest::newRow("URL") << u"http://proxy.example:3128/"_s << u"proxy.example:3128"_s << u"http"_s << false;
    QTest::newRow("user") << u"https://dev:***@proxy.example:443"_s << u"proxy.example:443"_s << u"https"_s << true;
    QTest::newRow("no scheme") << u"proxy.example:3128"_s << u"proxy.example:3128"_s << u"http"_s << false;
    QTest::newRow("no port") << u"http://proxy.example"_s << u"proxy.example"_s << u"http"_s << false;
    QTest::newRow("KDE") << u"http://proxy.example 3128"_s << u"proxy.example:3128"_s << u"http"_s << false;
    QTest::newRow("IPv6") << u"socks5h://[2001:db8::1]:1080"_s << u"[2001:db8::1]:1080"_s << u"socks5"_s << false;
    QTest::newRow("shell variable") << u"http://$PROXY"_s << QString() << u"http"_s << false;
    QTest::newRow("npm variable") << u"${HTTP_PROXY}"_s << QString() << u"http"_s << false;
    QTest::newRow("empty") << QString() << QString() << u"http"_s << false;
    QTest::newRow("port too large") << u"proxy.example:70000"_s << u"proxy.example"_s << u"http"_s << false;
}

void TestProxySettings::values()
{
    QFETCH(QString, value);
    const ProxyEndpoint endpoint = endpointOfValue(value);
    QTEST(endpoint.authority(), "authority");
    QTEST(toString(endpoint.scheme), "scheme");
    QTEST(holdsUser(value), "user");
}

void TestProxySettings::noProxy_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QStringList>("past"); // the programs that go past the proxy
    const auto row = [](const char *name, const QString &list, const QString &target, const QString &past) {
        QTest::newRow(name) << list << target << past.split(u' ', Qt::SkipEmptyParts);
    };
    const QString sub = u"http://sub.example/"_s;
    const QString apex = u"http://example/"_s;
    row("the name itself", u"example"_s, apex, u"curl wget git npm apt requests go browsers"_s);
    row("a name below it", u"example"_s, sub, u"curl wget git npm apt requests go browsers"_s);
    row("leading dot, the name itself", u".example"_s, apex, u"curl git npm requests"_s);
    row("leading dot, a name below it", u".example"_s, sub, u"curl wget git npm apt requests go browsers"_s);
    row("star and dot, the name itself", u"*.example"_s, apex, {});
    row("star and dot, a name below it", u"*.example"_s, sub, u"go browsers"_s);
    row("part of a label", u"ample"_s, apex, u"apt requests browsers"_s);
    row("address", u"10.77.0.1"_s, u"http://10.77.0.1/"_s, u"curl wget git npm apt requests go browsers"_s);
    row("net", u"10.77.0.0/24"_s, u"http://10.77.0.1/"_s, u"curl git requests go browsers"_s);
    row("another net", u"10.78.0.0/24"_s, u"http://10.77.0.1/"_s, {});
    row("net of version 6", u"2001:db8::/32"_s, u"http://[2001:db8::1]/"_s, u"curl git requests go browsers"_s);
    row("net, and a name", u"10.77.0.0/24"_s, apex, {});
    row("star behind an address", u"10.77.*"_s, u"http://10.77.0.1/"_s, {});
    row("star", u"*"_s, apex, u"curl git requests go browsers"_s);
    row("star in a list", u"a,*"_s, apex, u"go browsers"_s);
    row("port that fits", u"example:8000"_s, u"http://example:8000/"_s, u"requests go browsers"_s);
    row("port that does not", u"example:9999"_s, u"http://example:8000/"_s, {});
    row("usual port", u"example:443"_s, u"https://example/"_s, u"requests go browsers"_s);
    row("capitals", u"EXAMPLE"_s, apex, u"curl wget git npm apt requests go browsers"_s);
    row("blank behind the comma", u"a, example"_s, apex, u"curl wget git npm requests go browsers"_s);
    row("loopback", u"a"_s, u"http://127.0.0.1:8000/"_s, u"go browsers"_s);
    row("localhost", u"a"_s, u"http://localhost/"_s, u"go browsers"_s);
    row("nothing fits", u"other,.else"_s, apex, {});
    row("dots only", u".,..,,"_s, apex, {});
}

void TestProxySettings::noProxy()
{
    QFETCH(QString, list);
    QFETCH(QString, target);
    QFETCH(QStringList, past);
    for (const QString &id : {u"curl"_s, u"wget"_s, u"git"_s, u"npm"_s, u"apt"_s, u"requests"_s, u"go"_s,
                              u"browsers"_s}) {
        EnvironmentFacts environment;
        for (const QString &name : {u"http_proxy"_s, u"https_proxy"_s})
            environment.sources.append(variable(name, u"http://proxy.example.com:3128"_s));
        environment.sources.append(variable(u"no_proxy"_s, list));
        const SettingsChoice choice = chooseProxy(environment, client(id), QUrl(target));
        const bool direct = choice.way == SettingsChoice::Way::Direct;
        QVERIFY2(direct == past.contains(id), qPrintable(id));
        if (direct && choice.exceptionSource >= 0)
            QCOMPARE(list.mid(choice.exception.start, choice.exception.entry.size()), choice.exception.entry);
    }
}

void TestProxySettings::longListsAreRead()
{
    QString list = QString(u"a.example,"_s).repeated(6000);
    NoProxyDialect dialect;
    QVERIFY(noProxyMatch(list + u"b.example"_s, QUrl(u"http://b.example/"_s), dialect));
    list = QString(u"a.example,"_s).repeated(600'000);
    QVERIFY(!noProxyMatch(list + u"b.example"_s, QUrl(u"http://b.example/"_s), dialect));
}

void TestProxySettings::pacResults_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("entries"); // "-": refused
    QTest::newRow("direct") << u"DIRECT"_s << u"DIRECT"_s;
    QTest::newRow("list") << u"PROXY a.example:3128; SOCKS5 [::1]:1080 ;DIRECT;"_s
                          << u"http a.example:3128|socks5 [::1]:1080|DIRECT"_s;
    QTest::newRow("usual ports") << u"HTTPS a.example; PROXY b.example; SOCKS c.example"_s
                                 << u"https a.example:443|http b.example:80|socks4a c.example:1080"_s;
    QTest::newRow("lower case") << u"proxy a.example:1"_s << u"http a.example:1"_s;
    QTest::newRow("empty") << QString() << u"-"_s;
    QTest::newRow("blank") << u" ; "_s << u"-"_s;
    QTest::newRow("markup") << u"PROXY <b>a</b>:1"_s << u"-"_s;
    QTest::newRow("line end") << u"PROXY a.example:1\nX: y"_s << u"-"_s;
    QTest::newRow("file") << u"PROXY file:///etc/passwd"_s << u"-"_s;
    QTest::newRow("URL") << u"PROXY http://a.example:1"_s << u"-"_s;
    QTest::newRow("user") << u"PROXY dev@a.example:1"_s << u"-"_s;
    QTest::newRow("unknown keyword") << u"QUIC a.example:1"_s << u"-"_s;
    QTest::newRow("no keyword") << u"a.example:1"_s << u"-"_s;
    QTest::newRow("port 0") << u"PROXY a.example:0"_s << u"-"_s;
    QTest::newRow("port too large") << u"PROXY a.example:70000"_s << u"-"_s;
    QTest::newRow("16 entries") << QString(u"DIRECT;"_s).repeated(16) << QString(u"DIRECT|"_s).repeated(16).chopped(1);
    QTest::newRow("17 entries") << QString(u"DIRECT;"_s).repeated(17) << u"-"_s;
    QTest::newRow("huge") << QString(3'000'000, u' ') << u"-"_s;
    QTest::newRow("right to left") << u"PROXY a\u202eb.example:1"_s << u"-"_s;
}

void TestProxySettings::pacResults()
{
    QFETCH(QString, text);
    const auto entries = readPacResult(text);
    QStringList shown;
    if (entries) {
        for (const PacEntry &entry : *entries)
            shown.append(entry.direct ? u"DIRECT"_s
                                      : toString(entry.endpoint.scheme) + u' ' + entry.endpoint.authority());
    } else {
        shown.append(u"-"_s);
    }
    QTEST(shown.join(u'|'), "entries");
}

void TestProxySettings::table()
{
    QVERIFY(settingsClients().size() >= 11);
    QVERIFY(!ownSettingsClient().groups.isEmpty());
    for (const SettingsClient &each : settingsClients())
        QVERIFY2(!each.groups.isEmpty() || each.optional, qPrintable(each.id));
}

void TestProxySettings::badTables_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no JSON") << "x"_ba;
    QTest::newRow("nothing") << "{}"_ba;
    QTest::newRow("flag") << R"({"dialects":{"a":{"odd":true}},"clients":[{"id":"a","name":"a","source":"s"}]})"_ba;
    QTest::newRow("kind") << R"({"clients":[{"id":"a","name":"a","source":"s","groups":[{"http":["odd x"]}]}]})"_ba;
    QTest::newRow("dialect") << R"({"clients":[{"id":"a","name":"a","source":"s","groups":[{"exceptions":["npm noproxy"]}]}]})"_ba;
    QTest::newRow("no source") << R"({"clients":[{"id":"a","name":"a"}]})"_ba;
}

void TestProxySettings::badTables()
{
    QFETCH(QByteArray, json);
    const auto table = settingsClientsFromJson(json);
    QVERIFY(!table);
    QCOMPARE(table.error().code, u"knowledge.bad-table"_s);
}

void TestProxySettings::choices_data()
{
    QTest::addColumn<QString>("settings"); // "id=value" by blanks
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("expected"); // host and index, "-" nothing set, "direct"
    const QString web = u"http://www.example.com/"_s;
    const QString tls = u"https://www.example.com/"_s;
    QTest::newRow("curl reads lower case") << u"HTTP_PROXY=upper:1 http_proxy=lower:1"_s << web << u"curl"_s << u"lower"_s;
    QTest::newRow("curl ignores HTTP_PROXY") << u"HTTP_PROXY=upper:1"_s << web << u"curl"_s << u"-"_s;
    QTest::newRow("curl reads HTTPS_PROXY") << u"HTTPS_PROXY=upper:1"_s << tls << u"curl"_s << u"upper"_s;
    QTest::newRow("wget does not") << u"HTTPS_PROXY=upper:1"_s << tls << u"wget"_s << u"-"_s;
    QTest::newRow("curl, all_proxy") << u"ALL_PROXY=all:1"_s << web << u"curl"_s << u"all"_s;
    QTest::newRow("Go has no all_proxy") << u"ALL_PROXY=all:1 all_proxy=all:1"_s << web << u"go"_s << u"-"_s;
    QTest::newRow("Go, upper case first") << u"HTTP_PROXY=upper:1 http_proxy=lower:1"_s << web << u"go"_s << u"upper"_s;
    QTest::newRow("requests, lower case first") << u"HTTP_PROXY=upper:1 http_proxy=lower:1"_s << web << u"requests"_s << u"lower"_s;
    QTest::newRow("https needs its own") << u"http_proxy=lower:1"_s << tls << u"requests"_s << u"-"_s;
    QTest::newRow("an empty one is not read") << u"http_proxy= all_proxy=all:1"_s << web << u"curl"_s << u"all"_s;
    QTest::newRow("java reads none") << u"http_proxy=lower:1"_s << web << u"java"_s << u"-"_s;
    QTest::newRow("the program's own first") << u"http_proxy=lower:1 git|http.proxy=git:1"_s << web << u"git"_s << u"git"_s;
    QTest::newRow("git without its own") << u"http_proxy=lower:1"_s << web << u"git"_s << u"lower"_s;
    QTest::newRow("pip.conf is no exception's") << u"no_proxy=.example.com pip|global.proxy=pip:1"_s << web << u"pip"_s << u"pip"_s;
    QTest::newRow("pip by the environment") << u"no_proxy=.example.com http_proxy=lower:1"_s << web << u"pip"_s << u"direct"_s;
    QTest::newRow("apt DIRECT") << u"http_proxy=lower:1 apt|Acquire::http::Proxy=DIRECT"_s << web << u"apt"_s << u"direct"_s;
    QTest::newRow("apt, http's for https") << u"apt|Acquire::http::Proxy=http://apt:1"_s << tls << u"apt"_s << u"apt"_s;
    QTest::newRow("desktop before variables") << u"http_proxy=lower:1 gnome|http=desk:1"_s << web << u"browsers"_s << u"desk"_s;
    QTest::newRow("desktop for http only") << u"https_proxy=lower:1 gnome|http=desk:1"_s << tls << u"browsers"_s << u"-"_s;
    QTest::newRow("browser without a desktop") << u"http_proxy=lower:1"_s << web << u"browsers"_s << u"lower"_s;
    QTest::newRow("npm, https-proxy for http") << u"npm|proxy=a:1 npm|https-proxy=b:1"_s << web << u"npm"_s << u"b"_s;
}

void TestProxySettings::choices()
{
    QFETCH(QString, settings);
    QFETCH(QString, target);
    QFETCH(QString, clientId);
    EnvironmentFacts environment;
    for (const QString &text : settings.split(u' ')) {
        const QString id = text.section(u'=', 0, 0);
        const QString value = text.section(u'=', 1);
        if (id.contains(u'|'))
            environment.sources.append(source(*parseSourceKind(id.section(u'|', 0, 0)), id.section(u'|', 1), value));
        else
            environment.sources.append(variable(id, value));
    }
    const SettingsChoice choice = chooseProxy(environment, client(clientId), QUrl(target));
    QString got = u"-"_s;
    if (choice.way == SettingsChoice::Way::Proxy)
        got = choice.endpoint.host;
    else if (choice.way == SettingsChoice::Way::Direct)
        got = u"direct"_s;
    QTEST(got, "expected");
}

void TestProxySettings::scripts()
{
    const QString target = u"https://www.example.com/"_s;
    EnvironmentFacts environment;
    environment.sources = {variable(u"https_proxy"_s, u"lower:1"_s),
                           source(SourceKind::Gnome, u"autoconfig-url"_s, u"http://pac/"_s, SourceUse::Pac)};
    SettingsChoice choice = chooseProxy(environment, client(u"browsers"_s), QUrl(target));
    QVERIFY(choice.way == SettingsChoice::Way::PacUnknown);
    PacFacts pac;
    pac.source = environment.sources.last().id();
    pac.outcome = PacOutcome::Evaluated;
    pac.answers = {{target, u"PROXY by-pac:3128; DIRECT"_s}};
    environment.pac = {pac};
    choice = chooseProxy(environment, client(u"browsers"_s), QUrl(target));
    QVERIFY(choice.way == SettingsChoice::Way::Proxy);
    QCOMPARE(choice.endpoint.host, u"by-pac"_s);
    choice = chooseProxy(environment, client(u"curl"_s), QUrl(target));
    QCOMPARE(choice.endpoint.host, u"lower"_s);
}

QTEST_APPLESS_MAIN(TestProxySettings)
#include "tst_proxy_settings.moc"
