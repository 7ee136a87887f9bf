// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/Challenge.h"
#include "protocol/ChallengeProblems.h"
#include "support/GrowthCheck.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace pt;
using namespace Qt::StringLiterals;
namespace problem = pt::challengeproblem;

namespace {

/// In the data file each character stands for one octet.
QByteArray octets(const QJsonValue &value)
{
    return value.toString().toLatin1();
}

/// The file's names for what is wrong, and ours.
const QMap<QString, QLatin1StringView> &flagNames()
{
    static const QMap<QString, QLatin1StringView> names{
        {u"W_EMPTY_ELEMENT"_s, problem::emptyElement},
        {u"W_QUOTED_TOKEN"_s, problem::quotedToken},
        {u"W_BWS"_s, problem::badWhiteSpace},
        {u"W_NO_NONCE"_s, problem::noNonce},
        {u"W_UNQUOTED_REALM"_s, problem::unquotedRealm},
        {u"W_NO_REALM"_s, problem::noRealm},
        {u"W_NON_ASCII"_s, problem::nonAscii},
        {u"W_OBS_FOLD"_s, problem::obsFold},
        {u"W_LONG_VALUE"_s, problem::longValue},
        {u"W_UNQUOTED_NONCE"_s, problem::unquotedNonce},
        {u"W_UNQUOTED_OPAQUE"_s, problem::unquotedOpaque},
        {u"W_TAB_SEP"_s, problem::tabSeparator},
        {u"W_EMPTY_QOP"_s, problem::emptyQop},
        {u"W_BIDI"_s, problem::bidiControl},
        {u"W_UNSUPPORTED_ALG"_s, problem::unsupportedAlgorithm},
        {u"W_BARE_LF"_s, problem::bareLf},
        {u"E_MISSING_COMMA"_s, problem::missingComma},
        {u"E_BAD_TOKEN68"_s, problem::badToken68},
        {u"E_UNTERMINATED_QUOTE"_s, problem::unterminatedQuote},
        {u"E_EMPTY_VALUE"_s, problem::emptyValue},
        {u"E_DUP_PARAM"_s, problem::duplicateParam},
        {u"E_TRAILING_JUNK"_s, problem::trailingText},
        {u"E_BAD_TOKEN_CHAR"_s, problem::badTokenChar},
        {u"E_CTL_CHAR"_s, problem::controlCharacter},
        {u"E_PARAM_WITHOUT_SCHEME"_s, problem::paramWithoutScheme},
    };
    return names;
}

bool hasError(const Challenge &challenge)
{
    return std::any_of(challenge.problems.begin(), challenge.problems.end(), problem::isError);
}

QByteArray headOf(const QJsonArray &values)
{
    QByteArray head = "HTTP/1.1 407 Proxy Authentication Required\r\nVia: 1.1 p\r\n";
    for (const QJsonValue &value : values)
        head += "Proxy-Authenticate: " + octets(value) + "\r\nX-Between: y\r\n";
    return head + "\r\n";
}

QJsonArray readCases()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/protocol/data/challenge-cases.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

} // namespace

class TestChallenge : public QObject
{
    Q_OBJECT

private slots:
    void publishedCases_data();
    void publishedCases();
    void dataIsComplete();
    void firstOfDoubledParamIsUsed();
    void spansPointAtParams();
    void spansAcrossFolds();
    void fieldIndexCountsFields();
    void staysReadable_data();
    void staysReadable();
    void errorIds();
    void boundsOnCounts();
    void randomBytes();
    void linearTime_data();
    void linearTime();
};

void TestChallenge::dataIsComplete()
{
    const QJsonArray cases = readCases();
    QCOMPARE(cases.size(), 153);
    for (const QJsonValue &row : cases) {
        for (const QJsonValue &flag : row[u"flags"].toArray())
            QVERIFY2(flagNames().contains(flag.toString()), qPrintable(flag.toString()));
    }
}

void TestChallenge::publishedCases_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray cases = readCases();
    for (const QJsonValue &row : cases)
        QTest::newRow(qPrintable(row[u"id"].toString())) << row.toObject();
}

