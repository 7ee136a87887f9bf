// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/SecretSweep.h"

#include <QCryptographicHash>
#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

Secret secretOf(const QString &text)
{
    QString copy = text;
    return Secret::takeText(std::move(copy));
}

} // namespace

class TestSecretSweep : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void passesOver_data();
    void passesOver();
    void base64AtEveryAlignment();
    void countsWhatIsTooShort();
    void scrubs_data();
    void scrubs();
    void scrubbedHoldsNoSecret();
    void manyBytesInShortTime();
};

void TestSecretSweep::finds_data()
{
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QByteArray>("bytes");
    const QString plain = u"Kx7!pq/R&z+\"w"_s;
    const QByteArray utf8 = plain.toUtf8();
    const auto row = [](const char *name, const QString &secret, const QByteArray &bytes) {
        QTest::newRow(name) << secret << bytes;
    };
    row("as it is", plain, "before " + utf8 + " after");
    row("at the start", plain, utf8 + " after");
    row("at the end", plain, "before " + utf8);
    row("percent-encoded", plain, "http://u:" + utf8.toPercentEncoding() + "@h");
    row("percent-encoded in lower case", plain,
        utf8.toPercentEncoding().toLower().replace("kx7", "Kx7").replace("r", "R"));
    row("every byte percent-encoded", plain, [&] {
        QByteArray all;
        for (const char c : utf8)
            all += '%' + QByteArray(1, c).toHex();
        return all;
    }());
    row("only some bytes percent-encoded", plain, "Kx7%21pq/R%26z+%22w");
    row("form encoding of a space", u"open sesame"_s, "password=open+sesame&x=1");
    row("hex", plain, utf8.toHex());
    row("hex in upper case", plain, utf8.toHex().toUpper());
    row("hex dump with spaces", plain, utf8.toHex(' '));
    row("hex with colons", plain, utf8.toHex(':'));
    row("HTML", plain, plain.toHtmlEscaped().toUtf8());
    row("HTML by decimal numbers", plain, [&] {
        QByteArray all;
        for (const QChar c : plain)
            all += "&#" + QByteArray::number(c.unicode()) + ';';
        return all;
    }());
    row("HTML by hex numbers, in part", plain, "Kx7&#x21;pq&#x2F;R&amp;z+&#x22;w");
    row("JSON", plain, "{\"p\": \"Kx7!pq\\/R&z+\\\"w\"}");
    row("JSON by numbers", plain, "Kx7\\u0021pq\\u002fR\\u0026z\\u002b\\u0022w");
    row("quoted-string", plain, "realm=\"Kx7!pq/R&z+\\\"w\"");
    row("quoted pairs everywhere", u"narrow"_s, "\\n\\a\\r\\r\\o\\w");
    row("UTF-16 little endian", plain, QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(plain)));
    row("UTF-16 big endian", plain, QByteArray(QStringEncoder(QStringEncoder::Utf16BE)(plain)));
    row("base64 of UTF-16 little endian", plain,
        QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(plain)).toBase64());
    row("URL-safe base64", plain, ("u:" + utf8).toBase64(QByteArray::Base64UrlEncoding));
    row("base64 with its padding percent-encoded", u"pass"_s,
        QByteArray("pass").toBase64().toPercentEncoding());
    row("UTF-8", u"pässwörd"_s, u"x pässwörd y"_s.toUtf8());
    row("Latin-1", u"pässwörd"_s, "x p\xE4ssw\xF6rd y");
    row("base64 of Latin-1", u"pässwörd"_s, QByteArray("me:p\xE4ssw\xF6rd").toBase64());
    row("percent-encoded Latin-1", u"pässwörd"_s, "p%E4ssw%F6rd");
    row("UTF-8 octets written as characters", u"pässwörd"_s, "pÃ¤sswÃ¶rd");
    row("JSON numbers beyond ASCII", u"pässwörd"_s, "p\\u00e4ssw\\u00f6rd");
    row("JSON numbers in pairs", u"pass\U0001F600"_s, "pass\\ud83d\\ude00");
    row("the hash that stands for it in NTLM", plain,
        QCryptographicHash::hash(QByteArray(QStringEncoder(QStringEncoder::Utf16LE)(plain)),
                                 QCryptographicHash::Md4)
            .toHex());
    row("four bytes", u"ab12"_s, "x ab12 y");
}

