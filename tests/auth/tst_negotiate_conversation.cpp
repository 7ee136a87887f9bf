// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NegotiateConversation.h"
#include "auth/SignIn.h"
#include "model/SystemRandom.h"
#include "protocol/HttpHead.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

/// What a context is to give, and what it was asked.
struct Script
{
    QList<NegotiateStep> steps;
    QString failure; ///< after the steps
    bool waits = false; ///< until go()
    MutualProof proof = MutualProof::Proven;
    QList<QByteArray> seen;
    QString host;
    QByteArray binding;
    QString user;
    bool hadPassword = false;
    std::function<void()> go;
    int proofs = 0;
};

class ScriptedContext final : public NegotiateContext
{
public:
    explicit ScriptedContext(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }

    void step(const QByteArray &token, Done done) override
    {
        m_script->seen.append(token);
        const qsizetype index = m_script->seen.size() - 1;
        Result<NegotiateStep> result = fail(m_script->failure, u"test"_s);
        if (index < m_script->steps.size())
            result = m_script->steps.at(index);
        else
            m_facts.code = m_script->failure;
        if (m_script->waits)
            m_script->go = [done, result] { done(result); };
        else
            done(result);
    }
    MutualProof prove(const QByteArray &) override
    {
        ++m_script->proofs;
        return m_script->proof;
    }
    NegotiateFacts facts() const override { return m_facts; }

private:
    std::shared_ptr<Script> m_script;
    NegotiateFacts m_facts;
};

class ScriptedMechanism final : public NegotiateMechanism
{
public:
    explicit ScriptedMechanism(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }

    std::unique_ptr<NegotiateContext> begin(NegotiateRequest request) override
    {
        m_script->host = request.proxyHost;
        m_script->binding = request.channelBinding;
        m_script->user = request.credentials.user;
        m_script->hadPassword = request.credentials.password.has_value();
        return std::make_unique<ScriptedContext>(m_script);
    }

private:
    std::shared_ptr<Script> m_script;
};

Challenge negotiate(const QByteArray &token = {})
{
    return parseChallengeValue(token.isEmpty() ? "Negotiate"_ba : "Negotiate " + token.toBase64())
        .value(0);
}

/// RFC 4178 section 4.2.2: state, and the mechanism's own token.
QByteArray response(int state, const QByteArray &inner = {})
{
    QByteArray fields = QByteArray::fromHex("a0030a01") + char(state);
    if (!inner.isEmpty()) {
        fields += QByteArray("\xa2") + char(inner.size() + 2) + '\x04' + char(inner.size()) + inner;
    }
    const QByteArray sequence = QByteArray("\x30") + char(fields.size()) + fields;
    return QByteArray("\xa1") + char(sequence.size()) + sequence;
}

/// An AP-REP without anything inside (RFC 4120 section 5.5.2).
const QByteArray reply = QByteArray::fromHex("6f0d300ba003020105a10302010fa200");
/// A KRB-ERROR with code 41 and nothing else.
const QByteArray error = QByteArray::fromHex("7e073005a603020129");

/// The value of a leg, or the code of a failure.
QString leg(AuthConversation &conversation, const Challenge &challenge)
{
    QString given = u"nothing"_s;
    conversation.next(challenge, [&given](Result<AuthLeg> one) {
        given = one ? QString::fromLatin1(one->value) : one.error().code;
    });
    return given;
}

} // namespace

class TestNegotiateConversation : public QObject
{
    Q_OBJECT

private slots:
    void oneLeg();
    void severalLegs();
    void boundedLegs();
    void noMechanism();
    void failuresComeThrough();
    void refusals_data();
    void refusals();
    void proof_data();
    void proof();
    void destroyedWhileWaiting();
    void throughSignIn();

private:
    NegotiateConversation talk(const std::shared_ptr<Script> &script)
    {
        ScriptedMechanism mechanism(script);
        return NegotiateConversation(&mechanism, {u"proxy.example"_s, "hash", {}},
                                     [this](const NegotiateFacts &facts) { m_facts = facts; });
    }

    NegotiateFacts m_facts;
};

