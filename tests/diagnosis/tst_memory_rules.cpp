// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"

#include "diagnosis/AcceptedSignIn.h"
#include "diagnosis/Diagnose.h"
#include "protocol/ProxyValue.h"
#include "support/CaseBuilder.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

const QString url = u"http://www.example.com/"_s;
const QByteArray asks
    = "HTTP/1.1 407 Proxy Authentication Required | Proxy-Authenticate: Basic realm=\"x\"";
const QByteArray page = "HTTP/1.1 200 OK | Via: 1.1 proxy | Content-Length: 2 || ok";

enum Outcome {
    Refused,
    Accepted,
    Quota,
    Upstream,
    AskedOnly,
    RefusedByDigest,
    RefusedOtherwiseSpelled,
    Trimmed
};

test::CaseBuilder conversation(Outcome outcome)
{
    test::CaseBuilder builder = test::CaseBuilder::live();
    builder.target(url).typed(u"dev"_s);
    if (outcome == RefusedByDigest) {
        const QByteArray digest
            = "HTTP/1.1 407 No | Proxy-Authenticate: Digest realm=\"x\", nonce=\"n\", qop=\"auth\"";
        return builder.plain(url, digest)
            .signedPlain(url, digest, "Digest")
            .rejectedByEngine()
            .attempts(1, 1);
    }
    builder.plain(url, asks);
    switch (outcome) {
    case Refused:
        return builder.signedPlain(url, asks).rejectedByEngine().attempts(1, 1);
    case RefusedOtherwiseSpelled:
        return builder.refusedBefore({u"as-typed"_s})
            .signedPlain(url, asks)
            .rejectedByEngine()
            .spelled(u"trimmed"_s)
            .attempts(1, 1);
    case Trimmed:
        return builder.signedPlain(url, asks)
            .rejectedByEngine()
            .signedPlain(url, page)
            .spelled(u"trimmed"_s)
            .attempts(2, 1);
    case Accepted:
        return builder.signedPlain(url, page).attempts(1, 0);
    case Quota:
        return builder
            .signedPlain(url,
                         "HTTP/1.1 407 Proxy Authentication Required | X-Luminati-Error: Account "
                         "suspended | "
                         "Proxy-Authenticate: Basic realm=\"x\"")
            .rejectedByEngine()
            .attempts(1, 1);
    case Upstream:
        return builder.requestField("Via: 1.1 a")
            .signedPlain(url,
                         "HTTP/1.1 407 No | Via: 1.1 parent.example | Server: other/1 | "
                         "Proxy-Authenticate: Basic realm=\"parent\"")
            .rejectedByEngine()
            .attempts(1, 1);
    default:
        return builder;
    }
}

struct Before
{
    QString utc;
    bool sameUser = true;
    bool sameSecret = false;
    QString scheme = u"basic"_s;
};

const Before sameInMay{u"2026-05-01T08:00:00.000Z"_s, true, true};
const Before otherInJune{u"2026-06-01T08:00:00.000Z"_s, true, false};
const Before otherInApril{u"2026-04-01T08:00:00.000Z"_s, true, false};

Case remembering(Outcome outcome, const QList<Before> &accepted)
{
    Case value = conversation(outcome).done();
    value.input.targets = {url};
    value.input.endpoint = {ProxyScheme::Http, u"proxy.example"_s, 3128};
    value.environment.startedUtc = u"2026-07-01T09:30:00.000Z"_s;
    value.environment.memory = SignInMemory();
    for (const Before &one : accepted)
        value.environment.memory->accepted.append(
            {one.utc, one.scheme, one.sameUser, one.sameSecret});
    return value;
}

ProxySource copy(SameSecret secret, const QString &host = u"proxy.example"_s)
{
    ProxySource source;
    source.kind = SourceKind::Git;
    source.name = u"http.proxy"_s;
    source.value = u"http://dev:***@%1:3128"_s.arg(host);
    source.place = u"~/.gitconfig"_s;
    source.line = 4;
    source.targets = u"all"_s;
    source.endpoint = endpointOfValue(source.value);
    source.signIn = secret == SameSecret::Yes ? SourceSignIn::Same : SourceSignIn::Different;
    source.secret = secret;
    return source;
}