void TestSecretSweep::finds()
{
    QFETCH(const QString, secret);
    QFETCH(const QByteArray, bytes);
    const Secret kept = secretOf(secret);
    const SecretSweep sweep({&kept});
    QVERIFY2(sweep.finds(bytes), "the spelling is found");
    QVERIFY2(!sweep.finds(sweep.scrubbed(bytes)), "and replaced");
}

void TestSecretSweep::passesOver_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("other text") << QByteArray("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    QTest::newRow("all but the last byte") << QByteArray("Kx7!pq/R&z+");
    QTest::newRow("other case") << QByteArray("kX7!PQ/r&Z+W");
    QTest::newRow("broken escapes") << QByteArray("%4 %zz &#; &#x; &#99999999; \\u12 \\ud800 \\");
    QTest::newRow("base64 of another secret") << QByteArray("user:Kx7!pq/R&z+G").toBase64();
    QTest::newRow("a run of one byte") << QByteArray(100'000, 'A');
}

void TestSecretSweep::passesOver()
{
    QFETCH(const QByteArray, bytes);
    const Secret kept = secretOf(u"Kx7!pq/R&z+w"_s);
    const SecretSweep sweep({&kept});
    QVERIFY(!sweep.finds(bytes));
    QCOMPARE(sweep.scrubbed(bytes), bytes);
    QVERIFY(!SecretSweep({}).finds("Kx7!pq/R&z+w"));
}

void TestSecretSweep::base64AtEveryAlignment()
{
    const Secret kept = secretOf(u"correct horse"_s);
    const SecretSweep sweep({&kept});
    for (int before = 0; before < 9; ++before) {
        for (int after = 0; after < 4; ++after) {
            const QByteArray text
                = QByteArray(before, 'u') + "correct horse" + QByteArray(after, 'z');
            QVERIFY2(sweep.finds(text.toBase64()), qPrintable(QString::number(before)));
            QVERIFY2(sweep.finds("x"
                                 + text.toBase64(QByteArray::Base64UrlEncoding
                                                 | QByteArray::OmitTrailingEquals)),
                     qPrintable(QString::number(before)));
        }
    }
}

void TestSecretSweep::countsWhatIsTooShort()
{
    const Secret three = secretOf(u"abc"_s);
    const Secret empty = secretOf(QString());
    const Secret enough = secretOf(u"abcd"_s);
    const SecretSweep sweep({&three, &empty, &enough, nullptr});
    QCOMPARE(sweep.unsweepable(), 1);
    QVERIFY(!sweep.finds("abc abc"));
    QVERIFY(sweep.finds("abc abcd"));
}

void TestSecretSweep::scrubs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("once") << "a hunter22 b"_ba
                          << "a [secret] b"_ba;
    QTest::newRow("twice") << "hunter22hunter22"_ba
                           << "[secret][secret]"_ba;
    QTest::newRow("percent-encoded, the rest untouched") << "%20 h%75nter22 %41"_ba
                                                         << "%20 [secret] %41"_ba;
    QTest::newRow("JSON-escaped") << "{\"a\":\"\\u0068unter22\"}"_ba
                                  << "{\"a\":\"[secret]\"}"_ba;
    QTest::newRow("HTML-escaped") << "<b>&#104;unter22</b>"_ba
                                  << "<b>[secret]</b>"_ba;
    QTest::newRow("nothing to do") << "a\0b %41"_ba
                                   << "a\0b %41"_ba;
}

void TestSecretSweep::scrubs()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    const Secret kept = secretOf(u"hunter22"_s);
    QCOMPARE(SecretSweep({&kept}).scrubbed(bytes), expected);
}

void TestSecretSweep::scrubbedHoldsNoSecret()
{
    for (const QString &text : {u"secret"_s, u"withheld"_s, u"aaaa"_s, u"[secret]"_s}) {
        const Secret kept = secretOf(text);
        const SecretSweep sweep({&kept});
        const QByteArray bytes = "<" + text.toUtf8() + text.toUtf8() + "a>";
        QVERIFY2(!sweep.finds(sweep.scrubbed(bytes)), "the mark does not spell the secret");
    }
}

void TestSecretSweep::manyBytesInShortTime()
{
    const Secret kept = secretOf(u"aaaaaaaaaaaaaaab"_s);
    const SecretSweep sweep({&kept});
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!sweep.finds(QByteArray(1'000'000, 'a')));
    QVERIFY(!sweep.finds(QByteArray("%61&#97;\\").repeated(50'000)));
    QVERIFY2(timer.elapsed() < 20'000, "the time grows with the bytes, not with their square");
}

QTEST_APPLESS_MAIN(TestSecretSweep)
#include "tst_secretsweep.moc"
