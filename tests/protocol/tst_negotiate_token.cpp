// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DerReader.h"
#include "protocol/Masking.h"
#include "protocol/NegotiateToken.h"
#include "support/GrowthCheck.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// One DER element.
QByteArray der(int tag, const QByteArray &contents)
{
    QByteArray length;
    if (contents.size() < 0x80) {
        length.append(char(contents.size()));
    } else {
        for (qsizetype rest = contents.size(); rest > 0; rest >>= 8)
            length.prepend(char(rest & 0xFF));
        length.prepend(char(0x80 | length.size()));
    }
    return QByteArray(1, char(tag)) + length + contents;
}

const QByteArray spnegoId = QByteArray::fromHex("06062b0601050502");
const QByteArray kerberosId = QByteArray::fromHex("06092a864886f712010202");
const QByteArray ntlmId = QByteArray::fromHex("060a2b06010401823702020a");

QByteArray text(const char *value)
{
    return der(0x1B, value);
}

/// RFC 4120 section 5.9.1, from a service whose clock is ahead.
QByteArray skewError()
{
    const QByteArray name = der(0x30,
                                der(0xA0, der(0x02, QByteArray(1, '\3')))
                                    + der(0xA1, der(0x30, text("HTTP") + text("proxy.lab.test"))));
    return der(0x7E,
               der(0x30,
                   der(0xA0, der(0x02, QByteArray(1, '\5')))
                       + der(0xA1, der(0x02, QByteArray(1, '\x1e')))
                       + der(0xA4, der(0x18, "20260102030405Z"))
                       + der(0xA5, der(0x02, QByteArray(1, '\0')))
                       + der(0xA6, der(0x02, QByteArray(1, '\x25'))) + der(0xA9, text("LAB.TEST"))
                       + der(0xAA, name) + der(0xAB, text("Clock skew too great"))));
}

QByteArray response(int state, const QByteArray &inner)
{
    QByteArray fields = der(0xA0, der(0x0A, QByteArray(1, char(state)))) + der(0xA1, kerberosId);
    if (!inner.isEmpty())
        fields += der(0xA2, der(0x04, inner));
    return der(0xA1, der(0x30, fields));
}

QByteArray framed(const QByteArray &id, const QByteArray &inner)
{
    return der(0x60, id + inner);
}

/// What curl sent with MIT Kerberos 1.20 to a proxy of a realm made for it.
QByteArray realToken()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/tests/protocol/data/spnego-init.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QByteArray::fromBase64(file.readAll().trimmed());
}

const pt::DecodedField *field(const QList<pt::DecodedToken> &tables, const QString &id)
{
    for (const pt::DecodedToken &table : tables) {
        for (const pt::DecodedField &entry : table.fields) {
            if (entry.id == id)
                return &entry;
        }
    }
    return nullptr;
}

} // namespace

class TestNegotiateToken : public QObject
{
    Q_OBJECT

private slots:
    void derLengths_data();
    void derLengths();
    void derIntegers_data();
    void derIntegers();
    void objectIds_data();
    void objectIds();
    void derDepth();
    void ticket();
    void tables();
    void spansAreOfTheBytes();
    void answers_data();
    void answers();
    void error();
    void ntlm_data();
    void ntlm();
    void placeholder();
    void longNamesAreCut();
    void cutAnywhere();
    void anyBytes();
    void linear();
};

void TestNegotiateToken::derLengths_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("length"); // -1: refused
    QTest::addColumn<QString>("problem");
    QTest::newRow("short") << QByteArray::fromHex("0402aabb") << 2 << QString();
    QTest::newRow("empty") << QByteArray::fromHex("0400") << 0 << QString();
    QTest::newRow("one octet") << QByteArray::fromHex("048102aabb") << 2 << QString();
    QTest::newRow("four octets") << QByteArray::fromHex("048400000001aa") << 1 << QString();
    QTest::newRow("no length") << QByteArray::fromHex("04") << -1 << u"der.cut-off"_s;
    QTest::newRow("half a length") << QByteArray::fromHex("048201") << -1 << u"der.cut-off"_s;
    QTest::newRow("more than there is")
        << QByteArray::fromHex("0403aabb") << -1 << u"der.cut-off"_s;
    QTest::newRow("four gigabytes")
        << QByteArray::fromHex("0484ffffffffaa") << -1 << u"der.cut-off"_s;
    QTest::newRow("indefinite") << QByteArray::fromHex("0480aabb0000") << -1
                                << u"der.length-unusable"_s;
    QTest::newRow("length of 127 octets")
        << QByteArray::fromHex("04ff") << -1 << u"der.length-unusable"_s;
    QTest::newRow("long tag") << QByteArray::fromHex("1f8101") << -1 << u"der.long-tag"_s;
}