void TestChallenge::publishedCases()
{
    QFETCH(QJsonObject, row);
    const QByteArray bytes = headOf(row[u"header_values"_s].toArray());
    const std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    const QList<Challenge> all = parseChallenges(*head, bytes, "proxy-authenticate");

    QStringList problems;
    for (const Challenge &challenge : all) {
        problems += challenge.problems;
        const QByteArrayView text = challenge.span.in(bytes);
        QVERIFY(!text.isEmpty());
        QVERIFY2(text.startsWith(challenge.scheme), "a span begins with its scheme");
    }

    // A broken challenge may be kept if it is marked so; it is left out of the comparison.
    QList<Challenge> compared = all;
    for (const QJsonValue &broken : row[u"malformed"_s].toArray()) {
        const QByteArray scheme = octets(broken[u"scheme"]);
        const auto it = std::find_if(compared.begin(), compared.end(), [&](const Challenge &c) {
            return c.is(scheme) && (!c.readable || hasError(c));
        });
        QVERIFY2(it != compared.end(), "the broken challenge is kept and marked");
        compared.erase(it);
    }
    for (const Challenge &challenge : compared)
        QVERIFY2(challenge.readable, challenge.scheme.constData());

    const QJsonArray expected = row[u"expected"_s].toArray();
    QCOMPARE(compared.size(), expected.size());
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const Challenge &challenge = compared[i];
        const QJsonValue want = expected[i];
        QCOMPARE(challenge.scheme, octets(want[u"scheme"]));
        QCOMPARE(challenge.token68.has_value(), want[u"token68"].isString());
        if (challenge.token68)
            QCOMPARE(*challenge.token68, octets(want[u"token68"]));
        QMap<QString, QByteArray> got;
        for (const ChallengeParam &p : challenge.params)
            got.insert(QString::fromLatin1(p.name), *challenge.param(p.name));
        QMap<QString, QByteArray> wanted;
        const QJsonObject params = want[u"params"].toObject();
        for (auto it = params.begin(); it != params.end(); ++it)
            wanted.insert(it.key(), octets(it.value()));
        QCOMPARE(got, wanted);
    }

    const QJsonArray flags = row[u"flags"_s].toArray();
    for (const QJsonValue &flag : flags) {
        const QString name = flagNames().value(flag.toString());
        QVERIFY2(problems.contains(name), qPrintable(name + u" is not in "_s + problems.join(u' ')));
    }
    const bool errorExpected = std::any_of(flags.begin(), flags.end(), [](const QJsonValue &flag) {
        return flag.toString().startsWith(u"E_");
    });
    if (row[u"conforming"_s].toBool() && !errorExpected) {
        QVERIFY2(std::none_of(all.begin(), all.end(), hasError),
                 qPrintable(u"conforming, yet: "_s + problems.join(u' ')));
    }
    const QJsonObject dups = row[u"dups"_s].toObject();
    for (auto it = dups.begin(); it != dups.end(); ++it) {
        const QByteArray name = it.key().toLatin1();
        const Challenge &challenge = all.first();
        QCOMPARE(challenge.doubledParams(), QList<QByteArray>{name});
        QCOMPARE(*challenge.param(name), octets(it.value().toArray().first()));
        QByteArrayList values;
        for (const ChallengeParam &p : challenge.params) {
            if (p.name == name)
                values.append(p.value);
        }
        QCOMPARE(values.size(), it.value().toArray().size());
        for (qsizetype i = 0; i < values.size(); ++i)
            QCOMPARE(values[i], octets(it.value().toArray()[i]));
    }
}

void TestChallenge::firstOfDoubledParamIsUsed()
{
    const QList<Challenge> read = parseChallengeValue("Digest nonce=\"1\", realm=\"a\", Nonce=\"2\", realm=\"b\"");
    QCOMPARE(read.size(), 1);
    QCOMPARE(read[0].param("nonce"), std::optional<QByteArray>("1"));
    QCOMPARE(read[0].param("realm"), std::optional<QByteArray>("a"));
    QCOMPARE(read[0].params.size(), 4);
    QCOMPARE(read[0].doubledParams(), (QList<QByteArray>{"nonce", "realm"}));
    QVERIFY(read[0].problems.contains(problem::duplicateParam));
    QVERIFY(parseChallengeValue("Digest nonce=\"1\", realm=\"a\"")[0].doubledParams().isEmpty());
}

void TestChallenge::spansPointAtParams()
{
    const QByteArray value = "NTLM, Basic realm=\"a \\\"b\\\"\" , charset = UTF-8";
    const QList<Challenge> read = parseChallengeValue(value);
    QCOMPARE(read.size(), 2);
    QCOMPARE(read[0].span.in(value).toByteArray(), "NTLM"_ba);
    QCOMPARE(read[1].span.in(value).toByteArray(), "Basic realm=\"a \\\"b\\\"\" , charset = UTF-8"_ba);
    QCOMPARE(read[1].params[0].span.in(value).toByteArray(), "realm=\"a \\\"b\\\"\""_ba);
    QCOMPARE(read[1].params[1].span.in(value).toByteArray(), "charset = UTF-8"_ba);
    QVERIFY(read[1].params[0].quoted);
    QVERIFY(!read[1].params[1].quoted);
}

