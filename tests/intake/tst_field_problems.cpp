// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/FieldProblems.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestFieldProblems : public QObject
{
    Q_OBJECT

private slots:
    void fields_data();
    void fields();
    void secrets();
    void names();
};

void TestFieldProblems::fields_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("expected"); // "kind field position length value"
    QTest::newRow("clean") << u"dev"_s << u"proxy.example"_s << u""_s;
    QTest::newRow("domain form is fine") << u"ACME\\dev"_s << u"::1"_s << u""_s;
    QTest::newRow("inner space in user is fine") << u"Ada Lovelace"_s << u"p"_s << u""_s;
    QTest::newRow("space at the end") << u"dev "_s << u"p"_s << u"invisible-character user 3 1 U+0020"_s;
    QTest::newRow("space before") << u" dev"_s << u"p"_s << u"invisible-character user 0 1 U+0020"_s;
    QTest::newRow("no-break space") << u"de\u00a0v"_s << u"p"_s << u"invisible-character user 2 1 U+00A0"_s;
    QTest::newRow("zero width") << u"d\u200bev"_s << u"p"_s << u"invisible-character user 1 1 U+200B"_s;
    QTest::newRow("bidi mark") << u"d\u202eev"_s << u"p"_s << u"invisible-character user 1 1 U+202E"_s;
    QTest::newRow("smart quote") << u"d\u2019ev"_s << u"p"_s << u"invisible-character user 1 1 U+2019"_s;
    QTest::newRow("escape in user") << u"dev%40acme.com"_s << u"p"_s << u"encoded-twice user 3 3 %40"_s;
    QTest::newRow("percent alone is fine") << u"dev%4"_s << u"p"_s << u""_s;
    QTest::newRow("colon in user") << u"de:v"_s << u"p"_s << u"colon-in-user-name user 2 1 :"_s;
    QTest::newRow("line end behind host") << u"dev"_s << u"p\n"_s << u"invisible-character host 1 1 U+000A"_s;
    QTest::newRow("scheme in host") << u"dev"_s << u"http://p"_s << u"unparsable host 0 7 has-scheme"_s;
    QTest::newRow("path in host") << u"dev"_s << u"p/x"_s << u"unparsable host 1 2 has-path"_s;
    QTest::newRow("user in host") << u"dev"_s << u"a@p"_s << u"unparsable host 1 1 has-user"_s;
    QTest::newRow("space inside host") << u"dev"_s << u"my proxy"_s << u"unparsable host 2 1 character"_s;
    QTest::newRow("IDN host") << u"dev"_s << u"büro.example"_s << u""_s;
}

void TestFieldProblems::fields()
{
    QFETCH(QString, user);
    QFETCH(QString, host);
    QFETCH(QString, expected);
    QStringList got;
    for (const InputProblem &p : fieldProblems(user, nullptr, host)) {
        got.append(QStringLiteral("%1 %2 %3 %4 %5").arg(toString(p.kind), p.field).arg(p.position).arg(p.length)
                       .arg(p.params.first()));
    }
    QCOMPARE(got.join(u"; "), expected);
}

void TestFieldProblems::secrets()
{
    SecretFacts facts;
    QVERIFY(fieldProblems(u"dev"_s, &facts, u"p"_s).isEmpty());
    facts.nonAscii = facts.colon = true;
    QVERIFY(fieldProblems(u"dev"_s, &facts, u"p"_s).isEmpty());
    facts.leadingOrTrailingSpace = true;
    facts.percentEscape = true;
    const QList<InputProblem> problems = fieldProblems(u"dev"_s, &facts, u"p"_s);
    QCOMPARE(problems.size(), 2);
    QVERIFY(problems[0].kind == InputProblemKind::InvisibleCharacter);
    QCOMPARE(problems[0].field, u"password"_s);
    QCOMPARE(problems[0].position, -1);
    QCOMPARE(problems[0].params.value(u"character"_s), u"space-at-end"_s);
    QVERIFY(problems[1].kind == InputProblemKind::EncodedTwice);
    facts = {};
    facts.smartQuote = true;
    QCOMPARE(fieldProblems({}, &facts, {}).first().params.value(u"character"_s), u"smart-quote"_s);
    facts.invisible = true;
    QCOMPARE(fieldProblems({}, &facts, {}).first().params.value(u"character"_s), u"invisible"_s);
}

void TestFieldProblems::names()
{
    QCOMPARE(codePointName(U'\n'), u"U+000A"_s);
    QCOMPARE(codePointName(0x1f600), u"U+1F600"_s);
    QCOMPARE(findInvisible(u"a b"), -1);
    QCOMPARE(findInvisible(u"a b "), 3);
    QCOMPARE(findInvisible(u"a\u200bb\u200b", 2), 3);
}

QTEST_APPLESS_MAIN(TestFieldProblems)
#include "tst_field_problems.moc"
