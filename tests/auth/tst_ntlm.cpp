// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NtlmConversation.h"
#include "auth/NtlmJudge.h"
#include "auth/NtlmLogin.h"
#include "auth/NtlmMessages.h"
#include "auth/NtlmProof.h"
#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmBytes.h"
#include "protocol/NtlmFlags.h"
#include "protocol/NtlmTime.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

class FixedRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override { return QByteArray(count, '\xaa'); }
};

Secret secret(const QString &password)
{
    return Secret::takeUtf8(password.toUtf8());
}

QByteArray hex(const QJsonValue &value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

/// A challenge as a scenario makes it, to be spoilt at will.
QByteArray challengeMessage(const QByteArray &targetInfo, quint32 flags = 0x00898205,
                            const QString &target = u"CORP"_s)
{
    const QByteArray name = ntlmbytes::utf16le(target);
    QByteArray out = ntlmbytes::signature.toByteArray();
    ntlmbytes::append32(out, 2);
    ntlmbytes::append16(out, quint16(name.size()));
    ntlmbytes::append16(out, quint16(name.size()));
    ntlmbytes::append32(out, 48);
    ntlmbytes::append32(out, flags);
    out.append(QByteArray::fromHex("0123456789abcdef"));
    out.append(8, '\0');
    ntlmbytes::append16(out, quint16(targetInfo.size()));
    ntlmbytes::append16(out, quint16(targetInfo.size()));
    ntlmbytes::append32(out, quint32(48 + name.size()));
    return out + name + targetInfo;
}

QByteArray pair(quint16 id, const QByteArray &value)
{
    QByteArray out;
    ntlmbytes::append16(out, id);
    ntlmbytes::append16(out, quint16(value.size()));
    return out + value;
}

QByteArray corpInfo(bool timed = true)
{
    QByteArray time;
    ntlmbytes::append64(time, 133'000'000'000'000'000);
    return pair(2, ntlmbytes::utf16le(u"CORP"_s)) + pair(1, ntlmbytes::utf16le(u"PROXY1"_s))
        + (timed ? pair(7, time) : QByteArray()) + pair(0, {});
}

Challenge ntlmChallenge(const QByteArray &message)
{
    return parseChallengeValue("NTLM " + message.toBase64()).value(0);
}

Credentials credentials(const QString &user, const QString &password = u"Password"_s,
                        const QString &domain = {})
{
    return {user, domain, secret(password)};
}

NtlmConversation::Setting setting(bool version1 = false)
{
    SignedRequest request;
    request.proxyHost = u"proxy.example"_s;
    request.now = QDateTime(QDate(2026, 5, 4), QTime(3, 2, 1), Qt::UTC);
    return {request, version1};
}

/// The message of a leg's value; empty: it is none.
QByteArray messageOf(const Result<AuthLeg> &leg)
{
    return leg && leg->value.startsWith("NTLM ") ? QByteArray::fromBase64(leg->value.mid(5))
                                                 : QByteArray();
}

struct Talk
{
    QByteArray first;
    Result<AuthLeg> second = fail(u"none"_s, {});
    bool firstProves = true;
    bool expectedMore = false;
    bool expectsMore = true;
};

Talk talk(const Credentials &who, const Challenge &challenge,
          const NtlmConversation::Setting &how = setting())
{
    FixedRandom random;
    Talk talk;
    NtlmConversation conversation(who, random, how);
    conversation.next(parseChallengeValue("NTLM").value(0), [&talk](Result<AuthLeg> leg) {
        talk.first = messageOf(leg);
        talk.firstProves = leg && leg->proves;
    });
    talk.expectedMore = conversation.expectsMore();
    conversation.next(challenge, [&talk](Result<AuthLeg> leg) { talk.second = std::move(leg); });
    talk.expectsMore = conversation.expectsMore();
    return talk;
}

} // namespace

class TestNtlm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void specification();
    void withTime();
    void boundAndSealed();
    void ntHashes();
    void davenport();
    void upperCase_data();
    void upperCase();
    void logins_data();
    void logins();
    void conversation();
    void timeOfTheClock();
    void badChallenges_data();
    void badChallenges();
    void version1_data();
    void version1();
    void judge_data();
    void judge();

private:
    QJsonArray m_vectors;
};

