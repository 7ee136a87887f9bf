// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"

#include "diagnosis/Diagnose.h"
#include "support/CaseBuilder.h"

#include <QFile>
#include <QTest>

#include <functional>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

namespace {

const QString http = u"http://example.com/"_s;
const QString https = u"https://example.com/"_s;
const QString tunnel = u"example.com:443"_s;
const QByteArray ok = "HTTP/1.1 200 OK | Server: nginx";
const QByteArray open = "HTTP/1.1 200 Connection established";
const QByteArray basic = "HTTP/1.1 407 Proxy Authentication Required | Proxy-Authenticate: Basic realm=\"Corp\"";

QString listed(const Diagnosis &diagnosis)
{
    QStringList lines;
    for (const Finding &finding : diagnosis.findings)
        lines.append(finding.cause + u' ' + toString(finding.severity) + u' '
                     + toString(finding.confidence));
    return lines.join(u", "_s);
}

const Finding *findingOf(const Diagnosis &diagnosis, const QString &cause)
{
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause == cause)
            return &finding;
    }
    return nullptr;
}

/// MS-NLMP section 4.2.4.3.
const QByteArray type2
    = "TlRMTVNTUAACAAAADAAMADgAAAAzgoriASNFZ4mrze8AAAAAAAAAACQAJABEAAAABgBwFwAAAA9T"
      "AGUAcgB2AGUAcgACAAwARABvAG0AYQBpAG4AAQAMAFMAZQByAHYAZQByAAAAAAA=";

} // namespace

/// What is expected of one Case.
struct Expected
{
    QString verdict;
    QString shown;          ///< a part of the text of some evidence of the verdict
    QStringList beside = {}; ///< causes that must be found as well
    QStringList absent = {}; ///< causes that must not be found
    std::optional<Confidence> confidence = std::nullopt;
    QMap<QString, QString> params = {};
    std::optional<Actor> who = std::nullopt;
};
Q_DECLARE_METATYPE(Expected)
Q_DECLARE_METATYPE(pt::Case)

class TestDiagnose : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void verdict_data();
    void verdict();
    void neighboursAreRuledOut();
    void decisiveSpans();
    void theOneQuestion_data();
    void theOneQuestion();
    void importedIsNotCertain();

private:
    QByteArray vendor(const char *id) const
    {
        if (!m_vendors.contains(id))
            qFatal("no answer named %s", id);
        return m_vendors.value(id);
    }
    void healthyRows();
    void inputRows();
    void credentialRows();
    void spellingRows();
    void schemeRows();
    void networkRows();
    void endpointRows();
    void proxyTlsRows();
    void tunnelRows();
    void policyRows();
    void originRows();
    void importedRows();

    QMap<QByteArray, QByteArray> m_vendors;
};

void TestDiagnose::initTestCase()
{
    QFile file(QFINDTESTDATA("data/vendor-answers.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype tab = line.indexOf('\t');
        if (!line.startsWith('#') && tab > 0)
            m_vendors.insert(line.left(tab), line.mid(tab + 1));
    }
    QVERIFY(m_vendors.size() > 30);
}

#define ROW(name) QTest::newRow(name)

void TestDiagnose::healthyRows()
{
    ROW("squid: asked, signed in, both targets answered")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https)
               .plain(http, vendor("squid-407")).connect(tunnel, vendor("squid-407"))
               .signedPlain(http, vendor("squid-forwarded-200"))
               .signedConnect(tunnel, open).inside(https, ok).attempts(2, 0).done()
        << Expected{u"healthy.signed-in"_s, u"407 Proxy Authentication Required"_s,
                    {u"scheme.basic-in-clear"_s}, {u"healthy.no-sign-in-asked"_s, u"credentials.rejected"_s},
                    Confidence::Certain, {{u"scheme"_s, u"basic"_s}, {u"targets"_s, u"2"_s}}};
    ROW("signed in to a proxy on this computer: nothing in clear on the way")
        << CaseBuilder::live().proxy(u"127.0.0.1"_s, 3128).typed(u"dev"_s).target(http)
               .plain(http, basic).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"Proxy-Authorization: Basic"_s, {},
                    {u"scheme.basic-in-clear"_s}};
    ROW("no sign-in asked, though a password was typed")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https)
               .plain(http, vendor("tinyproxy-forwarded-200")).connect(tunnel, open)
               .inside(https, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200 OK"_s, {},
                    {u"healthy.signed-in"_s, u"credentials.rejected"_s}, Confidence::Certain,
                    {{u"credentialsGiven"_s, u"yes"_s}}};
    ROW("no sign-in asked, none typed")
        << CaseBuilder::live().target(http).plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200 OK"_s, {}, {u"credentials.missing"_s},
                    std::nullopt, {{u"credentialsGiven"_s, u"no"_s}}};
    ROW("one plain answer without a mark of a proxy could be any web server's")
        << CaseBuilder::live().target(http)
               .plain(http, "HTTP/1.1 200 OK | Server: Web | Content-Length: 0").done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200 OK"_s, {}, {}, Confidence::Likely};
    ROW("one plain answer with the proxy's Via")
        << CaseBuilder::live().target(http)
               .plain(http, "HTTP/1.1 200 OK | Via: 1.1 proxy | Content-Length: 0").done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200 OK"_s, {}, {}, Confidence::Certain};
    ROW("a redirect of the target is healthy")
        << CaseBuilder::live().target(http)
               .plain(http, "HTTP/1.1 301 Moved Permanently | Location: https://example.com/").done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"301"_s};
    ROW("healthy only where every target answered")
        << CaseBuilder::live().target(http).target(u"http://other.example/"_s).plain(http, ok).done()
        << Expected{u"unknown.needs-a-look"_s, u"200 OK"_s, {}, {u"healthy.no-sign-in-asked"_s}};
}

void TestDiagnose::inputRows()
{
    const QMap<QString, QString> split{{u"character"_s, u"@"_s},
                                       {u"readHost"_s, u"acme.com"_s},
                                       {u"meantHost"_s, u"proxy.example"_s}};
    ROW("a raw @ in the user name of a URL")
        << CaseBuilder::asked().given(u"http://dev@acme.com:***@proxy.example:8080"_s)
               .problem(InputProblemKind::ReservedCharacter, u"url"_s, split, 10).done()
        << Expected{u"input.reserved-character-in-url"_s, u"dev@acme.com"_s, {},
                    {u"network.name-not-resolved"_s}, Confidence::Certain,
                    {{u"readHost"_s, u"acme.com"_s}}, Actor::User};
    ROW("a raw @ is the verdict even where the meant proxy does not resolve")
        << CaseBuilder::asked().given(u"http://dev@acme.com:***@proxy.example:8080"_s)
               .problem(InputProblemKind::ReservedCharacter, u"url"_s, split, 10)
               .resolve(ResolveOutcome::NotFound).done()
        << Expected{u"input.reserved-character-in-url"_s, u"dev@acme.com"_s,
                    {u"network.name-not-resolved"_s}};
    ROW("a percent sign without two digits")
        << CaseBuilder::asked().given(u"http://dev:***@proxy.example:8080"_s)
               .problem(InputProblemKind::MalformedEscape, u"url"_s, {{u"character"_s, u"%"_s}}, 11)
               .done()
        << Expected{u"input.malformed-escape"_s, u"proxy.example"_s, {}, {}, Confidence::Certain};
    SecretFacts escape;
    escape.percentEscape = true;
    ROW("an escape in the password field, refused")
        << CaseBuilder::live().typed(u"dev"_s).secret(escape).plain(http, basic)
               .signedPlain(http, basic).attempts(1, 1).done()
        << Expected{u"input.encoded-twice"_s, u"407"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Likely, {{u"proven"_s, u"no"_s}}};
    ROW("an escape in the password field, accepted: it is part of the password")
        << CaseBuilder::live().typed(u"dev"_s).secret(escape).target(http).plain(http, basic)
               .signedPlain(http, ok).attempts(1, 0).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {u"input.encoded-twice"_s}};
    SecretFacts space;
    space.leadingOrTrailingSpace = true;
    ROW("a space at the end of the password, refused")
        << CaseBuilder::live().typed(u"dev"_s).secret(space).plain(http, basic)
               .signedPlain(http, basic).attempts(1, 1).done()
        << Expected{u"input.invisible-character"_s, u"space-at-end"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Likely, {{u"field"_s, u"password"_s}}};
    ROW("a space at the end of the password, never tested: a warning")
        << CaseBuilder::live().typed(u"dev"_s).secret(space).target(http).plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"input.invisible-character"_s}};
    SecretFacts control;
    control.control = true;
    ROW("a control character that Basic cannot carry: nothing was sent")
        << CaseBuilder::live().typed(u"dev"_s).secret(control).plain(http, basic).done()
        << Expected{u"input.invisible-character"_s, u"invisible"_s, {},
                    {u"credentials.missing"_s, u"credentials.rejected"_s}, Confidence::Likely};
    ROW("a no-break space in the user name, refused")
        << CaseBuilder::live().typed(u"dev\u00a0"_s)
               .problem(InputProblemKind::InvisibleCharacter, u"user"_s, {{u"character"_s, u"U+00A0"_s}}, 3)
               .plain(http, basic).signedPlain(http, basic).done()
        << Expected{u"input.invisible-character"_s, u"dev"_s, {}, {u"credentials.rejected"_s},
                    std::nullopt, {{u"character"_s, u"U+00A0"_s}, {u"field"_s, u"user"_s}}};
    ROW("a colon in the user name and Basic asked for")
        << CaseBuilder::live().typed(u"de:v"_s)
               .problem(InputProblemKind::ColonInUserName, u"user"_s, {}, 2).plain(http, basic).done()
        << Expected{u"input.colon-in-user-name"_s, u"de:v"_s, {}, {u"credentials.missing"_s},
                    Confidence::Certain};
    ROW("a colon in the user name and no sign-in asked: a warning")
        << CaseBuilder::live().typed(u"de:v"_s).target(http)
               .problem(InputProblemKind::ColonInUserName, u"user"_s, {}, 2).plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"input.colon-in-user-name"_s}};
    ROW("no host can be read")
        << CaseBuilder::asked().proxy({}, 0).given(u"http://:8080"_s)
               .problem(InputProblemKind::Unparsable, u"url"_s).done()
        << Expected{u"input.unparsable"_s, u"http://:8080"_s, {}, {}, Confidence::Certain,
                    {{u"given"_s, u"http://:8080"_s}}};
    ROW("nothing given at all")
        << CaseBuilder::asked().proxy({}, 0).given({}).done()
        << Expected{u"input.unparsable"_s, {}};
    ROW("a guessed port is no cause")
        << CaseBuilder::live().problem(InputProblemKind::PortMissing, u"url"_s).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s};
}

