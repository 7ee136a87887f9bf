// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Rejection.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

Q_DECLARE_METATYPE(pt::AnswerVerdict)

class TestRejection : public QObject
{
    Q_OBJECT

private slots:
    void verdict_data();
    void verdict();
};

void TestRejection::verdict_data()
{
    QTest::addColumn<QByteArray>("challenge"); // head of the proxy's 407
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isConnect");
    QTest::addColumn<AnswerVerdict>("expected");
    using V = AnswerVerdict;
    const QByteArray tinyproxy
        = "HTTP/1.0 407 Proxy Authentication Required\r\nServer: tinyproxy/1.11.1\r\n"
          "Proxy-Authenticate: Basic realm=\"Tinyproxy\"\r\n\r\n";
    const QByteArray plain = "HTTP/1.1 407 X\r\nProxy-Authenticate: Basic realm=\"office\"\r\n\r\n";

    QTest::newRow("407 to plain") << plain << plain << false << V::Rejected;
    QTest::newRow("407 to CONNECT") << plain << plain << true << V::Rejected;
    const QByteArray digest = "HTTP/1.1 407 X\r\nProxy-Authenticate: Digest realm=\"office\", "
                              "nonce=\"one\", qop=\"auth\"\r\n\r\n";
    const auto asksAgain = [](const char *more) {
        return "HTTP/1.1 407 X\r\nProxy-Authenticate: Digest realm=\"office\", qop=\"auth\", "
            + QByteArray(more) + "\r\n\r\n";
    };
    QTest::newRow("Digest, another nonce")
        << digest << asksAgain("nonce=\"two\"") << false << V::Rejected;
    QTest::newRow("Digest, not stale")
        << digest << asksAgain("nonce=\"two\", stale=false") << false << V::Rejected;
    QTest::newRow("Digest, stale")
        << digest << asksAgain("nonce=\"two\", stale=true") << false << V::Stale;
    QTest::newRow("Digest, stale to CONNECT, in other letters")
        << digest << asksAgain("nonce=\"two\", stale=\"TRUE\"") << true << V::Stale;
    QTest::newRow("Digest, stale but the same nonce")
        << digest << asksAgain("nonce=\"one\", stale=true") << false << V::Rejected;
    QTest::newRow("Basic answered, Digest called stale")
        << plain << asksAgain("nonce=\"two\", stale=true") << false << V::Rejected;
    QTest::newRow("200 to plain") << plain << "HTTP/1.1 200 OK\r\n\r\n"_ba << false << V::Accepted;
    QTest::newRow("200 to CONNECT") << plain << "HTTP/1.1 200 OK\r\n\r\n"_ba << true << V::Accepted;
    QTest::newRow("403: the sign-in was accepted")
        << plain << "HTTP/1.1 403 No\r\n\r\n"_ba << true << V::Accepted;
    QTest::newRow("502: the sign-in was accepted")
        << plain << "HTTP/1.1 502 No\r\n\r\n"_ba << false << V::Accepted;
    QTest::newRow("401 to CONNECT is the proxy's")
        << plain << "HTTP/1.1 401 No\r\n\r\n"_ba << true << V::Rejected;
    QTest::newRow("tinyproxy's 401 to plain: same realm")
        << tinyproxy
        << "HTTP/1.0 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Tinyproxy\"\r\n\r\n"_ba
        << false << V::Rejected;
    QTest::newRow("401 to plain: same Server")
        << tinyproxy << "HTTP/1.0 401 Unauthorized\r\nServer: tinyproxy/1.11.1\r\n\r\n"_ba << false
        << V::Rejected;
    QTest::newRow("401 to plain: the target's own")
        << plain
        << "HTTP/1.1 401 Unauthorized\r\nServer: nginx\r\nWWW-Authenticate: Basic realm=\"site\"\r\n\r\n"_ba
        << false << V::Accepted;
    QTest::newRow("401 to plain, no Server on either side")
        << plain << "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"site\"\r\n\r\n"_ba
        << false << V::Accepted;
    QTest::newRow("no answer") << plain << ""_ba << false << V::Unknown;
    QTest::newRow("a status nobody knows")
        << plain << "HTTP/1.1 099 X\r\n\r\n"_ba << false << V::Unknown;
}

void TestRejection::verdict()
{
    QFETCH(QByteArray, challenge);
    QFETCH(QByteArray, answer);
    QFETCH(bool, isConnect);
    const auto challengeHead = parseHead(challenge);
    QVERIFY(challengeHead.has_value());
    const ProxyVoice voice = proxyVoice(*challengeHead, challenge);
    const QList<Challenge> asked = parseChallenges(*challengeHead, challenge, "Proxy-Authenticate");
    QVERIFY(!asked.isEmpty());
    QTEST(verdictOnAnswer(parseHead(answer), answer, isConnect, voice, &asked.first()), "expected");
}

QTEST_GUILESS_MAIN(TestRejection)
#include "tst_rejection.moc"
