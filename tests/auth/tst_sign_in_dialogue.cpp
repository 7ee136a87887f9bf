// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/ChannelBinding.h"
#include "auth/SignIn.h"

#include <QCryptographicHash>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <functional>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, 'r'); }
};

/// Gives what it is told, at once or when it is told to.
class ScriptedConversation final : public AuthConversation
{
public:
    struct Script
    {
        QList<bool> proves; ///< of each leg in turn
        QString failsWith; ///< instead of the leg behind the last
        bool waits = false;
        std::function<void()> go; ///< where it waits: lets the leg happen
        QList<Challenge> seen;
    };

    explicit ScriptedConversation(std::shared_ptr<Script> script)
        : m_script(std::move(script))
    {
    }
    void next(const Challenge &challenge, Done done) override
    {
        m_script->seen.append(challenge);
        const auto give = [script = m_script, leg = m_leg++, done = std::move(done)] {
            if (leg < script->proves.size())
                done(AuthLeg{"NTLM leg-" + QByteArray::number(leg + 1), script->proves.at(leg)});
            else
                done(fail(script->failsWith, u"test"_s));
        };
        if (m_script->waits)
            m_script->go = give;
        else
            give();
    }
    bool expectsMore() const override { return m_leg < m_script->proves.size(); }

private:
    std::shared_ptr<Script> m_script;
    int m_leg = 0;
};

using Script = ScriptedConversation::Script;

Challenge ntlm(const QByteArray &token = {})
{
    return parseChallengeValue("NTLM " + token).value(0);
}

/// A certificate in DER, signed with that hash; Ed25519 signs without one.
QByteArray selfSigned(const QByteArray &hash)
{
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    const Key key(hash.isEmpty() ? EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")
                                 : EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"),
                  &EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> x509(X509_new(), &X509_free);
    X509_set_pubkey(x509.get(), key.get());
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), 3600);
    const EVP_MD *method = hash.isEmpty() ? nullptr : EVP_get_digestbyname(hash.constData());
    if (X509_sign(x509.get(), key.get(), method) <= 0)
        return {};
    QByteArray der(i2d_X509(x509.get(), nullptr), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(der.data());
    i2d_X509(x509.get(), &out);
    return der;
}

QString leg(SignInDialogue &dialogue, const Challenge &challenge)
{
    QString given = u"nothing"_s;
    dialogue.next(challenge, [&given](Result<AuthLeg> one) {
        given = one ? QString::fromLatin1(one->value) : one.error().code;
    });
    return given;
}

} // namespace

class TestSignInDialogue : public QObject
{
    Q_OBJECT

private slots:
    void onlyProofsCount();
    void aProofInEachLegCountsOnce();
    void nothingBeginsOnceTheLimitIsReached();
    void anotherAnswerMeanwhile();
    void refusedElsewhere();
    void legsAreBounded();
    void neverDownToAWeakerScheme_data();
    void neverDownToAWeakerScheme();
    void leftOutIsNotChosen();
    void channelBinding_data();
    void channelBinding();
    void nothingIsBoundToGarbage();

private:
    std::unique_ptr<SignInDialogue> dialogue(SignIn &signIn, const std::shared_ptr<Script> &script)
    {
        return std::make_unique<SignInDialogue>(signIn,
                                                std::make_unique<ScriptedConversation>(script));
    }
    std::unique_ptr<SignIn> signIn(int limit = 1, AuthChoice wish = AuthChoice::Any)
    {
        return std::make_unique<SignIn>(Credentials{u"dev"_s, {}, Secret::takeUtf8("made-up-one")},
                                        wish, limit, m_random);
    }

    FixedRandom m_random;
};