void TestNegotiateToken::derLengths()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, length);
    QFETCH(QString, problem);
    pt::DerReader reader{QByteArrayView(bytes)};
    const auto element = reader.next();
    QCOMPARE(element ? int(element->content.length) : -1, length);
    QCOMPARE(reader.problem(), problem);
}

void TestNegotiateToken::derIntegers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("reads");
    QTest::addColumn<qint64>("value");
    QTest::newRow("0") << QByteArray::fromHex("020100") << true << qint64(0);
    QTest::newRow("-1") << QByteArray::fromHex("0201ff") << true << qint64(-1);
    QTest::newRow("128") << QByteArray::fromHex("02020080") << true << qint64(128);
    QTest::newRow("least") << QByteArray::fromHex("02088000000000000000") << true
                           << std::numeric_limits<qint64>::min();
    QTest::newRow("nine octets") << QByteArray::fromHex("0209010000000000000000") << false
                                 << qint64(0);
    QTest::newRow("none") << QByteArray::fromHex("0200") << false << qint64(0);
    QTest::newRow("a text") << QByteArray::fromHex("040101") << false << qint64(0);
}

void TestNegotiateToken::derIntegers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, reads);
    QFETCH(qint64, value);
    pt::DerReader reader{QByteArrayView(bytes)};
    const auto element = reader.next();
    QVERIFY(element);
    const auto number = pt::derInteger(bytes, *element);
    QCOMPARE(number.has_value(), reads);
    QCOMPARE(number.value_or(0), value);
}

void TestNegotiateToken::objectIds_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("dots");
    QTest::newRow("SPNEGO") << QByteArray::fromHex("2b0601050502") << u"1.3.6.1.5.5.2"_s;
    QTest::newRow("NTLMSSP") << QByteArray::fromHex("2b06010401823702020a")
                             << u"1.3.6.1.4.1.311.2.2.10"_s;
    QTest::newRow("below 2") << QByteArray::fromHex("883703") << u"2.999.3"_s;
    QTest::newRow("ends inside") << QByteArray::fromHex("2b86") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("an arc beyond 64 bits")
        << QByteArray::fromHex("2bffffffffffffffffffff7f") << QString();
    QTest::newRow("endless") << QByteArray(65, '\1') << QString();
}

void TestNegotiateToken::objectIds()
{
    QFETCH(QByteArray, contents);
    QFETCH(QString, dots);
    QCOMPARE(pt::derObjectId(contents), dots);
}

void TestNegotiateToken::derDepth()
{
    QByteArray bytes = der(0x04, "x");
    for (int i = 0; i < 40; ++i)
        bytes = der(0x30, bytes);
    pt::DerReader reader{QByteArrayView(bytes)};
    int levels = 0;
    while (const auto element = reader.next()) {
        reader = reader.inside(*element);
        ++levels;
    }
    QCOMPARE(levels, pt::DerReader::maxDepth + 1);
    QCOMPARE(reader.problem(), u"der.too-deep"_s);
}

void TestNegotiateToken::ticket()
{
    const pt::NegotiateToken token = pt::readNegotiateToken(realToken());
    QCOMPARE(token.kindName(), u"spnego"_s);
    QCOMPARE(token.mech(), u"kerberos"_s);
    QVERIFY(token.spnego);
    QVERIFY(token.spnego->init);
    QCOMPARE(token.spnego->problems, QStringList());
    QCOMPARE(token.spnego->mechs.size(), 1);
    QCOMPARE(token.spnego->mechs.first().objectId, u"1.2.840.113554.1.2.2"_s);
    QVERIFY(token.request);
    QCOMPARE(token.request->problems, QStringList());
    QCOMPARE(token.request->realm->value, u"LAB.TEST"_s);
    QCOMPARE(token.request->service->value, u"HTTP/localhost"_s);
    QCOMPARE(token.request->ticket.etype->value, 18);
    QCOMPARE(token.request->ticket.kvno->value, 2);
    QCOMPARE(token.request->authenticator.etype->value, 18);
    QVERIFY(!token.request->authenticator.kvno);
    QVERIFY(token.request->mutual);
    QVERIFY(!token.reply && !token.error && !token.ntlm);
}