const Finding *find(const Diagnosis &diagnosis, const QString &cause)
{
    for (const Finding &finding : diagnosis.findings) {
        if (finding.cause == cause)
            return &finding;
    }
    return nullptr;
}

QStringList says(const Finding &finding)
{
    QStringList ids;
    for (const Evidence &evidence : finding.evidence)
        ids.append(evidence.says.id);
    return ids;
}

QString because(const Finding &finding, const QString &cause)
{
    for (const RuledOut &out : finding.ruledOut) {
        if (out.cause == cause)
            return out.because.id;
    }
    return {};
}

} // namespace

Q_DECLARE_METATYPE(pt::Case)

class TestMemoryRules : public QObject
{
    Q_OBJECT

private slots:
    void verdicts_data();
    void verdicts();
    void changedSaysSinceWhen();
    void changedBeforeAnotherWasAccepted();
    void anotherPasswordSpeaksForATypingError();
    void neverAcceptedBefore();
    void byAnotherMethod();
    void nothingRememberedNothingSaid();
    void copyInASettingBeside();
    void copiesThatAreNone_data();
    void copiesThatAreNone();
    void copyInTheKeychainBeside();
    void copyOfTheKeychainUsed();
    void copyOfASettingUsed();
    void sameBeforeAcquitsTheSpelling();
    void whatProvesAnAcceptance_data();
    void whatProvesAnAcceptance();
};

void TestMemoryRules::verdicts_data()
{
    QTest::addColumn<Case>("value");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const Case &value, const QString &verdict) {
        QTest::newRow(name) << value << verdict;
    };
    const QString changed = u"credentials.changed"_s;
    const QString rejected = u"credentials.rejected"_s;
    const QString outdated = u"credentials.stored-copy-outdated"_s;
    row("the same was accepted", remembering(Refused, {sameInMay}), changed);
    row("the same, and another one after it", remembering(Refused, {otherInJune, sameInMay}),
        changed);
    row("the same, and another one before it", remembering(Refused, {sameInMay, otherInApril}),
        changed);
    row("another one was accepted", remembering(Refused, {otherInJune}), rejected);
    row("another user's", remembering(Refused, {{sameInMay.utc, false, false}}), rejected);
    row("never accepted", remembering(Refused, {}), rejected);
    row("the same by another method", remembering(RefusedByDigest, {sameInMay}), rejected);
    row("the same by this method, too",
        remembering(RefusedByDigest, {{sameInMay.utc, true, true, u"digest"_s}, sameInMay}),
        changed);
    row("another spelling was refused", remembering(RefusedOtherwiseSpelled, {sameInMay}),
        rejected);
    row("the account's quota", remembering(Quota, {sameInMay}), u"policy.account-or-quota"_s);
    row("a parent asks", remembering(Upstream, {sameInMay}), u"proxy.upstream-sign-in"_s);
    row("accepted again", remembering(Accepted, {sameInMay}), u"healthy.signed-in"_s);
    row("a spoilt time", remembering(Refused, {{u"in May"_s, true, true}}), rejected);
    Case pasted = remembering(Refused, {sameInMay});
    pasted.origin = CaseOrigin::RawText;
    row("of a pasted text nothing is remembered", pasted, rejected);

    Case keychain = remembering(Refused, {otherInJune});
    keychain.input.keychain = KeychainUse::Used;
    row("from the keychain, saved at an unknown time", keychain, rejected);
    keychain.environment.memory->storedUtc = u"2026-06-15T08:00:00.000Z"_s;
    row("from the keychain, saved later", keychain, rejected);
    keychain.environment.memory->storedUtc = u"2026-05-15T08:00:00.000Z"_s;
    row("from the keychain, saved before", keychain, outdated);
    keychain.environment.memory = std::nullopt;
    row("from the keychain, nothing remembered", keychain, rejected);
    keychain = remembering(Refused, {sameInMay});
    keychain.input.keychain = KeychainUse::Used;
    row("from the keychain, no other one known", keychain, changed);
    keychain = remembering(Refused, {otherInJune, sameInMay});
    keychain.input.keychain = KeychainUse::Used;
    row("from the keychain, another one accepted since it was", keychain, outdated);
}