void TestDiagnose::credentialRows()
{
    for (const char *id : {"squid-407", "tinyproxy-407", "3proxy-407", "apache-407", "haproxy-407",
                           "mitmproxy-407", "proxychain-407", "goproxy-407", "squid-multi"}) {
        ROW(QByteArray(QByteArray("missing: ") + id).constData())
            << CaseBuilder::live().target(http).plain(http, vendor(id)).done()
            << Expected{u"credentials.missing"_s, u" 407 "_s, {},
                        {u"credentials.rejected"_s, u"scheme.basic-in-clear"_s}, Confidence::Certain,
                        {{u"scheme"_s, qstrcmp(id, "squid-multi") == 0 ? u"NTLM"_s : u"Basic"_s}},
                        Actor::User};
        ROW(QByteArray(QByteArray("rejected: ") + id).constData())
            << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor(id))
                   .signedPlain(http, vendor(id)).attempts(1, 1).done()
            << Expected{u"credentials.rejected"_s, u"Proxy-Authorization: Basic"_s,
                        {u"scheme.basic-in-clear"_s},
                        {u"credentials.missing"_s, u"credentials.attempt-limit"_s},
                        Confidence::Certain, {{u"scheme"_s, u"basic"_s}}, Actor::HelpDesk};
    }
    ROW("rejected by tinyproxy, which answers 401 to CONNECT")
        << CaseBuilder::live().typed(u"dev"_s).connect(tunnel, vendor("tinyproxy-407"))
               .signedConnect(tunnel, vendor("tinyproxy-401")).rejectedByEngine().attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"401 Unauthorized"_s, {u"scheme.proxy-answers-401"_s},
                    {u"origin.sign-in-required"_s}, Confidence::Certain};
    ROW("rejected by tinyproxy, which answers 401 to a plain request")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, vendor("tinyproxy-407"))
               .signedPlain(http, vendor("tinyproxy-401")).rejectedByEngine().attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"401 Unauthorized"_s, {u"scheme.proxy-answers-401"_s},
                    {u"origin.sign-in-required"_s, u"policy.address-not-allowed"_s}};
    ROW("a 401 of the site behind tinyproxy, after the sign-in, is the site's")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor("tinyproxy-407"))
               .signedPlain(http, vendor("tinyproxy-forwarded-401")).done()
        << Expected{u"origin.sign-in-required"_s, u"401"_s, {},
                    {u"credentials.rejected"_s, u"scheme.proxy-answers-401"_s}, Confidence::Likely};
    ROW("any other status than 407 after the answer: accepted")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor("squid-407"))
               .signedPlain(http, vendor("squid-403")).done()
        << Expected{u"policy.forbidden"_s, u"403 Forbidden"_s, {}, {u"credentials.rejected"_s}};
    ROW("a port refused before the sign-in does not prove that the sign-in was accepted")
        << CaseBuilder::pasted().signedPlain(http, vendor("squid-407"))
               .signedConnect(u"example.com:25"_s, vendor("squid-403")).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"tunnel.sign-in-only-for-get"_s}};
    ROW("a helper on this computer whose own sign-in was refused asks")
        << CaseBuilder::live().proxy(u"127.0.0.1"_s, 3128).target(http)
               .plain(http, vendor("cntlm-parent-refused")).done()
        << Expected{u"credentials.missing"_s, u"Cntlm for parent"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {{u"helper"_s, u"cntlm"_s}}};
    ROW("what is typed is refused by the proxy behind the helper as well")
        << CaseBuilder::live().proxy(u"127.0.0.1"_s, 3128).typed(u"dev"_s).target(http)
               .plain(http, vendor("cntlm-parent-refused"))
               .signedPlain(http, vendor("cntlm-parent-refused")).attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"credentials.missing"_s}};
    ROW("user without password")
        << CaseBuilder::live().typed(u"dev"_s, false).plain(http, basic).done()
        << Expected{u"credentials.incomplete"_s, u"407"_s, {}, {u"credentials.missing"_s},
                    Confidence::Certain, {{u"lacks"_s, u"password"_s}}};
    ROW("password without user")
        << CaseBuilder::live().typed({}).plain(http, basic).done()
        << Expected{u"credentials.incomplete"_s, u"407"_s, {}, {u"credentials.missing"_s},
                    Confidence::Certain, {{u"lacks"_s, u"user"_s}}};
    ROW("user without password, but never asked: not a cause")
        << CaseBuilder::live().typed(u"dev"_s, false).target(http).plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {}, {u"credentials.incomplete"_s}};
    ROW("the keychain is locked, so nothing could be answered")
        << CaseBuilder::live().typed(u"dev"_s, false)
               .keychain(KeychainUse::NotFoundOrLocked, u"is locked"_s).plain(http, basic).done()
        << Expected{u"credentials.missing"_s, u"407"_s, {u"credentials.keychain-unavailable"_s},
                    {u"credentials.incomplete"_s}, Confidence::Certain, {{u"stored"_s, u"yes"_s}}};
    ROW("the keychain was read: no warning")
        << CaseBuilder::live().typed(u"dev"_s).keychain(KeychainUse::Used).target(http)
               .plain(http, basic).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {u"credentials.keychain-unavailable"_s}};
    ROW("the attempt limit stopped the run before a cause was proven")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).attempts(1, 1, true).done()
        << Expected{u"credentials.attempt-limit"_s, u"1"_s, {},
                    {u"credentials.rejected"_s, u"credentials.missing"_s}, Confidence::Certain};
    ROW("a stopped run with a refused answer is a rejection")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).signedPlain(http, basic)
               .attempts(1, 1, true).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"credentials.attempt-limit"_s}};
    SecretFacts umlaut;
    umlaut.nonAscii = true;
    ROW("a refused password with other than ASCII characters is less certain")
        << CaseBuilder::live().typed(u"dev"_s).secret(umlaut).plain(http, basic)
               .signedPlain(http, basic).attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {}, Confidence::Likely};
    spellingRows();
    ROW("Authorization instead of Proxy-Authorization")
        << CaseBuilder::pasted().plain(http, basic)
               .requestField("Authorization: Basic [basic user=\"dev\"]").done()
        << Expected{u"credentials.sent-to-the-target"_s, u"Authorization: Basic"_s, {},
                    {u"credentials.missing"_s}, Confidence::Likely,
                    {{u"neededAs"_s, u"Proxy-Authorization"_s}}};
    ROW("Proxy-Authorization inside the tunnel, where the site asked")
        << CaseBuilder::live().connect(tunnel, open)
               .inside(https, "HTTP/1.1 401 Unauthorized | WWW-Authenticate: Basic realm=\"Site\"")
               .requestField("Proxy-Authorization: Basic [basic user=\"dev\"]").done()
        << Expected{u"credentials.sent-to-the-target"_s, u"Proxy-Authorization: Basic"_s, {},
                    {u"credentials.missing"_s}, Confidence::Certain,
                    {{u"neededAs"_s, u"Authorization"_s}}};
    ROW("both fields sent, the proxy asks again: the password for the proxy was refused")
        << CaseBuilder::pasted().signedPlain(http, basic)
               .requestField("Authorization: Basic [basic user=\"dev\"]").done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"credentials.sent-to-the-target"_s}};
}

void TestDiagnose::spellingRows()
{
    const QByteArray digest = "HTTP/1.1 407 Proxy Authentication Required | Proxy-Authenticate: "
                              "Digest realm=\"Corp\", nonce=\"n1\", qop=\"auth\"";
    const QByteArray both = basic + " | Proxy-Authenticate: Digest realm=\"Corp\", nonce=\"n1\"";
    const auto asked = [&] {
        return CaseBuilder::live().typed(u"ACME\\dev"_s).target(http).plain(http, basic);
    };
    ROW("the user name alone passes, with the domain it is refused")
        << asked().signedPlain(http, basic).signedPlain(http, ok)
               .spelled(u"login-user-alone"_s).attempts(2, 1).done()
        << Expected{u"credentials.login-form"_s, u"Proxy-Authorization: Basic"_s, {},
                    {u"credentials.rejected"_s, u"healthy.signed-in"_s, u"policy.forbidden"_s},
                    Confidence::Certain,
                    {{u"form"_s, u"login-user-alone"_s}, {u"sentAs"_s, u"ACME\\dev"_s},
                     {u"passedAs"_s, u"dev"_s}}, Actor::User};
    ROW("the name passes with its domain, for CONNECT as well")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https)
               .plain(http, basic).connect(tunnel, basic).signedPlain(http, basic)
               .signedPlain(http, ok).spelled(u"login-domain-user"_s, "ACME\\dev")
               .signedConnect(tunnel, open).spelled(u"login-domain-user"_s, "ACME\\dev")
               .inside(https, ok).attempts(3, 1).done()
        << Expected{u"credentials.login-form"_s, u"200 OK"_s, {},
                    {u"tunnel.sign-in-only-for-get"_s, u"credentials.rejected"_s},
                    Confidence::Certain, {{u"passedAs"_s, u"ACME\\dev"_s}}};
    ROW("as typed it was refused in the run before")
        << asked().refusedBefore({u"as-typed"_s}).signedPlain(http, ok)
               .spelled(u"login-user-alone"_s).attempts(1, 0).done()
        << Expected{u"credentials.login-form"_s, u"as-typed"_s, {}, {u"healthy.signed-in"_s},
                    Confidence::Certain};
    ROW("every spelling is refused: the password, or the account")
        << asked().signedPlain(http, basic).signedPlain(http, basic)
               .spelled(u"login-user-alone"_s).signedPlain(http, basic)
               .spelled(u"login-user-at-domain"_s, "dev@ACME").attempts(3, 3).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"credentials.login-form"_s},
                    Confidence::Certain};
    ROW("accepted as typed: no word about spellings")
        << asked().signedPlain(http, ok).attempts(1, 0).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {u"credentials.login-form"_s}};

    SecretFacts umlaut;
    umlaut.nonAscii = true;
    ROW("refused in UTF-8, passes in ISO-8859-1")
        << CaseBuilder::live().typed(u"dev"_s).secret(umlaut).target(http).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, ok).spelled(u"charset-latin1"_s)
               .attempts(2, 1).done()
        << Expected{u"credentials.charset"_s, u"407"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {{u"proven"_s, u"yes"_s}}};
    ROW("refused in UTF-8, the other encoding was not allowed to be tried")
        << CaseBuilder::live().typed(u"dev"_s).secret(umlaut).plain(http, basic)
               .signedPlain(http, basic).attempts(1, 1, true).untried({u"charset-latin1"_s}).done()
        << Expected{u"credentials.charset"_s, u"407"_s,
                    {u"credentials.rejected"_s, u"credentials.attempt-limit"_s}, {},
                    Confidence::Possible, {{u"proven"_s, u"no"_s}}};
    ROW("the proxy says that it reads UTF-8: the encoding is in order")
        << CaseBuilder::live().typed(u"dev"_s).secret(umlaut).plain(http, basic)
               .signedPlain(http, basic + ", charset=\"UTF-8\"").attempts(1, 1, true)
               .untried({u"charset-latin1"_s}).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"credentials.attempt-limit"_s},
                    {u"credentials.charset"_s}};
    ROW("refused in both encodings: the encoding is not why")
        << CaseBuilder::live().typed(u"dev"_s).secret(umlaut).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, basic).spelled(u"charset-latin1"_s)
               .attempts(2, 2).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"credentials.charset"_s},
                    Confidence::Certain};

    SecretFacts space;
    space.leadingOrTrailingSpace = true;
    ROW("without its space the password passes")
        << CaseBuilder::live().typed(u"dev"_s).secret(space).target(http).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, ok).spelled(u"trimmed"_s)
               .attempts(2, 1).done()
        << Expected{u"input.invisible-character"_s, u"407"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {{u"fact"_s, u"space-at-end"_s}}};
    ROW("without its space it is refused as well: the space is not the cause")
        << CaseBuilder::live().typed(u"dev"_s).secret(space).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, basic).spelled(u"trimmed"_s)
               .attempts(2, 2).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"input.invisible-character"_s}, {}};
    ROW("a space, but what passes is another form of the name: the space was right")
        << CaseBuilder::live().typed(u"ACME\\dev"_s).secret(space).target(http).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, basic).spelled(u"trimmed"_s)
               .signedPlain(http, ok).spelled(u"login-user-alone"_s).attempts(3, 2).done()
        << Expected{u"credentials.login-form"_s, u"407"_s, {}, {u"input.invisible-character"_s},
                    Confidence::Certain};
    SecretFacts escape;
    escape.percentEscape = true;
    ROW("with the real characters in place of %40 it passes")
        << CaseBuilder::live().typed(u"dev"_s).secret(escape).target(http).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, ok).spelled(u"decoded"_s)
               .attempts(2, 1).done()
        << Expected{u"input.encoded-twice"_s, u"407"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {{u"proven"_s, u"yes"_s}}};
    ROW("the %40 belongs to the password, which is wrong")
        << CaseBuilder::live().typed(u"dev"_s).secret(escape).plain(http, basic)
               .signedPlain(http, basic).signedPlain(http, basic).spelled(u"decoded"_s)
               .attempts(2, 2).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"input.encoded-twice"_s}, {}};

    ROW("SHA-512-256 as the misprinted example has it")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, digest)
               .signedPlain(http, digest, "Digest").signedPlain(http, ok, "Digest")
               .spelled(u"digest-misprint"_s).attempts(2, 1).done()
        << Expected{u"digest.misprinted-hash"_s, u"407"_s, {},
                    {u"credentials.rejected"_s, u"digest.answer-inconsistent"_s},
                    Confidence::Certain, {}, Actor::ProxyAdmin};
    ROW("Digest over the whole URL")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, digest)
               .signedPlain(http, digest, "Digest").signedPlain(http, ok, "Digest")
               .spelled(u"digest-absolute-uri"_s).attempts(2, 1).done()
        << Expected{u"digest.uri-form"_s, u"407"_s, {},
                    {u"credentials.rejected"_s, u"digest.misprinted-hash"_s}, Confidence::Certain};
    ROW("Digest is refused, Basic was offered and not tried")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, both)
               .signedPlain(http, both, "Digest").attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {}, std::nullopt,
                    {{u"otherSchemes"_s, u"Basic"_s}}};
    ROW("the limit left forms of the name untried")
        << asked().signedPlain(http, basic).attempts(1, 1, true)
               .untried({u"login-user-alone"_s, u"login-user-at-domain"_s}).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"credentials.attempt-limit"_s},
                    {u"credentials.login-form"_s}};
}

