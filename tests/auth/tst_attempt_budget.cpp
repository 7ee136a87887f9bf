// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/AttemptBudget.h"
#include "auth/SignIn.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

Q_DECLARE_METATYPE(pt::AnswerVerdict)
Q_DECLARE_METATYPE(pt::AuthChoice)
Q_DECLARE_METATYPE(QList<pt::AnswerVerdict>)

namespace {

class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, 'r'); }
};

Challenge first(QByteArrayView value)
{
    return parseChallengeValue(value).value(0);
}

/// What a scheme that answers at once gives.
Result<QByteArray> nextLeg(SignInDialogue &dialogue, const Challenge &challenge)
{
    std::optional<Result<QByteArray>> given;
    dialogue.next(challenge, [&given](Result<AuthLeg> leg) {
        given = leg.map([](const AuthLeg &one) { return one.value; });
    });
    return given.value_or(fail(u"nothing"_s, u"test"_s));
}

} // namespace

class TestAttemptBudget : public QObject
{
    Q_OBJECT

private slots:
    void howManyMayBeSent_data();
    void howManyMayBeSent();
    void answersAreSerial();
    void limitIsKeptWithinBounds_data();
    void limitIsKeptWithinBounds();
    void settlingTwiceCountsOnce();
    void signInCountsAndRefuses();
    void aRefusedAnswerIsNotCounted();
    void neverDownToBasicAfterDigestWasRefused_data();
    void neverDownToBasicAfterDigestWasRefused();
};

void TestAttemptBudget::howManyMayBeSent_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<AnswerVerdict>>("replies"); // in turn, the last one again and again
    QTest::addColumn<int>("sent"); // 20: no limit was met
    QTest::addColumn<int>("rejected");
    using V = AnswerVerdict;
    QTest::newRow("limit 1, rejected") << 1 << QList{V::Rejected} << 1 << 1;
    QTest::newRow("limit 2, rejected") << 2 << QList{V::Rejected} << 2 << 2;
    QTest::newRow("limit 3, rejected") << 3 << QList{V::Rejected} << 3 << 3;
    QTest::newRow("accepted is free") << 1 << QList{V::Accepted} << 20 << 0;
    QTest::newRow("accepted, then rejected")
        << 1 << QList{V::Accepted, V::Accepted, V::Rejected} << 3 << 1;
    QTest::newRow("stale for ever: one more, no further") << 1 << QList{V::Stale} << 2 << 0;
    QTest::newRow("stale for ever, limit 3") << 3 << QList{V::Stale} << 2 << 0;
    QTest::newRow("stale, then rejected") << 1 << QList{V::Stale, V::Rejected} << 2 << 1;
    QTest::newRow("stale, then accepted") << 1 << QList{V::Stale, V::Accepted} << 20 << 0;
    QTest::newRow("stale now and then")
        << 1 << QList{V::Stale, V::Accepted, V::Stale, V::Accepted, V::Rejected} << 5 << 1;
    QTest::newRow("no reply may hide a refusal: one more, no further")
        << 1 << QList{V::Unknown} << 2 << 0;
    QTest::newRow("no reply, then rejected") << 1 << QList{V::Unknown, V::Rejected} << 2 << 1;
    QTest::newRow("no reply after one was accepted")
        << 1 << QList{V::Accepted, V::Unknown} << 20 << 0;
}

void TestAttemptBudget::howManyMayBeSent()
{
    QFETCH(int, limit);
    QFETCH(QList<AnswerVerdict>, replies);
    AttemptBudget budget(limit);
    int sent = 0;
    while (budget.mayAnswer() && sent < 20) {
        budget.answerSent();
        budget.settle(replies.at(std::min<qsizetype>(sent, replies.size() - 1)));
        ++sent;
    }
    QTEST(sent, "sent");
    QCOMPARE(budget.attempts().sent, sent);
    QTEST(budget.attempts().rejected, "rejected");
    QCOMPARE(budget.isSpent(), sent < 20);
}

void TestAttemptBudget::answersAreSerial()
{
    AttemptBudget budget(3);
    budget.answerSent();
    QVERIFY(budget.isPending());
    QVERIFY(!budget.mayAnswer());
    budget.settle(AnswerVerdict::Rejected);
    QVERIFY(budget.mayAnswer());
}

