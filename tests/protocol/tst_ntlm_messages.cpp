// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/NtlmAuthenticate.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmDecoding.h"
#include "protocol/NtlmNegotiate.h"
#include "protocol/NtlmToken.h"
#include "support/GrowthCheck.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

/// MS-NLMP section 4.2.4.3.
const QByteArray challenge = QByteArray::fromHex("4e544c4d53535000020000000c000c003800000033828ae20"
                                                 "123456789abcdef00000000000000002400240044000000"
                                                 "060070170000000f53006500720076006500720002000c004"
                                                 "4006f006d00610069006e0001000c005300650072007600"
                                                 "6500720000000000");
/// Of Chromium's net/ntlm/ntlm_test_data.h.
const QByteArray negotiate
    = QByteArray::fromHex("4e544c4d53535000010000000782080000000000200000000000000020000000");
const QByteArray authenticate = QByteArray::fromHex(
    "4e544c4d535350000300000018001800580000008a008a00700000000c000c00fa0000000800080006010000100010"
    "000e"
    "0100000000000058000000038208000000000000000000f7361633f0ad9bdf4a7c421bc6b824a30000000000000000"
    "0000"
    "00000000000000000000000000008c0260dbef690662af9c42d50782d2ed0101000000000000800bc8fd00d4d201aa"
    "aaaa"
    "aaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c00530065007200760065007200060004000200"
    "0000"
    "0a0010006586e99d81c2fc984e47172fd4dd03100900160048005400540050002f0053006500720076006500720000"
    "0000"
    "000000000044006f006d00610069006e00550073006500720043004f004d0050005500540045005200");

QByteArray textOf(const DecodedField &field, const QByteArray &message)
{
    return message.mid(field.start, field.length);
}

} // namespace

class TestNtlmMessages : public QObject
{
    Q_OBJECT

private slots:
    void problemsAreNamedOnce();
    void base64_data();
    void base64();
    void first();
    void second();
    void third();
    void partsThatLieOnOneAnother();
    void decodedShowsNoProof();
    void anyBytes();
    void everyCut();
    void linearTime();
};

void TestNtlmMessages::base64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("problems");
    const QByteArray bytes("\xfb\xef\xbe\xff", 4);
    QTest::newRow("as it should be") << "++++/w=="_ba << bytes << QStringList();
    QTest::newRow("padding missing")
        << "++++/w"_ba << bytes << QStringList{u"ntlm.base64-padding"_s};
    QTest::newRow("URL-safe") << "----_w=="_ba << bytes << QStringList{u"ntlm.base64-url"_s};
    QTest::newRow("blanks") << " ++ ++\t/w== "_ba << bytes << QStringList{u"ntlm.base64-blank"_s};
    QTest::newRow("nothing") << ""_ba
                             << ""_ba << QStringList{u"ntlm.base64"_s};
    QTest::newRow("none") << "!!!!!!!!!!!!!"_ba
                          << ""_ba << QStringList{u"ntlm.base64"_s};
}

void TestNtlmMessages::base64()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    QFETCH(QStringList, problems);
    const NtlmToken token = readNtlmToken(text);
    QCOMPARE(token.bytes, bytes);
    QCOMPARE(token.problems, problems);
}

void TestNtlmMessages::first()
{
    const NtlmNegotiate read = readNtlmNegotiate(negotiate);
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.flags, 0x00088207u);
    const DecodedToken token = decodeNtlm(negotiate);
    QCOMPARE(token.what, u"ntlm.type1"_s);
    QCOMPARE(token.bytes, 32);
    QCOMPARE(token.fields.size(), 7);
    QCOMPARE(token.fields.first().value, u"0x00088207"_s);
}

void TestNtlmMessages::second()
{
    const NtlmChallenge read = readNtlmChallenge(challenge);
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.targetName, u"Server"_s);
    QCOMPARE(read.targetInfo.nbDomain, u"Domain"_s);
    QCOMPARE(read.node(), u"Server"_s);
    const DecodedToken token = decodeNtlm(challenge);
    QCOMPARE(token.what, u"ntlm.type2"_s);
    QCOMPARE(token.problems, QStringList());
    bool named = false;
    qsizetype last = 0;
    for (const DecodedField &field : token.fields) {
        QVERIFY(field.start >= last);
        QVERIFY(field.start + field.length <= challenge.size());
        last = field.start;
        if (field.id == u"ntlm.nb-domain"_s) {
            named = true;
            QCOMPARE(field.value, u"Domain"_s);
            QCOMPARE(textOf(field, challenge),
                     QByteArray::fromHex("02000c0044006f006d00610069006e00"));
            QCOMPARE(field.depth, 1);
        }
    }
    QVERIFY(named);
}

