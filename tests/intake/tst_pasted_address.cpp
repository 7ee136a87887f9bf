// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/PastedAddress.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

/// "kind@position+length" of each problem, without notes on a missing port.
QString problemsOf(const PastedAddress &address)
{
    QStringList list;
    for (const InputProblem &p : address.problems) {
        if (p.kind != InputProblemKind::PortMissing)
            list.append(toString(p.kind) + (p.position < 0 ? QString() : QStringLiteral("@%1+%2").arg(p.position).arg(p.length)));
    }
    return list.join(u' ');
}

bool hasPassword(const PastedAddress &address, const QString &expected)
{
    return address.credentials.password
        && address.credentials.password->equals(Secret::takeUtf8(expected.toUtf8()));
}

} // namespace

class TestPastedAddress : public QObject
{
    Q_OBJECT

private slots:
    void endpoints_data();
    void endpoints();
    void signIns_data();
    void signIns();
    void atInUserName();
    void parserReading_data();
    void parserReading();
    void ambiguousIpv6();
    void paramsOfFaults();
    void encodedUrl_data();
    void encodedUrl();
    void passwordIsNeverGiven();
    void anyText();
};

void TestPastedAddress::endpoints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("endpoint"); // scheme host port
    QTest::addColumn<QString>("problems");
    const auto row = [](const char *name, const QString &text, const QString &endpoint, const QString &problems = {}) {
        QTest::newRow(name) << text << endpoint << problems;
    };
    row("host and port", u"proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("host", u"proxy.example"_s, u"http proxy.example 0"_s);
    row("upper case", u"HTTP://Proxy.Example:3128"_s, u"http proxy.example 3128"_s);
    row("address", u"10.0.0.1:8080"_s, u"http 10.0.0.1 8080"_s);
    row("http", u"http://proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("slash behind", u"http://proxy.example:3128/"_s, u"http proxy.example 3128"_s);
    row("https", u"https://proxy.example:8443"_s, u"https proxy.example 8443"_s);
    row("socks5", u"socks5://proxy.example:1080"_s, u"socks5 proxy.example 1080"_s);
    row("socks5h", u"socks5h://proxy.example:1080"_s, u"socks5 proxy.example 1080"_s);
    row("socks4", u"socks4://proxy.example:1080"_s, u"socks4a proxy.example 1080"_s);
    row("socks4a", u"socks4a://proxy.example:1080"_s, u"socks4a proxy.example 1080"_s);
    row("one slash", u"http:/proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("no scheme name", u"//proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("IPv6 in brackets", u"http://[2001:db8::1]:3128"_s, u"http 2001:db8::1 3128"_s);
    row("IPv6 in brackets, no port", u"[::1]"_s, u"http ::1 0"_s);
    row("IPv6 with a zone", u"[fe80::1%eth0]:3128"_s, u"http fe80::1%eth0 3128"_s);
    row("IPv6 alone", u"2001:db8::1"_s, u"http 2001:db8::1 0"_s);
    row("IPv6 alone, all groups, port", u"1:2:3:4:5:6:7:8:3128"_s, u"http 1:2:3:4:5:6:7:8 3128"_s);
    row("IPv6 with IPv4 inside", u"[::ffff:10.0.0.1]:3128"_s, u"http ::ffff:10.0.0.1 3128"_s);
    row("IDN", u"http://Büro.example:3128"_s, u"http büro.example 3128"_s);
    row("underscore", u"my_proxy:3128"_s, u"http my_proxy 3128"_s);

    row("space behind", u"proxy.example:3128 "_s, u"http proxy.example 3128"_s, u"invisible-character@18+1"_s);
    row("line end behind", u"http://proxy.example:3128\r\n"_s, u"http proxy.example 3128"_s, u"invisible-character@25+1"_s);
    row("no-break space before", u"\u00a0proxy.example:3128"_s, u"http proxy.example 3128"_s, u"invisible-character@0+1"_s);
    row("zero width inside", u"proxy\u200b.example:3128"_s, u"http proxy.example 3128"_s, u"invisible-character@5+1"_s);
    row("straight quotes", u"\"http://proxy.example:3128\""_s, u"http proxy.example 3128"_s);
    row("smart quotes", u"\u201chttp://proxy.example:3128\u201d"_s, u"http proxy.example 3128"_s,
        u"invisible-character@0+1 invisible-character@26+1"_s);
    row("angle brackets", u"<http://proxy.example:3128>"_s, u"http proxy.example 3128"_s);

    row("path", u"http://proxy.example:3128/foo"_s, u"http proxy.example 3128"_s, u"path-ignored@25+4"_s);
    row("query", u"proxy.example:3128?x=1"_s, u"http proxy.example 3128"_s, u"path-ignored@18+4"_s);
    row("PAC", u"http://wpad.example/proxy.pac"_s, u"http wpad.example 0"_s, u"pac-url@0+29"_s);
    row("PAC with port and query", u"http://wpad.example:8080/a.PAC?x=1"_s, u"http wpad.example 8080"_s, u"pac-url@0+34"_s);
    row("WPAD", u"http://wpad/wpad.dat"_s, u"http wpad 0"_s, u"pac-url@0+20"_s);
    row("path, no port", u"https://config.example/proxy"_s, u"https config.example 0"_s, u"pac-url@0+28"_s);
    row("PAC in a file", u"file:///etc/proxy.pac"_s, u"http  0"_s, u"pac-url@0+21"_s);

    row("port 0", u"proxy.example:0"_s, u"http proxy.example 0"_s, u"unparsable@14+1"_s);
    row("port too large", u"proxy.example:65536"_s, u"http proxy.example 0"_s, u"unparsable@14+5"_s);
    row("port is a word", u"proxy.example:squid"_s, u"http proxy.example 0"_s, u"unparsable@14+5"_s);
    row("colon and no port", u"proxy.example:"_s, u"http proxy.example 0"_s);
    row("nothing", u""_s, u"http  0"_s, u"unparsable"_s);
    row("only spaces", u"  "_s, u"http  0"_s, u"invisible-character@0+1 unparsable"_s);
    row("only a scheme", u"http://"_s, u"http  0"_s, u"unparsable"_s);
    row("only a port", u":3128"_s, u"http  0"_s, u"unparsable@0+0"_s);
    row("prose", u"my proxy is broken"_s, u"http  0"_s, u"unparsable@2+1"_s);
    row("unknown scheme", u"ftp://proxy.example:21"_s, u"http  0"_s, u"unparsable@0+3"_s);
    row("bracket left open", u"[::1:3128"_s, u"http  0"_s, u"unparsable@0+9"_s);
    row("text behind bracket", u"[::1]3128"_s, u"http  0"_s, u"unparsable@5+1"_s);
    row("too many colons", u"a:b:c:d"_s, u"http  0"_s, u"unparsable@0+7"_s);
    row("two dots", u"proxy..example:3128"_s, u"http  0"_s, u"unparsable@0+14"_s);

    row("export", u"export https_proxy=http://proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("export, quoted", u"export HTTPS_PROXY=\"http://proxy.example:3128\""_s, u"http proxy.example 3128"_s);
    row("set", u"set HTTP_PROXY=proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("PowerShell", u"$env:HTTPS_PROXY = 'http://proxy.example:3128'"_s, u"http proxy.example 3128"_s);
    row("configuration line", u"proxy = http://proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("npm", u"https-proxy=http://proxy.example:3128/"_s, u"http proxy.example 3128"_s);
    row("apt", u"Acquire::http::Proxy \"http://proxy.example:3128\";"_s, u"http proxy.example 3128"_s);
    row("option", u"--proxy http://proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("option with equals", u"--proxy=proxy.example:3128"_s, u"http proxy.example 3128"_s);
    row("curl line", u"curl -x http://proxy.example:3128 https://example.com/"_s, u"http proxy.example 3128"_s);
    row("two exports", u"export http_proxy=http://a.example:1; export https_proxy=http://b.example:2"_s, u"http a.example 1"_s);
    row("host called proxy", u"proxy:3128"_s, u"http proxy 3128"_s);
    row("host with proxy in it", u"http://my-proxy:3128"_s, u"http my-proxy 3128"_s);
    row("PAC answer", u"PROXY proxy.example:3128; DIRECT"_s, u"http proxy.example 3128"_s);
    row("PAC answer, https", u"HTTPS proxy.example:3128"_s, u"https proxy.example 3128"_s);
    row("PAC answer, SOCKS5", u"SOCKS5 proxy.example:1080; PROXY b:1"_s, u"socks5 proxy.example 1080"_s);
    row("PAC answer, SOCKS", u"SOCKS proxy.example:1080"_s, u"socks4a proxy.example 1080"_s);
    row("Windows list", u"https=b.example:2;http=a.example:1"_s, u"http a.example 1"_s);
    row("Windows list, only https", u"https=b.example:2"_s, u"http b.example 2"_s);
    row("Windows list, socks", u"socks=s.example:1080"_s, u"socks4a s.example 1080"_s);
    row("too long", QString(5000, u'a'), u"http  0"_s, u"unparsable"_s);
}

void TestPastedAddress::endpoints()
{
    QFETCH(QString, text);
    QFETCH(QString, endpoint);
    QFETCH(QString, problems);
    const PastedAddress address = readPastedAddress(text);
    QCOMPARE(QStringLiteral("%1 %2 %3").arg(toString(address.endpoint.scheme), address.endpoint.host)
                 .arg(address.endpoint.port),
             endpoint);
    QCOMPARE(problemsOf(address), problems);
    QVERIFY(!address.hasUserInfo);
    QVERIFY(!address.parserReads);
    QVERIFY(address.correctedMasked.isEmpty());
    QCOMPARE(address.splitAt, -1);
    QCOMPARE(address.portGiven, address.endpoint.port != 0);
    if (text.size() < 4096)
        QCOMPARE(address.given, text);
    for (const InputProblem &p : address.problems)
        QVERIFY(p.position + p.length <= address.given.size());
}

void TestPastedAddress::signIns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password"); // null: none
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("problems");
    QTest::addColumn<QString>("corrected");
    const auto row = [](const char *name, const QString &text, const QString &user, const QString &password,
                        const QString &authority, const QString &given, const QString &problems = {},
                        const QString &corrected = {}) {
        QTest::newRow(name) << text << user << password << authority << given << problems << corrected;
    };
    const QString p = u"proxy.host:8080"_s;
    row("plain", u"http://dev:secret@proxy.host:8080"_s, u"dev"_s, u"secret"_s, p, u"http://dev:***@proxy.host:8080"_s);
    row("no scheme", u"dev:secret@proxy.host:8080"_s, u"dev"_s, u"secret"_s, p, u"dev:***@proxy.host:8080"_s);
    row("user only", u"http://dev@proxy.host:8080"_s, u"dev"_s, QString(), p, u"http://dev@proxy.host:8080"_s);
    row("empty password", u"http://dev:@proxy.host:8080"_s, u"dev"_s, u""_s, p, u"http://dev:@proxy.host:8080"_s);
    row("empty user", u"http://:secret@proxy.host:8080"_s, u""_s, u"secret"_s, p, u"http://:***@proxy.host:8080"_s);
    row("encoded", u"http://dev%40acme.com:p%40ss@proxy.host:8080"_s, u"dev@acme.com"_s, u"p@ss"_s, p,
        u"http://dev%40acme.com:***@proxy.host:8080"_s);
    row("encoded UTF-8", u"http://j%C3%BCrgen:gr%C3%BCn@proxy.host:8080"_s, u"jürgen"_s, u"grün"_s, p,
        u"http://j%C3%BCrgen:***@proxy.host:8080"_s);
    row("colon in password", u"http://dev:se:cret@proxy.host:8080"_s, u"dev"_s, u"se:cret"_s, p,
        u"http://dev:***@proxy.host:8080"_s);
    row("IPv6", u"http://dev:secret@[2001:db8::1]:8080"_s, u"dev"_s, u"secret"_s, u"[2001:db8::1]:8080"_s,
        u"http://dev:***@[2001:db8::1]:8080"_s);
    row("at in user", u"http://dev@acme.com:pass@proxy.host:8080"_s, u"dev@acme.com"_s, u"pass"_s, p,
        u"http://dev@acme.com:***@proxy.host:8080"_s, u"reserved-character@10+1"_s,
        u"http://dev%40acme.com:***@proxy.host:8080"_s);
    row("at in password", u"http://dev:pa@ss@proxy.host:8080"_s, u"dev"_s, u"pa@ss"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("slash in password", u"http://dev:pa/ss@proxy.host:8080"_s, u"dev"_s, u"pa/ss"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("question mark", u"http://dev:pa?ss@proxy.host:8080"_s, u"dev"_s, u"pa?ss"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("hash", u"http://dev:pa#ss@proxy.host:8080"_s, u"dev"_s, u"pa#ss"_s, p, u"http://dev:***@proxy.host:8080"_s,
        u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("brackets", u"http://dev:pa[s]s@proxy.host:8080"_s, u"dev"_s, u"pa[s]s"_s, p, u"http://dev:***@proxy.host:8080"_s,
        u"reserved-character@11+3 reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("space in password", u"http://dev:pa ss@proxy.host:8080"_s, u"dev"_s, u"pa ss"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("many of them", u"http://d/e#v:p@s/s?w#d@x@proxy.host:8080"_s, u"d/e#v"_s, u"p@s/s?w#d@x"_s, p,
        u"http://d/e#v:***@proxy.host:8080"_s,
        u"reserved-character@8+1 reserved-character@10+1 reserved-character@13+3 reserved-character@13+3 "
        "reserved-character@13+3 reserved-character@13+3"_s,
        u"http://d%2Fe%23v:***@proxy.host:8080"_s);
    row("digits and a slash", u"http://dev:8080/abc@proxy.host:3128"_s, u"dev"_s, u"8080/abc"_s, u"proxy.host:3128"_s,
        u"http://dev:***@proxy.host:3128"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host:3128"_s);
    row("slash, no port", u"http://dev:pa/ss@proxy.host"_s, u"dev"_s, u"pa/ss"_s, u"proxy.host"_s,
        u"http://dev:***@proxy.host"_s, u"reserved-character@11+3"_s, u"http://dev:***@proxy.host"_s);
    row("domain", u"http://ACME\\dev:secret@proxy.host:8080"_s, u"ACME\\dev"_s, u"secret"_s, p,
        u"http://ACME\\dev:***@proxy.host:8080"_s, u"reserved-character@11+1"_s,
        u"http://ACME%5Cdev:***@proxy.host:8080"_s);
    row("domain, no scheme", u"ACME\\dev:secret@proxy.host:8080"_s, u"ACME\\dev"_s, u"secret"_s, p,
        u"ACME\\dev:***@proxy.host:8080"_s, u"reserved-character@4+1"_s, u"http://ACME%5Cdev:***@proxy.host:8080"_s);
    row("broken escape", u"http://dev:100%zz@proxy.host:8080"_s, u"dev"_s, u"100%zz"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"malformed-escape@11+3"_s, u"http://dev:***@proxy.host:8080"_s);
    row("percent at the end", u"http://dev%:secret@proxy.host:8080"_s, u"dev%"_s, u"secret"_s, p,
        u"http://dev%:***@proxy.host:8080"_s, u"malformed-escape@10+1"_s, u"http://dev%25:***@proxy.host:8080"_s);
    row("encoded twice", u"http://dev:p%2540ss@proxy.host:8080"_s, u"dev"_s, u"p%40ss"_s, p,
        u"http://dev:***@proxy.host:8080"_s, u"encoded-twice@11+3"_s);
    row("user encoded twice", u"http://dev%2540acme.com:secret@proxy.host:8080"_s, u"dev%40acme.com"_s, u"secret"_s, p,
        u"http://dev%2540acme.com:***@proxy.host:8080"_s, u"encoded-twice@10+5"_s);
    row("encoded percent", u"http://dev:100%25@proxy.host:8080"_s, u"dev"_s, u"100%"_s, p, u"http://dev:***@proxy.host:8080"_s);
    row("zero width in user", u"http://d\u200bev:secret@proxy.host:8080"_s, u"d\u200bev"_s, u"secret"_s, p,
        u"http://d\u200bev:***@proxy.host:8080"_s, u"invisible-character@8+1"_s,
        u"http://d%E2%80%8Bev:***@proxy.host:8080"_s);
    row("fault behind the password", u"http://dev:secret@proxy.host:99999"_s, u"dev"_s, u"secret"_s, u"proxy.host"_s,
        u"http://dev:***@proxy.host:99999"_s, u"unparsable@26+5"_s);
    row("path behind", u"http://dev:secret@proxy.host:8080/x@y"_s, u"dev"_s, u"secret"_s, p,
        u"http://dev:***@proxy.host:8080/x@y"_s, u"path-ignored@30+4"_s);
    row("line end behind", u"http://dev:secret@proxy.host:8080\n"_s, u"dev"_s, u"secret"_s, p,
        u"http://dev:***@proxy.host:8080\n"_s, u"invisible-character@30+1"_s);
    row("no host", u"http://dev:secret@"_s, u"dev"_s, u"secret"_s, u""_s, u"http://dev:***@"_s, u"unparsable"_s);
    row("export", u"export https_proxy=http://dev:secret@proxy.host:8080"_s, u"dev"_s, u"secret"_s, p,
        u"export https_proxy=http://dev:***@proxy.host:8080"_s);
    row("curl line", u"curl -x http://dev:secret@proxy.host:8080 https://a:b@example.com/"_s, u"dev"_s, u"secret"_s, p,
        u"curl -x http://dev:***@proxy.host:8080 https://a:***@example.com/"_s);
    row("two exports", u"export http_proxy=http://dev:secret@proxy.host:8080\nexport https_proxy=http://b:other@proxy.host:2"_s,
        u"dev"_s, u"secret"_s, p,
        u"export http_proxy=http://dev:***@proxy.host:8080\nexport https_proxy=http://b:***@proxy.host:2"_s);
}

void TestPastedAddress::signIns()
{
    QFETCH(QString, text);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, authority);
    QFETCH(QString, given);
    QFETCH(QString, problems);
    QFETCH(QString, corrected);
    const PastedAddress address = readPastedAddress(text);
    QVERIFY(address.hasUserInfo);
    QCOMPARE(address.credentials.user, user);
    QCOMPARE(address.credentials.password.has_value(), !password.isNull());
    QVERIFY(password.isNull() || hasPassword(address, password));
    QCOMPARE(address.endpoint.authority(), authority);
    QCOMPARE(address.given, given);
    QCOMPARE(problemsOf(address), problems);
    QCOMPARE(address.correctedMasked, corrected);
    for (const InputProblem &p : address.problems)
        QVERIFY(p.position + p.length <= address.given.size());
}

void TestPastedAddress::atInUserName()
{
    const PastedAddress address = readPastedAddress(u"http://dev@acme.com:pass@proxy.host:8080"_s);
    QVERIFY(address.parserReads);
    QCOMPARE(address.parserReads->host, u"acme.com"_s);
    QCOMPARE(address.parserReads->port, 0);
    QCOMPARE(address.splitAt, 10);
    QCOMPARE(address.given.at(address.splitAt), u'@');
    const InputProblem &problem = address.problems.first();
    QCOMPARE(problem.params.value(u"character"_s), u"@"_s);
    QCOMPARE(problem.params.value(u"part"_s), u"user"_s);
    QCOMPARE(problem.params.value(u"readHost"_s), u"acme.com"_s);
    QCOMPARE(problem.params.value(u"meantHost"_s), u"proxy.host"_s);
    QCOMPARE(problem.params.value(u"encoded"_s), u"http://dev%40acme.com:***@proxy.host:8080"_s);
}

void TestPastedAddress::parserReading_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reads"); // host port; empty: the same as meant
    QTest::addColumn<int>("splitAt");
    QTest::newRow("clean") << u"http://dev:secret@proxy.host:8080"_s << u""_s << -1;
    QTest::newRow("slash in password") << u"http://dev:pa/ss@proxy.host:8080"_s << u"dev 0"_s << 11;
    QTest::newRow("hash in user") << u"http://d#ev:pass@proxy.host:8080"_s << u"d 0"_s << 8;
    QTest::newRow("backslash") << u"http://ACME\\dev:pass@proxy.host:8080"_s << u"acme 0"_s << 11;
    QTest::newRow("a piece of the password is not told") << u"http://dev:pa@word:x@proxy.host:8080"_s << u"*** 0"_s << 11;
    QTest::newRow("digits of the password are not told") << u"http://dev:8080/x@proxy.host:3128"_s << u"dev 0"_s << 11;
    QTest::newRow("broken escape is no split") << u"http://dev:1%z@proxy.host:8080"_s << u""_s << -1;
}

void TestPastedAddress::parserReading()
{
    QFETCH(QString, text);
    QFETCH(QString, reads);
    QFETCH(int, splitAt);
    const PastedAddress address = readPastedAddress(text);
    QCOMPARE(address.parserReads ? address.parserReads->host + u' ' + QString::number(address.parserReads->port) : QString(),
             reads);
    QCOMPARE(address.splitAt, splitAt);
}

void TestPastedAddress::ambiguousIpv6()
{
    const PastedAddress address = readPastedAddress(u"2001:db8::1:8080"_s);
    QCOMPARE(address.endpoint.host, u"2001:db8::1:8080"_s);
    QVERIFY(!address.portGiven);
    QCOMPARE(address.problems.size(), 1);
    QVERIFY(address.problems[0].kind == InputProblemKind::PortMissing);
    QCOMPARE(address.problems[0].params.value(u"otherHost"_s), u"2001:db8::1"_s);
    QCOMPARE(address.problems[0].params.value(u"otherPort"_s), u"8080"_s);
    QVERIFY(readPastedAddress(u"::1"_s).problems[0].params.isEmpty());
}

void TestPastedAddress::paramsOfFaults()
{
    const auto first = [](const QString &text) {
        const PastedAddress address = readPastedAddress(text);
        return address.problems.isEmpty() ? QMap<QString, QString>() : address.problems.first().params;
    };
    QCOMPARE(first(u"p:70000"_s).value(u"reason"_s), u"port-out-of-range"_s);
    QCOMPARE(first(u"p:70000"_s).value(u"port"_s), u"70000"_s);
    QCOMPARE(first(u"p:x"_s).value(u"reason"_s), u"port-not-a-number"_s);
    QCOMPARE(first(u"ftp://p:1"_s).value(u"scheme"_s), u"ftp"_s);
    QCOMPARE(first(u"my proxy"_s).value(u"reason"_s), u"host"_s);
    QCOMPARE(first(u"p:1\u00a0"_s).value(u"character"_s), u"U+00A0"_s);
}

void TestPastedAddress::encodedUrl_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("url");
    QTest::newRow("reserved characters") << u"dev@acme.com"_s << u""_s << u"p@:/?#[]% s\\"_s
        << u"http://dev%40acme.com:p%40%3A%2F%3F%23%5B%5D%25%20s%5C@proxy.host:8080"_s;
    QTest::newRow("domain") << u"dev"_s << u"ACME"_s << u"x"_s << u"http://ACME%5Cdev:x@proxy.host:8080"_s;
    QTest::newRow("UTF-8") << u"jürgen"_s << u""_s << u"grün~-._"_s << u"http://j%C3%BCrgen:gr%C3%BCn~-._@proxy.host:8080"_s;
    QTest::newRow("no password") << u"dev"_s << u""_s << QString() << u"http://dev@proxy.host:8080"_s;
    QTest::newRow("nothing") << u""_s << u""_s << QString() << u"http://proxy.host:8080"_s;
}

void TestPastedAddress::encodedUrl()
{
    QFETCH(QString, user);
    QFETCH(QString, domain);
    QFETCH(QString, password);
    QFETCH(QString, url);
    Credentials credentials;
    credentials.user = user;
    credentials.domain = domain;
    if (!password.isNull())
        credentials.password = Secret::takeUtf8(password.toUtf8());
    const ProxyEndpoint endpoint{ProxyScheme::Http, u"proxy.host"_s, 8080};
    const Secret encoded = encodedProxyUrl(endpoint, credentials);
    QVERIFY2(encoded.equals(Secret::takeUtf8(url.toUtf8())), "the encoded URL differs");
    // What we write, we read.
    const PastedAddress back = readPastedAddress(url);
    QCOMPARE(back.endpoint, endpoint);
    QCOMPARE(back.credentials.user, domain.isEmpty() ? user : domain + u'\\' + user);
    QVERIFY(password.isNull() || hasPassword(back, password));
    QVERIFY(back.problems.isEmpty());
}

void TestPastedAddress::passwordIsNeverGiven()
{
    // Every spelling of the same sign-in, the password a word that occurs nowhere else.
    const QString word = u"Xq7canary"_s;
    const QStringList forms{u"http://dev:%1@p:1"_s, u"dev:%1@p:1"_s, u"http://dev:@%1@p:1"_s, u"http://dev:/%1@p:1"_s,
                            u"http://dev:%1#@p:1"_s, u"http://a@b:x%1 y@p:1"_s, u"export http_proxy='http://dev:%1@p:1'"_s,
                            u"http=dev:%1@p:1;https=dev:%1@q:2"_s, u"PROXY dev:%1@p:1"_s, u"http://dev:%1@"_s,
                            u"http://dev:%1@p:999999"_s, u"ftp://dev:%1@p:1"_s, u"curl --proxy-user dev:%1 -x http://p:1"_s,
                            u"curl -U dev:%1 -x p:1 http://e/"_s, u"http://dev:%1@p:1 http://e:%1@q:1"_s,
                            u"http:\\\\dev:%1@p:1"_s, u"  \"http://dev:%1@p:1\"  "_s, u"http://dev:%1@[::1"_s};
    for (const QString &form : forms) {
        const PastedAddress address = readPastedAddress(form.arg(word));
        QVERIFY2(!address.given.contains(word), qPrintable(form));
        QVERIFY2(!address.correctedMasked.contains(word), qPrintable(form));
        QVERIFY2(!address.parserReads || !address.parserReads->host.contains(word, Qt::CaseInsensitive), qPrintable(form));
        for (const InputProblem &p : address.problems) {
            for (const QString &value : p.params)
                QVERIFY2(!value.contains(word, Qt::CaseInsensitive), qPrintable(form));
        }
    }
    // The control: the word would be found.
    QVERIFY(readPastedAddress(u"http://"_s + word + u"@p:1"_s).given.contains(word));
}

void TestPastedAddress::anyText()
{
    QRandomGenerator random(5);
    const QStringList parts{u"http"_s, u"://"_s, u":"_s, u"@"_s, u"/"_s, u"["_s, u"]"_s, u"p.x"_s, u"80"_s, u"%4"_s, u"%40"_s,
                            u" "_s, u"\u200b"_s, u"proxy="_s, u"\\"_s, u"::1"_s, u";"_s, u"\""_s, u"ü"_s, QString(QChar(0xd800))};
    for (int round = 0; round < 20'000; ++round) {
        QString text;
        const int count = random.bounded(10);
        for (int i = 0; i < count; ++i)
            text += parts[random.bounded(int(parts.size()))];
        const PastedAddress address = readPastedAddress(text);
        QVERIFY2(!address.endpoint.host.isEmpty() || !address.problems.isEmpty(), qPrintable(text));
        QVERIFY(address.splitAt < address.given.size());
        for (const InputProblem &p : address.problems) {
            QVERIFY2(p.position >= -1 && p.position <= address.given.size(), qPrintable(text));
            QVERIFY2(p.position + p.length <= address.given.size(), qPrintable(text));
        }
    }
}

QTEST_APPLESS_MAIN(TestPastedAddress)
#include "tst_pasted_address.moc"