void TestAttemptBudget::limitIsKeptWithinBounds_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("limit");
    QTest::newRow("none") << 0 << 1;
    QTest::newRow("below") << -5 << 1;
    QTest::newRow("three") << 3 << 3;
    QTest::newRow("above") << 100 << 3;
}

void TestAttemptBudget::limitIsKeptWithinBounds()
{
    QFETCH(int, asked);
    QTEST(AttemptBudget(asked).attempts().limit, "limit");
}

void TestAttemptBudget::settlingTwiceCountsOnce()
{
    AttemptBudget budget(3);
    budget.answerSent();
    budget.settle(AnswerVerdict::Rejected);
    budget.settle(AnswerVerdict::Rejected);
    QCOMPARE(budget.attempts().rejected, 1);
}

void TestAttemptBudget::signInCountsAndRefuses()
{
    FixedRandom random;
    SignIn signIn({u"dev"_s, {}, Secret::takeUtf8("made-up-one")}, AuthChoice::Any, 1, random);
    const Challenge challenge = parseChallengeValue("Basic realm=\"r\"").value(0);
    const auto dialogue = signIn.begin(challenge, {"GET", "/", {}, {}});
    QVERIFY(nextLeg(*dialogue, challenge).has_value());
    QVERIFY(dialogue->isPending());
    const auto beside = signIn.begin(challenge, {"GET", "/", {}, {}});
    const auto second = nextLeg(*beside, challenge);
    QVERIFY2(!second && second.error().code == u"attempt-limit",
             "an answer while one is not settled");
    dialogue->settle(AnswerVerdict::Rejected);
    QVERIFY(!nextLeg(*beside, challenge));
    QCOMPARE(signIn.budget().attempts().sent, 1);
    QCOMPARE(signIn.budget().attempts().rejected, 1);
    QVERIFY(signIn.budget().attempts().stopped);
}

void TestAttemptBudget::aRefusedAnswerIsNotCounted()
{
    FixedRandom random;
    SignIn signIn({u"a:b"_s, {}, Secret::takeUtf8("made-up-one")}, AuthChoice::Any, 1, random);
    const Challenge challenge = first("Basic realm=\"r\"");
    const auto dialogue = signIn.begin(challenge, {"GET", "/", {}, {}});
    const auto value = nextLeg(*dialogue, challenge);
    QVERIFY(!value);
    QCOMPARE(value.error().code, u"auth.colon-in-user-name"_s);
    QCOMPARE(signIn.budget().attempts().sent, 0);
    QVERIFY(signIn.mayAnswer());
}

void TestAttemptBudget::neverDownToBasicAfterDigestWasRefused_data()
{
    QTest::addColumn<AuthChoice>("wish");
    QTest::addColumn<AnswerVerdict>("verdict");
    QTest::addColumn<QString>("reason"); // empty: Basic is answered
    using V = AnswerVerdict;
    QTest::newRow("refused") << AuthChoice::Any << V::Rejected << u"not-weaker"_s;
    QTest::newRow("unheard") << AuthChoice::Any << V::Unknown << u"not-weaker"_s;
    QTest::newRow("accepted") << AuthChoice::Any << V::Accepted << QString();
    QTest::newRow("stale") << AuthChoice::Any << V::Stale << QString();
    QTest::newRow("Digest wished for") << AuthChoice::Digest << V::Rejected << u"scheme-unknown"_s;
}

void TestAttemptBudget::neverDownToBasicAfterDigestWasRefused()
{
    QFETCH(AuthChoice, wish);
    QFETCH(AnswerVerdict, verdict);
    QFETCH(QString, reason);
    FixedRandom random;
    SignIn signIn({u"dev"_s, {}, Secret::takeUtf8("made-up-one")}, wish, 3, random);
    const Challenge challenge = first("Digest realm=r, nonce=n, qop=auth");
    const auto dialogue = signIn.begin(challenge, {"GET", "/", {}, {}});
    QVERIFY(nextLeg(*dialogue, challenge).has_value());
    dialogue->settle(verdict);
    const SchemeChoice choice = signIn.choose({first("Basic realm=r")});
    QCOMPARE(choice.reason, reason);
    QCOMPARE(choice.challenge.has_value(), reason.isEmpty());
}

QTEST_GUILESS_MAIN(TestAttemptBudget)
#include "tst_attempt_budget.moc"