void TestNtlmMessages::third()
{
    const NtlmAuthenticate read = readNtlmAuthenticate(authenticate);
    QCOMPARE(read.problems, QStringList());
    QCOMPARE(read.user, u"User"_s);
    QCOMPARE(read.domain, u"Domain"_s);
    QCOMPARE(read.workstation, u"COMPUTER"_s);
    QCOMPARE(read.mic, (ByteSpan{72, 16}));
    QCOMPARE(read.targetInfo.targetName, u"HTTP/Server"_s);
    QVERIFY(read.isVersion2());
}

/// NetNTLMv2 can be guessed at off-line from challenge, proof and what it is made for.
void TestNtlmMessages::partsThatLieOnOneAnother()
{
    // The first response is said to lie between two attributes of the second one.
    QByteArray message = authenticate;
    message[16] = '\xa6';
    int depth = -1;
    QStringList whole;
    for (const DecodedField &field : decodeNtlm(message).fields) {
        QVERIFY2(field.depth <= depth + 1, qPrintable(field.id));
        depth = field.depth;
        if (depth == 0)
            whole.append(field.id);
    }
    QVERIFY(whole.indexOf(u"ntlm.nt-response"_s) >= 0);
    QVERIFY(whole.indexOf(u"ntlm.nt-response"_s) < whole.indexOf(u"ntlm.lm-response"_s));
}

void TestNtlmMessages::decodedShowsNoProof()
{
    for (const QByteArray &message : {challenge, authenticate}) {
        const DecodedToken token = decodeNtlm(message);
        int secrets = 0;
        for (const DecodedField &field : token.fields) {
            if (!field.secret)
                continue;
            ++secrets;
            QCOMPARE(field.value, QString::number(field.length));
        }
        QVERIFY(secrets > 0);
        for (const char *proof : {"8c0260db", "f7361633", "01234567", "aaaaaaaa"}) {
            for (const DecodedField &field : token.fields)
                QVERIFY2(!field.value.contains(QLatin1StringView(proof)), proof);
        }
    }
}

void TestNtlmMessages::anyBytes()
{
    QRandomGenerator random(1);
    for (int round = 0; round < 3000; ++round) {
        QByteArray message = round % 3 == 0 ? negotiate : round % 3 == 1 ? challenge : authenticate;
        for (int i = 0; i < 6; ++i)
            message[random.bounded(8, int(message.size()))] = char(random.bounded(256));
        for (const DecodedToken &token :
             {decodeNtlmNegotiate(message), decodeNtlmChallenge(message),
              decodeNtlmAuthenticate(message)}) {
            for (const DecodedField &field : token.fields) {
                QVERIFY(field.start >= 0 && field.length >= 0);
                QVERIFY(field.start + field.length <= message.size());
            }
        }
    }
}

void TestNtlmMessages::everyCut()
{
    for (const QByteArray &message : {negotiate, challenge, authenticate}) {
        for (qsizetype size = 0; size < message.size(); ++size) {
            const QByteArray cut = message.first(size);
            decodeNtlm(cut);
            // Only what is behind the last name or list may be missing.
            if (message == challenge)
                QVERIFY(!readNtlmChallenge(cut).firstError().isEmpty());
        }
    }
}

void TestNtlmMessages::linearTime()
{
    // A list of attributes as long as can be, all different and all the same.
    const auto make = [](qsizetype bytes) {
        QByteArray message = challenge;
        message.append(QByteArray("\xff\x00\x00\x00", 4).repeated(bytes / 4));
        message.replace(40, 2, "\xff\xff");
        return [message] { decodeNtlmChallenge(message); };
    };
    QVERIFY(test::growsLinearly(make, 1 << 20));
    const auto text = [](qsizetype bytes) {
        const QByteArray base64 = QByteArray(bytes, 'A');
        return [base64] { readNtlmToken(base64); };
    };
    QVERIFY(test::growsLinearly(text, 1 << 22));
}

/// Found by fuzzing: a user name and a name in the target information, both with half a character.
void TestNtlmMessages::problemsAreNamedOnce()
{
    const QByteArray message = QByteArray::fromHex(
        "4e544c4d535350000300000018001800580000008a008a007000000009000c00fa0000000800"
        "080006010000100010000e01000000ffffffff00000003820800000000000018001800580000"
        "008a0000000001080006000800100410000e011bc6b824a3000000004a7c421bc6b824a30000"
        "000006aaaa0000000002000c00440078006d00610069006ec60001000c0053006500f2007600"
        "6500720006000400020000000a001000ff86e99d81c2fc984e47172fd4dd0310090003004800"
        "5400540050002f00530065007200760065007200000000000000000044006f006d0061006900"
        "6e7300ffff5f4000725e206500720043004f004d0050005500541245005200");
    QStringList problems = readNtlmAuthenticate(message).problems;
    QVERIFY(!problems.isEmpty());
    QCOMPARE(problems.removeDuplicates(), 0);
}

QTEST_GUILESS_MAIN(TestNtlmMessages)
#include "tst_ntlm_messages.moc"
