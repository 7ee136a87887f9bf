// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SignInHash.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

Secret key(char filling = 'k', qsizetype size = signInKeyBytes)
{
    return Secret::takeUtf8(QByteArray(size, filling));
}

ProxyEndpoint proxy(const QString &host = u"proxy.example"_s, quint16 port = 3128,
                    ProxyScheme scheme = ProxyScheme::Http)
{
    return {scheme, host, port};
}

Credentials signIn(const QString &user = u"dev"_s, const QString &domain = u"ACME"_s,
                   const char *password = "madeup-Word7")
{
    return {user, domain, Secret::takeUtf8(QByteArray(password))};
}

} // namespace

class TestSignInHash : public QObject
{
    Q_OBJECT

private slots:
    void isHmacOfItsParts();
    void sameGivesSame();
    void differs_data();
    void differs();
    void partsCannotBeShifted();
    void nothingWithoutKeyOrPassword();
    void copies_data();
    void copies();
};

/// By the definition, written out once more.
void TestSignInHash::isHmacOfItsParts()
{
    QByteArray text;
    for (const QByteArray &part :
         {QByteArray("org.proxytriage.ProxyTriage/accepted-sign-in/1"), QByteArray("http"),
          QByteArray("proxy.example"), QByteArray("3128"), QByteArray("dev"), QByteArray("ACME"),
          QByteArray("madeup-Word7")}) {
        text += QByteArray("\0\0\0", 3) + char(part.size()) + part;
    }
    const QByteArray expected = QMessageAuthenticationCode::hash(
        text, QByteArray(signInKeyBytes, 'k'), QCryptographicHash::Sha256);
    QCOMPARE(expected.size(), 32);
    QCOMPARE(signInHash(key(), proxy(), signIn()), expected);
    // Without the prefix it is another one: the key's other uses could not be mixed up with this
    // one.
    QVERIFY(QMessageAuthenticationCode::hash(text.sliced(4 + 46), QByteArray(signInKeyBytes, 'k'),
                                             QCryptographicHash::Sha256)
            != expected);
    QVERIFY(QCryptographicHash::hash(QByteArray("madeup-Word7"), QCryptographicHash::Sha256)
            != expected);
}

void TestSignInHash::sameGivesSame()
{
    QCOMPARE(signInHash(key(), proxy(), signIn()), signInHash(key(), proxy(), signIn()));
    QCOMPARE(signInHash(key(), proxy(u"PROXY.Example"_s), signIn()),
             signInHash(key(), proxy(), signIn()));
}

void TestSignInHash::differs_data()
{
    QTest::addColumn<char>("filling");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QByteArray>("password");
    const QString host = u"proxy.example"_s;
    const int http = int(ProxyScheme::Http);
    const QByteArray password = "madeup-Word7";
    QTest::newRow("another key") << 'l' << host << 3128 << http << u"dev"_s << u"ACME"_s
                                 << password;
    QTest::newRow("another proxy")
        << 'k' << u"proxy2.example"_s << 3128 << http << u"dev"_s << u"ACME"_s << password;
    QTest::newRow("another port") << 'k' << host << 8080 << http << u"dev"_s << u"ACME"_s
                                  << password;
    QTest::newRow("another kind of proxy")
        << 'k' << host << 3128 << int(ProxyScheme::Socks5) << u"dev"_s << u"ACME"_s << password;
    QTest::newRow("another user") << 'k' << host << 3128 << http << u"Dev"_s << u"ACME"_s
                                  << password;
    QTest::newRow("another domain")
        << 'k' << host << 3128 << http << u"dev"_s << QString() << password;
    QTest::newRow("another password")
        << 'k' << host << 3128 << http << u"dev"_s << u"ACME"_s << QByteArray("madeup-Word8");
    QTest::newRow("an empty password")
        << 'k' << host << 3128 << http << u"dev"_s << u"ACME"_s << QByteArray("");
    QTest::newRow("a space more") << 'k' << host << 3128 << http << u"dev"_s << u"ACME"_s
                                  << QByteArray("madeup-Word7 ");
}

void TestSignInHash::differs()
{
    QFETCH(const char, filling);
    QFETCH(const QString, host);
    QFETCH(const int, port);
    QFETCH(const int, scheme);
    QFETCH(const QString, user);
    QFETCH(const QString, domain);
    QFETCH(const QByteArray, password);
    const QByteArray other
        = signInHash(key(filling), proxy(host, quint16(port), ProxyScheme(scheme)),
                     signIn(user, domain, password.constData()));
    QCOMPARE(other.size(), 32);
    QVERIFY(other != signInHash(key(), proxy(), signIn()));
}

void TestSignInHash::partsCannotBeShifted()
{
    QVERIFY(signInHash(key(), proxy(), signIn(u"devA"_s, u"CME"_s))
            != signInHash(key(), proxy(), signIn(u"dev"_s, u"ACME"_s)));
    QVERIFY(signInHash(key(), proxy(), signIn(u"dev"_s, u"ACMEm"_s, "adeup-Word7"))
            != signInHash(key(), proxy(), signIn()));
}

void TestSignInHash::nothingWithoutKeyOrPassword()
{
    QVERIFY(signInHash({}, proxy(), signIn()).isEmpty());
    QVERIFY(signInHash(key('k', 16), proxy(), signIn()).isEmpty());
    QVERIFY(signInHash(key(), proxy(), Credentials{u"dev"_s, {}, std::nullopt}).isEmpty());
}

void TestSignInHash::copies_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("expected");
    const int no = int(SameSecret::No);
    const int yes = int(SameSecret::Yes);
    const int unknown = int(SameSecret::Unknown);
    QTest::newRow("the same") << u"dev"_s << u"ACME"_s << u"madeup-Word7"_s << yes;
    QTest::newRow("the domain in the user")
        << u"ACME\\dev"_s << QString() << u"madeup-Word7"_s << yes;
    QTest::newRow("another password") << u"dev"_s << u"ACME"_s << u"madeup-Word6"_s << no;
    QTest::newRow("an empty one") << u"dev"_s << u"ACME"_s << u""_s << no;
    QTest::newRow("another user's") << u"eve"_s << u"ACME"_s << u"madeup-Word6"_s << unknown;
    QTest::newRow("another domain's") << u"dev"_s << QString() << u"madeup-Word7"_s << unknown;
    QTest::newRow("none") << u"dev"_s << u"ACME"_s << QString() << unknown;
}

void TestSignInHash::copies()
{
    QFETCH(const QString, user);
    QFETCH(const QString, domain);
    QFETCH(const QString, password);
    QFETCH(const int, expected);
    Credentials copy{user, domain, std::nullopt};
    if (!password.isNull())
        copy.password = Secret::takeUtf8(password.toUtf8());
    QCOMPARE(int(compareSecrets(copy, signIn())), expected);
    const Credentials nothing;
    QCOMPARE(int(compareSecrets(copy, nothing)), int(SameSecret::Unknown));
}

QTEST_GUILESS_MAIN(TestSignInHash)
#include "tst_sign_in_hash.moc"
