// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/KerberosPrincipal.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestKerberosPrincipal : public QObject
{
    Q_OBJECT

private slots:
    void guesses_data();
    void guesses();
    void matches_data();
    void matches();
};

void TestKerberosPrincipal::guesses_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("defaultRealm");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("realm");
    const QString corp = u"CORP.EXAMPLE"_s;
    QTest::newRow("user alone") << u"anna"_s << QString() << corp << u"anna"_s << corp;
    QTest::newRow("user alone, no realm")
        << u"anna"_s << QString() << QString() << u"anna"_s << QString();
    QTest::newRow("address") << u"anna@other.example"_s << QString() << corp << u"anna"_s
                             << u"OTHER.EXAMPLE"_s;
    QTest::newRow("address of the default realm")
        << u"anna@corp.example"_s << QString() << corp << u"anna"_s << corp;
    QTest::newRow("two signs") << u"anna@home@corp.example"_s << QString() << corp << u"anna@home"_s
                               << corp;
    QTest::newRow("short domain") << u"CORP\\anna"_s << QString() << corp << u"anna"_s << corp;
    QTest::newRow("short domain of another")
        << u"OTHER\\anna"_s << QString() << corp << u"anna"_s << u"OTHER"_s;
    QTest::newRow("part of a name only")
        << u"COR\\anna"_s << QString() << corp << u"anna"_s << u"COR"_s;
    QTest::newRow("domain in its own field") << u"anna"_s << u"corp"_s << corp << u"anna"_s << corp;
    QTest::newRow("realm of small letters that is set up so")
        << u"anna@small.example"_s << QString() << u"small.example"_s << u"anna"_s
        << u"small.example"_s;
}

void TestKerberosPrincipal::guesses()
{
    QFETCH(QString, user);
    QFETCH(QString, domain);
    QFETCH(QString, defaultRealm);
    QFETCH(QString, name);
    QFETCH(QString, realm);
    const KerberosPrincipal guess = kerberosPrincipal({user, domain, std::nullopt}, defaultRealm);
    QCOMPARE(guess.name, name);
    QCOMPARE(guess.realm, realm);
}

void TestKerberosPrincipal::matches_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("principal");
    QTest::addColumn<bool>("same");
    QTest::newRow("user alone") << u"anna"_s << u"anna"_s << true;
    QTest::newRow("other letters") << u"Anna"_s << u"anna"_s << true;
    QTest::newRow("another") << u"berta"_s << u"anna"_s << false;
    QTest::newRow("right realm") << u"anna@corp.example"_s << u"anna"_s << true;
    QTest::newRow("short realm") << u"CORP\\anna"_s << u"anna"_s << true;
    QTest::newRow("wrong realm") << u"anna@other.example"_s << u"anna"_s << false;
}

void TestKerberosPrincipal::matches()
{
    QFETCH(QString, user);
    QFETCH(QString, principal);
    QFETCH(bool, same);
    QCOMPARE(isPrincipal({user, {}, std::nullopt}, {principal, u"CORP.EXAMPLE"_s}), same);
}

QTEST_APPLESS_MAIN(TestKerberosPrincipal)
#include "tst_kerberos_principal.moc"