/// As NTLM: the first message proves nothing, so that it is free.
void TestSignInDialogue::onlyProofsCount()
{
    const auto owner = signIn();
    const auto script = std::make_shared<Script>(Script{{false, true}, {}, false, {}, {}});
    const auto talk = dialogue(*owner, script);
    QVERIFY(talk->expectsMore());
    QCOMPARE(leg(*talk, ntlm()), u"NTLM leg-1"_s);
    QVERIFY(talk->expectsMore());
    QVERIFY(!talk->isPending());
    QCOMPARE(owner->budget().attempts().sent, 0);
    talk->settle(AnswerVerdict::Rejected); // nothing was proven: nothing to refuse
    QCOMPARE(owner->budget().attempts().rejected, 0);
    QCOMPARE(leg(*talk, ntlm("AAAA")), u"NTLM leg-2"_s);
    QCOMPARE(script->seen.last().token68.value_or(QByteArray()), QByteArray("AAAA"));
    QVERIFY(talk->isPending());
    QVERIFY(!talk->expectsMore());
    talk->settle(AnswerVerdict::Rejected);
    QVERIFY(!talk->isPending());
    QCOMPARE(owner->budget().attempts().sent, 1);
    QCOMPARE(owner->budget().attempts().rejected, 1);
    QVERIFY(!owner->mayAnswer());
}

/// As Kerberos in several legs: the legs are one answer together.
void TestSignInDialogue::aProofInEachLegCountsOnce()
{
    const auto owner = signIn();
    const auto script = std::make_shared<Script>(Script{{true, true, true}, {}, false, {}, {}});
    const auto talk = dialogue(*owner, script);
    for (int i = 1; i <= 3; ++i)
        QCOMPARE(leg(*talk, ntlm("AAAA")), u"NTLM leg-%1"_s.arg(i));
    QCOMPARE(talk->legs(), 3);
    QCOMPARE(owner->budget().attempts().sent, 1);
    talk->settle(AnswerVerdict::Accepted);
    QVERIFY(owner->mayAnswer());
}

void TestSignInDialogue::nothingBeginsOnceTheLimitIsReached()
{
    const auto owner = signIn();
    const auto first
        = dialogue(*owner, std::make_shared<Script>(Script{{true}, {}, false, {}, {}}));
    QCOMPARE(leg(*first, ntlm()), u"NTLM leg-1"_s);
    first->settle(AnswerVerdict::Rejected);
    const auto script = std::make_shared<Script>(Script{{false, true}, {}, false, {}, {}});
    const auto second = dialogue(*owner, script);
    QCOMPARE(leg(*second, ntlm()), u"attempt-limit"_s);
    QVERIFY2(script->seen.isEmpty(), "the scheme was asked for an answer");
    QVERIFY(owner->budget().attempts().stopped);
}

/// A leg that takes its time must not slip past an answer that went out in between.
void TestSignInDialogue::anotherAnswerMeanwhile()
{
    const auto owner = signIn();
    const auto slow = std::make_shared<Script>(Script{{true}, {}, true, {}, {}});
    const auto waiting = dialogue(*owner, slow);
    QString given;
    waiting->next(ntlm(), [&given](Result<AuthLeg> one) {
        given = one ? QString::fromLatin1(one->value) : one.error().code;
    });
    QCOMPARE(given, QString());
    const auto quick
        = dialogue(*owner, std::make_shared<Script>(Script{{true}, {}, false, {}, {}}));
    QCOMPARE(leg(*quick, ntlm()), u"NTLM leg-1"_s);
    // The script holds what holds the script.
    std::exchange(slow->go, {})();
    QCOMPARE(given, u"attempt-limit"_s);
    QVERIFY(!waiting->isPending());
    QCOMPARE(owner->budget().attempts().sent, 1);
}

/// A password that the ticket service refused was refused, though the proxy never saw it.
void TestSignInDialogue::refusedElsewhere()
{
    const auto owner = signIn();
    const auto refused = dialogue(
        *owner,
        std::make_shared<Script>(Script{{}, u"kerberos.password-refused"_s, false, {}, {}}));
    QCOMPARE(leg(*refused, ntlm()), u"kerberos.password-refused"_s);
    QCOMPARE(owner->budget().attempts().rejected, 1);
    QVERIFY(!owner->mayAnswer());

    const auto other = signIn();
    const auto failed = dialogue(
        *other, std::make_shared<Script>(Script{{}, u"kerberos.no-ticket"_s, false, {}, {}}));
    QCOMPARE(leg(*failed, ntlm()), u"kerberos.no-ticket"_s);
    QCOMPARE(other->budget().attempts().sent, 0);
    QVERIFY(other->mayAnswer());
}