void TestDiagnose::schemeRows()
{
    ROW("407 without a challenge (Privoxy in front of Squid)")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, vendor("privoxy-front")).done()
        << Expected{u"scheme.challenge-missing"_s, u"407"_s, {},
                    {u"credentials.missing"_s, u"credentials.rejected"_s}, Confidence::Certain, {},
                    Actor::ProxyAdmin};
    ROW("a challenge that cannot be read")
        << CaseBuilder::live().typed(u"dev"_s)
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: =\"oh please\"").done()
        << Expected{u"scheme.challenge-malformed"_s, u"Proxy-Authenticate: "_s, {},
                    {u"scheme.challenge-missing"_s, u"credentials.missing"_s}, Confidence::Certain};
    ROW("an empty challenge")
        << CaseBuilder::live().plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: ").done()
        << Expected{u"scheme.challenge-malformed"_s, u"Proxy-Authenticate:"_s};
    ROW("Basic without a realm, the only offer")
        << CaseBuilder::live().typed(u"dev"_s)
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: Basic").done()
        << Expected{u"scheme.challenge-malformed"_s, u"Proxy-Authenticate: Basic"_s, {},
                    {u"credentials.missing"_s}, Confidence::Certain, {{u"lacks"_s, u"realm"_s}}};
    ROW("Digest without a nonce beside a sound Basic is a warning only")
        << CaseBuilder::live().typed(u"dev"_s).target(http)
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: Digest realm=\"a\" | "
                            "Proxy-Authenticate: Basic realm=\"a\"")
               .signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"scheme.challenge-malformed"_s}};
    ROW("only a scheme of its own")
        << CaseBuilder::live().typed(u"dev"_s)
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: Bearer realm=\"api\"").done()
        << Expected{u"scheme.unknown"_s, u"Bearer"_s, {}, {u"scheme.none-usable"_s},
                    Confidence::Certain, {{u"schemes"_s, u"Bearer"_s}}};
    ROW("an unknown scheme beside Basic is no cause")
        << CaseBuilder::live()
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: Kerberos | "
                            "Proxy-Authenticate: Basic realm=\"a\"").done()
        << Expected{u"credentials.missing"_s, u"Basic"_s, {}, {u"scheme.unknown"_s}};
    ROW("Apache offers Digest only, and nothing was typed")
        << CaseBuilder::live().plain(http, vendor("apache-digest")).done()
        << Expected{u"credentials.missing"_s, u"Proxy-Authenticate: Digest"_s, {},
                    {u"scheme.none-usable"_s, u"scheme.unknown"_s}, Confidence::Certain,
                    {{u"scheme"_s, u"Digest"_s}}};
    ROW("Apache offers Digest only, but the person chose Basic")
        << CaseBuilder::live().typed(u"dev"_s).auth(AuthChoice::Basic)
               .plain(http, vendor("apache-digest")).done()
        << Expected{u"scheme.none-usable"_s, u"Proxy-Authenticate: Digest"_s, {},
                    {u"credentials.missing"_s, u"scheme.unknown"_s}, Confidence::Certain,
                    {{u"because"_s, u"choice"_s}, {u"schemes"_s, u"Digest"_s}}};
    ROW("Forefront TMG offers no Basic")
        << CaseBuilder::live().typed(u"dev"_s).auth(AuthChoice::Basic).plain(http, vendor("tmg-407"))
               .done()
        << Expected{u"scheme.none-usable"_s, u"NTLM"_s, {}, {u"scheme.unknown"_s}};
    ROW("Basic offered, but the person chose Digest")
        << CaseBuilder::live().typed(u"dev"_s).auth(AuthChoice::Digest).plain(http, basic).done()
        << Expected{u"scheme.none-usable"_s, u"Basic"_s, {}, {u"credentials.missing"_s},
                    std::nullopt, {{u"because"_s, u"choice"_s}}};
    ROW("McAfee offers NTLM and Basic: usable")
        << CaseBuilder::live().plain(http, vendor("mwg-407")).done()
        << Expected{u"credentials.missing"_s, u"authenticationrequired"_s, {},
                    {u"scheme.none-usable"_s}};
    ROW("HAProxy answers 401 to CONNECT before any answer")
        << CaseBuilder::live().typed(u"dev"_s).connect(tunnel, vendor("haproxy-401")).done()
        << Expected{u"scheme.proxy-answers-401"_s, u"401 Unauthorized"_s, {},
                    {u"origin.sign-in-required"_s, u"credentials.missing"_s}, Confidence::Certain,
                    {{u"when"_s, u"before-answer"_s}}};
    ROW("HAProxy answers 401 to both: the plain one is the proxy's too")
        << CaseBuilder::live().plain(http, vendor("haproxy-401")).connect(tunnel, vendor("haproxy-401"))
               .done()
        << Expected{u"scheme.proxy-answers-401"_s, u"401 Unauthorized"_s, {},
                    {u"origin.sign-in-required"_s}};
    ROW("Basic went out in clear to a proxy elsewhere")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).signedPlain(http, basic).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"scheme.basic-in-clear"_s}};
    TlsFacts up;
    up.established = true;
    ROW("Basic inside TLS to the proxy is not in clear")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, basic)
               .signedPlain(http, ok).tls(up).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {u"scheme.basic-in-clear"_s}};
    ROW("GET and CONNECT are offered different schemes")
        << CaseBuilder::live().plain(http, basic)
               .connect(tunnel, "HTTP/1.1 407 X | Proxy-Authenticate: NTLM").done()
        << Expected{u"credentials.missing"_s, u"407"_s, {u"scheme.differs-by-method"_s}};
    ROW("the plain request is not challenged, CONNECT is")
        << CaseBuilder::live().plain(http, ok).connect(tunnel, basic).done()
        << Expected{u"credentials.missing"_s, u"407"_s, {u"scheme.differs-by-method"_s}};
    ROW("only CONNECT is challenged, and signed in to")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https).plain(http, ok)
               .connect(tunnel, basic).signedConnect(tunnel, open).inside(https, ok).attempts(1, 0).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"scheme.differs-by-method"_s}};
    ROW("only the plain request is challenged, and refused")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https).plain(http, basic)
               .connect(tunnel, open).inside(https, ok).signedPlain(http, basic).attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"scheme.differs-by-method"_s}};
    ROW("the same schemes in another order do not differ")
        << CaseBuilder::live()
               .plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: NTLM | Proxy-Authenticate: Basic realm=\"a\"")
               .connect(tunnel, "HTTP/1.1 407 X | Proxy-Authenticate: Basic realm=\"a\" | Proxy-Authenticate: NTLM")
               .done()
        << Expected{u"credentials.missing"_s, u"407"_s, {}, {u"scheme.differs-by-method"_s}};
    ROW("a CONNECT refused by rule before the sign-in does not count as unasked")
        << CaseBuilder::live().plain(http, vendor("squid-407")).connect(u"example.com:25"_s, vendor("squid-403")).done()
        << Expected{u"credentials.missing"_s, u"407"_s, {}, {u"scheme.differs-by-method"_s}};
    const QByteArray stale = "HTTP/1.1 407 X | Proxy-Authenticate: Digest realm=\"a\", nonce=\"b\", stale=true";
    ROW("the nonce is stale again and again")
        << CaseBuilder::pasted().signedPlain(http, stale, "Digest").signedPlain(http, stale, "Digest").done()
        << Expected{u"digest.nonce-stale"_s, u"stale=true"_s, {}, {u"credentials.rejected"_s}};
    ROW("one stale nonce is no rejection")
        << CaseBuilder::pasted().signedPlain(http, stale, "Digest").done()
        << Expected{u"unknown.needs-a-look"_s, u"407"_s, {},
                    {u"credentials.rejected"_s, u"digest.nonce-stale"_s}};
    const QByteArray offer = "HTTP/1.1 407 X | Proxy-Authenticate: Digest realm=\"a\", qop=\"auth\", nonce=";
    const QByteArray one = offer + "\"n1\"";
    const QByteArray two = offer + "\"n2\"";
    const auto signedBy = [](const char *uri, const char *nonce, const char *more = "") {
        return "Digest [digest username=\"dev\" realm=\"a\" nonce=\"" + QByteArray(nonce)
            + "\" uri=\"" + uri + "\" qop=auth nc=00000001" + more
            + " response-length=32 cnonce-length=32]";
    };
    const auto answered = [&](CaseBuilder builder, const QByteArray &credentials,
                              const QByteArray &reply) {
        return builder.plain(http, reply).requestField("Proxy-Authorization: " + credentials);
    };
    ROW("one stale nonce, then accepted")
        << answered(answered(CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, one),
                             signedBy("/", "n1"), two + ", stale=true"),
                    signedBy("/", "n2"), ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {},
                    {u"digest.nonce-stale"_s, u"credentials.rejected"_s}, std::nullopt,
                    {{u"scheme"_s, u"digest"_s}}};
    ROW("one stale nonce, then refused")
        << answered(answered(CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, one),
                             signedBy("/", "n1"), two + ", stale=true"),
                    signedBy("/", "n2"), offer + "\"n3\"").done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"digest.nonce-stale"_s}};
    ROW("stale, and the same nonce offered again")
        << answered(CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, one),
                    signedBy("/", "n1"), one + ", stale=true").done()
        << Expected{u"digest.nonce-stale"_s, u"stale=true"_s, {}, {u"credentials.rejected"_s}};
    ROW("Digest refused: a new nonce that is not called stale")
        << answered(CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, one),
                    signedBy("/", "n1"), two).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {},
                    {u"digest.nonce-stale"_s, u"digest.answer-inconsistent"_s,
                     u"scheme.basic-in-clear"_s}, Confidence::Certain,
                    {{u"scheme"_s, u"digest"_s}, {u"user"_s, u"dev"_s}}};
    ROW("Digest answered for the whole address: as RFC 7616 has it")
        << answered(CaseBuilder::pasted().plain(http, one), signedBy("http://example.com/", "n1"),
                    two).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"digest.answer-inconsistent"_s}};
    ROW("Digest answered for another address")
        << answered(CaseBuilder::pasted().plain(http, one), signedBy("/other", "n1"), two).done()
        << Expected{u"digest.answer-inconsistent"_s, u"Proxy-Authorization: Digest"_s, {},
                    {u"credentials.rejected"_s}, Confidence::Likely,
                    {{u"part"_s, u"uri"_s}, {u"sent"_s, u"/other"_s}, {u"expected"_s, u"/"_s}}};
    ROW("CONNECT answered for a path")
        << CaseBuilder::pasted().connect(tunnel, one).connect(tunnel, two)
               .requestField("Proxy-Authorization: " + signedBy("/", "n1")).done()
        << Expected{u"digest.answer-inconsistent"_s, u"Proxy-Authorization: Digest"_s, {},
                    {u"credentials.rejected"_s}, Confidence::Likely, {{u"expected"_s, tunnel}}};
    ROW("CONNECT answered for the host and port")
        << CaseBuilder::pasted().connect(tunnel, one).connect(tunnel, two)
               .requestField("Proxy-Authorization: " + signedBy("example.com:443", "n1")).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"digest.answer-inconsistent"_s}};
    ROW("the nonce of one challenge, the algorithm of another")
        << answered(CaseBuilder::pasted().plain(http, one + ", algorithm=SHA-256 | "
                        "Proxy-Authenticate: Digest realm=\"a\", qop=\"auth\", nonce=\"m1\""),
                    signedBy("/", "m1", " algorithm=SHA-256"), two).done()
        << Expected{u"digest.answer-inconsistent"_s, u"SHA-256"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Likely, {{u"part"_s, u"algorithm"_s}, {u"expected"_s, u"MD5"_s}}};
    ROW("a counter that was used before")
        << answered(answered(CaseBuilder::pasted().plain(http, one), signedBy("/", "n1"), ok),
                    signedBy("/", "n1"), two).done()
        << Expected{u"digest.answer-inconsistent"_s, u"nc=00000001"_s, {},
                    {u"credentials.rejected"_s}, Confidence::Likely, {{u"part"_s, u"nc"_s}}};
    ROW("a nonce that the proxy did not give")
        << answered(CaseBuilder::pasted().plain(http, one), signedBy("/", "old"), two).done()
        << Expected{u"digest.answer-inconsistent"_s, u"nonce=\"old\""_s, {},
                    {u"credentials.rejected"_s}, Confidence::Likely, {{u"part"_s, u"nonce"_s}}};
    ROW("a realm that the proxy did not name")
        << answered(CaseBuilder::pasted().plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: "
                        "Digest realm=\"b\", nonce=\"n1\""),
                    signedBy("/", "n1"), two).done()
        << Expected{u"digest.answer-inconsistent"_s, u"realm=\"a\""_s, {},
                    {u"credentials.rejected"_s}, Confidence::Likely, {{u"part"_s, u"realm"_s}}};
    ROW("only an algorithm nobody knows")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, one + ", algorithm=SHA-3").done()
        << Expected{u"digest.algorithm-unsupported"_s, u"algorithm=SHA-3"_s, {},
                    {u"scheme.none-usable"_s, u"credentials.missing"_s, u"credentials.rejected"_s},
                    Confidence::Certain, {{u"algorithm"_s, u"SHA-3"_s}}};
    ROW("an algorithm nobody knows beside one that is known")
        << CaseBuilder::live().plain(http, one + ", algorithm=SHA-3 | Proxy-Authenticate: "
                                     "Digest realm=\"a\", nonce=\"m1\", algorithm=SHA-256").done()
        << Expected{u"credentials.missing"_s, u"407"_s, {}, {u"digest.algorithm-unsupported"_s}};
    ROW("an algorithm nobody knows, where Basic was chosen and is not offered")
        << CaseBuilder::live().typed(u"dev"_s).auth(AuthChoice::Basic)
               .plain(http, one + ", algorithm=SHA-3").done()
        << Expected{u"scheme.none-usable"_s, u"407"_s, {}, {u"digest.algorithm-unsupported"_s}};
    ROW("only auth-int, answered")
        << answered(CaseBuilder::live().typed(u"dev"_s).target(http).plain(http,
                        "HTTP/1.1 407 X | Proxy-Authenticate: Digest realm=\"a\", nonce=\"n1\", "
                        "qop=\"auth-int\""),
                    signedBy("/", "n1"), ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"digest.auth-int-only"_s}};
    ROW("auth-int beside auth is nothing special")
        << CaseBuilder::live().plain(http, "HTTP/1.1 407 X | Proxy-Authenticate: Digest "
                                     "realm=\"a\", nonce=\"n1\", qop=\"auth-int, auth\"").done()
        << Expected{u"credentials.missing"_s, u"407"_s, {}, {u"digest.auth-int-only"_s}};
    ROW("a Type 2 message after NTLM goes on: no rejection")
        << CaseBuilder::pasted().signedPlain(http,
               "HTTP/1.1 407 X | Proxy-Authenticate: NTLM " + type2, "NTLM").done()
        << Expected{u"unknown.needs-a-look"_s, u"407"_s, {},
                    {u"credentials.rejected"_s, u"scheme.challenge-malformed"_s}};
    ROW("a Type 2 message that ends too early")
        << CaseBuilder::pasted().signedPlain(http,
               "HTTP/1.1 407 X | Proxy-Authenticate: NTLM TlRMTVNTUAACAAAA", "NTLM").done()
        << Expected{u"scheme.challenge-malformed"_s, u"NTLM TlRM"_s, {}, {u"credentials.rejected"_s}};
    const QByteArray first = "Proxy-Authorization: NTLM [ntlm message=1 bytes=32]";
    const auto third = [](const QByteArray &domain, const QByteArray &proof) {
        return "Proxy-Authorization: NTLM [ntlm message=3 bytes=300 user=\"dev\" domain=\"" + domain
            + "\" workstation=\"W\" flags=0x00088205 nt-bytes=" + proof + "]";
    };
    const QByteArray question = "HTTP/1.1 407 X | Proxy-Authenticate: NTLM " + type2;
    const QByteArray bare = "HTTP/1.1 407 X | Proxy-Authenticate: NTLM";
    ROW("a Type 2 message, and then the connection is to be closed")
        << CaseBuilder::pasted().plain(http, question + " | Connection: close").requestField(first)
               .done()
        << Expected{u"ntlm.connection-not-kept"_s, u"NTLM TlRM"_s, {}, {u"credentials.rejected"_s}};
    ROW("NTLM refused, and everything about it in order")
        << CaseBuilder::pasted().plain(http, question).requestField(first).onConnection(1)
               .plain(http, bare).requestField(third("Domain", "150")).onConnection(1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {},
                    {u"credentials.wrong-domain"_s, u"ntlm.first-message-refused"_s,
                     u"ntlm.connection-not-kept"_s, u"ntlm.version-1-used"_s}};
    ROW("the first message of NTLM is answered with NTLM alone")
        << CaseBuilder::pasted().plain(http, bare).plain(http, bare).requestField(first).done()
        << Expected{u"ntlm.first-message-refused"_s, u"407"_s, {}, {u"credentials.rejected"_s}};
    ROW("NTLM refused with a domain that is not the proxy's")
        << CaseBuilder::pasted().plain(http, question).requestField(first).onConnection(1)
               .plain(http, bare).requestField(third("SALES", "150")).onConnection(1).done()
        << Expected{u"credentials.wrong-domain"_s, u"SALES"_s, {}, {u"credentials.rejected"_s}};
    ROW("the third message of NTLM on another connection")
        << CaseBuilder::pasted().plain(http, question).requestField(first).onConnection(1)
               .plain(http, bare).requestField(third("Domain", "150")).onConnection(2).done()
        << Expected{u"ntlm.connection-not-kept"_s, u"NTLM TlRM"_s, {}, {u"credentials.rejected"_s}};
    ROW("NTLM refused in its version 1")
        << CaseBuilder::pasted().plain(http, question).requestField(first).onConnection(1)
               .plain(http, bare).requestField(third("Domain", "24")).onConnection(1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {u"ntlm.version-1-used"_s}};
    ROW("NTLM begun at one computer, ended at another")
        << CaseBuilder::pasted().plain(http, question + " | Via: 1.1 px1").requestField(first).onConnection(1)
               .plain(http, bare + " | Via: 1.1 px2").requestField(third("Domain", "150")).onConnection(1).done()
        << Expected{u"ntlm.node-changed"_s, u"Via: 1.1 px"_s, {}, {u"credentials.rejected"_s}};
    ROW("SPNEGO under the name of NTLM")
        << CaseBuilder::pasted().plain(http,
               "HTTP/1.1 407 X | Proxy-Authenticate: NTLM oRQwEqADCgEBoQsGCSqGSIL3EgECAg==").done()
        << Expected{u"ntlm.label-mismatch"_s, u"oRQwEq"_s, {}, {u"scheme.challenge-malformed"_s}};
}