void TestNegotiateConversation::oneLeg()
{
    const auto script = std::make_shared<Script>();
    script->steps = {{"first", false}};
    auto conversation = talk(script);
    QCOMPARE(script->host, u"proxy.example"_s);
    QCOMPARE(script->binding, "hash"_ba);
    QVERIFY(!conversation.expectsMore());
    QCOMPARE(leg(conversation, negotiate()), u"Negotiate Zmlyc3Q="_s);
    QVERIFY(conversation.expectsMore());
    QCOMPARE(script->seen, QList<QByteArray>{QByteArray()});
    conversation.sentIn(7);
    QCOMPARE(m_facts.exchange, 7);
    QCOMPARE(m_facts.service, u"HTTP@proxy.example"_s);
    QCOMPARE(m_facts.legs, 1);
    QCOMPARE(m_facts.code, QString());
}

void TestNegotiateConversation::severalLegs()
{
    const auto script = std::make_shared<Script>();
    script->steps = {{"1", false}, {"2", false}, {"3", true}};
    auto conversation = talk(script);
    QCOMPARE(leg(conversation, negotiate()), u"Negotiate MQ=="_s);
    QCOMPARE(leg(conversation, negotiate(response(1))), u"Negotiate Mg=="_s);
    QCOMPARE(leg(conversation, negotiate(response(1))), u"Negotiate Mw=="_s);
    QCOMPARE(script->seen, (QList<QByteArray>{{}, response(1), response(1)}));
    // Complete on this side, and the proxy still asks: it did not accept.
    QCOMPARE(leg(conversation, negotiate(response(1))), u"kerberos.ticket-rejected"_s);
}

void TestNegotiateConversation::boundedLegs()
{
    const auto script = std::make_shared<Script>();
    script->steps = QList<NegotiateStep>(20, {"x", false});
    auto conversation = talk(script);
    QCOMPARE(leg(conversation, negotiate()), u"Negotiate eA=="_s);
    for (int i = 1; i < NegotiateConversation::maxLegs; ++i)
        QCOMPARE(leg(conversation, negotiate(response(1))), u"Negotiate eA=="_s);
    QCOMPARE(leg(conversation, negotiate(response(1))), u"negotiate.too-long"_s);
}

void TestNegotiateConversation::noMechanism()
{
    NegotiateConversation conversation(nullptr, {u"proxy.example"_s, {}, {}},
                                       [this](const NegotiateFacts &facts) { m_facts = facts; });
    QCOMPARE(leg(conversation, negotiate()), u"kerberos.unavailable"_s);
    QCOMPARE(m_facts.code, u"kerberos.unavailable"_s);
    QCOMPARE(m_facts.service, u"HTTP@proxy.example"_s);
    QVERIFY(!conversation.expectsMore());
}

void TestNegotiateConversation::failuresComeThrough()
{
    const auto script = std::make_shared<Script>();
    script->failure = u"kerberos.clock-skew"_s;
    auto conversation = talk(script);
    QCOMPARE(leg(conversation, negotiate()), u"kerberos.clock-skew"_s);
    QCOMPARE(m_facts.code, u"kerberos.clock-skew"_s);
    QCOMPARE(m_facts.exchange, 0);
    QVERIFY(!conversation.expectsMore());
}

void TestNegotiateConversation::refusals_data()
{
    QTest::addColumn<Challenge>("challenge");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("number");
    Challenge garbage = negotiate();
    garbage.token68 = "a";
    QTest::newRow("SPNEGO says no")
        << negotiate(response(2)) << u"kerberos.ticket-rejected"_s << -1;
    QTest::newRow("a Kerberos error") << negotiate(error) << u"kerberos.ticket-rejected"_s << 41;
    QTest::newRow("both") << negotiate(response(2, error)) << u"kerberos.ticket-rejected"_s << 41;
    QTest::newRow("no base64") << garbage << u"negotiate.token-unreadable"_s << -1;
    QTest::newRow("no token") << negotiate() << u"negotiate.token-unreadable"_s << -1;
}

void TestNegotiateConversation::refusals()
{
    QFETCH(Challenge, challenge);
    QFETCH(QString, code);
    QFETCH(int, number);
    const auto script = std::make_shared<Script>();
    script->steps = {{"1", false}, {"2", false}};
    auto conversation = talk(script);
    leg(conversation, negotiate());
    QCOMPARE(leg(conversation, challenge), code);
    QCOMPARE(script->seen.size(), 1); // the mechanism is not asked
    QCOMPARE(m_facts.kerberosError.value_or(-1), number);
    QCOMPARE(m_facts.code, code);
}