void TestChallenge::spansAcrossFolds()
{
    const QByteArray bytes = "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"a\r\n\t b\",  \r\n nonce=\"n\",\r\n"
                             " Basic realm=\"c\"\r\n\r\n";
    const std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    const QList<Challenge> read = parseChallenges(*head, bytes, "Proxy-Authenticate");
    QCOMPARE(read.size(), 2);
    QCOMPARE(read[0].params[0].value, "a b"_ba);
    QCOMPARE(read[0].params[0].span.in(bytes).toByteArray(), "realm=\"a\r\n\t b\""_ba);
    QCOMPARE(read[0].params[1].span.in(bytes).toByteArray(), "nonce=\"n\""_ba);
    QCOMPARE(read[1].span.in(bytes).toByteArray(), "Basic realm=\"c\""_ba);
    QVERIFY(read[0].problems.contains(problem::obsFold));
    QVERIFY(!read[0].problems.contains(problem::bareLf));
}

void TestChallenge::fieldIndexCountsFields()
{
    const QByteArray bytes = "HTTP/1.1 407 x\r\nproxy-authenticate: Negotiate, NTLM\r\nWWW-Authenticate: Bearer\r\n"
                             "PROXY-AUTHENTICATE: Basic realm=\"r\"\r\n\r\n";
    const std::optional<HttpHead> head = parseHead(bytes);
    QVERIFY(head);
    const QList<Challenge> read = parseChallenges(*head, bytes, "Proxy-Authenticate");
    QCOMPARE(read.size(), 3);
    QCOMPARE(read[0].fieldIndex, 0);
    QCOMPARE(read[1].fieldIndex, 0);
    QCOMPARE(read[2].fieldIndex, 1);
    QVERIFY(read[2].is("basic"));
    QVERIFY(!read[2].is("basicx"));
}

void TestChallenge::staysReadable_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("schemes"); // of the readable ones
    QTest::addColumn<QByteArray>("realm");   // of the last readable one
    QTest::newRow("a broken one does not hide the next") << "Negotiate ***, Basic realm=\"r\""_ba << "Basic"_ba << "r"_ba;
    QTest::newRow("a bare scheme after a broken one") << "Negotiate ***, NTLM"_ba << "NTLM"_ba << ""_ba;
    QTest::newRow("text after a value") << "Basic realm=\"foo\"; charset=\"UTF-8\", NTLM"_ba << "Basic NTLM"_ba << ""_ba;
    QTest::newRow("comma in quotes within text") << "Basic realm=\"x\" ; a=\"b, NTLM\""_ba << "Basic"_ba << "x"_ba;
    QTest::newRow("known scheme after a missing comma") << "Basic realm=\"foo\" NTLM"_ba << "Basic NTLM"_ba << ""_ba;
    QTest::newRow("no space and no comma") << "Basic realm=\"foo\"charset=\"UTF-8\""_ba << "Basic"_ba << "foo"_ba;
    QTest::newRow("word after a missing comma is no scheme") << "Basic realm=foo bar"_ba << "Basic"_ba << "foo"_ba;
    QTest::newRow("smart quotes are kept as sent") << "Basic realm=\xe2\x80\x9c" "foo\xe2\x80\x9d"_ba << "Basic"_ba
                                                   << "\xe2\x80\x9c" "foo\xe2\x80\x9d"_ba;
    QTest::newRow("glued to the scheme") << "Basic;realm=\"x\""_ba << ""_ba << ""_ba;
    QTest::newRow("only text") << "\"sign in please\""_ba << ""_ba << ""_ba;
    QTest::newRow("nothing") << ""_ba << ""_ba << ""_ba;
    QTest::newRow("only commas") << " , ,"_ba << ""_ba << ""_ba;
    QTest::newRow("stray line end is no fold") << "Basic realm=\"a\nb\""_ba << "Basic"_ba << "a\nb"_ba;
}

void TestChallenge::staysReadable()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, schemes);
    QFETCH(QByteArray, realm);
    QByteArrayList names;
    QByteArray last;
    for (const Challenge &challenge : parseChallengeValue(value)) {
        if (!challenge.readable) {
            QVERIFY(hasError(challenge));
            continue;
        }
        names.append(challenge.scheme);
        last = challenge.param("realm").value_or(QByteArray());
    }
    QCOMPARE(names.join(' '), schemes);
    QCOMPARE(last, realm);
}

