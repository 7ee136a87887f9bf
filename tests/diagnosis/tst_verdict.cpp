// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/Catalogue.h"
#include "diagnosis/Verdict.h"
#include "diagnosis/VerdictTable.h"

#include <QFile>
#include <QHash>
#include <QSet>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromLatin1(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    lines.removeIf([](const QString &line) { return line.startsWith(u'#'); });
    return lines;
}

/// As in the data file: "stage cause".
QStringList places()
{
    QStringList list;
    for (const StageOrder &row : verdictOrder()) {
        for (const QString &cause : row.causes)
            list.append(toString(row.stage) + u' ' + cause);
    }
    return list;
}

QHash<QString, int> ranks()
{
    QHash<QString, int> map;
    for (const StageOrder &row : verdictOrder()) {
        for (const QString &cause : row.causes) {
            const int next = int(map.size());
            map.insert(cause, next);
        }
    }
    return map;
}

QList<std::pair<QString, QString>> pairs()
{
    QList<std::pair<QString, QString>> list;
    for (const ExplainsRow &row : explainsRows()) {
        for (const QString &cause : row.causes) {
            for (const QString &other : row.explained)
                list.append({cause, other});
        }
    }
    return list;
}

Finding found(const QString &cause, std::optional<StageId> stage = std::nullopt,
              Severity severity = Severity::Error)
{
    Finding finding;
    finding.cause = cause;
    finding.severity = severity;
    finding.stage = stage.value_or(catalogueEntry(cause)->stage);
    finding.evidence.append({EvidenceSource::Input, 0, 0, 0, cause, {u"input.given"_s, {}}});
    return finding;
}

QStringList causesOf(const QList<Finding> &findings)
{
    QStringList list;
    for (const Finding &finding : findings)
        list.append(finding.cause);
    return list;
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private slots:
    void everyCauseHasOnePlace();
    void theTablesAreAsReviewed();
    void explanationsFollowTheOrder();
    void explanationsHaveReasons();
    void rejectedIsLastOfItsNeighbours();
    void everyPairOfErrors();
    void earliestStageFirst();
    void missingAnswersMoveBehind();
    void healthyNeverBesideAnError();
    void explainedIsLeftOut();
    void theMostUrgentSpeaks();
};

void TestVerdict::everyCauseHasOnePlace()
{
    QStringList placed;
    StageId last = StageId::Settings;
    for (const StageOrder &row : verdictOrder()) {
        QVERIFY(placed.isEmpty() || last < row.stage);
        last = row.stage;
        for (const QString &cause : row.causes) {
            QVERIFY2(!placed.contains(cause), qPrintable(cause));
            placed.append(cause);
            const CatalogueEntry *entry = catalogueEntry(cause);
            QVERIFY2(entry, qPrintable(cause));
            QCOMPARE(toString(row.stage), toString(entry->stage));
        }
    }
    for (const CatalogueEntry &entry : catalogue())
        QVERIFY2(placed.contains(entry.id), qPrintable(entry.id + u" has no place"_s));
    for (const QString &cause : movingCauses() + lastResorts())
        QVERIFY2(catalogueEntry(cause), qPrintable(cause));
}

/// A row lost, added or moved is a change of meaning: it has to be made in the data file as well.
void TestVerdict::theTablesAreAsReviewed()
{
    QCOMPARE(places(), linesOf(QFINDTESTDATA("data/verdict-order.txt")));
    QStringList all;
    for (const auto &[cause, other] : pairs())
        all.append(cause + u' ' + other);
    all.sort();
    QCOMPARE(all, linesOf(QFINDTESTDATA("data/explains.txt")));
}

/// What explains stands in front of what it explains, so no circle is possible; only a missing answer may
/// stand anywhere, since it goes behind what belongs to the stage it moves to.
void TestVerdict::explanationsFollowTheOrder()
{
    const QHash<QString, int> rank = ranks();
    QSet<std::pair<QString, QString>> seen;
    for (const auto &pair : pairs()) {
        const auto &[cause, other] = pair;
        const QByteArray name = (cause + u" explains "_s + other).toLatin1();
        QVERIFY2(catalogueEntry(cause) && catalogueEntry(other), name);
        QVERIFY2(!seen.contains(pair), name + " twice");
        seen.insert(pair);
        QVERIFY2(cause != other && !explains(other, cause), name);
        QVERIFY2(!missingAnswers().contains(cause), name);
        if (!missingAnswers().contains(other))
            QVERIFY2(rank.value(cause) < rank.value(other), name);
    }
    // What explains an explanation explains what that explains: nothing comes back by a gap between them.
    for (const auto &[cause, middle] : pairs()) {
        for (const auto &[other, last] : pairs()) {
            if (other != middle || missingAnswers().contains(last))
                continue;
            // No run signs in to an HTTP proxy and to a SOCKS server.
            const bool both = explains(cause, last) || last.startsWith(u"socks."_s)
                || catalogueEntry(cause)->stage < StageId::SignIn; // no sign-in was ever tried there
            QVERIFY2(both, qPrintable(cause + u' ' + middle + u' ' + last));
        }
    }
}

void TestVerdict::explanationsHaveReasons()
{
    for (const ExplainsRow &row : explainsRows()) {
        QVERIFY(!row.causes.isEmpty() && !row.explained.isEmpty());
        QVERIFY2(row.because.size() > 20, qPrintable(row.causes.first()));
    }
}