void TestDiagnose::networkRows()
{
    ROW("the name does not resolve")
        << CaseBuilder::asked().resolve(ResolveOutcome::NotFound, u"Host not found"_s).done()
        << Expected{u"network.name-not-resolved"_s, u"proxy.example"_s, {},
                    {u"input.reserved-character-in-url"_s}, Confidence::Certain,
                    {{u"outcome"_s, u"not-found"_s}}};
    ROW("every address refuses")
        << CaseBuilder::asked().resolve(ResolveOutcome::Resolved)
               .address(u"192.0.2.10"_s, ConnectOutcome::Refused)
               .address(u"192.0.2.11"_s, ConnectOutcome::Refused).done()
        << Expected{u"network.refused"_s, u"192.0.2.10:3128"_s, {},
                    {u"endpoint.local-helper-not-running"_s}, Confidence::Certain};
    ROW("refused on this computer: the helper is not running")
        << CaseBuilder::asked().proxy(u"127.0.0.1"_s, 3128).resolve(ResolveOutcome::Literal)
               .address(u"127.0.0.1"_s, ConnectOutcome::Refused).done()
        << Expected{u"endpoint.local-helper-not-running"_s, u"127.0.0.1:3128"_s, {},
                    {u"network.refused"_s}, Confidence::Certain, {}, Actor::User};
    ROW("no answer to the connection attempt")
        << CaseBuilder::asked().resolve(ResolveOutcome::Literal)
               .address(u"192.0.2.10"_s, ConnectOutcome::TimedOut).done()
        << Expected{u"network.timed-out"_s, u"192.0.2.10"_s, {}, {u"network.refused"_s},
                    Confidence::Certain, {{u"seconds"_s, u"10"_s}}};
    ROW("no route")
        << CaseBuilder::asked().resolve(ResolveOutcome::Literal)
               .address(u"192.0.2.10"_s, ConnectOutcome::Unreachable).done()
        << Expected{u"network.unreachable"_s, u"192.0.2.10"_s, {}, {u"network.timed-out"_s}};
    ROW("no way for IPv6, refused over IPv4")
        << CaseBuilder::asked().resolve(ResolveOutcome::Resolved)
               .address(u"2001:db8::1"_s, ConnectOutcome::Unreachable)
               .address(u"192.0.2.10"_s, ConnectOutcome::Refused).done()
        << Expected{u"network.refused"_s, u"192.0.2.10"_s, {}, {u"network.unreachable"_s}};
    ROW("one address refuses, another works: not the cause")
        << CaseBuilder::live().address(u"192.0.2.11"_s, ConnectOutcome::Refused).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"network.some-addresses-fail"_s},
                    {u"network.refused"_s}};
    ROW("one address of several is not heard of")
        << CaseBuilder::live().address(u"192.0.2.11"_s, ConnectOutcome::TimedOut).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"network.some-addresses-fail"_s},
                    {u"network.timed-out"_s}};
    ROW("IPv6 without a route beside a working IPv4")
        << CaseBuilder::live().address(u"2001:db8::1"_s, ConnectOutcome::Unreachable).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {},
                    {u"network.some-addresses-fail"_s, u"network.unreachable"_s}};
    ROW("a host that cannot be reached beside another of the same family")
        << CaseBuilder::live().address(u"192.0.2.11"_s, ConnectOutcome::Unreachable).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"network.some-addresses-fail"_s}, {}};
    ROW("stopped before an address could answer")
        << CaseBuilder::live().address(u"192.0.2.11"_s, ConnectOutcome::Cancelled).target(http)
               .plain(http, ok).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {}, {u"network.some-addresses-fail"_s}};
    const auto two = [] {
        return CaseBuilder::live().address(u"192.0.2.11"_s, ConnectOutcome::Connected).typed(u"dev"_s)
            .target(http);
    };
    const QString other = u"192.0.2.11:3128"_s;
    ROW("two addresses alike, but for the name of the node")
        << two().plain(http, "HTTP/1.1 407 No | Via: 1.1 node1 | Proxy-Authenticate: Basic realm=\"Corp\"")
               .plain(http, "HTTP/1.1 407 No | Via: 1.1 node2 | Proxy-Authenticate: Basic realm=\"Corp\"")
               .control().at(other).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {u"network.some-addresses-fail"_s}};
    ROW("the other address offers other methods")
        << two().plain(http, basic).plain(http, "HTTP/1.1 407 No | Proxy-Authenticate: NTLM")
               .control().at(other).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"network.some-addresses-fail"_s}, {}};
    ROW("the other address has another realm")
        << two().plain(http, basic).plain(http, "HTTP/1.1 407 No | Proxy-Authenticate: Basic realm=\"Lab\"")
               .control().at(other).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"network.some-addresses-fail"_s}, {}};
    ROW("the other address lets everybody pass")
        << two().plain(http, basic).plain(http, ok).control().at(other).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"network.some-addresses-fail"_s},
                    {u"healthy.no-sign-in-asked"_s}};
    ROW("the address in use is silent, the other one asks")
        << two().plain(http, {}).nothing(ExchangeEnd::IdleTimeout).plain(http, basic).control().at(other).done()
        << Expected{u"network.some-addresses-fail"_s, u"407"_s, {u"network.no-reply"_s}, {},
                    Confidence::Certain, {{u"used"_s, u"192.0.2.10"_s}, {u"others"_s, u"192.0.2.11"_s}}};
    ROW("the other address is silent")
        << two().plain(http, basic).plain(http, {}).control().at(other)
               .nothing(ExchangeEnd::IdleTimeout, 4000).signedPlain(http, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"network.some-addresses-fail"_s},
                    {u"network.no-reply"_s}};
    ROW("both fail alike: the fault is not one address")
        << two().plain(http, {}).nothing(ExchangeEnd::Reset).plain(http, {}).control().at(other)
               .nothing(ExchangeEnd::Reset).done()
        << Expected{u"network.reset"_s, u"reset"_s, {}, {u"network.some-addresses-fail"_s}};
    ROW("closed after the request")
        << CaseBuilder::live().plain(http, {}).nothing(ExchangeEnd::ClosedByPeer)
               .connect(tunnel, {}).nothing(ExchangeEnd::ClosedByPeer).done()
        << Expected{u"network.reset"_s, u"closed-by-peer"_s, {},
                    {u"network.no-reply"_s, u"tunnel.dropped-without-challenge"_s}};
    ROW("reset after the request")
        << CaseBuilder::live().plain(http, {}).nothing(ExchangeEnd::Reset).done()
        << Expected{u"network.reset"_s, u"reset"_s, {}, {u"network.no-reply"_s}, Confidence::Likely};
    ROW("silence until the deadline")
        << CaseBuilder::live().plain(http, {}).nothing(ExchangeEnd::IdleTimeout).done()
        << Expected{u"network.no-reply"_s, u"idle-timeout"_s, {},
                    {u"network.reset"_s, u"network.timed-out"_s}, Confidence::Certain,
                    {{u"seconds"_s, u"15"_s}}};
    ROW("CONNECT without credentials dropped, with credentials it passes")
        << CaseBuilder::live().typed(u"dev"_s).connect(tunnel, {}).nothing(ExchangeEnd::ClosedByPeer)
               .signedConnect(tunnel, open).inside(https, ok).done()
        << Expected{u"tunnel.dropped-without-challenge"_s, u"closed-by-peer"_s, {}, {u"network.reset"_s}};
    ROW("CONNECT dropped, the plain request asked for a sign-in: that comes first")
        << CaseBuilder::live().plain(http, vendor("polipo-407")).connect(tunnel, {})
               .nothing(ExchangeEnd::ClosedByPeer).done()
        << Expected{u"credentials.missing"_s, u"407"_s, {u"network.reset"_s}};
    ROW("the signed request is lost with its connection, and passes on another")
        << CaseBuilder::live().typed(u"dev"_s).connect(tunnel, vendor("mitmproxy-407")).onConnection(1)
               .signedConnect(tunnel, {}).onConnection(1).nothing(ExchangeEnd::ClosedByPeer)
               .signedConnect(tunnel, open).onConnection(2).inside(https, ok).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {u"proxy.retry-ignored"_s}, {u"network.reset"_s}};
    ROW("the signed request is not heard, then refused")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).onConnection(1)
               .signedPlain(http, {}).onConnection(1).nothing(ExchangeEnd::IdleTimeout)
               .signedPlain(http, basic).onConnection(2).rejectedByEngine().attempts(2, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {},
                    {u"network.no-reply"_s, u"proxy.retry-ignored"_s}};
    ROW("the signed request is ignored on the connection of the 407")
        << CaseBuilder::live().typed(u"dev"_s).connect(tunnel, vendor("mitmproxy-407")).onConnection(1)
               .signedConnect(tunnel, {}).onConnection(1).nothing(ExchangeEnd::IdleTimeout)
               .signedConnect(tunnel, open).onConnection(2).inside(https, ok).done()
        << Expected{u"proxy.retry-ignored"_s, u"407"_s, {}, {u"network.no-reply"_s}};
}