void TestMemoryRules::verdicts()
{
    QFETCH(const Case, value);
    QFETCH(const QString, verdict);
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, verdict);
    QCOMPARE(test::faultIn(value, diagnosis), QString());
    // Three names for one refusal would be two too many.
    int told = 0;
    for (const char *cause :
         {"credentials.rejected", "credentials.changed", "credentials.stored-copy-outdated"})
        told += find(diagnosis, QLatin1StringView(cause)) ? 1 : 0;
    QVERIFY(told <= 1);
}

void TestMemoryRules::changedSaysSinceWhen()
{
    const Case value = remembering(Refused, {sameInMay});
    const Finding finding = diagnose(value).verdict();
    QCOMPARE(finding.cause, u"credentials.changed"_s);
    QVERIFY(finding.severity == Severity::Error);
    QVERIFY(finding.confidence == Confidence::Certain);
    QCOMPARE(finding.params.value(u"accepted"_s), u"2026-05-01 08:00 UTC"_s);
    QCOMPARE(finding.params.value(u"refused"_s), u"2026-07-01 09:30 UTC"_s);
    QVERIFY(!finding.params.contains(u"otherAccepted"_s));
    const QStringList ids = says(finding);
    for (const char *id : {"status.asks-again", "request.credentials", "memory.accepted-before",
                           "environment.time-of-run", "attempts.count"})
        QVERIFY2(ids.contains(QLatin1StringView(id)), id);
    for (const Evidence &evidence : finding.evidence) {
        if (evidence.says.id == u"memory.accepted-before"_s) {
            QVERIFY(evidence.source == EvidenceSource::Memory);
            QCOMPARE(evidence.text, sameInMay.utc);
        }
    }
    QCOMPARE(because(finding, u"credentials.rejected"_s), u"same-password-before"_s);
    QCOMPARE(because(finding, u"credentials.stored-copy-outdated"_s), u"no-newer-password-known"_s);
}

void TestMemoryRules::changedBeforeAnotherWasAccepted()
{
    const Finding finding = diagnose(remembering(Refused, {otherInJune, sameInMay})).verdict();
    QCOMPARE(finding.cause, u"credentials.changed"_s);
    QCOMPARE(finding.params.value(u"otherAccepted"_s), u"2026-06-01 08:00 UTC"_s);
    QVERIFY(says(finding).contains(u"memory.other-accepted"_s));
    QCOMPARE(because(finding, u"credentials.stored-copy-outdated"_s), u"not-from-a-copy"_s);
}

void TestMemoryRules::anotherPasswordSpeaksForATypingError()
{
    const Finding finding = diagnose(remembering(Refused, {otherInApril, otherInJune})).verdict();
    QCOMPARE(finding.cause, u"credentials.rejected"_s);
    QCOMPARE(finding.params.value(u"otherAccepted"_s), u"2026-06-01 08:00 UTC"_s);
    QVERIFY(says(finding).contains(u"memory.other-accepted"_s));
    QCOMPARE(because(finding, u"credentials.changed"_s), u"other-password-before"_s);
}

void TestMemoryRules::neverAcceptedBefore()
{
    const Finding finding
        = diagnose(remembering(Refused, {{sameInMay.utc, false, false}})).verdict();
    QCOMPARE(finding.cause, u"credentials.rejected"_s);
    QCOMPARE(because(finding, u"credentials.changed"_s), u"not-accepted-before"_s);
}

void TestMemoryRules::byAnotherMethod()
{
    const Finding finding = diagnose(remembering(RefusedByDigest, {sameInMay})).verdict();
    QCOMPARE(finding.cause, u"credentials.rejected"_s);
    QVERIFY(says(finding).contains(u"memory.accepted-otherwise"_s));
    QCOMPARE(because(finding, u"credentials.changed"_s), QString());
}

