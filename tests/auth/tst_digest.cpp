// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Digest.h"
#include "protocol/Masking.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

Q_DECLARE_METATYPE(pt::DigestProof)

namespace {

/// The same bytes every time, counted, so that a cnonce is known beforehand.
class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override
    {
        ++asked;
        return QByteArray(count, char(asked));
    }

    int asked = 0;
};

Challenge first(QByteArrayView value)
{
    return parseChallengeValue(value).value(0);
}

Credentials credentials(const QString &user, const QString &password, const QString &domain = {})
{
    return {user, domain, Secret::takeUtf8(password.toUtf8())};
}

Secret secret(const QString &password)
{
    return Secret::takeUtf8(password.toUtf8());
}

/// An answer has the shape of a challenge.
std::optional<QByteArray> sent(const QByteArray &value, const char *name)
{
    return first(value).param(name);
}

DigestQop qopOf(const QString &name)
{
    return name == "auth"_L1    ? DigestQop::Auth
        : name == "auth-int"_L1 ? DigestQop::AuthInt
                                : DigestQop::None;
}

QByteArray quotedString(QByteArray text)
{
    return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"';
}

/// What a proxy computes from the fields of an answer and the password it knows.
QByteArray expectedOf(const QByteArray &value, const QByteArray &method, const QByteArray &user,
                      const QString &password, const char *algorithm = nullptr)
{
    DigestInputs inputs;
    inputs.algorithm = readDigestAlgorithm(algorithm ? QByteArray(algorithm)
                                                     : sent(value, "algorithm").value_or("MD5"))
                           .value_or(DigestAlgorithm());
    inputs.qop = qopOf(QString::fromLatin1(sent(value, "qop").value_or(QByteArray())));
    inputs.user = user;
    inputs.realm = sent(value, "realm").value_or(QByteArray());
    inputs.nonce = sent(value, "nonce").value_or(QByteArray());
    inputs.cnonce = sent(value, "cnonce").value_or(QByteArray());
    inputs.nonceCount = sent(value, "nc").value_or("0").toUInt(nullptr, 16);
    inputs.method = method;
    inputs.uri = sent(value, "uri").value_or(QByteArray());
    return digestResponse(inputs, secret(password));
}

} // namespace

class TestDigest : public QObject
{
    Q_OBJECT

private slots:
    void vectors_data();
    void vectors();
    void answersVectorsWithoutQop_data();
    void answersVectorsWithoutQop();
    void authIntOfAnEmptyBody();
    void algorithms_data();
    void algorithms();
    void qops_data();
    void qops();
    void escapes();
    void userNames_data();
    void userNames();
    void countsEachNonce();
    void followsTheNextNonce();
    void sessionKeepsItsCnonce();
    void checksTheProxysProof_data();
    void checksTheProxysProof();
    void refusals_data();
    void refusals();
    void strongest_data();
    void strongest();
    void recordsNothingToGuessFrom();

private:
    static QJsonArray rows();
};

QJsonArray TestDigest::rows()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/auth/data/digest-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

void TestDigest::vectors_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray all = rows();
    QVERIFY(all.size() >= 32);
    for (qsizetype i = 0; i < all.size(); ++i)
        QTest::addRow("%d: %s", int(i), qPrintable(all.at(i)["source"_L1].toString()))
            << all.at(i).toObject();
}

void TestDigest::vectors()
{
    QFETCH(QJsonObject, row);
    const auto bytes = [&row](QLatin1StringView name) { return row[name].toString().toUtf8(); };
    const auto algorithm = readDigestAlgorithm(bytes("algorithm"_L1));
    QVERIFY(algorithm.has_value());
    DigestInputs inputs;
    inputs.algorithm = *algorithm;
    inputs.qop = qopOf(row["qop"_L1].toString());
    inputs.user = bytes("user"_L1);
    inputs.realm = bytes("realm"_L1);
    inputs.nonce = bytes("nonce"_L1);
    inputs.cnonce = bytes("cnonce"_L1);
    inputs.nonceCount = bytes("nc"_L1).toUInt(nullptr, 16);
    inputs.method = bytes("method"_L1);
    inputs.uri = bytes("uri"_L1);
    const QByteArray response = digestResponse(inputs, secret(row["password"_L1].toString()));
    if (row["misprinted_example"_L1].toBool()) {
        // What RFC 7616 prints in section 3.9.2 is another function (erratum 4897).
        QVERIFY(response != bytes("response"_L1));
        QCOMPARE(response.size(), bytes("response"_L1).size());
        return;
    }
    QCOMPARE(response, bytes("response"_L1));
    if (row["userhash"_L1].toBool())
        QCOMPARE(digestUserHash(inputs), bytes("username_hash"_L1));
}