void TestDiagnose::endpointRows()
{
    ROW("an SSH server")
        << CaseBuilder::live().plain(http, {}).bytes("SSH-2.0-OpenSSH_9.2p1\r\n").done()
        << Expected{u"endpoint.not-http"_s, u"SSH-2.0-OpenSSH_9.2p1"_s, {},
                    {u"endpoint.protocol-broken"_s, u"network.reset"_s}, Confidence::Certain,
                    {{u"protocol"_s, u"SSH"_s}}};
    ROW("a mail server")
        << CaseBuilder::live().plain(http, {}).bytes("220 mail.example ESMTP ready\r\n").done()
        << Expected{u"endpoint.not-http"_s, u"220 mail.example ESMTP"_s, {}, {}, std::nullopt,
                    {{u"protocol"_s, u"SMTP"_s}}};
    ROW("bytes of nothing known")
        << CaseBuilder::live().plain(http, {}).bytes(QByteArray("\x99\x01\x02xyz", 6)).done()
        << Expected{u"endpoint.not-http"_s, u"xyz"_s, {}, {u"endpoint.is-socks"_s}};
    ROW("a TLS alert")
        << CaseBuilder::live().plain(http, {}).bytes(QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7)).done()
        << Expected{u"endpoint.expects-tls"_s, {}, {}, {u"endpoint.not-http"_s, u"network.reset"_s},
                    Confidence::Certain, {{u"alert"_s, u"40"_s}}};
    ROW("plain HTTP sent to nginx' TLS port")
        << CaseBuilder::live().plain(http, vendor("nginx-tls-port")).connect(tunnel, vendor("nginx-tls-port")).done()
        << Expected{u"endpoint.expects-tls"_s, u"plain HTTP request was sent to HTTPS port"_s, {},
                    {u"endpoint.not-a-proxy"_s, u"tunnel.connect-unsupported"_s}};
    ROW("a SOCKS server refuses")
        << CaseBuilder::live().plain(http, {}).bytes(QByteArray("\x05\xff", 2)).done()
        << Expected{u"endpoint.is-socks"_s, {}, {}, {u"endpoint.not-http"_s}, Confidence::Certain,
                    {{u"version"_s, u"5"_s}}};
    ROW("nginx: its own page, CONNECT refused")
        << CaseBuilder::live().target(http).plain(http, vendor("nginx-page")).connect(tunnel, vendor("nginx-connect")).done()
        << Expected{u"endpoint.not-a-proxy"_s, u"400 Bad Request"_s, {},
                    {u"tunnel.connect-unsupported"_s, u"healthy.no-sign-in-asked"_s}, Confidence::Likely,
                    {{u"server"_s, u"nginx/1.26.3"_s}}};
    ROW("nginx: the same page for the bare path proves it")
        << CaseBuilder::live().plain(http, vendor("nginx-page")).connect(tunnel, vendor("nginx-connect"))
               .plain(http, vendor("nginx-page")).origin("/").control().done()
        << Expected{u"endpoint.not-a-proxy"_s, u"400 Bad Request"_s, {}, {}, Confidence::Certain};
    const QByteArray page = "HTTP/1.1 200 OK | Server: Web | Content-Type: text/html || <!DOCTYPE html><title>Shop</title>";
    ROW("a page where the tunnel was to begin")
        << CaseBuilder::live().target(http).target(https).plain(http, page)
               .connect(tunnel, "HTTP/1.1 200 OK | Server: Web | Content-Type: text/html")
               .deadTunnel(https, ExchangeEnd::TlsFailed).bytes("<!DOCTYPE html><title>Shop</title>")
               .endDetail(u"bytes-before-tls"_s).done()
        << Expected{u"endpoint.not-a-proxy"_s, u"200 OK"_s, {},
                    {u"tunnel.broken-after-established"_s, u"healthy.no-sign-in-asked"_s}};
    ROW("other bytes where the tunnel was to begin: it was open, and broke")
        << CaseBuilder::live().target(https).connect(tunnel, open)
               .deadTunnel(https, ExchangeEnd::TlsFailed).bytes("SSH-2.0-OpenSSH_9.2p1\r\n")
               .endDetail(u"bytes-before-tls"_s).done()
        << Expected{u"tunnel.broken-after-established"_s, u"200"_s, {}, {u"endpoint.not-a-proxy"_s}};
    ROW("Apache without proxying: 404 and 405")
        << CaseBuilder::live().plain(http, vendor("apache-web-404")).connect(tunnel, vendor("apache-web-connect")).done()
        << Expected{u"endpoint.not-a-proxy"_s, u"405 Method Not Allowed"_s, {},
                    {u"origin.not-found"_s, u"tunnel.connect-unsupported"_s}};
    ROW("Python's web server")
        << CaseBuilder::live().plain(http, vendor("python-404")).connect(tunnel, vendor("python-connect")).done()
        << Expected{u"endpoint.not-a-proxy"_s, u"501 Unsupported method"_s, {}, {u"origin.not-found"_s}};
    ROW("a PAC file instead of an answer")
        << CaseBuilder::live().target(http)
               .plain(http, "HTTP/1.1 200 OK | Content-Type: application/x-ns-proxy-autoconfig || "
                            "function FindProxyForURL(url, host) { return \"DIRECT\"; }").done()
        << Expected{u"endpoint.serves-pac"_s, u"FindProxyForURL"_s, {},
                    {u"endpoint.not-a-proxy"_s, u"healthy.no-sign-in-asked"_s}, Confidence::Certain};
    ROW("a PAC file that was asked for is no sign of anything")
        << CaseBuilder::live().target(u"http://example.com/proxy.pac"_s)
               .plain(u"http://example.com/proxy.pac"_s, "HTTP/1.1 200 OK || function FindProxyForURL(u, h) {}").done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {}, {u"endpoint.serves-pac"_s}};
    ROW("the address given is that of a PAC file")
        << CaseBuilder::asked().given(u"http://wpad.example/wpad.dat"_s)
               .problem(InputProblemKind::PacUrl, u"url"_s).done()
        << Expected{u"endpoint.serves-pac"_s, u"wpad.dat"_s, {}, {}, Confidence::Likely,
                    {{u"by"_s, u"address"_s}}};
    ROW("a status line that cannot be read")
        << CaseBuilder::live().plain(http, "HTTP/1.1 4O7 Proxy Authentication Required | Server: x").done()
        << Expected{u"endpoint.protocol-broken"_s, u"4O7"_s, {}, {u"endpoint.not-http"_s},
                    Confidence::Certain, {{u"problem"_s, u"no-status"_s}}};
    ROW("broken off in the middle of the head")
        << CaseBuilder::live().plain(http, {})
               .cutHead("HTTP/1.1 407 Proxy Auth", ExchangeEnd::ClosedByPeer).done()
        << Expected{u"endpoint.protocol-broken"_s, u"407 Proxy Auth"_s, {},
                    {u"network.reset"_s}, Confidence::Certain, {{u"problem"_s, u"cut-off"_s}}};
    ROW("a head without end")
        << CaseBuilder::live().plain(http, {})
               .cutHead("HTTP/1.1 200 OK\r\nX-Filler: aaaaaaaa", ExchangeEnd::LimitReached).done()
        << Expected{u"endpoint.protocol-broken"_s, u"X-Filler"_s, {}, {}, std::nullopt,
                    {{u"problem"_s, u"limit"_s}}};
    ROW("a line without a colon is dropped, the others are read: a warning")
        << CaseBuilder::live().plain(http,
               "HTTP/1.1 407 X | Proxy Connection | Proxy-Authenticate: Basic realm=\"a\"").done()
        << Expected{u"credentials.missing"_s, u"407"_s, {u"endpoint.protocol-broken"_s}};
    ROW("a page without a head")
        << CaseBuilder::live().plain(http, {}).bytes("<html><body>Auth result: Invalid user.</body></html>").done()
        << Expected{u"endpoint.protocol-broken"_s, u"<html"_s, {}, {u"endpoint.not-http"_s}};
}

