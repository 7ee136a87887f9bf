// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"
#include "advice/SayWords.h"
#include "advice/Wording.h"
#include "diagnosis/Catalogue.h"
#include "diagnosis/WordIds.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

/// Empty, or what is wrong with a text for people.
QString fault(const QString &text)
{
    if (text.trimmed().isEmpty())
        return u"empty"_s;
    if (text != text.trimmed() || text.contains(u"  "_s))
        return u"needless spaces: "_s + text;
    // "%40" and its like are codes that the text speaks of.
    static const QRegularExpression leftOver(u"%[0-9](?![0-9A-F])|%L|\\{[a-zA-Z]+\\}"_s);
    if (leftOver.match(text).hasMatch())
        return u"a placeholder is left: "_s + text;
    return {};
}

QString sentenceFault(const QString &text)
{
    const QString found = fault(text);
    if (!found.isEmpty())
        return found;
    if (!text.endsWith(u'.') && !text.endsWith(u'?') && !text.endsWith(u'!'))
        return u"no full stop: "_s + text;
    return {};
}

/// What is read to a caller is said in words that need no knowledge of networks. A word in brackets or
/// after "such as" is explained there.
QString callerFault(const QString &text)
{
    const QString found = sentenceFault(text);
    if (!found.isEmpty())
        return found;
    if (!text.endsWith(u'.') || text.contains(u". "_s) || text.count(u'\n') > 0)
        return u"not one sentence: "_s + text;
    static const QRegularExpression jargon(
        u"\\b(realm|nonce|SPN|SPNEGO|GSSAPI|KDC|kvno|etype|keytab|qop|challenge|token|handshake|"
        "(?-i:CONNECT|Via)|DNS|TLS|SSL|NTLM|Digest|Negotiate|Kerberos|NO_PROXY|PAC|CIDR|header|credentials?|"
        "authenticat\\w*|40[0-9]|5[0-9]{2})\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (const auto match = jargon.match(text); match.hasMatch())
        return u"\""_s + match.captured() + u"\" without its meaning: "_s + text;
    return {};
}

/// Values that differ from each other and from every text, one for each name.
QMap<QString, QString> marked(const QStringList &names)
{
    QMap<QString, QString> params;
    for (const QString &name : names)
        params.insert(name, u"VALUE-OF-"_s + name);
    return params;
}

const QString hostile = u"<b>x</b>\x1b[31m\u202e\n%1 &amp;"_s;

} // namespace

class TestWording : public QObject
{
    Q_OBJECT

private slots:
    void everyCauseHasWords_data();
    void everyCauseHasWords();
    void everySentenceForTheCallerIsPlain();
    void whatIsDeniedIsACause();
    void nothingThatWasFoundIsDenied();
    void aRefusalIsPasswordOrAccount();
    void noWordsWithoutACause();
    void titlesDiffer();
    void a407SaysThatTheWebsiteWasNotContacted_data();
    void a407SaysThatTheWebsiteWasNotContacted();
    void everyValueOfACauseIsUsedOrKnown();
    void everyEvidenceHasWords_data();
    void everyEvidenceHasWords();
    void everyRuledOutHasWords_data();
    void everyRuledOutHasWords();
    void everyStageCodeHasWords_data();
    void everyStageCodeHasWords();
    void rowsFitTheirValues();
    void rowsNameKnownValues();
    void inputProblems();
    void enumerators();
    void failureCodes();
    void valuesAreMadeVisible();
    void valuesAreFilledInOnce();
    void schemesAreWrittenAsTheirDocumentsDo();
    void commandsTakePlainValuesOnly_data();
    void commandsTakePlainValuesOnly();
    void unknownCauseOfALaterVersion();
};

void TestWording::everyCauseHasWords_data()
{
    QTest::addColumn<QString>("cause");
    QTest::addColumn<bool>("withValues");
    for (const CatalogueEntry &entry : catalogue()) {
        QTest::addRow("%s", qPrintable(entry.id)) << entry.id << false;
        QTest::addRow("%s with values", qPrintable(entry.id)) << entry.id << true;
    }
}