/// The tables hold what is in clear, and of the ciphers their length.
void TestNegotiateToken::tables()
{
    const QByteArray bytes = realToken();
    const QList<pt::DecodedToken> tables = pt::decodedNegotiate(bytes);
    QCOMPARE(tables.size(), 2);
    QCOMPARE(tables.at(0).what, u"spnego"_s);
    QCOMPARE(tables.at(0).bytes, bytes.size());
    QCOMPARE(tables.at(1).what, u"kerberos.ap-req"_s);
    QCOMPARE(field(tables, u"kerberos.ticket-kvno"_s)->value, u"2"_s);
    for (const char *id : {"kerberos.ticket-cipher", "kerberos.authenticator-cipher"}) {
        const pt::DecodedField *cipher = field(tables, QLatin1StringView(id));
        QVERIFY2(cipher, id);
        QVERIFY2(cipher->secret, id);
        QCOMPARE(cipher->value, QString::number(cipher->length));
        QVERIFY2(cipher->length > 100, id);
    }
    QVERIFY(field(tables, u"spnego.mech-token"_s)->secret);
    QCOMPARE(field(tables, u"spnego.mech-token"_s)->value, u"kerberos"_s);
}

void TestNegotiateToken::spansAreOfTheBytes()
{
    const QByteArray bytes = realToken();
    const QList<pt::DecodedToken> tables = pt::decodedNegotiate(bytes);
    const pt::DecodedField *realm = field(tables, u"kerberos.realm"_s);
    QCOMPARE(bytes.mid(realm->start, realm->length), der(0x1B, "LAB.TEST"));
    const pt::DecodedField *kvno = field(tables, u"kerberos.ticket-kvno"_s);
    QCOMPARE(bytes.mid(kvno->start, kvno->length), QByteArray::fromHex("020102"));
    const pt::DecodedField *mech = field(tables, u"spnego.mech"_s);
    QCOMPARE(bytes.mid(mech->start, mech->length), kerberosId);
}

void TestNegotiateToken::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("mech");
    QTest::newRow("accepted") << response(0, {}) << u"accept-completed"_s << u"kerberos"_s;
    QTest::newRow("goes on") << response(1, {}) << u"accept-incomplete"_s << u"kerberos"_s;
    QTest::newRow("rejected") << response(2, {}) << u"reject"_s << u"kerberos"_s;
    QTest::newRow("wants a mic") << response(3, {}) << u"request-mic"_s << u"kerberos"_s;
    QTest::newRow("a state of its own") << response(9, {}) << u"9"_s << u"kerberos"_s;
}

void TestNegotiateToken::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, state);
    QFETCH(QString, mech);
    const QList<pt::DecodedToken> tables = pt::decodedNegotiate(bytes);
    QCOMPARE(tables.size(), 1);
    QCOMPARE(field(tables, u"spnego.state"_s)->value, state);
    QCOMPARE(field(tables, u"spnego.chosen-mech"_s)->value, mech);
}

void TestNegotiateToken::error()
{
    const QByteArray tokenId = QByteArray::fromHex("0300");
    for (const QByteArray &bytes : {response(2, framed(kerberosId, tokenId + skewError())),
                                    framed(kerberosId, tokenId + skewError()), skewError()}) {
        const pt::NegotiateToken token = pt::readNegotiateToken(bytes);
        QVERIFY(token.error);
        QCOMPARE(token.mech(), u"kerberos"_s);
        QCOMPARE(token.error->code->value, 37);
        QCOMPARE(pt::kerberosErrorName(token.error->code->value), u"KRB_AP_ERR_SKEW"_s);
        QCOMPARE(token.error->realm->value, u"LAB.TEST"_s);
        QCOMPARE(token.error->service->value, u"HTTP/proxy.lab.test"_s);
        QCOMPARE(token.error->serverTime->value, u"20260102030405Z"_s);
        QCOMPARE(token.error->text->value, u"Clock skew too great"_s);
        QCOMPARE(token.error->problems, QStringList());
    }
}

void TestNegotiateToken::ntlm_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("kind");
    const QByteArray message = QByteArray("NTLMSSP\0\1\0\0\0", 12) + QByteArray(20, '\0');
    const QByteArray init = framed(
        spnegoId,
        der(0xA0, der(0x30, der(0xA0, der(0x30, ntlmId)) + der(0xA2, der(0x04, message)))));
    QTest::newRow("bare") << message << u"ntlm"_s;
    QTest::newRow("within SPNEGO") << init << u"spnego"_s;
}

void TestNegotiateToken::ntlm()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, kind);
    const pt::NegotiateToken token = pt::readNegotiateToken(bytes);
    QCOMPARE(token.kindName(), kind);
    QCOMPARE(token.mech(), u"ntlm"_s);
    QVERIFY(token.ntlm);
    QVERIFY(token.ntlm->in(bytes).startsWith(QByteArrayView("NTLMSSP\0\1", 9)));
    const QByteArray masked = pt::maskedCredentials("Negotiate " + bytes.toBase64());
    QVERIFY2(masked.contains(kind == "ntlm"_L1 ? "token=ntlm" : " mech=ntlm"), masked);
}