void TestDiagnose::tunnelRows()
{
    ROW("CONNECT is not supported, plain requests are passed on")
        << CaseBuilder::live().target(http).target(https).plain(http, vendor("squid-forwarded-200"))
               .connect(tunnel, "HTTP/1.1 501 Not Implemented").done()
        << Expected{u"tunnel.connect-unsupported"_s, u"501"_s, {}, {u"endpoint.not-a-proxy"_s},
                    Confidence::Certain};
    ROW("a signed CONNECT gets 405 after a challenge")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).signedPlain(http, ok)
               .signedConnect(tunnel, "HTTP/1.1 405 Method Not Allowed").done()
        << Expected{u"tunnel.connect-unsupported"_s, u"405"_s, {},
                    {u"endpoint.not-a-proxy"_s, u"credentials.rejected"_s}};
    ROW("Squid refuses the port before it asks for a sign-in")
        << CaseBuilder::live().connect(u"example.com:8443"_s, vendor("squid-403"))
               .connect(tunnel, vendor("squid-407")).control().done()
        << Expected{u"tunnel.port-not-allowed"_s, u"403 Forbidden"_s, {},
                    {u"policy.forbidden"_s, u"credentials.missing"_s, u"policy.address-not-allowed"_s},
                    Confidence::Certain, {{u"targetPort"_s, u"8443"_s}, {u"allowedPort"_s, u"443"_s}}};
    ROW("Squid refuses the port, with a sign-in that works")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor("squid-407"))
               .signedPlain(http, vendor("squid-forwarded-200"))
               .signedConnect(u"example.com:25"_s, vendor("squid-403"))
               .signedConnect(tunnel, open).control().done()
        << Expected{u"tunnel.port-not-allowed"_s, u"403 Forbidden"_s, {},
                    {u"policy.forbidden"_s, u"healthy.signed-in"_s}};
    ROW("port 443 of that host is refused the same way: it is not the port")
        << CaseBuilder::live().target(http).plain(http, vendor("squid-forwarded-200"))
               .connect(u"blocked.example:8443"_s, vendor("squid-403"))
               .connect(u"blocked.example:443"_s, vendor("squid-403")).control().done()
        << Expected{u"policy.forbidden"_s, u"403 Forbidden"_s, {}, {u"tunnel.port-not-allowed"_s},
                    Confidence::Certain};
    ROW("another host is allowed on 443, this one on neither port: it is not the port")
        << CaseBuilder::live().connect(tunnel, open).inside(https, ok)
               .connect(u"blocked.example:8443"_s, vendor("squid-403"))
               .connect(u"blocked.example:443"_s, vendor("squid-403")).control().done()
        << Expected{u"policy.forbidden"_s, u"403 Forbidden"_s, {}, {u"tunnel.port-not-allowed"_s}};
    ROW("another host is allowed on 443, this one refused on its own port: likely the port")
        << CaseBuilder::live().connect(tunnel, open).inside(https, ok)
               .connect(u"other.example:8443"_s, vendor("squid-403")).done()
        << Expected{u"tunnel.port-not-allowed"_s, u"403 Forbidden"_s, {}, {u"policy.forbidden"_s},
                    Confidence::Likely};
    ROW("a site refused after the sign-in; 443 only asked for one: not proof about the port")
        << CaseBuilder::live().typed(u"dev"_s).connect(u"blocked.example:8443"_s, vendor("squid-407"))
               .connect(u"blocked.example:443"_s, vendor("squid-407")).control()
               .signedConnect(u"blocked.example:8443"_s, vendor("squid-403")).done()
        << Expected{u"policy.forbidden"_s, u"403 Forbidden"_s, {}, {u"tunnel.port-not-allowed"_s},
                    Confidence::Likely};
    for (const char *id : {"tinyproxy-port", "apache-port", "polipo-port"}) {
        ROW(QByteArray(QByteArray("the proxy says itself that it is the port: ") + id).constData())
            << CaseBuilder::live().connect(u"example.com:8443"_s, vendor(id)).done()
            << Expected{u"tunnel.port-not-allowed"_s, u"403"_s, {}, {u"policy.forbidden"_s},
                        Confidence::Certain};
    }
    ROW("the same sign-in is good for the plain request only")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, basic).connect(tunnel, basic)
               .signedPlain(http, ok).signedConnect(tunnel, basic).attempts(2, 1).done()
        << Expected{u"tunnel.sign-in-only-for-get"_s, u"407"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {{u"works"_s, u"plain"_s}}};
    ROW("407 inside the tunnel")
        << CaseBuilder::live().connect(tunnel, open).inside(https, basic).done()
        << Expected{u"tunnel.challenge-inside"_s, u"407"_s, {},
                    {u"credentials.missing"_s, u"credentials.rejected"_s}, Confidence::Certain};
    ROW("the tunnel dies before TLS is up")
        << CaseBuilder::live().target(https).connect(tunnel, open).deadTunnel(https, ExchangeEnd::ClosedByPeer).done()
        << Expected{u"tunnel.broken-after-established"_s, u"200 Connection established"_s, {},
                    {u"tls.target-failed"_s, u"healthy.no-sign-in-asked"_s}, Confidence::Certain};
    ROW("something that is no TLS speaks first in the tunnel")
        << CaseBuilder::live().target(https).connect(tunnel, open).deadTunnel(https, ExchangeEnd::TlsFailed)
               .bytes("<html>Please log in</html>").done()
        << Expected{u"tunnel.broken-after-established"_s, u"Please log in"_s, {}, {u"endpoint.not-http"_s}};
    TlsFacts untrusted;
    untrusted.problems = {u"untrusted"_s};
    untrusted.chain = {CertificateFacts{}};
    untrusted.chain.first().issuer = u"CN=Some CA"_s;
    ROW("the target's certificate is not trusted")
        << CaseBuilder::live().connect(tunnel, open).deadTunnel(https, ExchangeEnd::TlsFailed, untrusted).done()
        << Expected{u"tls.target-failed"_s, u"untrusted"_s, {}, {u"tunnel.broken-after-established"_s},
                    Confidence::Certain, {{u"problem"_s, u"untrusted"_s}}};
    TlsFacts expired = untrusted;
    expired.problems = {u"expired"_s};
    ROW("the target's certificate has expired")
        << CaseBuilder::live().connect(tunnel, open).deadTunnel(https, ExchangeEnd::TlsFailed, expired).done()
        << Expected{u"tls.target-failed"_s, u"expired"_s, {}, {}, std::nullopt, {}, Actor::SiteOwner};
    TlsFacts inspected = untrusted;
    inspected.chain.first().issuer = u"CN=Zscaler Root CA, O=Zscaler Inc."_s;
    ROW("the certificate is made by an inspecting proxy")
        << CaseBuilder::live().connect(tunnel, open).deadTunnel(https, ExchangeEnd::TlsFailed, inspected).done()
        << Expected{u"tls.target-intercepted"_s, u"Zscaler"_s, {}, {u"tls.target-failed"_s}};
    TlsFacts accepted = inspected;
    accepted.problems.clear();
    accepted.established = true;
    ROW("an inspecting proxy that is trusted is a note")
        << CaseBuilder::live().target(https).connect(tunnel, open).inside(https, ok).tls(accepted).done()
        << Expected{u"healthy.no-sign-in-asked"_s, u"200"_s, {u"tls.target-intercepted"_s}};
}

void TestDiagnose::proxyTlsRows()
{
    TlsFacts good;
    good.established = true;
    good.version = u"TLSv1.3"_s;
    good.serverName = u"proxy.example"_s;
    good.chain = {CertificateFacts{}};
    good.chain.first().subject = u"CN=proxy.corp.example"_s;
    good.chain.first().issuer = u"CN=Corp CA"_s;
    good.chain.first().names = {u"proxy.corp.example"_s};
    good.chain.first().notAfter = u"2020-01-01T00:00:00Z"_s;
    const auto with = [good](const QStringList &problems) {
        TlsFacts facts = good;
        facts.problems = problems;
        return facts;
    };
    const QString certificate = u"certificate"_s;
    ROW("signed in over TLS: nothing in clear")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, basic).tls(good)
               .signedPlain(http, ok).tls(good).done()
        << Expected{u"healthy.signed-in"_s, u"Proxy-Authorization: Basic"_s, {},
                    {u"scheme.basic-in-clear"_s}};
    ROW("the proxy's certificate is not trusted")
        << CaseBuilder::live().typed(u"dev"_s).target(http).proxyTls(certificate, with({u"untrusted"_s})).done()
        << Expected{u"tls.certificate-untrusted"_s, u"CN=proxy.corp.example"_s, {},
                    {u"tls.target-intercepted"_s, u"tls.target-failed"_s, u"unknown.needs-a-look"_s,
                     u"credentials.missing"_s},
                    Confidence::Certain, {{u"issuer"_s, u"CN=Corp CA"_s}}, Actor::HelpDesk};
    ROW("the proxy's certificate is for another name")
        << CaseBuilder::live().target(http).proxyTls(certificate, with({u"name-mismatch"_s})).done()
        << Expected{u"tls.certificate-name-mismatch"_s, u"name-mismatch"_s, {},
                    {u"tls.certificate-untrusted"_s}, Confidence::Certain,
                    {{u"serverName"_s, u"proxy.example"_s}, {u"names"_s, u"proxy.corp.example"_s}}};
    ROW("the proxy's certificate has expired")
        << CaseBuilder::live().target(http).proxyTls(certificate, with({u"expired"_s})).done()
        << Expected{u"tls.certificate-expired"_s, u"expired"_s, {}, {u"tls.certificate-untrusted"_s},
                    Confidence::Certain, {{u"notAfter"_s, u"2020-01-01T00:00:00Z"_s}}};
    ROW("expired and not trusted: the issuer comes first")
        << CaseBuilder::live().target(http).proxyTls(certificate, with({u"expired"_s, u"self-signed"_s})).done()
        << Expected{u"tls.certificate-untrusted"_s, u"expired"_s, {}, {u"tls.certificate-expired"_s}};
    ROW("the proxy wants a certificate, said in the handshake")
        << CaseBuilder::live().target(http).proxyTls(u"client-certificate"_s, TlsFacts()).done()
        << Expected{u"tls.client-certificate-required"_s, u"client-certificate"_s, {},
                    {u"tls.handshake-failed"_s}, Confidence::Certain};
    ROW("the proxy wants a certificate, said behind the handshake")
        << CaseBuilder::live().target(http).plain(http, {}).nothing(ExchangeEnd::TlsFailed).tls(good)
               .proxyTls(u"client-certificate"_s, good).done()
        << Expected{u"tls.client-certificate-required"_s, {}, {},
                    {u"network.reset"_s, u"tls.handshake-failed"_s}};
    TlsFacts refused;
    refused.serverName = u"proxy.example"_s;
    refused.detail = u"tlsv1 alert protocol version"_s;
    ROW("the handshake fails by an alert")
        << CaseBuilder::live().target(http).proxyTls(u"handshake"_s, refused).done()
        << Expected{u"tls.handshake-failed"_s, u"alert protocol version"_s, {},
                    {u"endpoint.does-not-speak-tls"_s}, Confidence::Certain};
    ROW("the handshake is cut, and in clear there is no answer either")
        << CaseBuilder::live().target(http).proxyTls(u"closed"_s, TlsFacts()).askedInClear({})
               .nothing(ExchangeEnd::ClosedByPeer).done()
        << Expected{u"tls.handshake-failed"_s, u"closed"_s, {}, {u"endpoint.does-not-speak-tls"_s},
                    Confidence::Likely};
    ROW("the handshake is cut, and in clear there is an answer")
        << CaseBuilder::live().target(http).proxyTls(u"closed"_s, TlsFacts()).askedInClear(basic).done()
        << Expected{u"endpoint.does-not-speak-tls"_s, u"407 Proxy Authentication Required"_s, {},
                    {u"tls.handshake-failed"_s, u"credentials.missing"_s, u"scheme.basic-in-clear"_s},
                    Confidence::Certain};
    ROW("the ClientHello is answered with HTTP")
        << CaseBuilder::live().target(http).proxyTls(u"not-tls"_s, TlsFacts())
               .bytes("HTTP/1.1 400 Bad Request\r\n\r\n").done()
        << Expected{u"endpoint.does-not-speak-tls"_s, u"HTTP/1.1 400 Bad Request"_s, {},
                    {u"tls.handshake-failed"_s, u"endpoint.protocol-broken"_s}, Confidence::Certain};
    ROW("the ClientHello is answered by an SSH server")
        << CaseBuilder::live().target(http).proxyTls(u"not-tls"_s, TlsFacts())
               .bytes("SSH-2.0-OpenSSH_9.2p1\r\n").done()
        << Expected{u"endpoint.not-http"_s, u"SSH-2.0"_s, {}, {u"endpoint.does-not-speak-tls"_s},
                    Confidence::Certain, {{u"protocol"_s, u"SSH"_s}}};
    ROW("closed in clear, while a ClientHello is answered")
        << CaseBuilder::live().target(http).plain(http, {}).nothing(ExchangeEnd::ClosedByPeer)
               .proxyTls({}, good).control().done()
        << Expected{u"endpoint.expects-tls"_s, u"TLSv1.3"_s, {}, {u"network.reset"_s}, Confidence::Certain};
    ROW("silent in clear, while a ClientHello is answered by an alert")
        << CaseBuilder::live().target(http).plain(http, {}).nothing(ExchangeEnd::IdleTimeout)
               .proxyTls(u"handshake"_s, refused).control().done()
        << Expected{u"endpoint.expects-tls"_s, u"alert"_s, {}, {u"network.no-reply"_s}};
    ROW("closed in clear and over TLS")
        << CaseBuilder::live().target(http).plain(http, {}).nothing(ExchangeEnd::ClosedByPeer)
               .proxyTls(u"closed"_s, TlsFacts()).control().done()
        << Expected{u"network.reset"_s, {}, {}, {u"endpoint.expects-tls"_s, u"tls.handshake-failed"_s}};
}

