// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/Wording.h"
#include "diagnosis/Catalogue.h"
#include "platform/Language.h"
#include "practice/Scenario.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// The words of a cause for which nothing is known of a Case.
QStringList wordsOf(const QString &id)
{
    const pt::CauseText text
        = pt::wordCause(pt::Finding{.cause = id, .params = {}, .evidence = {}, .ruledOut = {}});
    QStringList words{text.title, text.sentence, text.explanation, text.nextStep};
    for (const pt::Fix &fix : text.fixes)
        words.append(fix.text);
    return words;
}

/// The sources of the rules, without what only lists ids.
QString ruleSources()
{
    QString sources;
    const QDir folder(QStringLiteral(PT_SOURCE_DIR "/app/diagnosis"));
    const QStringList names = folder.entryList({u"*.cpp"_s}, QDir::Files);
    for (const QString &name : names) {
        if (name == u"Catalogue.cpp"_s || name == u"Verdict.cpp"_s || name == u"WordIds.cpp"_s)
            continue;
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            sources += QString::fromUtf8(file.readAll());
    }
    return sources;
}

} // namespace

/// Catalogue, rules, scenarios, texts and translation against each other: none knows an id that another
/// does not. That each scenario gives what it is for, and nothing that it must not, is
/// tst_practice_scenarios.
class TestWholeCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void id_data();
    void id();
    void scenariosNameKnownIds();
    void enoughScenarios();

private:
    QList<pt::Scenario> m_scenarios;
    QString m_rules;
};

void TestWholeCatalogue::initTestCase()
{
    m_scenarios = pt::builtInScenarios();
    m_rules = ruleSources();
    QVERIFY(m_rules.size() > 10'000);
}

void TestWholeCatalogue::id_data()
{
    QTest::addColumn<QString>("id");
    for (const pt::CatalogueEntry &entry : pt::catalogue())
        QTest::newRow(qPrintable(entry.id)) << entry.id;
}

void TestWholeCatalogue::id()
{
    QFETCH(QString, id);

    // A rule gives it: it is named other than in what is ruled out.
    const qsizetype named = m_rules.count(u'"' + id + u"\"_L1"_s);
    const QRegularExpression ruledOut(u"ruleOut\\(\\s*\"%1\"_L1"_s.arg(QRegularExpression::escape(id)));
    qsizetype excluded = 0;
    for (auto it = ruledOut.globalMatch(m_rules); it.hasNext(); it.next())
        ++excluded;
    QVERIFY2(named > excluded, "no rule gives it");

    bool shown = false;
    bool neighbour = false;
    for (const pt::Scenario &scenario : std::as_const(m_scenarios)) {
        shown = shown || scenario.expect == id || scenario.alsoExpect.contains(id);
        neighbour = neighbour || scenario.mustNot.contains(id);
    }
    QVERIFY2(shown, "no scenario shows it");
    // A healthy verdict is what every scenario of something else is a neighbour to.
    QVERIFY2(neighbour || id.startsWith(u"healthy."_s), "no scenario says that it must not be found");

    const QStringList english = wordsOf(id);
    QVERIFY2(english.size() >= 5, "there is nothing to do about it");
    for (const QString &words : english)
        QVERIFY2(!words.trimmed().isEmpty(), "a text is missing");
    pt::installTranslator(*QCoreApplication::instance(), u"de"_s);
    const QStringList german = wordsOf(id);
    pt::installTranslator(*QCoreApplication::instance(), u"en"_s);
    QCOMPARE(wordsOf(id), english);
    QCOMPARE(german.size(), english.size());
    for (qsizetype i = 0; i < german.size(); ++i)
        QVERIFY2(german.at(i) != english.at(i), qPrintable(english.at(i)));
}

void TestWholeCatalogue::scenariosNameKnownIds()
{
    for (const pt::Scenario &scenario : std::as_const(m_scenarios)) {
        const QStringList ids
            = QStringList{scenario.expect} + scenario.alsoExpect + scenario.mustNot;
        for (const QString &id : ids)
            QVERIFY2(pt::catalogueEntry(id), qPrintable(scenario.id + u": "_s + id));
        QVERIFY2(!scenario.mustNot.contains(scenario.expect), qPrintable(scenario.id));
        for (const QString &id : scenario.alsoExpect)
            QVERIFY2(!scenario.mustNot.contains(id), qPrintable(scenario.id + u": "_s + id));
        QVERIFY2(!scenario.mustNot.isEmpty(), qPrintable(scenario.id));
    }
}

void TestWholeCatalogue::enoughScenarios()
{
    QVERIFY(m_scenarios.size() >= 120);
}

QTEST_GUILESS_MAIN(TestWholeCatalogue)
#include "tst_whole_catalogue.moc"