void TestDigest::answersVectorsWithoutQop_data()
{
    QTest::addColumn<QJsonObject>("row");
    const QJsonArray all = rows();
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QJsonObject row = all.at(i).toObject();
        // Those with a qop depend on a cnonce that is ours to choose; line ends are refused.
        if (!row["qop"_L1].toString().isEmpty() || row["user"_L1].toString().contains(u'\n'))
            continue;
        QTest::addRow("%d: %s", int(i), qPrintable(row["source"_L1].toString())) << row;
    }
}

void TestDigest::answersVectorsWithoutQop()
{
    QFETCH(QJsonObject, row);
    const auto bytes = [&row](QLatin1StringView name) { return row[name].toString().toUtf8(); };
    QByteArray offer = "Digest realm=" + quotedString(bytes("realm"_L1))
        + ", nonce=" + quotedString(bytes("nonce"_L1)) + ", algorithm=" + bytes("algorithm"_L1);
    if (row["userhash"_L1].toBool())
        offer += ", userhash=true";
    FixedRandom random;
    Digest digest(random);
    const auto value
        = digest.answer(credentials(row["user"_L1].toString(), row["password"_L1].toString()),
                        first(offer), {bytes("method"_L1), bytes("uri"_L1)});
    QVERIFY(value.has_value());
    QCOMPARE(*sent(*value, "response"), bytes("response"_L1));
    QCOMPARE(*sent(*value, "realm"), bytes("realm"_L1));
    QCOMPARE(*sent(*value, "nonce"), bytes("nonce"_L1));
    QCOMPARE(*sent(*value, "uri"), bytes("uri"_L1));
    QCOMPARE(*sent(*value, "username"),
             row["userhash"_L1].toBool() ? bytes("username_hash"_L1) : bytes("user"_L1));
    QVERIFY2(!sent(*value, "nc") && !sent(*value, "cnonce") && !sent(*value, "qop"),
             "RFC 2617 section 3.2.2: not without a qop");
}

void TestDigest::authIntOfAnEmptyBody()
{
    // Computed with Python's hashlib from RFC 7616 section 3.4: H(A2) over "GET:/:" and MD5 of
    // nothing.
    DigestInputs inputs;
    inputs.qop = DigestQop::AuthInt;
    inputs.user = "dev";
    inputs.realm = "office";
    inputs.nonce = "n1";
    inputs.cnonce = "c1";
    inputs.nonceCount = 1;
    inputs.method = "GET";
    inputs.uri = "/";
    QCOMPARE(digestResponse(inputs, secret(u"made-up-one"_s)),
             "b38e8020561bf6925068eecba246f265"_ba);
    inputs.algorithm = {DigestAlgorithm::Hash::Sha256, true};
    QCOMPARE(digestResponse(inputs, secret(u"made-up-one"_s)),
             "32ad4f967f8aac326137e1a30584fe789bf94862abcd6d8eaba0fc37dee7fde5"_ba);
}

void TestDigest::algorithms_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("digits");
    QTest::newRow("none sent") << ""_ba << 32;
    QTest::newRow("MD5") << "MD5"_ba << 32;
    QTest::newRow("lower case") << "md5"_ba << 32;
    QTest::newRow("MD5-sess") << "MD5-sess"_ba << 32;
    QTest::newRow("SHA-256") << "SHA-256"_ba << 64;
    QTest::newRow("SHA-256-sess") << "SHA-256-sess"_ba << 64;
    QTest::newRow("SHA-512-256") << "SHA-512-256"_ba << 64;
    QTest::newRow("SHA-512-256-sess") << "SHA-512-256-sess"_ba << 64;
}

