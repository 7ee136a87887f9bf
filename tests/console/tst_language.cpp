// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/Wording.h"
#include "platform/Language.h"

#include <QCoreApplication>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestLanguage : public QObject
{
    Q_OBJECT

private slots:
    void chosen_data();
    void chosen();
    void switchesThereAndBack();
};

void TestLanguage::chosen_data()
{
    QTest::addColumn<QString>("wished");
    QTest::addColumn<QString>("language");
    QTest::addRow("English") << u"en"_s << u"en"_s;
    QTest::addRow("German") << u"de"_s << u"de"_s;
    QTest::addRow("German of Austria, as a locale") << u"de_AT.UTF-8"_s << u"de"_s;
    QTest::addRow("German of Switzerland, as a tag") << u"de-CH"_s << u"de"_s;
    QTest::addRow("capitals") << u"DE"_s << u"de"_s;
    QTest::addRow("no language of ours") << u"fr_FR"_s << u"en"_s;
    QTest::addRow("a word that only begins so") << u"default"_s << u"en"_s;
    QTest::addRow("the C locale") << u"C"_s << u"en"_s;
}

void TestLanguage::chosen()
{
    QFETCH(QString, wished);
    QFETCH(QString, language);
    QCOMPARE(effectiveLanguage(wished), language);
    QVERIFY(builtInLanguages().contains(language));
}

void TestLanguage::switchesThereAndBack()
{
    QCoreApplication &app = *QCoreApplication::instance();
    const QString english = wordActor(Actor::HelpDesk);
    QCOMPARE(installTranslator(app, u"de"_s), u"de"_s);
    QVERIFY2(wordActor(Actor::HelpDesk) != english, "the German texts are not in the program");
    QCOMPARE(installTranslator(app, u"en"_s), u"en"_s);
    QCOMPARE(wordActor(Actor::HelpDesk), english);
    // What an earlier call installed is gone; English keeps one, for its plural forms.
    QCOMPARE(app.findChildren<QObject *>(u"proxy-triage-translator"_s).size(), 1);
}

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
