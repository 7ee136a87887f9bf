// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/VisibleText.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestVisibleText : public QObject
{
    Q_OBJECT

private slots:
    void texts_data();
    void texts();
    void bytes_data();
    void bytes();
    void limits();
    void anyText();
};

void TestVisibleText::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("keepLines");
    QTest::addColumn<QString>("visible");
    QTest::newRow("plain") << u"Proxy büro 日本 😀"_s << false << u"Proxy büro 日本 😀"_s;
    QTest::newRow("escape") << u"a\x1b[31mb"_s << true << u"a\\x1b[31mb"_s;
    QTest::newRow("C1") << u"a\u009bb"_s << false << u"a\\x9bb"_s;
    QTest::newRow("DEL") << u"a\u007f"_s << false << u"a\\x7f"_s;
    QTest::newRow("NUL") << QString(QChar(0)) << false << u"\\x00"_s;
    QTest::newRow("lines become visible") << u"a\r\n\tb"_s << false << u"a\\x0d\\x0a\\x09b"_s;
    QTest::newRow("lines stay") << u"a\r\n\tb"_s << true << u"a\\x0d\n\tb"_s;
    QTest::newRow("right-to-left override") << u"proxy\u202egpj.exe"_s << false << u"proxyU+202Egpj.exe"_s;
    QTest::newRow("isolates") << u"\u2066x\u2069"_s << false << u"U+2066xU+2069"_s;
    QTest::newRow("zero width") << u"a\u200bb\ufeff"_s << false << u"aU+200BbU+FEFF"_s;
    QTest::newRow("tag character") << QString::fromUcs4(U"a\U000E0041") << false << u"aU+E0041"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800)) << false << u"U+D800"_s;
    QTest::newRow("markup is left to the view") << u"<b>x</b>"_s << false << u"<b>x</b>"_s;
}

void TestVisibleText::texts()
{
    QFETCH(QString, text);
    QFETCH(bool, keepLines);
    QFETCH(QString, visible);
    QCOMPARE(visibleText(text, keepLines), visible);
}

void TestVisibleText::bytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("visible");
    QTest::newRow("UTF-8") << "foo-\xc3\xa4"_ba << u"foo-ä"_s;
    QTest::newRow("Latin-1") << "foo-\xe4"_ba << u"foo-ä"_s;
    QTest::newRow("neither is a control") << "\x9b\xff"_ba << u"\\x9bÿ"_s;
    QTest::newRow("override in UTF-8") << "a\xe2\x80\xae"_ba << u"aU+202E"_s;
}

void TestVisibleText::bytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, visible);
    QCOMPARE(visibleBytes(bytes), visible);
}

void TestVisibleText::limits()
{
    QCOMPARE(visibleText(QString(5000, u'x')).size(), 4096);
    QCOMPARE(visibleText(u"abcdef"_s, false, 4), u"abc\u2026"_s);
    QCOMPARE(visibleText(u"abcd"_s, false, 4), u"abcd"_s);
    QCOMPARE(visibleText(u"abc"_s, false, 0), QString());
    QCOMPARE(visibleText(u"a😀b"_s, false, 3), u"a\u2026"_s);
    QCOMPARE(visibleBytes(QByteArray("\xc3\xa4").repeated(100), false, 5), u"ääää\u2026"_s);
    QCOMPARE(visibleBytes(QByteArray("\xf0\x9f\x98\x80").repeated(100), false, 4).size(), 3);
    QCOMPARE(visibleBytes(QByteArray(10'000'000, 'x'), false, 10).size(), 10);
}

void TestVisibleText::anyText()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes(random.bounded(40), '\0');
        for (char &c : bytes)
            c = char(random.bounded(256));
        const QString shown = visibleBytes(bytes, false, 30);
        QVERIFY(shown.size() <= 30);
        for (const QChar c : shown) {
            QVERIFY(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f));
            QVERIFY(c.category() != QChar::Other_Format);
        }
    }
}

QTEST_APPLESS_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