void TestMemoryRules::nothingRememberedNothingSaid()
{
    Case value = remembering(Refused, {});
    value.environment.memory = std::nullopt;
    const Finding finding = diagnose(value).verdict();
    QCOMPARE(finding.cause, u"credentials.rejected"_s);
    QCOMPARE(because(finding, u"credentials.changed"_s), QString());
    QVERIFY(!says(finding).join(u' ').contains(u"memory."_s));
}

void TestMemoryRules::copyInASettingBeside()
{
    Case value = remembering(Accepted, {});
    value.environment.memory = std::nullopt;
    value.environment.sources = {copy(SameSecret::No)};
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(test::faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"healthy.signed-in"_s);
    const Finding *finding = find(diagnosis, u"credentials.stored-copy-outdated"_s);
    QVERIFY(finding);
    QVERIFY(finding->severity == Severity::Warning);
    QCOMPARE(finding->params.value(u"where"_s), u"~/.gitconfig:4 http.proxy"_s);
    QCOMPARE(finding->params.value(u"used"_s), u"no"_s);
    QCOMPARE(says(*finding), (QStringList{u"status.accepted"_s, u"environment.other-password"_s}));
    QCOMPARE(finding->evidence.last().text, u"http.proxy=http://dev:***@proxy.example:3128"_s);
    QCOMPARE(because(*finding, u"credentials.changed"_s), u"password-accepted-now"_s);
    // Not told a second time under the name of another cause.
    QVERIFY(!find(diagnosis, u"settings.sources-disagree"_s));
}

void TestMemoryRules::copiesThatAreNone_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("secret");
    QTest::addColumn<QString>("host");
    const QString here = u"proxy.example"_s;
    QTest::newRow("the same password") << int(Accepted) << int(SameSecret::Yes) << here;
    QTest::newRow("another user's, or none") << int(Accepted) << int(SameSecret::Unknown) << here;
    QTest::newRow("for another proxy")
        << int(Accepted) << int(SameSecret::No) << u"other.example"_s;
    QTest::newRow("the typed one was refused") << int(Refused) << int(SameSecret::No) << here;
    QTest::newRow("only another spelling passed") << int(Trimmed) << int(SameSecret::No) << here;
    QTest::newRow("nothing was sent") << int(AskedOnly) << int(SameSecret::No) << here;
}

void TestMemoryRules::copiesThatAreNone()
{
    QFETCH(const int, outcome);
    QFETCH(const int, secret);
    QFETCH(const QString, host);
    Case value = remembering(Outcome(outcome), {});
    value.environment.sources = {copy(SameSecret(secret), host)};
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(test::faultIn(value, diagnosis), QString());
    QVERIFY(!find(diagnosis, u"credentials.stored-copy-outdated"_s));
}

void TestMemoryRules::copyInTheKeychainBeside()
{
    Case value = remembering(Accepted, {sameInMay});
    value.environment.memory->stored = SameSecret::No;
    value.environment.memory->storedUtc = u"2026-04-01T08:00:00.000Z"_s;
    Diagnosis diagnosis = diagnose(value);
    QCOMPARE(test::faultIn(value, diagnosis), QString());
    const Finding *finding = find(diagnosis, u"credentials.stored-copy-outdated"_s);
    QVERIFY(finding);
    QCOMPARE(finding->params.value(u"kind"_s), u"keychain"_s);
    QVERIFY(says(*finding).contains(u"memory.copy-differs"_s));
    for (const SameSecret same : {SameSecret::Yes, SameSecret::Unknown}) {
        value.environment.memory->stored = same;
        diagnosis = diagnose(value);
        QVERIFY(!find(diagnosis, u"credentials.stored-copy-outdated"_s));
    }
}

