// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/TokenTable.h"
#include "advice/TokenWords.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

QSet<QString> idsOf(TokenRows rows)
{
    QSet<QString> ids;
    for (const TokenRow &row : rows)
        ids.insert(QString::fromLatin1(row.id));
    return ids;
}

/// Every id that the token readers write down as such.
QSet<QString> idsInReaders()
{
    static const QRegularExpression literal(
        u"\"((?:basic|digest|ntlm|spnego|kerberos|socks[45]?|tls|token|der)\\.[a-z0-9*][a-z0-9*.-]*)\"(?:_s|_L1|\\})"_s);
    QSet<QString> ids;
    const QDir folder(QStringLiteral(PT_SOURCE_DIR "/app/protocol"));
    const QStringList files = folder.entryList({u"*.cpp"_s, u"*.h"_s}, QDir::Files);
    for (const QString &name : files) {
        if (name.contains(u"Writing"_s) || name.startsWith(u"Masking"_s))
            continue;
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString text = QString::fromUtf8(file.readAll());
        for (auto it = literal.globalMatch(text); it.hasNext();)
            ids.insert(it.next().captured(1));
    }
    return ids;
}

} // namespace

class TestTokenWords : public QObject
{
    Q_OBJECT

private slots:
    void everyIdOfAReaderHasWords();
    void everyProblemOfAChallengeHasWords();
    void rowsAreComplete();
    void valuesWithNames_data();
    void valuesWithNames();
    void secretsAreDescribed_data();
    void secretsAreDescribed();
    void unknownIdsShowThemselves();
    void hostileValuesAreMadeVisible();
};

void TestTokenWords::everyIdOfAReaderHasWords()
{
    QSet<QString> known = idsOf(tokenRows());
    known.unite(idsOf(tokenFieldRows()));
    known.unite(idsOf(tokenProblemRows()));
    const QSet<QString> used = idsInReaders();
    QVERIFY2(used.size() > 80, "the readers were read");
    QStringList missing;
    for (const QString &id : used) {
        if (!known.contains(id))
            missing.append(id);
    }
    missing.sort();
    QCOMPARE(missing, QStringList());
    // Made of two parts in their reader.
    for (const char *name :
         {"username", "username*", "realm", "nonce", "uri", "response", "cnonce", "opaque", "qop",
          "nc", "stale", "algorithm", "userhash", "charset", "domain", "nextnonce", "rspauth"})
        QVERIFY2(known.contains(u"digest."_s + QLatin1StringView(name)), name);
}

void TestTokenWords::everyProblemOfAChallengeHasWords()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/app/protocol/ChallengeProblems.h"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    static const QRegularExpression literal(u"\\{\"([a-z0-9-]+)\"\\}"_s);
    const QSet<QString> known = idsOf(tokenProblemRows());
    const QString text = QString::fromUtf8(file.readAll());
    int count = 0;
    for (auto it = literal.globalMatch(text); it.hasNext(); ++count) {
        const QString id = it.next().captured(1);
        QVERIFY2(known.contains(id), qPrintable(id));
    }
    QVERIFY(count > 20);
}

void TestTokenWords::rowsAreComplete()
{
    for (const TokenRows rows : {tokenRows(), tokenFieldRows()}) {
        QSet<QString> seen;
        for (const TokenRow &row : rows) {
            QVERIFY2(*row.name != '\0' && QByteArray(row.says).endsWith('.'), row.id);
            QVERIFY2(!seen.contains(QString::fromLatin1(row.id)), row.id);
            seen.insert(QString::fromLatin1(row.id));
        }
    }
    const QSet<QString> fields = idsOf(tokenFieldRows());
    for (const TokenRow &row : tokenValueRows()) {
        QVERIFY2(*row.name != '\0' || *row.says != '\0', row.id);
        QVERIFY2(fields.contains(QString::fromLatin1(row.id).section(u'/', 0, 0)), row.id);
    }
    for (const TokenRow &row : tokenProblemRows())
        QVERIFY2(QByteArray(row.says).endsWith('.'), row.id);
}