void TestWording::everyCauseHasWords()
{
    QFETCH(QString, cause);
    QFETCH(bool, withValues);
    Finding finding;
    finding.cause = cause;
    if (withValues)
        finding.params = marked(causeParams(cause) + commonParams());
    const CauseText words = wordCause(finding);

    QCOMPARE(fault(words.title), QString());
    QVERIFY2(!words.title.endsWith(u'.'), qPrintable(words.title));
    QVERIFY2(words.title.size() <= 60, qPrintable(words.title));
    QCOMPARE(words.title, causeTitle(cause));
    if (withValues)
        QCOMPARE(sentenceFault(words.sentence), QString());
    else
        QCOMPARE(callerFault(words.sentence), QString());
    QVERIFY2(words.sentence.size() <= 200, qPrintable(words.sentence));
    QCOMPARE(words.sentence.count(u". "_s), 0); // one sentence
    QVERIFY2(!words.sentence.contains(cause), qPrintable(words.sentence));
    QCOMPARE(sentenceFault(words.nextStep), QString());
    QCOMPARE(fault(words.explanation), QString());
    QVERIFY(!words.fixes.isEmpty());
    for (const Fix &fix : words.fixes) {
        QCOMPARE(sentenceFault(fix.text), QString());
        QVERIFY(fix.who != Actor::Nobody);
        QVERIFY(fix.copy.isEmpty() || fault(fix.copy).isEmpty());
    }
    QCOMPARE(sentenceFault(words.network), QString());
    QVERIFY2(!words.network.contains(cause), qPrintable(words.network));
    QCOMPARE(sentenceFault(words.notMeant), QString());
    QCOMPARE(words.notMeant.count(u". "_s), 0);
    QVERIFY2(words.notMeant.contains(u" not "_s), qPrintable(words.notMeant));
    QVERIFY(words.networkFacts.isEmpty()); // there is no Case
}

void TestWording::everySentenceForTheCallerIsPlain()
{
    // Values such as a charset's or a proxy's name stand for themselves.
    for (const WordRow &row : causeSentenceRows()) {
        const QString text = QString::fromUtf8(row.text);
        QCOMPARE(callerFault(QString(text).replace(QRegularExpression(u"%[1-9](?![0-9])"_s), u"X"_s)), QString());
        QVERIFY2(text.size() <= 200, row.text);
    }
}

void TestWording::whatIsDeniedIsACause()
{
    for (const CauseLines *lines : causeLines()) {
        const QStringList denied = QString::fromLatin1(lines->denies).split(u' ', Qt::SkipEmptyParts);
        for (const QString &id : denied)
            QVERIFY2(catalogueEntry(id) && id != QLatin1StringView(lines->id), lines->id);
    }
}

void TestWording::nothingThatWasFoundIsDenied()
{
    for (const CauseLines *lines : causeLines()) {
        const QStringList denied = QString::fromLatin1(lines->denies).split(u' ', Qt::SkipEmptyParts);
        Finding finding;
        finding.cause = QString::fromLatin1(lines->id);
        QVERIFY2(!wordCause(Case(), {{finding}}, finding).notMeant.isEmpty(), lines->id);
        for (const QString &id : denied) {
            Finding other;
            other.cause = id;
            QVERIFY2(wordCause(Case(), {{finding, other}}, finding).notMeant.isEmpty(), qPrintable(id));
        }
    }
}

