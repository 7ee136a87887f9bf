// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/Secret.h"

#include "model/Credentials.h"

#include <QDataStream>
#include <QDebug>
#include <QTest>
#include <QTextStream>

#include <ostream>
#include <type_traits>

using namespace Qt::StringLiterals;
using namespace pt;

namespace {

template<typename Stream, typename T>
concept Streamable = requires(Stream &stream, const T &value)
{
    stream << value;
};

template<typename T>
concept VariantFrom = requires(const T &value)
{
    QVariant(value);
};

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);
static_assert(std::is_nothrow_move_assignable_v<Secret>);
static_assert(!std::is_copy_constructible_v<Credentials>);
static_assert(!Streamable<QDebug, Secret>);
static_assert(!Streamable<QDataStream, Secret>);
static_assert(!Streamable<QTextStream, Secret>);
static_assert(!Streamable<std::ostream, Secret>);
static_assert(!VariantFrom<Secret>);
static_assert(!std::is_convertible_v<Secret, QString>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_constructible_v<Secret, QString>);
static_assert(!std::is_constructible_v<Secret, QByteArray>);
// The same checks find what does stream and convert, so they can fail.
static_assert(Streamable<QDebug, QString> && VariantFrom<QString>);

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private slots:
    void takesAndMoves();
    void clonesAreTheirOwn();
    void takingEmptiesTheSource();
    void takingLeavesASharedSource();
    void wipesMemory();
    void equalsByContent();
    void facts_data();
    void facts();
    void factsOfBadUtf8();
};

void TestSecret::takesAndMoves()
{
    Secret first = Secret::takeUtf8("open sesame");
    QVERIFY(!first.isEmpty());
    Secret second = std::move(first);
    QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move)
    QVERIFY2(second.reveal() == "open sesame", "moving keeps the bytes");
    Secret third = Secret::takeText(u"other"_s);
    third = std::move(second);
    QVERIFY(second.isEmpty()); // NOLINT(bugprone-use-after-move)
    QVERIFY2(third.reveal() == "open sesame", "assigning replaces the bytes");
    third = std::move(*&third);
    QVERIFY2(third.reveal() == "open sesame", "moving onto itself changes nothing");
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret::takeText(QString()).isEmpty());
}

void TestSecret::clonesAreTheirOwn()
{
    Secret clone;
    {
        const Secret secret = Secret::takeText(u"pässwort"_s);
        clone = secret.clone();
        QVERIFY2(clone.equals(secret), "a clone has the same bytes");
        QVERIFY2(clone.reveal().data() != secret.reveal().data(), "a clone has its own memory");
    }
    QVERIFY2(clone.reveal() == "p\xC3\xA4sswort", "a clone outlives its original");
    QVERIFY(Secret().clone().isEmpty());
}

void TestSecret::takingEmptiesTheSource()
{
    // That the memory given back was overwritten cannot be looked at without reading freed memory;
    // wipesMemory() checks the overwriting itself on memory of our own.
    QByteArray bytes("open sesame");
    bytes.detach();
    const char *memory = bytes.constData();
    const Secret secret = Secret::takeUtf8(std::move(bytes));
    QVERIFY2(bytes.isEmpty(), "the source is emptied"); // NOLINT(bugprone-use-after-move)
    QVERIFY2(secret.reveal().data() != memory, "the secret has its own memory");

    QString text = u"open sesame"_s;
    const Secret fromText = Secret::takeText(std::move(text));
    QVERIFY2(text.isEmpty(), "the source is emptied"); // NOLINT(bugprone-use-after-move)
    QVERIFY(fromText.equals(secret));
}

void TestSecret::takingLeavesASharedSource()
{
    QByteArray bytes("open sesame");
    const QByteArray other = bytes;
    const Secret secret = Secret::takeUtf8(std::move(bytes));
    QCOMPARE(other, "open sesame"_ba);
}

