// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "EvidenceClaims.h"

#include "diagnosis/Catalogue.h"
#include "diagnosis/WordIds.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace pt;

class TestCatalogue : public QObject
{
    Q_OBJECT

private slots:
    void everyCauseIsRegisteredInOrder();
    void neighboursAreRegistered();
    void unknownIdsAreUnknown();
    void wordIdsAreUnique();
    void documentedParamsBelongToCauses();
    void everyEvidenceWordHasAClaim();
};

void TestCatalogue::everyCauseIsRegisteredInOrder()
{
    QFile file(QFINDTESTDATA("data/causes.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList wanted
        = QString::fromLatin1(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QStringList registered;
    for (const CatalogueEntry &entry : catalogue())
        registered.append(entry.id);
    QCOMPARE(registered, wanted);
}

void TestCatalogue::neighboursAreRegistered()
{
    for (const CatalogueEntry &entry : catalogue()) {
        QCOMPARE(catalogueEntry(entry.id), &entry);
        for (const QString &neighbour : entry.neighbours) {
            QVERIFY2(catalogueEntry(neighbour), qPrintable(entry.id + QLatin1Char(' ') + neighbour));
            QVERIFY(neighbour != entry.id);
        }
    }
}

void TestCatalogue::unknownIdsAreUnknown()
{
    QVERIFY(!catalogueEntry(QStringLiteral("credentials.no-such-cause")));
    QVERIFY(!catalogueEntry({}));
    QVERIFY(causeParams(QStringLiteral("credentials.no-such-cause")).isEmpty());
}

void TestCatalogue::wordIdsAreUnique()
{
    for (const QList<WordId> &words : {evidenceWords(), ruledOutWords()}) {
        QSet<QString> seen;
        for (const WordId &word : words) {
            QVERIFY2(!seen.contains(word.id), qPrintable(word.id));
            seen.insert(word.id);
            QCOMPARE(QSet<QString>(word.params.begin(), word.params.end()).size(),
                     word.params.size());
        }
        QVERIFY(seen.size() > 20);
    }
    QCOMPARE(evidenceWordIds().size(), evidenceWords().size());
    QCOMPARE(ruledOutWordIds().size(), ruledOutWords().size());
}

void TestCatalogue::documentedParamsBelongToCauses()
{
    const QStringList common = commonParams();
    QVERIFY(common.contains(QStringLiteral("proxy")));
    for (const CatalogueEntry &entry : catalogue()) {
        for (const QString &param : causeParams(entry.id))
            QVERIFY2(!common.contains(param), qPrintable(entry.id + QLatin1Char(' ') + param));
    }
}

void TestCatalogue::everyEvidenceWordHasAClaim()
{
    for (const WordId &word : evidenceWords()) {
        QVERIFY2(test::evidenceClaims().contains(word.id), qPrintable(word.id));
        for (const QString &param : test::evidenceClaims().value(word.id).literal)
            QVERIFY2(word.params.contains(param), qPrintable(word.id + QLatin1Char(' ') + param));
    }
    for (auto it = test::evidenceClaims().begin(); it != test::evidenceClaims().end(); ++it)
        QVERIFY2(evidenceWordIds().contains(it.key()), qPrintable(it.key()));
}

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