void TestDiagnose::policyRows()
{
    const QString blocked = u"http://blocked.example/"_s;
    ROW("Squid forbids one site, after the sign-in")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, vendor("squid-407")).signedPlain(http, vendor("squid-forwarded-200"))
               .plain(blocked, vendor("squid-407")).signedPlain(blocked, vendor("squid-403")).done()
        << Expected{u"policy.forbidden"_s, u"ERR_ACCESS_DENIED"_s, {},
                    {u"credentials.rejected"_s, u"origin.refused"_s, u"policy.address-not-allowed"_s},
                    Confidence::Certain, {{u"signedIn"_s, u"yes"_s}, {u"targetHost"_s, u"blocked.example"_s}}};
    ROW("tinyproxy filters one site")
        << CaseBuilder::live().plain(http, vendor("tinyproxy-forwarded-200")).plain(blocked, vendor("tinyproxy-filtered")).done()
        << Expected{u"policy.forbidden"_s, u"403 Filtered"_s, {}, {u"origin.refused"_s}};
    ROW("the same sign-in is asked for again for one site only")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).signedPlain(http, ok)
               .signedPlain(blocked, basic).attempts(2, 1).done()
        << Expected{u"policy.forbidden"_s, u"407"_s, {}, {u"credentials.rejected"_s}, Confidence::Likely};
    ROW("Apache forbids a plain request: the same server that asked for the sign-in")
        << CaseBuilder::live().typed(u"dev"_s).plain(blocked, vendor("apache-407"))
               .signedPlain(blocked, "HTTP/1.1 403 Forbidden | Server: Apache/2.4.71 (Debian)").done()
        << Expected{u"policy.forbidden"_s, u"403"_s, {}, {u"origin.refused"_s}, Confidence::Likely};
    const QByteArray child = "HTTP/1.1 407 No | Server: squid/5.7 | Via: 1.1 child (squid/5.7)"
                             " | Proxy-Authenticate: Basic realm=\"child\"";
    ROW("a parent proxy asks after the first was satisfied, its question is taken off")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, child)
               .signedPlain(http, "HTTP/1.1 407 No | Server: squid/5.7"
                                  " | Via: 1.1 parent (squid/5.7), 1.1 child (squid/5.7)")
               .rejectedByEngine().attempts(1, 1).done()
        << Expected{u"proxy.upstream-sign-in"_s, u"1.1 parent"_s, {},
                    {u"credentials.rejected"_s, u"scheme.challenge-missing"_s, u"credentials.attempt-limit"_s}};
    ROW("a parent proxy asks in the first one's place for CONNECT")
        << CaseBuilder::live().typed(u"dev"_s).target(https).connect(tunnel, child)
               .signedConnect(tunnel, "HTTP/1.1 407 No | Server: squid/5.7 | Via: 1.1 parent (squid/5.7)"
                                      " | Proxy-Authenticate: Basic realm=\"parent\"")
               .rejectedByEngine().attempts(1, 1).done()
        << Expected{u"proxy.upstream-sign-in"_s, u"parent"_s, {}, {u"credentials.rejected"_s},
                    std::nullopt, {{u"realm"_s, u"parent"_s}, {u"ownRealm"_s, u"child"_s}}};
    ROW("another node of the same proxy asks again: refused")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, child)
               .signedPlain(http, "HTTP/1.1 407 No | Server: squid/5.7 | Via: 1.1 node2 (squid/5.7)"
                                  " | Proxy-Authenticate: Basic realm=\"child\"")
               .rejectedByEngine().attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"proxy.upstream-sign-in"_s}};
    ROW("the realm tells that it was refused: the proxy's own words")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, child)
               .signedPlain(http, "HTTP/1.1 407 No | Server: squid/5.7 | Via: 1.1 child (squid/5.7)"
                                  " | Proxy-Authenticate: Basic realm=\"wrong password\"")
               .rejectedByEngine().attempts(1, 1).done()
        << Expected{u"credentials.rejected"_s, u"407"_s, {}, {u"proxy.upstream-sign-in"_s}};
    ROW("one website sends a 407 of its own through the proxy")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(blocked).plain(http, child)
               .signedPlain(http, ok)
               .signedPlain(blocked, "HTTP/1.1 407 No | Server: gateway | Via: 1.1 child (squid/5.7)")
               .rejectedByEngine().attempts(2, 1).done()
        << Expected{u"origin.sends-407"_s, u"gateway"_s, {},
                    {u"credentials.rejected"_s, u"policy.forbidden"_s, u"scheme.challenge-missing"_s}};
    ROW("a captive network wants its own sign-in")
        << CaseBuilder::live().target(http)
               .plain(http, "HTTP/1.1 511 Network Authentication Required || <title>Welcome to the hotel</title>").done()
        << Expected{u"network.captive-portal"_s, u"511"_s, {},
                    {u"proxy.internal-error"_s, u"origin.server-error"_s}};
    const QByteArray hotel = "HTTP/1.1 302 Found | Location: http://login.hotel.example/welcome";
    ROW("CONNECT and the plain request are sent to the same login page: a guest network")
        << CaseBuilder::live().target(http).target(https).plain(http, hotel).connect(tunnel, hotel).done()
        << Expected{u"network.captive-portal"_s, u"Location: http://login.hotel.example/welcome"_s, {},
                    {u"unknown.needs-a-look"_s, u"healthy.no-sign-in-asked"_s}, Confidence::Likely};
    const QByteArray saml
        = "HTTP/1.1 302 Found | Location: https://login.microsoftonline.com/x/saml2?SAMLRequest=abc";
    ROW("CONNECT and the plain request are sent to where people sign in for everything: the proxy's")
        << CaseBuilder::live().target(http).target(https).plain(http, saml).connect(tunnel, saml).done()
        << Expected{u"policy.portal"_s, u"SAMLRequest"_s, {}, {u"network.captive-portal"_s}};
    const QByteArray marked
        = "HTTP/1.1 307 Authenticate | Server: BlueCoat-Security-Appliance | Location: http://auth.corp.example/";
    ROW("the answer that sends to a login page is marked as the proxy's")
        << CaseBuilder::live().target(http).target(https).plain(http, marked).connect(tunnel, marked).done()
        << Expected{u"policy.portal"_s, u"auth.corp.example"_s, {}, {u"network.captive-portal"_s}};
    ROW("sent to a login page after the sign-in: the proxy's own")
        << CaseBuilder::live().typed(u"dev"_s).target(http).target(https).plain(http, basic)
               .connect(tunnel, basic).signedPlain(http, hotel).signedConnect(tunnel, hotel)
               .attempts(2, 0).done()
        << Expected{u"policy.portal"_s, u"login.hotel.example"_s, {},
                    {u"network.captive-portal"_s, u"credentials.rejected"_s}, Confidence::Likely};
    ROW("CONNECT is sent elsewhere, the plain request is answered: no login page for everything")
        << CaseBuilder::live().target(http).target(https).plain(http, ok).connect(tunnel, hotel).done()
        << Expected{u"unknown.needs-a-look"_s, u"302"_s, {},
                    {u"network.captive-portal"_s, u"policy.portal"_s}};
    const QByteArray ownVia = "HTTP/1.1 403 Forbidden | Via: 1.1 gate";
    ROW("everything forbidden by a proxy that puts Via on its own refusals")
        << CaseBuilder::live().target(http).target(https).plain(http, ownVia).connect(tunnel, ownVia).done()
        << Expected{u"policy.address-not-allowed"_s, u"403"_s, {}, {u"origin.refused"_s}};
    const QByteArray gateway = "HTTP/1.1 502 Bad Gateway | Via: 1.1 gate";
    ROW("a bad gateway by a proxy that puts Via on its own answers")
        << CaseBuilder::live().target(http).target(https).plain(http, gateway).connect(tunnel, gateway).done()
        << Expected{u"proxy.target-unreachable"_s, u"502"_s, {}, {u"origin.server-error"_s}};
    ROW("everything forbidden, never asked: two hosts")
        << CaseBuilder::live().plain(http, vendor("squid-403")).plain(blocked, vendor("squid-403")).done()
        << Expected{u"policy.address-not-allowed"_s, u"403 Forbidden"_s, {}, {u"policy.forbidden"_s},
                    Confidence::Likely, {{u"localAddress"_s, u"192.0.2.77"_s}}};
    ROW("everything forbidden, never asked: one host")
        << CaseBuilder::live().plain(http, vendor("squid-403")).connect(tunnel, vendor("squid-403")).done()
        << Expected{u"policy.address-not-allowed"_s, u"403 Forbidden"_s, {},
                    {u"policy.forbidden"_s, u"tunnel.port-not-allowed"_s}, Confidence::Possible};
    ROW("tinyproxy serves no requests from here")
        << CaseBuilder::live().plain(http, vendor("tinyproxy-address")).done()
        << Expected{u"policy.address-not-allowed"_s, u"has not configured it to service requests"_s, {},
                    {u"policy.forbidden"_s, u"origin.refused"_s}, Confidence::Likely};
    ROW("the words about the client's address, but another site is passed on")
        << CaseBuilder::live().plain(http, vendor("tinyproxy-forwarded-200"))
               .plain(blocked, vendor("tinyproxy-address")).done()
        << Expected{u"policy.forbidden"_s, u"403 Access denied"_s, {}, {u"policy.address-not-allowed"_s}};
    ROW("forbidden for one, passed on for another: not the address")
        << CaseBuilder::live().plain(http, vendor("squid-forwarded-200")).plain(blocked, vendor("squid-403")).done()
        << Expected{u"policy.forbidden"_s, u"403"_s, {}, {u"policy.address-not-allowed"_s}};
    ROW("a provider's word about the account, as 407")
        << CaseBuilder::live().typed(u"dev"_s).plain(http, basic).signedPlain(http, vendor("brightdata-zone"))
               .attempts(1, 1).done()
        << Expected{u"policy.account-or-quota"_s, u"client_10020"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Certain, {}, Actor::Provider};
    for (const char *id : {"squid-connect-fail", "squid-dns-fail", "tinyproxy-unreachable", "apache-dns",
                           "apache-503", "privoxy-503", "3proxy-502"}) {
        ROW(QByteArray(QByteArray("the proxy cannot reach the site (CONNECT): ") + id).constData())
            << CaseBuilder::live().connect(tunnel, vendor(id)).done()
            << Expected{u"proxy.target-unreachable"_s, u"HTTP/1."_s, {},
                        {u"origin.server-error"_s, u"proxy.internal-error"_s, u"credentials.rejected"_s}};
    }
    ROW("Squid cannot resolve the site (plain)")
        << CaseBuilder::live().plain(http, vendor("squid-dns-fail")).done()
        << Expected{u"proxy.target-unreachable"_s, u"ERR_DNS_FAIL"_s, {}, {u"origin.server-error"_s},
                    Confidence::Certain, {{u"problem"_s, u"dns"_s}}};
    ROW("tinyproxy cannot reach the site (plain)")
        << CaseBuilder::live().plain(http, vendor("tinyproxy-unreachable")).done()
        << Expected{u"proxy.target-unreachable"_s, u"500 Unable to connect"_s, {}, {u"origin.server-error"_s}};
    ROW("a 502 without any mark is not certain")
        << CaseBuilder::live().plain(http, "HTTP/1.1 502 Bad Gateway").done()
        << Expected{u"proxy.target-unreachable"_s, u"502"_s, {}, {}, Confidence::Possible};
    ROW("the parent of cntlm is down")
        << CaseBuilder::live().proxy(u"127.0.0.1"_s, 3128).connect(tunnel, vendor("cntlm-down")).done()
        << Expected{u"proxy.target-unreachable"_s, u"unreacheable"_s};
    ROW("the proxy itself fails")
        << CaseBuilder::live().connect(tunnel, "HTTP/1.1 500 Internal Server Error").done()
        << Expected{u"proxy.internal-error"_s, u"500"_s, {}, {u"proxy.target-unreachable"_s}};
    ROW("the proxy behind refused (proxy-chain)")
        << CaseBuilder::live().connect(tunnel, vendor("proxychain-upstream")).done()
        << Expected{u"proxy.upstream-sign-in"_s, u"597 UPSTREAM407"_s, {}, {u"proxy.internal-error"_s}};
}