void TestNegotiateToken::placeholder()
{
    const QByteArray value = "Negotiate " + realToken().toBase64();
    const QByteArray masked = pt::maskedCredentials(value);
    QCOMPARE(masked,
             QByteArray("Negotiate [negotiate token=spnego bytes=731 mech=kerberos "
                        "spn=\"HTTP/localhost\" realm=\"LAB.TEST\" etype=18 kvno=2]"));
    QCOMPARE(pt::maskedCredentials(masked), masked);
    const auto read = pt::readPlaceholder(masked);
    QVERIFY(read);
    QCOMPARE(read->kind, QByteArray("negotiate"));
    QCOMPARE(read->fields.value(u"spn"_s), u"HTTP/localhost"_s);
    QCOMPARE(read->fields.value(u"kvno"_s), u"2"_s);
}

void TestNegotiateToken::longNamesAreCut()
{
    const QByteArray name
        = der(0x30, der(0xA1, der(0x30, text("HTTP") + der(0x1B, QByteArray(1000, '"')))));
    const QByteArray ticket
        = der(0x61, der(0x30, der(0xA1, der(0x1B, QByteArray(5000, '\1'))) + der(0xA2, name)));
    const QByteArray bytes
        = framed(kerberosId, QByteArray::fromHex("0100") + der(0x6E, der(0x30, der(0xA3, ticket))));
    const QByteArray value = "Negotiate " + bytes.toBase64();
    const QByteArray masked = pt::maskedCredentials(value);
    QVERIFY2(masked.contains("spn-cut=yes"), masked.left(400));
    QVERIFY2(masked.contains("realm-cut=yes"), masked.left(400));
    QVERIFY(masked.size() < 1000);
    QCOMPARE(pt::maskedCredentials(masked), masked);
}

/// A token that ends early is read as far as it goes, and says so.
void TestNegotiateToken::cutAnywhere()
{
    const QByteArray bytes = realToken();
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const QList<pt::DecodedToken> tables = pt::decodedNegotiate(bytes.first(size));
        for (const pt::DecodedToken &table : tables) {
            if (table.what == "spnego"_L1)
                QVERIFY2(!table.problems.isEmpty(), QByteArray::number(size));
            for (const pt::DecodedField &entry : table.fields)
                QVERIFY(entry.start >= 0 && entry.start + entry.length <= size);
        }
    }
}

void TestNegotiateToken::anyBytes()
{
    const QByteArray good[] = {realToken(), response(2, framed(kerberosId, skewError())),
                               framed(kerberosId, QByteArray::fromHex("0300") + skewError())};
    quint32 seed = 20261127;
    const auto next = [&seed](quint32 below) {
        seed = seed * 1664525 + 1013904223;
        return (seed >> 8) % below;
    };
    for (int round = 0; round < 30'000; ++round) {
        QByteArray bytes = good[next(3)];
        for (quint32 i = 0, n = next(6); i <= n; ++i)
            bytes[next(quint32(std::min<qsizetype>(bytes.size(), 200)))] = char(next(256));
        const QList<pt::DecodedToken> tables = pt::decodedNegotiate(bytes);
        for (const pt::DecodedToken &table : tables) {
            for (const pt::DecodedField &entry : table.fields) {
                QVERIFY2(entry.start >= 0 && entry.length >= 0
                             && entry.start + entry.length <= bytes.size(),
                         bytes.toHex());
            }
        }
    }
}

void TestNegotiateToken::linear()
{
    // Many mechanisms, and many small fields.
    QVERIFY(test::growsLinearly(
        [](qsizetype size) {
            QByteArray list;
            while (list.size() < size)
                list += kerberosId;
            return [bytes = framed(spnegoId, der(0xA0, der(0x30, der(0xA0, der(0x30, list)))))] {
                pt::decodedNegotiate(bytes);
            };
        },
        400'000));
    QVERIFY(test::growsLinearly(
        [](qsizetype size) {
            QByteArray parts;
            while (parts.size() < size)
                parts += text("a");
            const QByteArray name = der(0x30, der(0xA1, der(0x30, parts)));
            return [bytes = der(0x7E, der(0x30, der(0xAA, name)))] { pt::decodedNegotiate(bytes); };
        },
        400'000));
}

QTEST_GUILESS_MAIN(TestNegotiateToken)
#include "tst_negotiate_token.moc"