void TestWording::aRefusalIsPasswordOrAccount()
{
    // The proxy's answer looks the same for a wrong password and a locked account.
    for (const char *cause : {"credentials.rejected", "socks.credentials-rejected"}) {
        Finding finding;
        finding.cause = QString::fromLatin1(cause);
        for (const QMap<QString, QString> &params :
             {QMap<QString, QString>(), QMap<QString, QString>{{u"proxy"_s, u"proxy.example"_s}},
              QMap<QString, QString>{{u"by"_s, u"kdc"_s}}}) {
            finding.params = params;
            const CauseText words = wordCause(finding);
            QVERIFY2(words.sentence.contains(u"password"_s) && words.sentence.contains(u"account"_s),
                     qPrintable(words.sentence));
        }
    }
    // A helper that asks had its own sign-in refused: then a password may well be wrong.
    Finding helper;
    helper.cause = u"credentials.missing"_s;
    QVERIFY(wordCause(helper).notMeant.contains(u"password"_s));
    helper.params = {{u"helper"_s, u"cntlm"_s}};
    QVERIFY2(!wordCause(helper).notMeant.contains(u"password"_s), qPrintable(wordCause(helper).notMeant));
    QVERIFY2(wordCause(helper).network.contains(u"cntlm"_s), qPrintable(wordCause(helper).network));

    Finding kdc;
    kdc.cause = u"credentials.rejected"_s;
    kdc.params = {{u"by"_s, u"kdc"_s}};
    const CauseText words = wordCause(kdc);
    QVERIFY2(!words.explanation.contains(u"asked again"_s), qPrintable(words.explanation));
    QVERIFY2(words.explanation.contains(u"no sign-in was sent to the proxy"_s), qPrintable(words.explanation));
    QVERIFY2(words.network.contains(u"KDC"_s), qPrintable(words.network));
    kdc.params.insert(u"why"_s, u"password-expired"_s);
    QVERIFY(wordCause(kdc).sentence.contains(u"has expired"_s));
    QVERIFY(wordCause(kdc).nextStep.contains(u"Change the password"_s));
}

void TestWording::noWordsWithoutACause()
{
    QStringList worded;
    for (const CauseLines *lines : causeLines())
        worded.append(QString::fromLatin1(lines->id));
    QStringList registered;
    for (const CatalogueEntry &entry : catalogue())
        registered.append(entry.id);
    worded.sort();
    registered.sort();
    QCOMPARE(worded, registered);
}

void TestWording::titlesDiffer()
{
    QMap<QString, QString> seen;
    for (const CatalogueEntry &entry : catalogue()) {
        const QString title = causeTitle(entry.id);
        QVERIFY2(!seen.contains(title), qPrintable(entry.id + u" and "_s + seen.value(title)));
        seen.insert(title, entry.id);
    }
}

void TestWording::a407SaysThatTheWebsiteWasNotContacted_data()
{
    QTest::addColumn<QString>("cause");
    for (const char *cause : {"credentials.missing", "credentials.incomplete", "credentials.rejected",
                              "credentials.changed", "credentials.login-form", "credentials.attempt-limit",
                              "scheme.challenge-missing", "scheme.challenge-malformed", "scheme.unknown",
                              "scheme.none-usable", "kerberos.no-ticket", "kerberos.ticket-rejected",
                              "client.hides-the-407"})
        QTest::addRow("%s", cause) << QString::fromLatin1(cause);
}

void TestWording::a407SaysThatTheWebsiteWasNotContacted()
{
    QFETCH(QString, cause);
    const auto check = [&](const QMap<QString, QString> &params) {
        Finding finding;
        finding.cause = cause;
        finding.params = params;
        return wordCause(finding).sentence.contains(u"the website was not contacted"_s);
    };
    QVERIFY(check({}));
    QVERIFY(check(marked(causeParams(cause) + commonParams())));
    for (const WordRow &row : causeSentenceRows()) {
        if (cause == QLatin1StringView(row.id))
            QVERIFY2(QString::fromUtf8(row.text).contains(u"the website was not contacted"_s), row.text);
    }
}

