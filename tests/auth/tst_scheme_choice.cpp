// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SchemeChoice.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

Q_DECLARE_METATYPE(pt::AuthChoice)

class TestSchemeChoice : public QObject
{
    Q_OBJECT

private slots:
    void choice_data();
    void choice();
};

void TestSchemeChoice::choice_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<AuthChoice>("wish");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password"); // null: none was given
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QStringList>("offered");
    QTest::addColumn<QString>("scheme");
    const AuthChoice any = AuthChoice::Any;
    const QString user = u"dev"_s;
    const QString password = u"made-up-one"_s;
    const QByteArray basic = "Basic realm=\"r\"";

    const QByteArray digest = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
    const QByteArray newer = digest + ", algorithm=SHA-3";
    const QStringList onlyBasic{u"Basic"_s};
    const QStringList onlyDigest{u"Digest"_s};
    const QStringList both{u"Digest"_s, u"Basic"_s};
    const auto row = [&](const char *name, const QByteArray &offer, AuthChoice wish,
                         const QString &reason, const QStringList &offered, const QString &scheme) {
        QTest::newRow(name) << offer << wish << user << password << reason << offered << scheme;
    };
    const QString b = u"basic"_s;
    const QString d = u"digest"_s;
    const QString none;

    row("Basic", basic, any, none, onlyBasic, b);
    row("Digest", digest, any, none, onlyDigest, d);
    row("the strongest among others", "Bearer, " + digest + ", " + basic, any, none,
        {u"Bearer"_s, u"Digest"_s, u"Basic"_s}, d);
    row("NTLM before Digest and Basic", basic + ", " + digest + ", NTLM", any, none,
        {u"Basic"_s, u"Digest"_s, u"NTLM"_s}, u"ntlm"_s);
    row("NTLM wished for", basic + ", Negotiate, NTLM", AuthChoice::Ntlm, none,
        {u"Basic"_s, u"Negotiate"_s, u"NTLM"_s}, u"ntlm"_s);
    row("a ticket before any password", "NTLM, " + digest + ", " + basic + ", Negotiate", any, none,
        {u"NTLM"_s, u"Digest"_s, u"Basic"_s, u"Negotiate"_s}, u"negotiate"_s);
    row("Negotiate wished for", basic + ", Negotiate", AuthChoice::Negotiate, none,
        {u"Basic"_s, u"Negotiate"_s}, u"negotiate"_s);
    row("not in the middle of another's sign-in", "Negotiate YIIB, " + basic, any, none,
        {u"Negotiate"_s, u"Basic"_s}, b);
    QTest::newRow("a ticket needs nothing typed")
        << QByteArray("Negotiate") << any << none << none << none << QStringList{u"Negotiate"_s}
        << u"negotiate"_s;
    QTest::newRow("a ticket of the typed user")
        << QByteArray("Negotiate") << any << user << none << none << QStringList{u"Negotiate"_s}
        << u"negotiate"_s;
    QTest::newRow("a password of nobody")
        << QByteArray("Negotiate") << any << none << password << u"incomplete"_s
        << QStringList{u"Negotiate"_s} << none;
    row("Digest behind Basic", basic + ", " + digest, any, none, {u"Basic"_s, u"Digest"_s}, d);
    row("Basic where Digest cannot be done", newer + ", " + basic, any, none, both, b);
    row("Basic where Digest lacks its nonce", "Digest realm=\"r\", " + basic, any, none, both, b);
    row("Basic wished for", digest + ", " + basic, AuthChoice::Basic, none, both, b);
    row("Digest wished for", basic + ", " + digest, AuthChoice::Digest, none,
        {u"Basic"_s, u"Digest"_s}, d);
    row("never another than wished", basic, AuthChoice::Digest, u"scheme-unknown"_s, onlyBasic,
        none);
    row("never weaker than wished", basic, AuthChoice::Negotiate, u"scheme-unknown"_s, onlyBasic,
        none);
    row("an algorithm nobody knows", newer, any, u"digest.algorithm-unsupported"_s, onlyDigest,
        none);
    row("an algorithm nobody knows, Basic not wished", newer + ", " + basic, AuthChoice::Digest,
        u"digest.algorithm-unsupported"_s, both, none);
    row("a qop nobody knows", "Digest realm=r, nonce=n, qop=\"auth-conf\"", any,
        u"digest.qop-unsupported"_s, onlyDigest, none);
    row("Digest without a nonce", "Digest realm=r", any, u"challenge-malformed"_s, onlyDigest,
        none);
    row("lower case", "basic realm=r", any, none, {u"basic"_s}, b);
    row("no challenge", "", any, u"challenge-missing"_s, {}, none);
    row("only others", "X-Own, Bearer", any, u"scheme-unknown"_s, {u"X-Own"_s, u"Bearer"_s}, none);
    row("Basic without a realm", "Basic", any, u"challenge-malformed"_s, onlyBasic, none);
    row("a good one behind a bad one", "Basic, " + basic, any, none, onlyBasic, b);
    QTest::newRow("an empty password is one")
        << basic << any << user << u""_s << none << onlyBasic << b;
    QTest::newRow("nothing given")
        << digest << any << none << none << u"no-credentials"_s << onlyDigest << none;
    QTest::newRow("no password") << basic << any << user << none << u"incomplete"_s << onlyBasic
                                 << none;
    QTest::newRow("no user") << basic << any << none << password << u"incomplete"_s << onlyBasic
                             << none;
}

void TestSchemeChoice::choice()
{
    QFETCH(QByteArray, offer);
    QFETCH(AuthChoice, wish);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, reason);
    QFETCH(QStringList, offered);
    QFETCH(QString, scheme);
    Credentials credentials{user, {}, std::nullopt};
    if (!password.isNull())
        credentials.password = Secret::takeUtf8(password.toUtf8());
    const QList<Challenge> challenges
        = offer.isEmpty() ? QList<Challenge>() : parseChallengeValue(offer);
    const SchemeChoice chosen = chooseScheme(challenges, wish, credentials);
    QCOMPARE(chosen.reason, reason);
    QCOMPARE(chosen.offered, offered);
    QCOMPARE(chosen.challenge.has_value(), reason.isEmpty());
    if (chosen.challenge && scheme != "negotiate"_L1 && scheme != "ntlm"_L1) {
        QVERIFY(chosen.challenge->param("realm").has_value());
    }
    QCOMPARE(chosen.scheme, scheme);
}

QTEST_GUILESS_MAIN(TestSchemeChoice)
#include "tst_scheme_choice.moc"
