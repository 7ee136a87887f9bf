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
    const AuthChoice any = AuthChoice::Any;
    const QString user = u"dev"_s;
    const QString password = u"made-up-one"_s;
    const QByteArray basic = "Basic realm=\"r\"";

    QTest::newRow("Basic") << basic << any << user << password << QString()
                           << QStringList{u"Basic"_s};
    QTest::newRow("Basic among others")
        << "Negotiate, NTLM, Digest realm=\"r\", nonce=\"n\", Basic realm=\"r\""_ba << any << user
        << password << QString() << QStringList{u"Negotiate"_s, u"NTLM"_s, u"Digest"_s, u"Basic"_s};
    QTest::newRow("lower case") << "basic realm=r"_ba << any << user << password << QString()
                                << QStringList{u"basic"_s};
    QTest::newRow("an empty password is one")
        << basic << any << user << u""_s << QString() << QStringList{u"Basic"_s};
    QTest::newRow("nothing given")
        << basic << any << QString() << QString() << u"no-credentials"_s << QStringList{u"Basic"_s};
    QTest::newRow("no password") << basic << any << user << QString() << u"incomplete"_s
                                 << QStringList{u"Basic"_s};
    QTest::newRow("no user") << basic << any << QString() << password << u"incomplete"_s
                             << QStringList{u"Basic"_s};
    QTest::newRow("no challenge") << ""_ba << any << user << password << u"challenge-missing"_s
                                  << QStringList();
    QTest::newRow("only others") << "Negotiate, Bearer"_ba << any << user << password
                                 << u"scheme-unknown"_s << QStringList{u"Negotiate"_s, u"Bearer"_s};
    QTest::newRow("Basic without a realm") << "Basic"_ba << any << user << password
                                           << u"challenge-malformed"_s << QStringList{u"Basic"_s};
    QTest::newRow("a good one behind a bad one")
        << "Basic, Basic realm=\"r\""_ba << any << user << password << QString()
        << QStringList{u"Basic"_s};
    QTest::newRow("never weaker than wished") << basic << AuthChoice::Negotiate << user << password
                                              << u"scheme-unknown"_s << QStringList{u"Basic"_s};
    QTest::newRow("Basic wished") << basic << AuthChoice::Basic << user << password << QString()
                                  << QStringList{u"Basic"_s};
}

void TestSchemeChoice::choice()
{
    QFETCH(QByteArray, offer);
    QFETCH(AuthChoice, wish);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, reason);
    QFETCH(QStringList, offered);
    Credentials credentials{user, {}, std::nullopt};
    if (!password.isNull())
        credentials.password = Secret::takeUtf8(password.toUtf8());
    const QList<Challenge> challenges
        = offer.isEmpty() ? QList<Challenge>() : parseChallengeValue(offer);
    const SchemeChoice chosen = chooseScheme(challenges, wish, credentials);
    QCOMPARE(chosen.reason, reason);
    QCOMPARE(chosen.offered, offered);
    QCOMPARE(chosen.challenge.has_value(), reason.isEmpty());
    if (chosen.challenge) {
        QVERIFY(chosen.challenge->param("realm").has_value());
        QCOMPARE(chosen.scheme, u"basic"_s);
    }
}

QTEST_GUILESS_MAIN(TestSchemeChoice)
#include "tst_scheme_choice.moc"