void TestWording::everyValueOfACauseIsUsedOrKnown()
{
    // A row that asks for a value which no rule gives would never be said.
    for (const WordRows rows : {causeSentenceRows(), causeDetailRows(), causeNextStepRows(),
                                causeNetworkRows(), causeNotMeantRows()}) {
        for (const WordRow &row : rows) {
            const QString id = QString::fromLatin1(row.id);
            const QStringList known = causeParams(id) + commonParams();
            const QStringList used = QString::fromLatin1(row.params).split(u' ', Qt::SkipEmptyParts);
            for (const QString &name : used)
                QVERIFY2(known.contains(name), qPrintable(id + u": "_s + name));
            const QString when = QString::fromLatin1(row.when).section(u'=', 0, 0);
            QVERIFY2(when.isEmpty() || known.contains(when), qPrintable(id + u": "_s + when));
        }
    }
}

void TestWording::everyEvidenceHasWords_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("params");
    for (const WordId &word : evidenceWords())
        QTest::addRow("%s", qPrintable(word.id)) << word.id << word.params;
}

void TestWording::everyEvidenceHasWords()
{
    QFETCH(QString, id);
    QFETCH(QStringList, params);
    Evidence evidence;
    evidence.says.id = id;
    const QString bare = wordEvidence(evidence);
    QCOMPARE(sentenceFault(bare), QString());
    evidence.says.params = marked(params);
    QCOMPARE(fault(wordEvidence(evidence)), QString());

    Evidence unknown;
    unknown.says.id = u"no.such-id"_s;
    QVERIFY2(bare != wordEvidence(unknown), "only the words for an unknown id");
}

void TestWording::everyRuledOutHasWords_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("params");
    for (const WordId &word : ruledOutWords())
        QTest::addRow("%s", qPrintable(word.id)) << word.id << word.params;
}

void TestWording::everyRuledOutHasWords()
{
    QFETCH(QString, id);
    QFETCH(QStringList, params);
    RuledOut row;
    row.because.id = id;
    const QString bare = wordRuledOut(row);
    QCOMPARE(sentenceFault(bare), QString());
    row.because.params = marked(params);
    QCOMPARE(fault(wordRuledOut(row)), QString());

    RuledOut unknown;
    unknown.because.id = u"no-such-id"_s;
    QVERIFY2(bare != wordRuledOut(unknown), "only the words for an unknown id");
}