void TestMemoryRules::copyOfTheKeychainUsed()
{
    Case value = remembering(Refused, {otherInJune});
    value.input.keychain = KeychainUse::Used;
    value.environment.memory->stored = SameSecret::Yes;
    value.environment.memory->storedUtc = u"2026-04-15T08:00:00.000Z"_s;
    const Finding finding = diagnose(value).verdict();
    QCOMPARE(finding.cause, u"credentials.stored-copy-outdated"_s);
    QVERIFY(finding.severity == Severity::Error);
    QVERIFY(finding.confidence == Confidence::Certain);
    QCOMPARE(finding.params.value(u"used"_s), u"yes"_s);
    QCOMPARE(finding.params.value(u"otherAccepted"_s), u"2026-06-01 08:00 UTC"_s);
    const QStringList ids = says(finding);
    for (const char *id :
         {"status.asks-again", "memory.other-accepted", "memory.copy-saved", "input.from-keychain"})
        QVERIFY2(ids.contains(QLatin1StringView(id)), id);
    QCOMPARE(because(finding, u"credentials.changed"_s), u"newer-password-known"_s);
    QCOMPARE(because(finding, u"credentials.rejected"_s), u"newer-password-known"_s);
}

void TestMemoryRules::copyOfASettingUsed()
{
    Case value = remembering(Refused, {otherInJune, sameInMay});
    value.environment.sources = {copy(SameSecret::Yes)};
    Diagnosis diagnosis = diagnose(value);
    QCOMPARE(test::faultIn(value, diagnosis), QString());
    QCOMPARE(diagnosis.verdict().cause, u"credentials.stored-copy-outdated"_s);
    QVERIFY(diagnosis.verdict().confidence == Confidence::Certain);
    QCOMPARE(diagnosis.verdict().params.value(u"where"_s), u"~/.gitconfig:4 http.proxy"_s);
    QVERIFY(says(diagnosis.verdict()).contains(u"environment.password-used"_s));
    // Since when the setting holds it, nobody knows.
    value = remembering(Refused, {otherInJune});
    value.environment.sources = {copy(SameSecret::Yes)};
    diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, u"credentials.stored-copy-outdated"_s);
    QVERIFY(diagnosis.verdict().confidence == Confidence::Likely);
    // Accepted again after the other one: it is no old copy.
    value = remembering(Refused, {sameInMay, otherInApril});
    value.environment.sources = {copy(SameSecret::Yes)};
    QCOMPARE(diagnose(value).verdict().cause, u"credentials.changed"_s);
}

void TestMemoryRules::sameBeforeAcquitsTheSpelling()
{
    SecretFacts facts;
    facts.leadingOrTrailingSpace = true;
    Case value = remembering(Refused, {});
    value.input.secret = facts;
    QCOMPARE(diagnose(value).verdict().cause, u"input.invisible-character"_s);
    value = remembering(Refused, {sameInMay});
    value.input.secret = facts;
    QCOMPARE(diagnose(value).verdict().cause, u"credentials.changed"_s);
}

void TestMemoryRules::whatProvesAnAcceptance_data()
{
    QTest::addColumn<Case>("value");
    QTest::addColumn<QString>("scheme");
    QTest::newRow("accepted") << remembering(Accepted, {}) << u"basic"_s;
    QTest::newRow("refused") << remembering(Refused, {}) << QString();
    QTest::newRow("in another spelling only") << remembering(Trimmed, {}) << QString();
    QTest::newRow("never asked")
        << test::CaseBuilder::live().typed(u"dev"_s).plain(url, page).done() << QString();
    QTest::newRow("an error of the proxy's own")
        << test::CaseBuilder::live()
               .typed(u"dev"_s)
               .plain(url, asks)
               .signedPlain(
                   url, "HTTP/1.1 503 Service Unavailable | X-Squid-Error: ERR_CANNOT_FORWARD 0")
               .done()
        << QString();
    QTest::newRow("only the tunnel")
        << test::CaseBuilder::live()
               .typed(u"dev"_s)
               .connect(u"www.example.com:443"_s, asks)
               .signedConnect(u"www.example.com:443"_s, "HTTP/1.1 200 Connection established")
               .done()
        << u"basic"_s;
    Case pasted = remembering(Accepted, {});
    pasted.origin = CaseOrigin::RawText;
    QTest::newRow("a pasted text") << pasted << QString();
}

void TestMemoryRules::whatProvesAnAcceptance()
{
    QFETCH(const Case, value);
    QFETCH(const QString, scheme);
    QCOMPARE(acceptedSignIn(value).value_or(QString()), scheme);
}

QTEST_GUILESS_MAIN(TestMemoryRules)
#include "tst_memory_rules.moc"