void TestNtlm::initTestCase()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/auth/data/ntlm-vectors.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_vectors = QJsonDocument::fromJson(file.readAll()).array();
    QCOMPARE(m_vectors.size(), 5);
}

/// MS-NLMP section 4.2.
void TestNtlm::specification()
{
    const QJsonObject row = m_vectors.at(0).toObject();
    const QJsonObject out = row["outputs"_L1].toObject();
    const Secret password = secret(row["password"_L1].toString());
    const QByteArray server = hex(row["server_challenge"_L1]);
    const QByteArray client = hex(row["client_challenge"_L1]);
    const QByteArray nt = ntlmproof::ntHash(password);
    QCOMPARE(nt, hex(out["NTOWFv1(Password)"_L1]));
    QCOMPARE(ntlmproof::lmHash(password), hex(out["LMOWFv1(Password)"_L1]));
    QCOMPARE(ntlmproof::version1(nt, server), hex(out["NTLMv1 response"_L1]));
    QCOMPARE(ntlmproof::version1(ntlmproof::lmHash(password), server),
             hex(out["LMv1 response"_L1]));
    QCOMPARE(ntlmproof::version1Session(nt, server, client),
             hex(out["NTLMv1 + extended session security response"_L1]));
    QCOMPARE(ntlmproof::sessionBaseKeyV1(nt), hex(out["session base key v1 = MD4(NTOWFv1)"_L1]));
    const QByteArray key
        = ntlmproof::ntHashV2(password, row["user"_L1].toString(), row["domain"_L1].toString());
    QCOMPARE(key, hex(out["NTOWFv2"_L1]));
    QCOMPARE(ntlmproof::lmVersion2(key, server, client), hex(out["LMv2 response"_L1]));
    const QByteArray temp = ntlmproof::temp(0, client, hex(row["target_info"_L1]));
    QCOMPARE(temp, hex(out["temp"_L1]));
    const QByteArray proof = ntlmproof::version2(key, server, temp);
    QCOMPARE(proof, hex(out["NTProofStr"_L1]));
    QCOMPARE(ntlmproof::sessionBaseKey(key, proof), hex(out["SessionBaseKey v2"_L1]));

    const NtlmChallenge asked = readNtlmChallenge(hex(row["challenge_message_v2"_L1]));
    QCOMPARE(asked.problems, QStringList());
    QCOMPARE(asked.targetName, row["server"_L1].toString());
    QCOMPARE(asked.domain(), row["domain"_L1].toString());
    QCOMPARE(asked.serverChallenge, server);
    QVERIFY(!asked.isVersion1Only());
    const NtlmChallenge old = readNtlmChallenge(hex(row["challenge_message_v1"_L1]));
    QCOMPARE(old.problems, QStringList());
    QVERIFY(old.isVersion1Only());
}

void TestNtlm::withTime()
{
    const QJsonObject row = m_vectors.at(0).toObject();
    QByteArray info = hex(row["target_info"_L1]);
    info.insert(info.size() - 4, pair(7, QByteArray(8, '\0')));
    const QByteArray key
        = ntlmproof::ntHashV2(secret(row["password"_L1].toString()), row["user"_L1].toString(),
                              row["domain"_L1].toString());
    QCOMPARE(ntlmproof::version2(key, hex(row["server_challenge"_L1]),
                                 ntlmproof::temp(0, hex(row["client_challenge"_L1]), info)),
             hex(m_vectors.at(1)["NTProofStr"_L1]));
}