void TestSecret::wipesMemory()
{
    char buffer[] = "open sesame";
    wipeMemory(buffer, 4);
    QCOMPARE(QByteArray(buffer, sizeof buffer), QByteArray("\0\0\0\0 sesame\0", 12));
    wipeMemory(nullptr, 0);
}

void TestSecret::equalsByContent()
{
    const Secret a = Secret::takeText(u"abcd"_s);
    QVERIFY(a.equals(Secret::takeText(u"abcd"_s)));
    QVERIFY(!a.equals(Secret::takeText(u"abce"_s)));
    QVERIFY(!a.equals(Secret::takeText(u"abcde"_s)));
    QVERIFY(Secret().equals(Secret::takeText(QString())));
}

void TestSecret::facts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("lengthClass");
    QTest::addColumn<QStringList>("holds");
    const auto row = [](const char *name, const QString &text, const char *lengthClass,
                        const QStringList &holds) {
        QTest::newRow(name) << text << QString::fromLatin1(lengthClass) << holds;
    };
    row("empty", u""_s, "0", {});
    row("one", u"a"_s, "1-7", {});
    row("seven", u"abcdefg"_s, "1-7", {});
    row("eight", u"abcdefgh"_s, "8-15", {});
    row("fifteen", QString(15, u'a'), "8-15", {});
    row("sixteen", QString(16, u'a'), "16+", {});
    row("eight beyond the basic plane count as eight", QString::fromUcs4(U"\U0001F600").repeated(8),
        "8-15", {u"non-ascii"_s});
    row("leading space", u" abc"_s, "1-7", {u"edge"_s});
    row("trailing line feed", u"abc\n"_s, "1-7", {u"edge"_s, u"invisible"_s, u"control"_s});
    row("space inside", u"a bc"_s, "1-7", {});
    row("no-break space at the end", u"abc\u00A0"_s, "1-7",
        {u"edge"_s, u"invisible"_s, u"non-ascii"_s});
    row("zero width inside", u"a\u200Bbc"_s, "1-7", {u"invisible"_s, u"non-ascii"_s});
    row("byte order mark", u"\uFEFFabc"_s, "1-7", {u"invisible"_s, u"non-ascii"_s});
    row("smart quote", u"a\u2019bc"_s, "1-7", {u"smart-quote"_s, u"non-ascii"_s});
    row("percent escape", u"a%40b"_s, "1-7", {u"percent"_s});
    row("a percent sign alone", u"100%"_s, "1-7", {});
    row("a percent sign before one digit", u"50%4"_s, "1-7", {});
    row("colon", u"a:b"_s, "1-7", {u"colon"_s});
    row("delete", u"a\u007Fb"_s, "1-7", {u"control"_s, u"invisible"_s});
    row("umlaut", u"ä"_s, "1-7", {u"non-ascii"_s});
}

void TestSecret::facts()
{
    QFETCH(const QString, text);
    QFETCH(const QString, lengthClass);
    QFETCH(const QStringList, holds);
    QString copy = text;
    const SecretFacts facts = Secret::takeText(std::move(copy)).facts();
    QCOMPARE(facts.lengthClass, lengthClass);
    QVERIFY(facts.validUtf8);
    QCOMPARE(facts.leadingOrTrailingSpace, holds.contains(u"edge"_s));
    QCOMPARE(facts.invisible, holds.contains(u"invisible"_s));
    QCOMPARE(facts.nonAscii, holds.contains(u"non-ascii"_s));
    QCOMPARE(facts.smartQuote, holds.contains(u"smart-quote"_s));
    QCOMPARE(facts.percentEscape, holds.contains(u"percent"_s));
    QCOMPARE(facts.colon, holds.contains(u"colon"_s));
    QCOMPARE(facts.control, holds.contains(u"control"_s));
}

void TestSecret::factsOfBadUtf8()
{
    const SecretFacts facts = Secret::takeUtf8(QByteArray("p\xE4ss")).facts();
    QVERIFY(!facts.validUtf8);
    QVERIFY(facts.nonAscii);
}

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