void TestDigest::algorithms()
{
    QFETCH(QByteArray, name);
    QFETCH(int, digits);
    FixedRandom random;
    Digest digest(random);
    QByteArray offer = "Digest realm=\"office\", nonce=\"n1\", qop=\"auth\", opaque=\"o\\\"p\"";
    if (!name.isEmpty())
        offer += ", algorithm=" + name;
    const auto value = digest.answer(credentials(u"dev"_s, u"made-up-one"_s), first(offer),
                                     {"CONNECT", "host.example:443"});
    QVERIFY(value.has_value());
    QCOMPARE(sent(*value, "algorithm").value_or(QByteArray()),
             name); // repeated as it was sent, or not at all
    QCOMPARE(sent(*value, "response")->size(), digits);
    QCOMPARE(*sent(*value, "response"), expectedOf(*value, "CONNECT", "dev", u"made-up-one"_s));
    QCOMPARE(*sent(*value, "uri"), "host.example:443"_ba);
    QCOMPARE(*sent(*value, "opaque"), "o\"p"_ba);
    QCOMPARE(*sent(*value, "nc"), "00000001"_ba);
    QCOMPARE(*sent(*value, "cnonce"), QByteArray(16, 1).toHex());
    QVERIFY2(value->contains(", qop=auth") && value->contains(", nc=00000001"),
             "unquoted, RFC 7616 section 3.4");
}

void TestDigest::qops_data()
{
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("used");
    QTest::newRow("auth") << "auth"_ba
                          << "auth"_ba;
    QTest::newRow("auth first") << "auth,auth-int"_ba
                                << "auth"_ba;
    QTest::newRow("auth after a blank") << "auth-int, auth"_ba
                                        << "auth"_ba;
    QTest::newRow("upper case") << "AUTH"_ba
                                << "auth"_ba;
    QTest::newRow("auth-int alone") << "auth-int"_ba
                                    << "auth-int"_ba;
    QTest::newRow("auth-int and one nobody knows") << "token, auth-int"_ba
                                                   << "auth-int"_ba;
    QTest::newRow("an empty list is none") << ""_ba
                                           << ""_ba;
    QTest::newRow("only commas") << " , "_ba
                                 << ""_ba;
}

void TestDigest::qops()
{
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, used);
    FixedRandom random;
    Digest digest(random);
    const auto value = digest.answer(
        credentials(u"dev"_s, u"made-up-one"_s),
        first("Digest realm=\"r\", nonce=\"n\", qop=\"" + offered + '"'), {"GET", "/a?b"});
    QVERIFY(value.has_value());
    QCOMPARE(sent(*value, "qop").value_or(QByteArray()), used);
    QCOMPARE(*sent(*value, "response"), expectedOf(*value, "GET", "dev", u"made-up-one"_s));
}