/// Chromium's vector: MIC, channel binding and service name, the whole message.
void TestNtlm::boundAndSealed()
{
    const QJsonObject base = m_vectors.at(0).toObject();
    const QJsonObject row = m_vectors.at(2).toObject();
    const QByteArray negotiate = hex(row["negotiate_message"_L1]);
    QCOMPARE(ntlmNegotiateMessage(0x00088207), negotiate);

    const QString input = row["channel_binding_input"_L1].toString();
    const QByteArray hash = QByteArray::fromHex(input.section(u' ', -1).toLatin1());
    QCOMPARE(hash.size(), 32);
    QCOMPARE(ntlmproof::channelBindings(hash), hex(row["channel_binding_md5"_L1]));
    QCOMPARE(ntlmproof::channelBindings({}), QByteArray(16, '\0'));

    NtlmAnswer answer;
    answer.user = base["user"_L1].toString();
    answer.domain = base["domain"_L1].toString();
    answer.workstation = base["workstation"_L1].toString();
    answer.service = u"HTTP/Server"_s;
    answer.channelBinding = hash;
    answer.clientChallenge = hex(base["client_challenge"_L1]);
    answer.time = 131'400'439'870'000'000;
    answer.alwaysMic = true;
    const QByteArray challenge = hex(base["challenge_message_v2"_L1]);
    const QByteArray made = ntlmAuthenticateMessage(answer, secret(base["password"_L1].toString()),
                                                    negotiate, challenge);
    QCOMPARE(made.toHex(), hex(row["authenticate_message"_L1]).toHex());
    const NtlmAuthenticate read = readNtlmAuthenticate(made);
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.mic.in(made).toByteArray(), hex(row["MIC"_L1]));
    QCOMPARE(read.targetInfoSpan.in(made).toByteArray(),
             hex(row["target_info"_L1]) + QByteArray(4, '\0'));
    QCOMPARE(read.ntResponse.in(made).first(16).toByteArray(), hex(row["NTProofStr"_L1]));
    QCOMPARE(ntlmproof::sessionBaseKey(
                 ntlmproof::ntHashV2(secret(u"Password"_s), answer.user, answer.domain),
                 hex(row["NTProofStr"_L1])),
             hex(row["SessionBaseKey"_L1]));
}

void TestNtlm::ntHashes()
{
    const QJsonArray cases = m_vectors.at(3)["cases"_L1].toArray();
    QCOMPARE(cases.size(), 2);
    for (const QJsonValue &one : cases)
        QCOMPARE(ntlmproof::ntHash(secret(one["password"_L1].toString())), hex(one["nt_hash"_L1]));
}

void TestNtlm::davenport()
{
    const QJsonObject row = m_vectors.at(4).toObject();
    const QJsonObject out = row["outputs"_L1].toObject();
    const Secret password = secret(row["password"_L1].toString());
    const QByteArray server = hex(row["server_challenge"_L1]);
    const QByteArray client = hex(row["client_challenge"_L1]);
    const QByteArray nt = ntlmproof::ntHash(password);
    QCOMPARE(ntlmproof::version1(ntlmproof::lmHash(password), server), hex(out["LM response"_L1]));
    QCOMPARE(ntlmproof::version1(nt, server), hex(out["NTLM response"_L1]));
    QCOMPARE(ntlmproof::version1Session(nt, server, client), hex(out["NTLM2 session response"_L1]));
    const QByteArray key
        = ntlmproof::ntHashV2(password, row["user"_L1].toString(), row["domain"_L1].toString());
    QCOMPARE(ntlmproof::lmVersion2(key, server, client), hex(out["LMv2 response"_L1]));
    const quint64 time = ntlmbytes::number64(hex(row["time"_L1]), 0);
    QCOMPARE(
        ntlmproof::version2(key, server, ntlmproof::temp(time, client, hex(row["target_info"_L1]))),
        hex(out["NTLMv2 proof"_L1]));
}

/// The same rows are sent to Samba's ntlm_auth in the lab.
void TestNtlm::upperCase_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("upper");
    QTest::newRow("ASCII") << u"anna.b-1"_s << u"ANNA.B-1"_s;
    QTest::newRow("umlauts") << u"jürgen"_s << u"JÜRGEN"_s;
    QTest::newRow("sharp s stays") << u"straße"_s << u"STRAßE"_s;
    QTest::newRow("y with diaeresis") << u"\u00ff"_s << u"\u0178"_s;
    QTest::newRow("Cyrillic") << u"анна"_s << u"АННА"_s;
    QTest::newRow("Greek, final sigma") << u"νίκος"_s << u"ΝΊΚΟΣ"_s;
    QTest::newRow("micro sign stays") << u"\u00b5"_s << u"\u00b5"_s;
    QTest::newRow("dotless i stays") << u"\u0131"_s << u"\u0131"_s;
    QTest::newRow("long s stays") << u"\u017f"_s << u"\u017f"_s;
    QTest::newRow("half a pair stays") << u"\U00010428"_s << u"\U00010428"_s;
}

void TestNtlm::upperCase()
{
    QFETCH(QString, name);
    QFETCH(QString, upper);
    QCOMPARE(ntlmproof::upperCase(name), upper);
}

