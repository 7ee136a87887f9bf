// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TlsToken.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

QByteArray number(int value, int octets)
{
    QByteArray bytes;
    for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8)
        bytes.append(char(value >> shift));
    return bytes;
}

QByteArray vector(const QByteArray &contents, int octets)
{
    return number(int(contents.size()), octets) + contents;
}

QByteArray record(int type, const QByteArray &contents)
{
    return number(type, 1) + number(0x0301, 2) + vector(contents, 2);
}

QByteArray extension(int type, const QByteArray &contents)
{
    return number(type, 2) + vector(contents, 2);
}

QByteArray clientHello()
{
    const QByteArray extensions = extension(0x0a0a, {})
        + extension(0, vector(number(0, 1) + vector("proxy.example", 2), 2))
        + extension(16, vector(vector("h2", 1) + vector("http/1.1", 1), 2))
        + extension(43, vector(number(0x2a2a, 2) + number(0x0304, 2) + number(0x0303, 2), 1))
        + extension(23, {});
    const QByteArray body = number(0x0303, 2) + QByteArray(32, 'r') + vector(QByteArray(32, 's'), 1)
        + vector(number(0x1301, 2) + number(0xc02f, 2) + number(0xfefe, 2), 2)
        + vector(QByteArray(1, '\0'), 1) + vector(extensions, 2);
    return record(22, number(1, 1) + vector(body, 3));
}

QStringList values(const DecodedToken &token, const QString &id)
{
    QStringList list;
    for (const DecodedField &field : token.fields) {
        if (field.id == id)
            list.append(field.value);
    }
    return list;
}

} // namespace

class TestTlsToken : public QObject
{
    Q_OBJECT

private slots:
    void alerts_data();
    void alerts();
    void hello();
    void serverHello();
    void severalRecords();
    void whatIsNoTls_data();
    void whatIsNoTls();
    void cutAnywhere();
};

void TestTlsToken::alerts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("description");
    QTest::addColumn<QStringList>("problems");
    const auto row = [](const char *name, const char *hex, const QString &level,
                        const QString &description, const QStringList &problems) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << level << description << problems;
    };
    row("handshake failure", "15030300020228", u"fatal"_s, u"handshake_failure (40)"_s, {});
    row("close notify", "15030300020100", u"warning"_s, u"close_notify (0)"_s, {});
    row("unknown numbers", "150301000207c8", u"7"_s, u"200"_s, {});
    row("encrypted", "150303001a0102030405060708091011121314151617181920212223242526", {}, {},
        {u"tls.alert-encrypted"_s});
    row("cut", "1503030002", {}, {}, {u"tls.truncated"_s});
    row("too short", "150303000102", {}, {}, {u"tls.alert-length"_s});
}

void TestTlsToken::alerts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, level);
    QFETCH(const QString, description);
    QFETCH(const QStringList, problems);
    const auto tokens = tlsTokens(bytes);
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().what, u"tls.alert"_s);
    QCOMPARE(tokens.first().length, bytes.size());
    QCOMPARE(values(tokens.first(), u"tls.alert-level"_s).join(u','), level);
    QCOMPARE(values(tokens.first(), u"tls.alert-description"_s).join(u','), description);
    QCOMPARE(tokens.first().problems, problems);
}

void TestTlsToken::hello()
{
    const QByteArray bytes = clientHello();
    const auto tokens = tlsTokens(bytes);
    QCOMPARE(tokens.size(), 1);
    const DecodedToken &token = tokens.first();
    QCOMPARE(token.what, u"tls.client-hello"_s);
    QCOMPARE(token.problems, QStringList());
    QCOMPARE(values(token, u"tls.record-version"_s), QStringList{u"TLS 1.0"_s});
    QCOMPARE(values(token, u"tls.version"_s), QStringList{u"TLS 1.2"_s});
    QCOMPARE(values(token, u"tls.session-id"_s), QStringList{u"32"_s});
    QCOMPARE(values(token, u"tls.cipher"_s),
             (QStringList{u"TLS_AES_128_GCM_SHA256"_s, u"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"_s,
                          u"0xfefe"_s}));
    QCOMPARE(values(token, u"tls.server-name"_s), QStringList{u"proxy.example"_s});
    QCOMPARE(values(token, u"tls.alpn"_s), (QStringList{u"h2"_s, u"http/1.1"_s}));
    QCOMPARE(values(token, u"tls.supported-version"_s),
             (QStringList{u"GREASE"_s, u"TLS 1.3"_s, u"TLS 1.2"_s}));
    QCOMPARE(values(token, u"tls.extension"_s), (QStringList{u"2570"_s, u"23"_s}));
    for (const DecodedField &field : token.fields) {
        QVERIFY(field.start >= 0 && field.start + field.length <= bytes.size());
        if (field.id == "tls.server-name"_L1)
            QVERIFY(bytes.mid(field.start, field.length).endsWith("proxy.example"));
    }
}

void TestTlsToken::serverHello()
{
    const QByteArray body = number(0x0303, 2) + QByteArray(32, 'r') + vector({}, 1)
        + number(0x1302, 2) + number(0, 1) + vector(extension(43, number(0x0304, 2)), 2);
    const auto tokens = tlsTokens(record(22, number(2, 1) + vector(body, 3)));
    QCOMPARE(tokens.size(), 1);
    QCOMPARE(tokens.first().what, u"tls.server-hello"_s);
    QCOMPARE(values(tokens.first(), u"tls.cipher"_s), QStringList{u"TLS_AES_256_GCM_SHA384"_s});
    QCOMPARE(values(tokens.first(), u"tls.supported-version"_s), QStringList{u"TLS 1.3"_s});
    QCOMPARE(tokens.first().problems, QStringList());
}

void TestTlsToken::severalRecords()
{
    const QByteArray first = clientHello();
    const auto tokens = tlsTokens(first + record(20, QByteArray(1, '\1'))
                                  + record(21, QByteArray("\x02\x28", 2)) + "trailing");
    QCOMPARE(tokens.size(), 2);
    QCOMPARE(tokens.at(0).start, 0);
    QCOMPARE(tokens.at(0).length, first.size());
    QCOMPARE(tokens.at(1).what, u"tls.alert"_s);
    QCOMPARE(tokens.at(1).start, first.size() + 6);
    QCOMPARE(tokens.at(1).fields.at(1).start, 5);
}

void TestTlsToken::whatIsNoTls_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 200 OK\r\n\r\n");
    QTest::newRow("another version") << QByteArray::fromHex("15020000020228");
    QTest::newRow("longer than a record may be") << QByteArray::fromHex("160301ffff0100");
    QTest::newRow("application data") << record(23, "data");
}

void TestTlsToken::whatIsNoTls()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(tlsTokens(bytes).isEmpty());
}

void TestTlsToken::cutAnywhere()
{
    const QByteArray whole = clientHello();
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const auto tokens = tlsTokens(whole.first(size));
        QVERIFY(tokens.size() <= 1);
        for (const DecodedToken &token : tokens) {
            QVERIFY(token.problems.contains(u"tls.truncated"_s));
            for (const DecodedField &field : token.fields)
                QVERIFY(field.start + field.length <= size);
        }
    }
    // Lengths that lie.
    for (qsizetype i = 5; i < whole.size(); ++i) {
        QByteArray bytes = whole;
        bytes[i] = '\xff';
        for (const DecodedToken &token : tlsTokens(bytes)) {
            for (const DecodedField &field : token.fields)
                QVERIFY(field.start >= 0 && field.start + field.length <= bytes.size());
        }
    }
}

QTEST_APPLESS_MAIN(TestTlsToken)
#include "tst_tls_token.moc"