void TestTokenWords::valuesWithNames_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    QTest::newRow("RFC 3962") << u"kerberos.ticket-etype"_s << u"18"_s
                              << u"18 (aes256-cts-hmac-sha1-96)"_s;
    QTest::newRow("RFC 8009") << u"kerberos.ticket-etype"_s << u"20"_s
                              << u"20 (aes256-cts-hmac-sha384-192)"_s;
    QTest::newRow("RFC 4757") << u"kerberos.authenticator-etype"_s << u"23"_s << u"23 (rc4-hmac)"_s;
    QTest::newRow("RFC 4120") << u"kerberos.error-code"_s << u"37"_s << u"37 (KRB_AP_ERR_SKEW)"_s;
    QTest::newRow("unknown error") << u"kerberos.error-code"_s << u"9999"_s << u"9999"_s;
    QTest::newRow("RFC 1928 method")
        << u"socks.method"_s << u"2"_s << u"2 (user name and password)"_s;
    QTest::newRow("RFC 1928 reply")
        << u"socks.reply-code"_s << u"5"_s << u"5 (connection refused)"_s;
    QTest::newRow("a text") << u"digest.realm"_s << u"37"_s << u"37"_s;
}

void TestTokenWords::valuesWithNames()
{
    QFETCH(const QString, id);
    QFETCH(const QString, value);
    QFETCH(const QString, shown);
    QCOMPARE(wordFieldValue({id, value, 0, 1, 0, false}), shown);
}

void TestTokenWords::secretsAreDescribed_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    QTest::newRow("class of length")
        << u"basic.password"_s << u"8-15"_s << u"8-15 characters, not kept"_s;
    QTest::newRow("empty") << u"basic.password"_s << u"0"_s << u"empty"_s;
    QTest::newRow("length") << u"digest.response"_s << u"32"_s << u"32 bytes, not kept"_s;
    QTest::newRow("kind") << u"spnego.mech-token"_s << u"kerberos"_s << u"kerberos, not kept"_s;
    QTest::newRow("nothing") << u"socks.password-length"_s << QString() << u"not kept"_s;
}

void TestTokenWords::secretsAreDescribed()
{
    QFETCH(const QString, id);
    QFETCH(const QString, value);
    QFETCH(const QString, shown);
    QCOMPARE(wordFieldValue({id, value, 0, 1, 0, true}), shown);
}

void TestTokenWords::unknownIdsShowThemselves()
{
    QCOMPARE(wordTokenName(u"ntlm.type9"_s), u"ntlm.type9"_s);
    QCOMPARE(wordFieldName(u"later.field"_s), u"later.field"_s);
    QCOMPARE(wordField(u"basic"_s, {u"later.field"_s, u"x"_s, 0, 1, 0, false}), QString());
    QVERIFY(wordTokenProblem(u"later.problem"_s).contains(u"later.problem"_s));
}

void TestTokenWords::hostileValuesAreMadeVisible()
{
    const QString hostile = u"<b>x</b>\x1b[31m\u202e\n%1"_s;
    const QString shown = wordFieldValue({u"digest.realm"_s, hostile, 0, 1, 0, false});
    QVERIFY(shown.contains(u"<b>x</b>"_s) && shown.contains(u"%1"_s));
    for (const QChar c : {QChar(0x1b), QChar(0x202e), QChar(u'\n')}) {
        QVERIFY(!shown.contains(c));
        QVERIFY(!wordTokenName(hostile).contains(c));
        QVERIFY(!wordFieldName(hostile).contains(c));
        QVERIFY(!wordTokenProblem(hostile).contains(c));
        QVERIFY(!wordFieldValue({u"spnego.mic"_s, hostile, 0, 1, 0, true}).contains(c));
    }
    QVERIFY(wordFieldValue({u"digest.realm"_s, QString(5000, u'x'), 0, 1, 0, false}).size() < 400);
}

QTEST_APPLESS_MAIN(TestTokenWords)
#include "tst_token_words.moc"