void TestNtlm::logins_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("domain");
    QTest::newRow("alone: the proxy's domain") << u"anna"_s << QString() << u"anna"_s << u"CORP"_s;
    QTest::newRow("with a domain") << u"WORK\\anna"_s << QString() << u"anna"_s << u"WORK"_s;
    QTest::newRow("principal name")
        << u"anna@corp.example"_s << QString() << u"anna@corp.example"_s << QString();
    QTest::newRow("domain of its own") << u"anna"_s << u"WORK"_s << u"anna"_s << u"WORK"_s;
    QTest::newRow("both") << u"CORP\\anna"_s << u"WORK"_s << u"anna"_s << u"WORK"_s;
    QTest::newRow("this computer's") << u".\\anna"_s << QString() << u"anna"_s << u"."_s;
    QTest::newRow("empty domain meant") << u"\\anna"_s << QString() << u"anna"_s << QString();
}

void TestNtlm::logins()
{
    QFETCH(QString, typed);
    QFETCH(QString, field);
    QFETCH(QString, user);
    QFETCH(QString, domain);
    const NtlmLogin login
        = ntlmLogin(credentials(typed, {}, field), readNtlmChallenge(challengeMessage(corpInfo())));
    QCOMPARE(login.user, user);
    QCOMPARE(login.domain, domain);
}

