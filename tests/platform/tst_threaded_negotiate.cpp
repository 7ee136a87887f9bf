// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/NegotiateSession.h"
#include "platform/ThreadedNegotiateContext.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

/// What a test and the thread of a session share.
struct Stage
{
    QSemaphore begun;
    QSemaphore mayEnd;
    QSemaphore gone; ///< the session is destroyed
    bool waits = false;
    bool fails = false;
    bool mutual = false;
    Qt::HANDLE thread = nullptr;
};

class Session final : public NegotiateSession
{
public:
    explicit Session(std::shared_ptr<Stage> stage)
        : m_stage(std::move(stage))
    {
    }
    ~Session() override { m_stage->gone.release(); }

    Outcome step(const QByteArray &token) override
    {
        m_stage->thread = QThread::currentThreadId();
        m_stage->begun.release();
        if (m_stage->waits)
            m_stage->mayEnd.acquire();
        m_facts.legs = 1;
        if (m_stage->fails) {
            m_facts.code = u"kerberos.kdc-unreachable"_s;
            return {fail(m_facts.code, u"test"_s), m_facts};
        }
        return {NegotiateStep{"for " + token, true}, m_facts};
    }
    bool isMutual() const override { return m_stage->mutual; }
    NegotiateFacts facts() const override { return m_facts; }

private:
    std::shared_ptr<Stage> m_stage;
    NegotiateFacts m_facts;
};

std::unique_ptr<ThreadedNegotiateContext> contextOn(const std::shared_ptr<Stage> &stage)
{
    return std::make_unique<ThreadedNegotiateContext>(std::make_shared<Session>(stage));
}

} // namespace

/// A step blocks in a thread of its own, and nobody has to wait for it.
class TestThreadedNegotiate : public QObject
{
    Q_OBJECT

private slots:
    void answersInTheCallersThread();
    void failureComesWithFacts();
    void destructionIsPrompt();
    void noAnswerInTime();
    void destroyedWithTheAnswerOnItsWay();
    void destroyedFromTheAnswer();
    void proofs();
    void manyAtOnce();
};

void TestThreadedNegotiate::answersInTheCallersThread()
{
    const auto stage = std::make_shared<Stage>();
    const auto context = contextOn(stage);
    QByteArray token;
    Qt::HANDLE thread = nullptr;
    context->step("x", [&](Result<NegotiateStep> step) {
        token = step ? step->token : QByteArray();
        thread = QThread::currentThreadId();
    });
    QVERIFY(stage->begun.tryAcquire(1, 5000));
    QVERIFY2(token.isEmpty(), "the answer came from inside");
    QTRY_COMPARE(token, "for x"_ba);
    QVERIFY(thread == QThread::currentThreadId());
    QVERIFY(stage->thread != thread);
    QCOMPARE(context->facts().legs, 1);
}

void TestThreadedNegotiate::failureComesWithFacts()
{
    const auto stage = std::make_shared<Stage>();
    stage->fails = true;
    const auto context = contextOn(stage);
    QString code;
    context->step({},
                  [&](Result<NegotiateStep> step) { code = step ? u"none"_s : step.error().code; });
    QTRY_COMPARE(code, u"kerberos.kdc-unreachable"_s);
    QCOMPARE(context->facts().code, code);
}

/// As where a KDC never answers.
void TestThreadedNegotiate::destructionIsPrompt()
{
    const auto stage = std::make_shared<Stage>();
    stage->waits = true;
    auto context = contextOn(stage);
    bool called = false;
    context->step({}, [&called](Result<NegotiateStep>) { called = true; });
    QVERIFY(stage->begun.tryAcquire(1, 5000));
    QElapsedTimer timer;
    timer.start();
    context.reset();
    QVERIFY2(timer.elapsed() < 200, "waited for the thread");
    QCOMPARE(stage->gone.available(), 0); // the thread still has what it works with
    stage->mayEnd.release();
    QVERIFY(stage->gone.tryAcquire(1, 5000));
    QTest::qWait(50);
    QVERIFY(!called);
}

/// A KDC that drops what it is asked is one that cannot be reached.
void TestThreadedNegotiate::noAnswerInTime()
{
    const auto stage = std::make_shared<Stage>();
    stage->waits = true;
    ThreadedNegotiateContext context(std::make_shared<Session>(stage), 100);
    QStringList codes;
    context.step({}, [&codes](Result<NegotiateStep> step) {
        codes.append(step ? u"none"_s : step.error().code);
    });
    QTRY_COMPARE(codes, QStringList{u"kerberos.kdc-unreachable"_s});
    QCOMPARE(context.facts().reason, u"no-answer"_s);
    QVERIFY(context.prove("x") == MutualProof::NotProven);
    stage->mayEnd.release();
    QVERIFY(stage->begun.tryAcquire(1, 5000));
    QTest::qWait(100);
    QCOMPARE(codes.size(), 1);
}

void TestThreadedNegotiate::destroyedWithTheAnswerOnItsWay()
{
    const auto stage = std::make_shared<Stage>();
    auto context = contextOn(stage);
    bool called = false;
    context->step({}, [&called](Result<NegotiateStep>) { called = true; });
    QVERIFY(stage->begun.tryAcquire(1, 5000));
    QThread::msleep(50); // posted by now, and not delivered without the event loop
    context.reset();
    QTest::qWait(50);
    QVERIFY(!called);
}

void TestThreadedNegotiate::destroyedFromTheAnswer()
{
    const auto stage = std::make_shared<Stage>();
    auto context = contextOn(stage);
    bool called = false;
    context->step({}, [&](Result<NegotiateStep>) {
        called = true;
        context.reset();
    });
    QTRY_VERIFY(called);
    QVERIFY(stage->gone.tryAcquire(1, 5000));
}

void TestThreadedNegotiate::proofs()
{
    const auto stage = std::make_shared<Stage>();
    const auto context = contextOn(stage);
    QVERIFY(context->prove("x") == MutualProof::NotProven);
    stage->mutual = true;
    QVERIFY(context->prove("x") == MutualProof::Proven);
    stage->mutual = false;
    stage->fails = true;
    QVERIFY(context->prove("x") == MutualProof::Wrong);
}

void TestThreadedNegotiate::manyAtOnce()
{
    const auto stage = std::make_shared<Stage>();
    for (int i = 0; i < 200; ++i) {
        auto context = contextOn(stage);
        context->step({}, [](Result<NegotiateStep>) {});
        if (i % 3 == 0)
            QCoreApplication::processEvents();
    }
    QVERIFY(stage->gone.tryAcquire(200, 20'000));
}

QTEST_GUILESS_MAIN(TestThreadedNegotiate)
#include "tst_threaded_negotiate.moc"