void TestDigest::escapes()
{
    FixedRandom random;
    Digest digest(random);
    const auto value = digest.answer(
        credentials(u"de\"v"_s, u"made\\up\"one"_s, u"CORP"_s),
        first("Digest realm=\"a \\\"b\\\" \\\\c\", nonce=\"n\\\"1\", qop=auth"), {"GET", "/\"x"});
    QVERIFY(value.has_value());
    QVERIFY(value->contains(R"(username="CORP\\de\"v")"));
    QVERIFY(value->contains(R"(realm="a \"b\" \\c")"));
    QVERIFY(value->contains(R"(nonce="n\"1")"));
    QVERIFY(value->contains(R"(uri="/\"x")"));
    QCOMPARE(*sent(*value, "response"),
             expectedOf(*value, "GET", "CORP\\de\"v", u"made\\up\"one"_s));
}

void TestDigest::userNames_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("field"); // what stands in the answer
    const QString jason = u"J\u00E4s\u00F8n Doe"_s;
    QTest::newRow("plain") << u"dev"_s << ", charset=\"UTF-8\""_ba
                           << "username=\"dev\""_ba;
    QTest::newRow("a domain typed along") << u"CORP\\dev"_s << ""_ba
                                          << R"(username="CORP\\dev")"_ba;
    QTest::newRow("RFC 7616 section 3.4.4 without userhash")
        << jason << ", charset=\"UTF-8\""_ba
        << "username*=UTF-8''J%C3%A4s%C3%B8n%20Doe"_ba;
    QTest::newRow("no charset offered") << jason << ""_ba
                                        << "username=\"J\xC3\xA4s\xC3\xB8n Doe\""_ba;
    QTest::newRow("what RFC 8187 does not allow is escaped")
        << u"\u00E4*'%()"_s << ", charset=utf-8"_ba
        << "username*=UTF-8''%C3%A4%2A%27%25%28%29"_ba;
    QTest::newRow("what RFC 8187 allows is not") << u"\u00E4!#$&+^`|~-._"_s << ", charset=utf-8"_ba
                                                 << "username*=UTF-8''%C3%A4!#$&+^`|~-._"_ba;
    QTest::newRow("erratum 4897: userhash")
        << jason << ", charset=\"UTF-8\", userhash=true"_ba
        << "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\""_ba;
    QTest::newRow("userhash=false") << u"dev"_s << ", userhash=false"_ba
                                    << "username=\"dev\""_ba;
}

void TestDigest::userNames()
{
    QFETCH(QString, user);
    QFETCH(QByteArray, extra);
    QFETCH(QByteArray, field);
    FixedRandom random;
    Digest digest(random);
    const auto value = digest.answer(
        credentials(user, u"made-up-one"_s),
        first("Digest realm=\"api@example.org\", nonce=\"n\", qop=\"auth\", algorithm=SHA-512-256"
              + extra),
        {"GET", "/"});
    QVERIFY(value.has_value());
    QVERIFY2(value->startsWith("Digest " + field + ", "), value->left(100).constData());
    QCOMPARE(value->contains(", userhash=true"), extra.contains("userhash=true"));
    QCOMPARE(*sent(*value, "response"), expectedOf(*value, "GET", user.toUtf8(), u"made-up-one"_s));
}

void TestDigest::countsEachNonce()
{
    FixedRandom random;
    Digest digest(random);
    const auto nc = [&digest](const char *nonce) {
        const auto value = digest.answer(
            credentials(u"dev"_s, u"made-up-one"_s),
            first("Digest realm=r, qop=auth, nonce=\"" + QByteArray(nonce) + '"'), {"GET", "/"});
        return value ? *sent(*value, "nc") : QByteArray();
    };
    QCOMPARE(nc("a"), "00000001"_ba);
    QCOMPARE(nc("a"), "00000002"_ba);
    QCOMPARE(nc("b"), "00000001"_ba);
    QCOMPARE(nc("a"), "00000003"_ba);
    QCOMPARE(random.asked, 2); // one cnonce for each nonce
}

void TestDigest::followsTheNextNonce()
{
    FixedRandom random;
    Digest digest(random);
    const Credentials who = credentials(u"dev"_s, u"made-up-one"_s);
    const Challenge challenge = first("Digest realm=r, qop=auth, nonce=a");
    QVERIFY(digest.answer(who, challenge, {"GET", "/"}).has_value());
    QVERIFY(digest.readInfo("nextnonce=\"b\"", who) == DigestProof::NotGiven);
    const auto second = digest.answer(who, challenge, {"GET", "/"});
    QVERIFY(second.has_value());
    QCOMPARE(*sent(*second, "nonce"), "b"_ba);
    QCOMPARE(*sent(*second, "nc"), "00000001"_ba);
    QVERIFY(digest.readInfo("nextnonce=\"c\"", who) == DigestProof::NotGiven);
    const auto third = digest.answer(who, challenge, {"GET", "/"});
    QVERIFY(third.has_value());
    QCOMPARE(*sent(*third, "nonce"), "c"_ba);
}

void TestDigest::sessionKeepsItsCnonce()
{
    // RFC 7616 section 3.4.2: the session key is made of the first cnonce; some programs take the
    // latest.
    FixedRandom random;
    Digest digest(random);
    const Credentials who = credentials(u"dev"_s, u"made-up-one"_s);
    const Challenge challenge = first("Digest realm=r, qop=auth, nonce=a, algorithm=MD5-sess");
    const auto one = digest.answer(who, challenge, {"GET", "/1"});
    const auto two = digest.answer(who, challenge, {"GET", "/2"});
    QVERIFY(one && two);
    QCOMPARE(*sent(*one, "cnonce"), *sent(*two, "cnonce"));
    QCOMPARE(*sent(*two, "response"), expectedOf(*two, "GET", "dev", u"made-up-one"_s));

    const auto bare
        = digest.answer(who, first("Digest realm=r, nonce=b, algorithm=MD5-sess"), {"GET", "/"});
    QVERIFY(bare.has_value());
    QVERIFY2(sent(*bare, "cnonce").has_value(), "no session key can be made without it");
    QCOMPARE(*sent(*bare, "response"), expectedOf(*bare, "GET", "dev", u"made-up-one"_s));
}

void TestDigest::checksTheProxysProof_data()
{
    QTest::addColumn<QByteArray>("qop");
    QTest::addColumn<QByteArray>("info"); // %1: the right proof, %2: the cnonce
    QTest::addColumn<DigestProof>("expected");
    using P = DigestProof;
    const QByteArray right = "rspauth=\"%1\", cnonce=\"%2\", nc=00000001, qop=auth";
    QTest::newRow("right") << "auth"_ba << right << P::Verified;
    QTest::newRow("only the proof") << "auth"_ba
                                    << "rspauth=\"%1\""_ba << P::Verified;
    QTest::newRow("qop in quotes, with a nextnonce")
        << "auth"_ba
        << "nextnonce=\"z\", qop=\"auth\", rspauth=\"%1\""_ba << P::Verified;
    QTest::newRow("wrong") << "auth"_ba
                           << "rspauth=\"00000000000000000000000000000000\""_ba << P::Wrong;
    QTest::newRow("empty") << "auth"_ba
                           << "rspauth=\"\""_ba << P::Wrong;
    QTest::newRow("another count") << "auth"_ba
                                   << "rspauth=\"%1\", nc=00000002"_ba << P::Wrong;
    QTest::newRow("another cnonce") << "auth"_ba
                                    << "rspauth=\"%1\", cnonce=\"x\""_ba << P::Wrong;
    QTest::newRow("none") << "auth"_ba
                          << "nextnonce=\"z\""_ba << P::NotGiven;
    QTest::newRow("nothing") << "auth"_ba
                             << ""_ba << P::NotGiven;
    QTest::newRow("over a body that is not kept") << "auth-int"_ba << right << P::Unchecked;
    QTest::newRow("no qop") << ""_ba
                            << "rspauth=\"%1\""_ba << P::Unchecked;
}

void TestDigest::checksTheProxysProof()
{
    QFETCH(QByteArray, qop);
    QFETCH(QByteArray, info);
    QFETCH(DigestProof, expected);
    FixedRandom random;
    Digest digest(random);
    const Credentials who = credentials(u"dev"_s, u"made-up-one"_s);
    const auto value = digest.answer(
        who, first("Digest realm=\"office\", nonce=\"n\", algorithm=SHA-256, qop=\"" + qop + '"'),
        {"GET", "/x"});
    QVERIFY(value.has_value());
    const QByteArray proof = expectedOf(*value, "", "dev", u"made-up-one"_s);
    info.replace("%1", proof).replace("%2", sent(*value, "cnonce").value_or(QByteArray()));
    QCOMPARE(toString(digest.readInfo(info, who)), toString(expected));
}

void TestDigest::refusals_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password"); // null: none was given
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    const QByteArray good = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
    const QString pw = u"pw"_s;
    QTest::newRow("bare") << u"a"_s << pw << "Digest"_ba << u"challenge-malformed"_s << u""_s;
    QTest::newRow("another scheme")
        << u"a"_s << pw << "Basic realm=\"r\""_ba << u"challenge-malformed"_s << u""_s;
    QTest::newRow("no realm") << u"a"_s << pw << "Digest nonce=\"n\""_ba << u"challenge-malformed"_s
                              << u""_s;
    QTest::newRow("no nonce") << u"a"_s << pw << "Digest realm=\"r\""_ba << u"challenge-malformed"_s
                              << u""_s;
    QTest::newRow("empty nonce") << u"a"_s << pw << "Digest realm=\"r\", nonce=\"\""_ba
                                 << u"challenge-malformed"_s << u""_s;
    QTest::newRow("control character in the nonce")
        << u"a"_s << pw << "Digest realm=\"r\", nonce=\"n\x01\""_ba << u"challenge-malformed"_s
        << u""_s;
    QTest::newRow("an algorithm nobody knows") << u"a"_s << pw << good + ", algorithm=SHA-3"
                                               << u"digest.algorithm-unsupported"_s << u"SHA-3"_s;
    QTest::newRow("a qop nobody knows")
        << u"a"_s << pw << "Digest realm=\"r\", nonce=\"n\", qop=\"auth-conf, x\""_ba
        << u"digest.qop-unsupported"_s << u"auth-conf, x"_s;
    QTest::newRow("no password") << u"a"_s << QString() << good << u"incomplete"_s << u"password"_s;
    QTest::newRow("line end in the user name")
        << u"a\r\nb"_s << pw << good << u"auth.control-character"_s << u"user"_s;
    QTest::newRow("NUL in the password")
        << u"a"_s << u"p\0w"_s << good << u"auth.control-character"_s << u"password"_s;
    QTest::newRow("a colon is no reason") << u"a:b"_s << pw << good << u""_s << u""_s;
    QTest::newRow("nor is an empty password") << u"a"_s << u""_s << good << u""_s << u""_s;
}

void TestDigest::refusals()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(QByteArray, offer);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    FixedRandom random;
    Digest digest(random);
    Credentials who{user, {}, std::nullopt};
    if (!password.isNull())
        who.password = secret(password);
    const auto value = digest.answer(who, first(offer), {"GET", "/"});
    QCOMPARE(value.has_value(), code.isEmpty());
    if (!value) {
        QCOMPARE(value.error().code, code);
        QCOMPARE(value.error().detail, detail);
    }
}

void TestDigest::strongest_data()
{
    QTest::addColumn<QByteArray>("offer");
    QTest::addColumn<QByteArray>("nonce"); // of the one chosen; empty: none
    QTest::newRow("RFC 7616 section 3.9.1: SHA-256 before MD5")
        << "Digest realm=r, nonce=sha, qop=auth, algorithm=SHA-256, "
           "Digest realm=r, nonce=md5, qop=auth, algorithm=MD5"_ba
        << "sha"_ba;
    QTest::newRow("the weaker one first")
        << "Digest realm=r, nonce=md5, qop=auth, Digest realm=r, nonce=sha, qop=auth, algorithm=SHA-512-256"_ba
        << "sha"_ba;
    QTest::newRow("what cannot be done is passed over")
        << "Digest realm=r, nonce=new, algorithm=SHA-3, Digest realm=r, nonce=md5, qop=auth"_ba
        << "md5"_ba;
    QTest::newRow("so is what lacks a realm")
        << "Digest nonce=bad, algorithm=SHA-256, Digest realm=r, nonce=md5, qop=auth"_ba
        << "md5"_ba;
    QTest::newRow("auth before auth-int")
        << "Digest realm=r, nonce=int, qop=auth-int, Digest realm=r, nonce=auth, qop=auth"_ba
        << "auth"_ba;
    QTest::newRow("the first of equals")
        << "Digest realm=r, nonce=one, qop=auth, Digest realm=r, nonce=two, qop=auth"_ba
        << "one"_ba;
    QTest::newRow("none") << "Basic realm=r, Digest realm=r, nonce=x, algorithm=SHA-3"_ba
                          << ""_ba;
}

void TestDigest::strongest()
{
    QFETCH(QByteArray, offer);
    QFETCH(QByteArray, nonce);
    const QList<Challenge> challenges = parseChallengeValue(offer);
    const Challenge *chosen = strongestDigest(challenges);
    QCOMPARE(chosen != nullptr, !nonce.isEmpty());
    if (chosen)
        QCOMPARE(*chosen->param("nonce"), nonce);
}

/// What is recorded of an answer must not allow to try passwords against it.
void TestDigest::recordsNothingToGuessFrom()
{
    FixedRandom random;
    Digest digest(random);
    const auto value = digest.answer(
        credentials(u"dev"_s, u"made-up-one"_s),
        first("Digest realm=\"office\", nonce=\"n1\", qop=auth, algorithm=SHA-256"), {"GET", "/a"});
    QVERIFY(value.has_value());
    const QByteArray masked = maskedCredentials(*value);
    QVERIFY2(!masked.contains(*sent(*value, "response")), "the response is recorded");
    QVERIFY2(!masked.contains(*sent(*value, "cnonce")), "the cnonce is recorded");
    const auto placeholder = readPlaceholder(masked);
    QVERIFY(placeholder.has_value());
    const QMap<QString, QString> expected{
        {u"username"_s, u"dev"_s},      {u"realm"_s, u"office"_s},
        {u"nonce"_s, u"n1"_s},          {u"uri"_s, u"/a"_s},
        {u"qop"_s, u"auth"_s},          {u"nc"_s, u"00000001"_s},
        {u"algorithm"_s, u"SHA-256"_s}, {u"response-length"_s, u"64"_s},
        {u"cnonce-length"_s, u"32"_s}};
    QCOMPARE(placeholder->fields, expected);
}

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