void TestNtlm::conversation()
{
    const QByteArray challenge = challengeMessage(corpInfo());
    const Talk said = talk(credentials(u"anna"_s), ntlmChallenge(challenge));
    QVERIFY(!said.firstProves);
    QVERIFY(said.expectedMore);
    QVERIFY(!said.expectsMore);
    QCOMPARE(said.first.size(), 32);
    QVERIFY(said.second.has_value());
    QVERIFY(said.second->proves);
    const QByteArray message = messageOf(said.second);
    const NtlmAuthenticate read = readNtlmAuthenticate(message);
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.user, u"anna"_s);
    QCOMPARE(read.domain, u"CORP"_s);
    QCOMPARE(read.workstation, u"WORKSTATION"_s);
    QVERIFY(read.isVersion2());
    // MS-NLMP section 3.1.5.1.2: with a time in the challenge no LMv2, but a MIC.
    QCOMPARE(read.lmResponse.in(message).toByteArray(), QByteArray(24, '\0'));
    QCOMPARE(read.mic.length, 16);
    QCOMPARE(read.targetInfo.timestamp, std::optional<quint64>(133'000'000'000'000'000));
    QCOMPARE(ntlmbytes::number64(message, read.ntResponse.start + 24), 133'000'000'000'000'000);
    QCOMPARE(read.targetInfo.targetName, u"HTTP/proxy.example"_s);
    QCOMPARE(read.targetInfo.channelBindings, std::optional(QByteArray(16, '\0')));
    QVERIFY(ntlmProves(message, secret(u"Password"_s), said.first, challenge));
}

void TestNtlm::timeOfTheClock()
{
    const QByteArray challenge = challengeMessage(corpInfo(false));
    const Talk said = talk(credentials(u"anna"_s), ntlmChallenge(challenge));
    const QByteArray message = messageOf(said.second);
    const NtlmAuthenticate read = readNtlmAuthenticate(message);
    QCOMPARE(ntlmbytes::number64(message, read.ntResponse.start + 24), ntlmTime(setting().request.now));
    QCOMPARE(ntlmTimeText(ntlmTime(setting().request.now)), u"2026-05-04T03:02:01Z"_s);
    QCOMPARE(read.mic.length, 0);
    QVERIFY(read.lmResponse.in(message).toByteArray() != QByteArray(24, '\0'));
    QVERIFY(ntlmProves(message, secret(u"Password"_s), said.first, challenge));
}

void TestNtlm::badChallenges_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("detail");
    const auto bad = u"ntlm.challenge-malformed"_s;
    const auto row = [&](const char *name, const QByteArray &message, const QString &detail) {
        QTest::newRow(name) << "NTLM " + message.toBase64() << bad << detail;
    };
    const QByteArray good = challengeMessage(corpInfo());
    QTest::newRow("no token") << "NTLM"_ba << bad << u"ntlm.base64"_s;
    row("wrong signature", "NTLMSSQ" + good.mid(7), u"ntlm.signature"_s);
    row("first message", ntlmNegotiateMessage(ntlmOwnFlags()), u"ntlm.message-type"_s);
    row("cut", good.first(31), u"ntlm.truncated"_s);
    row("cut before the attributes", good.first(44), u"ntlm.target-name-range"_s);
    QByteArray spoilt = good;
    spoilt.replace(44, 4, "\xff\xff\xff\xff");
    row("offset past the end", spoilt, u"ntlm.target-info-range"_s);
    spoilt = good;
    spoilt.replace(16, 4, "\xfc\xff\xff\xff");
    row("offset and length past 32 bits", spoilt, u"ntlm.target-name-range"_s);
    row("time of four bytes", challengeMessage(pair(7, "1234") + pair(0, {})),
        u"ntlm.timestamp-length"_s);
    row("half a unit", challengeMessage(pair(2, "abc") + pair(0, {})), u"ntlm.odd-utf16"_s);
    row("attribute past the end",
        challengeMessage(corpInfo().chopped(4) + QByteArray("\1\0\xff\0", 4)),
        u"ntlm.av-pair-range"_s);
    row("list without end", challengeMessage(corpInfo().chopped(4)), u"ntlm.av-end-missing"_s);
    row("no Unicode", challengeMessage(corpInfo(), 0x00898206), u"ntlm.no-unicode"_s);
    row("87 KB", good + QByteArray(87'000, 'x'), u"ntlm.oversized"_s);
    QTest::newRow("SPNEGO") << "NTLM "
            + QByteArray("\xa1\x07\x30\x05\xa0\x03\x0a\x01\x02", 9).toBase64()
                            << u"ntlm.label-mismatch"_s << QString();
    QTest::newRow("version 1 only") << "NTLM " + challengeMessage({}, 0x00008205).toBase64()
                                    << u"ntlm.version-1-demanded"_s << QString();
}

/// What cannot be read is never answered.
void TestNtlm::badChallenges()
{
    QFETCH(QByteArray, value);
    QFETCH(QString, code);
    QFETCH(QString, detail);
    const Talk said = talk(credentials(u"anna"_s), parseChallengeValue(value).value(0));
    QVERIFY(!said.second);
    QCOMPARE(said.second.error().code, code);
    QCOMPARE(said.second.error().detail, detail);
}

void TestNtlm::version1_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::newRow("session security") << challengeMessage({}, 0x00088205);
    QTest::newRow("old") << challengeMessage({}, 0x00008205);
    QTest::newRow("a challenge for NTLMv2") << challengeMessage(corpInfo());
}

void TestNtlm::version1()
{
    QFETCH(QByteArray, challenge);
    const Talk said = talk(credentials(u"anna"_s), ntlmChallenge(challenge), setting(true));
    const QByteArray message = messageOf(said.second);
    const NtlmAuthenticate read = readNtlmAuthenticate(message);
    QVERIFY(!read.isVersion2());
    QCOMPARE(read.ntResponse.length, 24);
    QVERIFY(ntlmProves(message, secret(u"Password"_s), said.first, challenge));
    QVERIFY(!ntlmProves(message, secret(u"Passwort"_s), said.first, challenge));
    const QByteArray server = readNtlmChallenge(challenge).serverChallenge;
    QVERIFY2(read.lmResponse.in(message).toByteArray()
                 != ntlmproof::version1(ntlmproof::lmHash(secret(u"Password"_s)), server),
             "the LM response was sent");
}

void TestNtlm::judge_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<int>("spoilt");
    QTest::addColumn<bool>("proves");
    QTest::newRow("right") << u"Password"_s << -1 << true;
    QTest::newRow("wrong") << u"password"_s << -1 << false;
    QTest::newRow("another MIC") << u"Password"_s << 72 << false;
    QTest::newRow("another type") << u"Password"_s << 8 << false;
}

void TestNtlm::judge()
{
    QFETCH(QString, password);
    QFETCH(int, spoilt);
    QFETCH(bool, proves);
    const QByteArray challenge = challengeMessage(corpInfo());
    const Talk said = talk(credentials(u"anna"_s, password), ntlmChallenge(challenge));
    QByteArray message = messageOf(said.second);
    QVERIFY(message.size() > 88);
    if (spoilt >= 0)
        message[spoilt] = char(message[spoilt] ^ 1);
    QCOMPARE(ntlmProves(message, secret(u"Password"_s), said.first, challenge), proves);
}

QTEST_GUILESS_MAIN(TestNtlm)
#include "tst_ntlm.moc"