void TestVerdict::rejectedIsLastOfItsNeighbours()
{
    const QString rejected = u"credentials.rejected"_s;
    const auto before = [&rejected](const QString &cause) {
        const auto errors = causesOf(inVerdictOrder({found(rejected), found(cause)}));
        return errors.first() == cause;
    };
    const StageId stage = catalogueEntry(rejected)->stage;
    QStringList checked;
    for (const CatalogueEntry &entry : catalogue()) {
        const bool neighbour = entry.neighbours.contains(rejected)
            || catalogueEntry(rejected)->neighbours.contains(entry.id);
        if (!neighbour || entry.stage > stage)
            continue;
        QVERIFY2(before(entry.id), qPrintable(entry.id));
        checked.append(entry.id);
    }
    QVERIFY2(checked.size() > 20, qPrintable(checked.join(u' ')));
    // And in its own stage before nothing but what is of last resort itself, or a warning.
    for (const StageOrder &row : verdictOrder()) {
        if (row.stage != stage)
            continue;
        const QStringList behind = row.causes.mid(row.causes.indexOf(rejected) + 1);
        for (const QString &cause : behind) {
            QVERIFY2(lastResorts().contains(cause)
                         || catalogueEntry(cause)->severity != Severity::Error,
                     qPrintable(cause));
        }
    }
}

/// Of any two errors one comes first, whichever was found first.
void TestVerdict::everyPairOfErrors()
{
    const QHash<QString, int> rank = ranks();
    for (const CatalogueEntry &one : catalogue()) {
        for (const CatalogueEntry &other : catalogue()) {
            if (one.id == other.id)
                continue;
            const QList<Finding> a = inVerdictOrder({found(one.id), found(other.id)});
            const QList<Finding> b = inVerdictOrder({found(other.id), found(one.id)});
            QCOMPARE(causesOf(a), causesOf(b));
            QVERIFY(a == b);
            if (!lastResorts().contains(one.id) && !lastResorts().contains(other.id)) {
                QCOMPARE(a.first().cause,
                         rank.value(one.id) < rank.value(other.id) ? one.id : other.id);
            }
        }
    }
}

void TestVerdict::earliestStageFirst()
{
    QCOMPARE(causesOf(inVerdictOrder({found(u"origin.refused"_s), found(u"scheme.unknown"_s),
                                      found(u"input.malformed-escape"_s)})),
             QStringList({u"input.malformed-escape"_s, u"scheme.unknown"_s, u"origin.refused"_s}));
    // Moved to the sign-in, a challenge that cannot be read is still told before the refusal.
    QCOMPARE(inVerdictOrder({found(u"credentials.rejected"_s),
                             found(u"scheme.challenge-malformed"_s, StageId::SignIn)})
                 .first()
                 .cause,
             u"scheme.challenge-malformed"_s);
}

void TestVerdict::missingAnswersMoveBehind()
{
    for (const QString &lost : missingAnswers()) {
        QCOMPARE(inVerdictOrder({found(lost, StageId::SignIn), found(u"credentials.missing"_s)})
                     .first()
                     .cause,
                 u"credentials.missing"_s);
        QCOMPARE(inVerdictOrder({found(lost, StageId::SignIn), found(u"credentials.rejected"_s)})
                     .first()
                     .cause,
                 lost);
        QCOMPARE(inVerdictOrder({found(lost), found(u"credentials.missing"_s)}).first().cause, lost);
        QCOMPARE(causesOf(inVerdictOrder({found(lost, StageId::SignIn),
                                          found(u"ntlm.connection-not-kept"_s)})),
                 QStringList(u"ntlm.connection-not-kept"_s));
    }
}

void TestVerdict::healthyNeverBesideAnError()
{
    const QStringList healthy{u"healthy.signed-in"_s, u"healthy.no-sign-in-asked"_s};
    for (const CatalogueEntry &entry : catalogue()) {
        if (healthy.contains(entry.id))
            continue;
        QList<Finding> all;
        for (const QString &id : healthy)
            all.append(found(id, std::nullopt, Severity::Ok));
        all.append(found(entry.id));
        QCOMPARE(causesOf(inVerdictOrder(all)), QStringList(entry.id));
    }
    QCOMPARE(causesOf(inVerdictOrder({found(healthy.at(1), std::nullopt, Severity::Ok),
                                      found(healthy.at(0), std::nullopt, Severity::Ok),
                                      found(u"scheme.basic-in-clear"_s, std::nullopt,
                                            Severity::Warning)})),
             QStringList({u"healthy.signed-in"_s, u"scheme.basic-in-clear"_s}));
}

void TestVerdict::explainedIsLeftOut()
{
    for (const auto &[cause, other] : pairs()) {
        // A missing answer of an earlier stage is the earlier failure.
        const bool lost = missingAnswers().contains(other);
        const StageId stage = lost ? qMax(catalogueEntry(cause)->stage, catalogueEntry(other)->stage)
                                   : catalogueEntry(other)->stage;
        QCOMPARE(causesOf(inVerdictOrder({found(other, stage), found(cause)})), QStringList(cause));
    }
    const QList<Finding> both
        = inVerdictOrder({found(u"credentials.missing"_s), found(u"tunnel.port-not-allowed"_s)});
    QCOMPARE(both.size(), 2);
    QVERIFY(both.last().severity == Severity::Warning);
}

void TestVerdict::theMostUrgentSpeaks()
{
    const QString cause = u"input.invisible-character"_s;
    Finding warning = found(cause, std::nullopt, Severity::Warning);
    warning.evidence.first().text = u"of the warning"_s;
    const Finding error = found(cause);
    for (const QList<Finding> &list : {QList<Finding>{warning, error}, QList<Finding>{error, warning},
                                       QList<Finding>{error, warning, error, warning}}) {
        const QList<Finding> one = inVerdictOrder(list);
        QCOMPARE(one.size(), 1);
        QVERIFY(one.first().severity == Severity::Error);
        QCOMPARE(one.first().evidence.size(), 2);
        QCOMPARE(one.first().evidence.last().text, u"of the warning"_s);
    }
}

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"
