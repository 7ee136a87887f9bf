// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Basic.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

Challenge basicChallenge(QByteArrayView value = "Basic realm=\"office\"")
{
    return parseChallengeValue(value).value(0);
}

Credentials credentials(const QString &user, const QString &password, const QString &domain = {})
{
    return {user, domain, Secret::takeUtf8(password.toUtf8())};
}

} // namespace

class TestBasic : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void encodesAsUtf8WhateverTheChallengeSays_data();
    void encodesAsUtf8WhateverTheChallengeSays();
    void domain();
    void refusals_data();
    void refusals();
};

void TestBasic::vectors_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("charset");
    QTest::addColumn<QByteArray>("expected");
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/auth/data/basic-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray rows = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(rows.size() >= 8);
    for (const QJsonValue &row : rows) {
        QTest::addRow("%s: user '%s'", qPrintable(row["source"_L1].toString()),
                      qPrintable(row["user"_L1].toString()))
            << row["user"_L1].toString() << row["password"_L1].toString()
            << row["charset"_L1].toString() << row["credentials"_L1].toString().toLatin1();
    }
}

void TestBasic::vectors()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QString, charset);
    QFETCH(QByteArray, expected);
    const QByteArray offer = charset.isEmpty()
        ? "Basic realm=\"r\""_ba
        : "Basic realm=\"r\", charset=\"" + charset.toLatin1() + '"';
    const auto value = basicAnswer(credentials(user, password), basicChallenge(offer));
    QVERIFY2(value.has_value(), "not answered");
    QVERIFY2(*value == "Basic " + expected, "another value");
}

void TestBasic::encodesAsUtf8WhateverTheChallengeSays_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::newRow("no charset") << "Basic realm=\"r\""_ba;
    QTest::newRow("UTF-8") << "Basic realm=\"r\", charset=\"UTF-8\""_ba;
    QTest::newRow("lower case") << "Basic realm=\"r\", charset=utf-8"_ba;
    QTest::newRow("one the RFC does not know") << "Basic realm=\"r\", charset=\"ISO-8859-1\""_ba;
}

void TestBasic::encodesAsUtf8WhateverTheChallengeSays()
{
    QFETCH(QByteArray, offer);
    const auto value = basicAnswer(credentials(u"müller"_s, u"grün"_s), basicChallenge(offer));
    QVERIFY(value.has_value());
    QVERIFY(*value == "Basic " + u"müller:grün"_s.toUtf8().toBase64());
}

void TestBasic::domain()
{
    const auto value = basicAnswer(credentials(u"dev"_s, u"pw"_s, u"CORP"_s), basicChallenge());
    QVERIFY(value.has_value());
    QVERIFY(*value == "Basic " + QByteArray("CORP\\dev:pw").toBase64());
}

void TestBasic::refusals_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    const QByteArray good = "Basic realm=\"r\"";
    QTest::newRow("colon in the user name")
        << u"a:b"_s << u""_s << u"pw"_s << good << u"auth.colon-in-user-name"_s << u""_s;
    QTest::newRow("colon in the domain")
        << u"a"_s << u"c:d"_s << u"pw"_s << good << u"auth.colon-in-user-name"_s << u""_s;
    QTest::newRow("colon in the password is allowed")
        << u"a"_s << u""_s << u"p:w"_s << good << u""_s << u""_s;
    QTest::newRow("line end in the user name")
        << u"a\r\nb"_s << u""_s << u"pw"_s << good << u"auth.control-character"_s << u"user"_s;
    QTest::newRow("NUL in the password")
        << u"a"_s << u""_s << u"p\0w"_s << good << u"auth.control-character"_s << u"password"_s;
    QTest::newRow("DEL in the password")
        << u"a"_s << u""_s << u"pw\x7f"_s << good << u"auth.control-character"_s << u"password"_s;
    QTest::newRow("tab in the domain")
        << u"a"_s << u"C\tD"_s << u"pw"_s << good << u"auth.control-character"_s << u"domain"_s;
    QTest::newRow("no realm") << u"a"_s << u""_s << u"pw"_s << "Basic"_ba
                              << u"challenge-malformed"_s << u""_s;
    QTest::newRow("another scheme")
        << u"a"_s << u""_s << u"pw"_s << "Digest realm=\"r\", nonce=\"n\""_ba
        << u"challenge-malformed"_s << u""_s;
}

void TestBasic::refusals()
{
    QFETCH(QString, user);
    QFETCH(QString, domain);
    QFETCH(QString, password);
    QFETCH(QByteArray, offer);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    const auto value = basicAnswer(credentials(user, password, domain), basicChallenge(offer));
    QCOMPARE(value.has_value(), code.isEmpty());
    if (!value) {
        QCOMPARE(value.error().code, code);
        QCOMPARE(value.error().detail, detail);
    }
}

QTEST_GUILESS_MAIN(TestBasic)
#include "tst_basic.moc"