void TestSignInDialogue::legsAreBounded()
{
    const auto owner = signIn();
    const auto script = std::make_shared<Script>();
    for (int i = 0; i < 20; ++i)
        script->proves.append(true);
    const auto talk = dialogue(*owner, script);
    for (int i = 1; i <= SignInDialogue::maximumLegs; ++i)
        QCOMPARE(leg(*talk, ntlm("AAAA")), u"NTLM leg-%1"_s.arg(i));
    QCOMPARE(leg(*talk, ntlm("AAAA")), u"too-many-legs"_s);
}

void TestSignInDialogue::neverDownToAWeakerScheme_data()
{
    QTest::addColumn<AuthChoice>("wish");
    QTest::addColumn<QByteArray>("refused");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QString>("reason"); // empty: it is answered
    const QByteArray basic = "Basic realm=r";
    const QByteArray digest = "Digest realm=r, nonce=n, qop=auth";
    QTest::newRow("Digest, then Basic") << AuthChoice::Any << digest << basic << u"not-weaker"_s;
    QTest::newRow("Digest, then Digest") << AuthChoice::Any << digest << digest << QString();
    QTest::newRow("Basic, then Digest") << AuthChoice::Any << basic << digest << QString();
    QTest::newRow("Basic, which was wished for")
        << AuthChoice::Basic << basic << basic << QString();
}

void TestSignInDialogue::neverDownToAWeakerScheme()
{
    QFETCH(AuthChoice, wish);
    QFETCH(QByteArray, refused);
    QFETCH(QByteArray, offered);
    QFETCH(QString, reason);
    const auto owner = signIn(3, wish);
    const Challenge challenge = parseChallengeValue(refused).value(0);
    const auto talk = owner->begin(challenge, {"GET", "/"});
    QVERIFY(leg(*talk, challenge) != u"nothing"_s);
    talk->settle(AnswerVerdict::Rejected);
    const SchemeChoice choice = owner->choose(parseChallengeValue(offered));
    QCOMPARE(choice.reason, reason);
    QCOMPARE(choice.challenge.has_value(), reason.isEmpty());
}

void TestSignInDialogue::leftOutIsNotChosen()
{
    const auto owner = signIn();
    const QList<Challenge> both
        = parseChallengeValue("Digest realm=r, nonce=n, qop=auth, Basic realm=r");
    QCOMPARE(owner->choose(both).scheme, u"digest"_s);
    owner->leaveOut(u"digest"_s, u"why"_s);
    QCOMPARE(owner->choose(both).scheme, u"basic"_s);
    QCOMPARE(owner->leftOut().value(u"digest"_s), u"why"_s);
}

void TestSignInDialogue::channelBinding_data()
{
    QTest::addColumn<QByteArray>("signedWith"); // as OpenSSL calls it; empty: by a key without hash
    QTest::addColumn<int>("bound"); // QCryptographicHash::Algorithm, -1: nothing can be bound
    QTest::newRow("SHA-1 is not good enough")
        << QByteArray("SHA1") << int(QCryptographicHash::Sha256);
    QTest::newRow("SHA-256") << QByteArray("SHA256") << int(QCryptographicHash::Sha256);
    QTest::newRow("SHA-384") << QByteArray("SHA384") << int(QCryptographicHash::Sha384);
    QTest::newRow("SHA-512") << QByteArray("SHA512") << int(QCryptographicHash::Sha512);
    QTest::newRow("a signature without a hash") << QByteArray() << -1;
}

void TestSignInDialogue::channelBinding()
{
    QFETCH(QByteArray, signedWith);
    QFETCH(int, bound);
    const QByteArray certificate = selfSigned(signedWith);
    QVERIFY(!certificate.isEmpty());
    const QByteArray expected = bound < 0
        ? QByteArray()
        : QCryptographicHash::hash(certificate, QCryptographicHash::Algorithm(bound));
    QCOMPARE(tlsServerEndPoint(certificate), expected);
}

void TestSignInDialogue::nothingIsBoundToGarbage()
{
    QCOMPARE(tlsServerEndPoint({}), QByteArray());
    QCOMPARE(tlsServerEndPoint("\x30\x82\x7f\x7f garbage"), QByteArray());
}

QTEST_GUILESS_MAIN(TestSignInDialogue)
#include "tst_sign_in_dialogue.moc"