void TestNegotiateConversation::proof_data()
{
    QTest::addColumn<QByteArray>("token"); // in base64
    QTest::addColumn<MutualProof>("given"); // by the mechanism
    QTest::addColumn<MutualProof>("proof");
    QTest::addColumn<int>("asked");
    QTest::newRow("no token") << QByteArray() << MutualProof::Proven << MutualProof::NotProven << 0;
    QTest::newRow("no AP-REP in it")
        << response(0).toBase64() << MutualProof::Proven << MutualProof::NotProven << 0;
    QTest::newRow("no base64") << "%%%"_ba << MutualProof::Proven << MutualProof::NotProven << 0;
    QTest::newRow("right") << response(0, reply).toBase64() << MutualProof::Proven
                           << MutualProof::Proven << 1;
    QTest::newRow("wrong") << response(0, reply).toBase64() << MutualProof::Wrong
                           << MutualProof::Wrong << 1;
}

/// A proxy that lets the request pass has not proven itself by that.
void TestNegotiateConversation::proof()
{
    QFETCH(QByteArray, token);
    QFETCH(MutualProof, given);
    QFETCH(MutualProof, proof);
    QFETCH(int, asked);
    const auto script = std::make_shared<Script>();
    script->steps = {{"1", false}};
    script->proof = given;
    auto conversation = talk(script);
    leg(conversation, negotiate());
    QVERIFY(m_facts.proof == MutualProof::NotChecked);
    conversation.accepted(token);
    QVERIFY(m_facts.proof == proof);
    QCOMPARE(script->proofs, asked);
}

void TestNegotiateConversation::destroyedWhileWaiting()
{
    const auto script = std::make_shared<Script>();
    script->waits = true;
    script->steps = {{"1", false}};
    bool called = false;
    {
        auto conversation = talk(script);
        conversation.next(negotiate(), [&called](Result<AuthLeg>) { called = true; });
        QVERIFY(script->go);
    }
    QVERIFY(!called);
}

/// SignIn hands the credentials on and keeps what came of it.
void TestNegotiateConversation::throughSignIn()
{
    const auto script = std::make_shared<Script>();
    script->steps = {{"1", false}};
    ScriptedMechanism mechanism(script);
    SystemRandom random;
    SignIn signIn({u"anna"_s, {}, Secret::takeUtf8("made-up-one")}, AuthChoice::Any, 1, random,
                  &mechanism);
    const SchemeChoice choice = signIn.choose({negotiate()});
    QCOMPARE(choice.scheme, u"negotiate"_s);
    const auto dialogue
        = signIn.begin(*choice.challenge, {"GET", "/", u"proxy.example"_s, "binding"});
    QString given;
    dialogue->next(*choice.challenge, [&given](Result<AuthLeg> one) {
        given = one ? QString::fromLatin1(one->value) : one.error().code;
    });
    QCOMPARE(given, u"Negotiate MQ=="_s);
    QCOMPARE(script->user, u"anna"_s);
    QVERIFY(script->hadPassword);
    QCOMPARE(script->binding, "binding"_ba);
    QCOMPARE(signIn.budget().attempts().sent, 1);
    dialogue->sentIn(3);
    const QByteArray bytes = "HTTP/1.1 200 OK\r\nProxy-Authentication-Info: Negotiate "
        + response(0, reply).toBase64() + "\r\n\r\n";
    const auto head = parseHead(bytes);
    QVERIFY(head);
    dialogue->accepted(*choice.challenge, *head, bytes);
    dialogue->settle(AnswerVerdict::Accepted);
    QCOMPARE(signIn.negotiateFacts().size(), 1);
    QCOMPARE(signIn.negotiateFacts().first().exchange, 3);
    QVERIFY(signIn.negotiateFacts().first().proof == MutualProof::Proven);
}

QTEST_GUILESS_MAIN(TestNegotiateConversation)
#include "tst_negotiate_conversation.moc"