void TestWording::everyStageCodeHasWords_data()
{
    // Read from the header, as the stages are not linked below them.
    QFile header(QStringLiteral(PT_SOURCE_DIR "/app/stages/StageCodes.h"));
    QVERIFY(header.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(header.readAll());
    static const QRegularExpression code(u"constexpr auto \\w+ = \"([^\"]+)\"_L1"_s);
    QTest::addColumn<QString>("code");
    auto all = code.globalMatch(text);
    QVERIFY(all.hasNext());
    while (all.hasNext()) {
        const QString id = all.next().captured(1);
        QTest::addRow("%s", qPrintable(id)) << id;
    }
}

void TestWording::everyStageCodeHasWords()
{
    QFETCH(QString, code);
    StageResult result;
    result.code = code;
    const QString bare = wordStage(result);
    QCOMPARE(sentenceFault(bare), QString());
    result.params = marked({u"host"_s, u"address"_s, u"port"_s, u"target"_s, u"status"_s, u"count"_s,
                            u"total"_s, u"seconds"_s, u"detail"_s, u"end"_s, u"schemes"_s, u"scheme"_s,
                            u"user"_s, u"limit"_s, u"missing"_s, u"field"_s, u"endpoint"_s});
    QCOMPARE(fault(wordStage(result)), QString());
    QVERIFY2(bare != wordStageStatus(result.status), "only the name of the status");
}

void TestWording::rowsFitTheirValues()
{
    for (const WordRows rows : {causeSentenceRows(), causeDetailRows(), causeNextStepRows(),
                                causeNetworkRows(), causeNotMeantRows(), evidenceRows(), ruledOutRows(), stageRows(), inputRows(), failureRows(), statusRows(),
                                fieldRows(), schemeRows(), parameterRows()}) {
        for (const WordRow &row : rows) {
            const qsizetype values
                = QString::fromLatin1(row.params).split(u' ', Qt::SkipEmptyParts).size();
            const QString text = QString::fromUtf8(row.text);
            for (qsizetype i = 1; i <= 9; ++i) {
                const QRegularExpression placeholder(u"%%1(?![0-9])"_s.arg(i));
                QVERIFY2(placeholder.match(text).hasMatch() == (i <= values), row.text);
            }
            // "%25" would be taken for %2 where there are two values.
            static const QRegularExpression code(u"%[0-9][0-9A-F]"_s);
            QVERIFY2(values == 0 || !code.match(text).hasMatch(), row.text);
        }
    }
}

void TestWording::rowsNameKnownValues()
{
    const auto check = [](WordRows rows, const QList<WordId> &known) {
        QMap<QString, QStringList> params;
        for (const WordId &word : known)
            params.insert(word.id, word.params);
        for (const WordRow &row : rows) {
            const QString id = QString::fromLatin1(row.id);
            QVERIFY2(params.contains(id), row.id);
            QStringList used = QString::fromLatin1(row.params).split(u' ', Qt::SkipEmptyParts);
            const QString when = QString::fromLatin1(row.when).section(u'=', 0, 0);
            if (!when.isEmpty())
                used.append(when);
            for (const QString &name : std::as_const(used))
                QVERIFY2(params.value(id).contains(name), qPrintable(id + u": "_s + name));
        }
    };
    check(evidenceRows(), evidenceWords());
    check(ruledOutRows(), ruledOutWords());
}

void TestWording::inputProblems()
{
    for (const auto kind :
         {InputProblemKind::ReservedCharacter, InputProblemKind::MalformedEscape,
          InputProblemKind::EncodedTwice, InputProblemKind::InvisibleCharacter,
          InputProblemKind::ColonInUserName, InputProblemKind::Unparsable, InputProblemKind::PacUrl,
          InputProblemKind::PortMissing, InputProblemKind::PathIgnored}) {
        for (const char *field : {"url", "host", "port", "user", "password"}) {
            InputProblem problem;
            problem.kind = kind;
            problem.field = QString::fromLatin1(field);
            QCOMPARE(sentenceFault(wordInputProblem(problem)), QString());
            problem.params = {{u"character"_s, u"@"_s}, {u"port"_s, u"8080"_s}};
            QCOMPARE(sentenceFault(wordInputProblem(problem)), QString());
        }
    }
}

void TestWording::enumerators()
{
    QSet<QString> seen;
    const auto isNew = [&seen](const QString &text) {
        const bool good = fault(text).isEmpty() && !seen.contains(text);
        seen.insert(text);
        return good;
    };
    for (int i = 0; i <= int(StageId::SecondOpinion); ++i)
        QVERIFY(isNew(wordStageName(StageId(i))));
    for (int i = 0; i <= int(StageStatus::NotTested); ++i)
        QVERIFY(isNew(wordStageStatus(StageStatus(i))));
    for (int i = 0; i <= int(Actor::Nobody); ++i)
        QVERIFY(isNew(wordActor(Actor(i))));
    for (int i = 0; i <= int(Confidence::Certain); ++i)
        QVERIFY(isNew(wordConfidence(Confidence(i))));
    for (int i = 0; i <= int(Severity::Error); ++i)
        QVERIFY(isNew(wordSeverity(Severity(i))));
}

void TestWording::failureCodes()
{
    for (const char *code : {"intake.empty", "intake.not-http", "intake.too-large", "bundle.not-a-zip",
                             "bundle.no-case", "bundle.too-large", "bundle.bad-entry", "bundle.secret-found",
                             "bundle.cannot-write", "case-json.schema", "case-json.type",
                             "practice.unknown-scenario", "practice.cannot-listen", "profile.cannot-save"}) {
        const Failure failure{QString::fromLatin1(code), u"test"_s, {}};
        QCOMPARE(sentenceFault(wordFailure(failure)), QString());
        QVERIFY2(!wordFailure(failure).contains(failure.code), code);
    }
    const Failure unknown{u"no.such-code"_s, u"test"_s, {}};
    QVERIFY(wordFailure(unknown).contains(u"no.such-code"_s));
}

void TestWording::valuesAreMadeVisible()
{
    const auto isSafe = [](const QString &text) {
        return !text.contains(u'\x1b') && !text.contains(QChar(0x202e)) && !text.contains(u'\n');
    };
    for (const CatalogueEntry &entry : catalogue()) {
        Finding finding;
        finding.cause = entry.id;
        for (const QString &name : causeParams(entry.id) + commonParams())
            finding.params.insert(name, hostile);
        const CauseText words = wordCause(finding);
        QVERIFY2(isSafe(words.title + words.sentence + words.explanation + words.nextStep
                        + words.network + words.notMeant),
                 qPrintable(entry.id));
        for (const Fix &fix : words.fixes)
            QVERIFY2(isSafe(fix.text + fix.copy), qPrintable(entry.id));
    }
    for (const WordId &word : evidenceWords()) {
        Evidence evidence;
        evidence.says.id = word.id;
        for (const QString &name : word.params)
            evidence.says.params.insert(name, hostile);
        QVERIFY2(isSafe(wordEvidence(evidence)), qPrintable(word.id));
    }
    QVERIFY(isSafe(wordFailure({hostile, {}, hostile})));
    QVERIFY(isSafe(wordFailure({u"bundle.bad-entry"_s, {}, hostile})));

    Evidence realm;
    realm.says = {u"field.challenge"_s, {{u"scheme"_s, u"Basic"_s}, {u"realm"_s, hostile}}};
    QVERIFY(wordEvidence(realm).contains(u"\\x1b[31m"_s));
    QVERIFY(wordEvidence(realm).contains(u"U+202E"_s));
    QVERIFY(wordEvidence(realm).contains(u"<b>x</b>"_s)); // plain text: nothing is markup
}

void TestWording::valuesAreFilledInOnce()
{
    QCOMPARE(filledWords(u"%1 and %2"_s, {u"%2"_s, u"b"_s}), u"%2 and b"_s);
    QCOMPARE(filledWords(u"100% of %1"_s, {u"a"_s}), u"100% of a"_s);
    QCOMPARE(filledWords(u"%40 %1"_s, {u"a"_s}), u"%40 a"_s);
    QCOMPARE(filledWords(u"%"_s, {u"a"_s}), u"%"_s);
}

void TestWording::schemesAreWrittenAsTheirDocumentsDo()
{
    RuledOut row;
    row.because = {u"challenge-readable"_s, {{u"schemes"_s, u"negotiate, NTLM, BASIC, X-Own"_s}}};
    QVERIFY(wordRuledOut(row).contains(u"Negotiate, NTLM, Basic, X-Own"_s));
}

void TestWording::commandsTakePlainValuesOnly_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("usable");
    QTest::addRow("a host name") << u"proxy.example.com"_s << true;
    QTest::addRow("an address") << u"192.0.2.1"_s << true;
    QTest::addRow("a command in it") << u"proxy$(reboot)"_s << false;
    QTest::addRow("a second command") << u"proxy; reboot"_s << false;
    QTest::addRow("an option") << u"-debug"_s << false;
    QTest::addRow("a line end") << u"proxy\n"_s << false;
    QTest::addRow("empty") << QString() << false;
}

void TestWording::commandsTakePlainValuesOnly()
{
    QFETCH(QString, name);
    QFETCH(bool, usable);
    Finding finding;
    finding.cause = u"network.name-not-resolved"_s;
    finding.params = {{u"name"_s, name}};
    QString command;
    for (const Fix &fix : wordCause(finding).fixes)
        command += fix.copy;
    QCOMPARE(command, usable ? u"nslookup "_s + name : QString());
}

void TestWording::unknownCauseOfALaterVersion()
{
    Finding finding;
    finding.cause = u"later.cause"_s;
    const CauseText words = wordCause(finding);
    QCOMPARE(fault(words.title), QString());
    QCOMPARE(sentenceFault(words.sentence), QString());
    QCOMPARE(sentenceFault(words.nextStep), QString());
}

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