void TestDiagnose::originRows()
{
    const auto through = [this](const QByteArray &answer) {
        return CaseBuilder::live().typed(u"dev"_s).target(https).connect(tunnel, vendor("squid-407"))
            .signedConnect(tunnel, open).inside(https, answer).attempts(1, 0).done();
    };
    const auto plainly = [this](const char *id) {
        return CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor("squid-407"))
            .signedPlain(http, vendor(id)).attempts(1, 0).done();
    };
    ROW("401 inside the tunnel is the site's")
        << through("HTTP/1.1 401 Unauthorized | WWW-Authenticate: Basic realm=\"Site\"")
        << Expected{u"origin.sign-in-required"_s, u"401"_s, {},
                    {u"scheme.proxy-answers-401"_s, u"credentials.rejected"_s}, Confidence::Certain,
                    {{u"realm"_s, u"Site"_s}}};
    ROW("a 401 of the same program with another realm than the proxy's: not a rejection")
        << CaseBuilder::live().typed(u"dev"_s).target(http).plain(http, vendor("apache-407"))
               .signedPlain(http, "HTTP/1.1 401 Unauthorized | Server: Apache/2.4.71 (Debian) | "
                                  "WWW-Authenticate: Basic realm=\"Site\"").rejectedByEngine().done()
        << Expected{u"origin.sign-in-required"_s, u"401"_s, {}, {u"credentials.rejected"_s},
                    Confidence::Possible};
    ROW("401 passed on to a plain request is the site's")
        << plainly("squid-forwarded-401")
        << Expected{u"origin.sign-in-required"_s, u"401"_s, {}, {u"scheme.proxy-answers-401"_s},
                    Confidence::Likely};
    ROW("403 inside the tunnel is the site's")
        << through("HTTP/1.1 403 Forbidden || <title>Just a moment...</title>")
        << Expected{u"origin.refused"_s, u"403"_s, {}, {u"policy.forbidden"_s}, Confidence::Certain};
    ROW("403 passed on to a plain request is likely the site's")
        << plainly("squid-forwarded-403")
        << Expected{u"origin.refused"_s, u"403"_s, {}, {u"policy.forbidden"_s}, Confidence::Likely};
    ROW("404 of the site") << plainly("squid-forwarded-404")
                           << Expected{u"origin.not-found"_s, u"404"_s, {}, {u"endpoint.not-a-proxy"_s}};
    ROW("404 inside the tunnel") << through("HTTP/1.1 404 Not Found")
                                 << Expected{u"origin.not-found"_s, u"404"_s, {}, {}, Confidence::Certain};
    ROW("500 of the site") << plainly("squid-forwarded-500")
                           << Expected{u"origin.server-error"_s, u"500"_s, {}, {u"proxy.internal-error"_s}};
    ROW("502 inside the tunnel is the site's")
        << through("HTTP/1.1 502 Bad Gateway")
        << Expected{u"origin.server-error"_s, u"502"_s, {}, {u"proxy.target-unreachable"_s},
                    Confidence::Certain};
    ROW("a failing target among passing ones is the verdict")
        << CaseBuilder::live().target(http).target(https).plain(http, vendor("squid-forwarded-200"))
               .connect(tunnel, open).inside(https, "HTTP/1.1 503 Service Unavailable").done()
        << Expected{u"origin.server-error"_s, u"503"_s, {}, {u"healthy.no-sign-in-asked"_s},
                    Confidence::Certain, {{u"target"_s, https}}};
    ROW("a 403 without any mark: whose it is cannot be told")
        << CaseBuilder::live().target(http).plain(http, "HTTP/1.1 403 Forbidden").done()
        << Expected{u"origin.refused"_s, u"403"_s, {}, {}, Confidence::Possible};
}

void TestDiagnose::importedRows()
{
    ROW("pasted: a request without credentials and the 407")
        << CaseBuilder::pasted().plain(http, vendor("squid-407")).done()
        << Expected{u"credentials.missing"_s, u"407"_s, {}, {u"credentials.rejected"_s}, Confidence::Likely};
    ROW("pasted: credentials and the 407")
        << CaseBuilder::pasted().signedConnect(tunnel, vendor("squid-407")).done()
        << Expected{u"credentials.rejected"_s, u"Proxy-Authorization: Basic"_s, {},
                    {u"credentials.missing"_s}, Confidence::Likely};
    ROW("pasted: only the 407 does not tell what was sent")
        << CaseBuilder::pasted().answerOnly(vendor("squid-407")).done()
        << Expected{u"unknown.needs-a-look"_s, u"Proxy-Authenticate: Basic"_s, {},
                    {u"credentials.missing"_s, u"credentials.rejected"_s}, std::nullopt,
                    {{u"question"_s, u"which-request"_s}}};
    ROW("pasted: only the 407, without a challenge")
        << CaseBuilder::pasted().answerOnly(vendor("privoxy-front")).done()
        << Expected{u"scheme.challenge-missing"_s, u"407"_s};
    ROW("pasted: a tunnel with a sign-in")
        << CaseBuilder::pasted().connect(tunnel, basic).signedConnect(tunnel, open).done()
        << Expected{u"healthy.signed-in"_s, u"407"_s, {}, {}, Confidence::Likely};
    ROW("pasted: the 401 behind an opened tunnel is the site's")
        << CaseBuilder::pasted().connect(tunnel, open)
               .inside(https, "HTTP/1.1 401 Unauthorized | WWW-Authenticate: Basic realm=\"Site\"").done()
        << Expected{u"origin.sign-in-required"_s, u"401"_s, {}, {u"scheme.proxy-answers-401"_s}};
    ROW("pasted: an NTLM proxy and a program that sent nothing")
        << CaseBuilder::pasted().plain(http, vendor("tmg-407")).done()
        << Expected{u"credentials.missing"_s, u"NTLM"_s, {}, {u"scheme.none-usable"_s}};
    ROW("pasted: tinyproxy forbids the port")
        << CaseBuilder::pasted().signedConnect(u"example.com:25"_s, vendor("tinyproxy-port")).done()
        << Expected{u"tunnel.port-not-allowed"_s, u"403 Access violation"_s};
    ROW("an empty Case")
        << CaseBuilder::pasted().done()
        << Expected{u"unknown.needs-a-look"_s, {}};
    ROW("a run that was stopped")
        << [] { Case c = CaseBuilder::live().target(http).done(); c.cancelled = true; return c; }()
        << Expected{u"unknown.needs-a-look"_s, {}, {}, {}, std::nullopt, {{u"question"_s, u"run-again"_s}}};
}

void TestDiagnose::verdict_data()
{
    QTest::addColumn<Case>("value");
    QTest::addColumn<Expected>("expected");
    healthyRows();
    inputRows();
    credentialRows();
    schemeRows();
    networkRows();
    endpointRows();
    proxyTlsRows();
    tunnelRows();
    policyRows();
    originRows();
    importedRows();
}

void TestDiagnose::verdict()
{
    QFETCH(Case, value);
    QFETCH(Expected, expected);
    const Diagnosis diagnosis = diagnose(value);
    const QString all = listed(diagnosis);
    QVERIFY2(faultIn(value, diagnosis).isEmpty(), qPrintable(faultIn(value, diagnosis)));

    for (const Finding &finding : diagnosis.findings) {
        for (const RuledOut &out : finding.ruledOut) {
            if (out.because.id != "no-credentials-sent"_L1
                && out.because.id != "found-before-any-password-was-sent"_L1)
                continue;
            for (const Exchange &exchange : value.exchanges) {
                QVERIFY2(!exchange.request.head.toLower().contains("\nproxy-authorization:"),
                         qPrintable(finding.cause + u": "_s + out.because.id));
            }
        }
    }

    const Finding &verdict = diagnosis.verdict();
    QVERIFY2(verdict.cause == expected.verdict, qPrintable(all));
    if (expected.confidence)
        QVERIFY2(verdict.confidence == *expected.confidence, qPrintable(all));
    if (expected.who)
        QCOMPARE(toString(verdict.who), toString(*expected.who));
    for (auto it = expected.params.begin(); it != expected.params.end(); ++it)
        QCOMPARE(verdict.params.value(it.key()), it.value());
    for (const QString &cause : expected.beside)
        QVERIFY2(findingOf(diagnosis, cause), qPrintable(cause + u" not in "_s + all));
    for (const QString &cause : expected.absent)
        QVERIFY2(!findingOf(diagnosis, cause), qPrintable(cause + u" in "_s + all));

    bool shown = expected.shown.isEmpty();
    QStringList texts;
    for (const Evidence &evidence : verdict.evidence) {
        texts.append(evidence.text);
        shown = shown || evidence.text.contains(expected.shown);
    }
    QVERIFY2(shown, qPrintable(texts.join(u" / "_s)));
    // A claim that is more than possible excludes what it is easily confused with.
    const CatalogueEntry *entry = catalogueEntry(verdict.cause);
    if (!entry->neighbours.isEmpty() && verdict.confidence != Confidence::Possible)
        QVERIFY2(!verdict.ruledOut.isEmpty() || !verdict.notExcluded.isEmpty(),
                 qPrintable(verdict.cause));
}

void TestDiagnose::neighboursAreRuledOut()
{
    const Case value = CaseBuilder::live().typed(u"dev"_s).plain(http, vendor("squid-407"))
                           .signedPlain(http, vendor("squid-407")).attempts(1, 1).done();
    const Finding verdict = diagnose(value).verdict();
    QStringList out;
    for (const RuledOut &each : verdict.ruledOut)
        out.append(each.cause);
    for (const QString &neighbour : catalogueEntry(u"credentials.rejected"_s)->neighbours)
        QVERIFY2(out.contains(neighbour), qPrintable(neighbour));
}

void TestDiagnose::decisiveSpans()
{
    const Case value = CaseBuilder::live().plain(http, vendor("squid-multi")).done();
    const Finding verdict = diagnose(value).verdict();
    QCOMPARE(verdict.cause, u"credentials.missing"_s);
    const QByteArray head = value.exchanges.first().response.head;
    const Evidence &status = verdict.evidence.at(0);
    QVERIFY(status.source == EvidenceSource::ResponseHead);
    QCOMPARE(head.mid(status.start, status.length),
             QByteArray("HTTP/1.1 407 Proxy Authentication Required"));
    const Evidence &challenge = verdict.evidence.at(1);
    QCOMPARE(head.mid(challenge.start, challenge.length),
             QByteArray("Proxy-Authenticate: NTLM"));
    const Evidence &request = verdict.evidence.at(2);
    QVERIFY(request.source == EvidenceSource::RequestHead);
    QCOMPARE(request.text, u"GET http://example.com/ HTTP/1.1"_s);
}

/// Where nothing is proven, what is asked for is what is missing.
void TestDiagnose::theOneQuestion_data()
{
    QTest::addColumn<Case>("value");
    QTest::addColumn<QString>("question");
    Case stopped = CaseBuilder::live().target(http).target(https).plain(http, ok).done();
    stopped.cancelled = true;
    QTest::newRow("stopped half-way") << stopped << u"run-again"_s;
    QTest::newRow("nothing was asked") << CaseBuilder::live().done() << u"run-again"_s;
    QTest::newRow("one target was left out")
        << CaseBuilder::live().target(http).target(u"http://other.example/"_s).plain(http, ok).done()
        << u"run-again"_s;
    QTest::newRow("a status that nobody knows, of a plain request only")
        << CaseBuilder::live().target(http).plain(http, "HTTP/1.1 101 Odd").done() << u"try-https"_s;
    QTest::newRow("the same of both kinds: only the proxy's log tells")
        << CaseBuilder::live().target(http).target(https).plain(http, "HTTP/1.1 101 Odd")
               .connect(tunnel, "HTTP/1.1 101 Odd").done()
        << u"ask-proxy-admin-log"_s;
    QTest::newRow("one request, two answers")
        << CaseBuilder::live().target(http).target(https).plain(http, "HTTP/1.1 101 Odd")
               .plain(http, "HTTP/1.1 102 Odder").connect(tunnel, "HTTP/1.1 101 Odd").done()
        << u"repeat-and-compare"_s;
    QTest::newRow("an answer without its request")
        << CaseBuilder::pasted().answerOnly("HTTP/1.1 101 Odd").done() << u"which-request"_s;
    QTest::newRow("a pasted exchange")
        << CaseBuilder::pasted().plain(http, "HTTP/1.1 101 Odd").done() << u"run-live"_s;
}

void TestDiagnose::theOneQuestion()
{
    QFETCH(Case, value);
    QFETCH(QString, question);
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(faultIn(value, diagnosis), QString());
    QVERIFY2(diagnosis.verdict().cause == u"unknown.needs-a-look"_s, qPrintable(listed(diagnosis)));
    QCOMPARE(diagnosis.verdict().params.value(u"question"_s), question);
    QVERIFY(diagnosis.verdict().confidence == Confidence::Possible);
}

/// A pasted text may leave out what would say otherwise.
void TestDiagnose::importedIsNotCertain()
{
    const Case cases[] = {
        CaseBuilder::pasted().plain(http, basic).done(),
        CaseBuilder::pasted().signedPlain(http, vendor("squid-407")).done(),
        CaseBuilder::pasted().plain(http, basic).signedPlain(http, ok).done(),
        CaseBuilder::pasted().plain(http, ok).done(),
        CaseBuilder::pasted().plain(http, vendor("squid-403")).done(),
        CaseBuilder::pasted().answerOnly(basic).done(),
    };
    for (const Case &value : cases) {
        const Diagnosis diagnosis = diagnose(value);
        QVERIFY2(diagnosis.verdict().confidence != Confidence::Certain,
                 qPrintable(listed(diagnosis)));
    }
}

QTEST_APPLESS_MAIN(TestDiagnose)
#include "tst_diagnose.moc"