void TestChallenge::errorIds()
{
    QVERIFY(problem::isError(problem::duplicateParam));
    QVERIFY(problem::isError(problem::badToken68));
    QVERIFY(!problem::isError(problem::noRealm));
    QVERIFY(!problem::isError(u"nonsense"_s));
}

void TestChallenge::boundsOnCounts()
{
    QByteArray many;
    for (int i = 0; i < 1000; ++i)
        many += "S" + QByteArray::number(i) + ", ";
    QList<Challenge> read = parseChallengeValue(many);
    QCOMPARE(read.size(), maxChallenges);
    QVERIFY(read.last().problems.contains(problem::tooMany));

    QByteArray params = "Basic a=b";
    for (int i = 0; i < 1000; ++i)
        params += ", p" + QByteArray::number(i) + "=v";
    read = parseChallengeValue(params);
    QCOMPARE(read.size(), 1);
    QCOMPARE(read[0].params.size(), maxChallengeParams);
    QVERIFY(read[0].problems.contains(problem::tooMany));

    QByteArray fields = "HTTP/1.1 407 x\r\n";
    for (int i = 0; i < 100; ++i)
        fields += "Proxy-Authenticate: NTLM, Negotiate\r\n";
    fields += "\r\n";
    read = parseChallenges(*parseHead(fields), fields, "Proxy-Authenticate");
    QCOMPARE(read.size(), maxChallenges);
    QVERIFY(read.last().problems.contains(problem::tooMany));
}

void TestChallenge::randomBytes()
{
    QRandomGenerator random(20240407);
    const QByteArray alphabet = "ab=,\"\\ \t\r\n;Basic*/+\x00\xff\xe2\x80\xae"_ba;
    for (int round = 0; round < 20000; ++round) {
        QByteArray value;
        const int length = random.bounded(60);
        for (int i = 0; i < length; ++i)
            value.append(alphabet[random.bounded(int(alphabet.size()))]);
        const QList<Challenge> read = parseChallengeValue(value);
        qsizetype end = 0;
        for (const Challenge &challenge : read) {
            QVERIFY2(challenge.span.start >= end, "challenges do not overlap");
            end = challenge.span.end();
            QVERIFY(end <= value.size());
            QVERIFY(challenge.span.in(value).startsWith(challenge.scheme));
            QVERIFY(challenge.readable || hasError(challenge));
            QVERIFY(!challenge.readable || !challenge.scheme.isEmpty());
            for (const ChallengeParam &p : challenge.params) {
                QVERIFY(p.span.start >= challenge.span.start && p.span.end() <= challenge.span.end());
                QVERIFY(p.span.in(value).toByteArray().toLower().startsWith(p.name));
            }
        }
    }
}

void TestChallenge::linearTime_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("commas") << "Basic "_ba << ","_ba;
    QTest::newRow("blanks") << "Basic "_ba << " "_ba;
    QTest::newRow("blanks and commas") << "Basic"_ba << " , "_ba;
    QTest::newRow("open quotes") << "Basic realm="_ba << "\""_ba;
    QTest::newRow("backslashes") << "Basic realm=\""_ba << "\\"_ba;
    QTest::newRow("params") << "Basic "_ba << "a=b,"_ba;
    QTest::newRow("params without commas") << "Basic "_ba << "a=b "_ba;
    QTest::newRow("schemes") << ""_ba << "a,"_ba;
    QTest::newRow("words") << ""_ba << "a "_ba;
    QTest::newRow("equals") << "Basic "_ba << "="_ba;
    QTest::newRow("folds") << "Basic realm=\""_ba << "\r\n "_ba;
    QTest::newRow("bare line feeds") << "Basic realm=\""_ba << "\n"_ba;
    QTest::newRow("quoted junk") << "Basic realm=x "_ba << "=\" "_ba;
    QTest::newRow("bidi marks") << "Basic realm=\""_ba << "\xe2\x80\xae"_ba;
    QTest::newRow("one long token") << "NTLM "_ba << "A"_ba;
}

void TestChallenge::linearTime()
{
    QFETCH(QByteArray, prefix);
    QFETCH(QByteArray, unit);
    const auto work = [&](qsizetype bytes) {
        const QByteArray value = prefix + unit.repeated(bytes / unit.size());
        return [value] { parseChallengeValue(value); };
    };
    QVERIFY(test::growsLinearly(work, 1024 * 1024));
}

QTEST_APPLESS_MAIN(TestChallenge)
#include "tst_challenge.moc"
