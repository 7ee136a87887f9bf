// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TextReport.h"

#include "advice/TokenWords.h"
#include "advice/Wording.h"
#include "diagnosis/ClockSight.h"
#include "diagnosis/SettingsTable.h"
#include "diagnosis/Spellings.h"
#include "model/HexRow.h"
#include "model/VisibleText.h"
#include "protocol/SourcePlace.h"
#include "report/MarkedLines.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSet>

#include <algorithm>

namespace pt {

namespace {

constexpr qsizetype bodyContext = 240; ///< bytes of a body shown around a mark

bool isMessage(EvidenceSource source)
{
    switch (source) {
    case EvidenceSource::RequestHead:
    case EvidenceSource::RequestBody:
    case EvidenceSource::ResponseHead:
    case EvidenceSource::ResponseBody:
        return true;
    default:
        return false;
    }
}

QString shown(const QString &text, qsizetype limit = 400)
{
    return visibleText(text, false, limit);
}

/// The part of a body around its marks, moved so that the marks fit it.
struct Excerpt
{
    QByteArray bytes;
    QList<ByteMark> marks;
};

Excerpt excerptOf(const QByteArray &body, const QList<ByteMark> &marks)
{
    qsizetype from = body.size();
    qsizetype to = 0;
    for (const ByteMark &mark : marks) {
        from = std::min(from, std::max<qsizetype>(0, mark.span.start - bodyContext / 2));
        to = std::max(to, std::min(body.size(), mark.span.end() + bodyContext / 2));
    }
    Excerpt excerpt;
    if (from >= to)
        return excerpt;
    excerpt.bytes = body.mid(from, to - from);
    for (ByteMark mark : marks) {
        mark.span.start -= from;
        excerpt.marks.append(mark);
    }
    return excerpt;
}

class Report
{
    Q_DECLARE_TR_FUNCTIONS(TextReport)

public:
    Report(const Case &value, const Diagnosis &diagnosis, const TextReportOptions &options)
        : m_case(value)
        , m_diagnosis(diagnosis)
        , m_options(options)
        , m_width(std::max(40, options.width))
        , m_words(wordCause(value, diagnosis, diagnosis.verdict()))
    {
    }

    QString text()
    {
        verdict();
        explanation();
        fixes();
        otherWays();
        ruledOut();
        otherFindings();
        forTheNetworkTeam();
        stages();
        clocks();
        computerSettings();
        proof();
        tokens();
        return m_lines.join(u'\n') + u'\n';
    }

private:
    void line(const QString &text = {}) { m_lines.append(text); }
    void paragraph(const QString &text, const QString &first = {})
    {
        m_lines += wrappedText(text, m_width, first);
    }
    QString coloured(QLatin1StringView code, const QString &text) const
    {
        return m_options.colour ? QStringLiteral("\x1b[") + code + u'm' + text
                + QStringLiteral("\x1b[0m")
                                : text;
    }
    void heading(const QString &text)
    {
        line();
        line(coloured(QLatin1StringView("1"), text));
    }
    static QLatin1StringView severityColour(Severity severity)
    {
        switch (severity) {
        case Severity::Ok:
            return QLatin1StringView("1;32");
        case Severity::Info:
            return QLatin1StringView("1;36");
        case Severity::Warning:
            return QLatin1StringView("1;33");
        case Severity::Error:
            break;
        }
        return QLatin1StringView("1;31");
    }

    /// "Label:     text", the labels of a box standing in one column.
    void labelled(const QString &label, const QString &text)
    {
        paragraph(text, (label + u':').leftJustified(m_labelWidth, u' '));
    }

    /// One line, where a clock is so far off that a person should know.
    void clocks()
    {
        constexpr qint64 worthALineMs = 60'000;
        const Observations observed = observe(m_case);
        const std::optional<ClockReading> clock = furthestClock(clockReadings(observed));
        if (!clock || clock->atLeastMs() <= worthALineMs)
            return;
        const QString whose = clock->ofProxy() ? tr("the proxy") : shown(hostOf(*clock->view));
        const QString minutes = minutesApart(*clock);
        line();
        paragraph(clock->aheadMs >= 0
                      ? tr("Clocks: this computer's is %1 minutes ahead of that of %2.")
                            .arg(minutes, whose)
                      : tr("Clocks: this computer's is %1 minutes behind that of %2.")
                            .arg(minutes, whose));
    }

    /// Who uses what, where this computer names a proxy at all.
    void computerSettings()
    {
        const QList<SettingsRow> rows = settingsTable(m_case);
        if (rows.isEmpty())
            return;
        heading(tr("This computer's settings"));
        for (const ProxySource &source : m_case.environment.sources)
            line(QStringLiteral("  ") + shown(placeOf(source)) + QStringLiteral(" = ") + shown(source.value));
        for (const QString &target : m_case.input.targets) {
            line(tr("Programs for %1:").arg(shown(target)));
            for (const SettingsRow &row : rows) {
                if (row.target != target)
                    continue;
                const QString way = shown(wordWay(row.choice));
                line(QStringLiteral("  ") + (row.client + u':').leftJustified(20)
                     + (row.where.isEmpty() ? way : tr("%1 (%2)").arg(way, shown(row.where))));
            }
        }
    }

    void verdict()
    {
        const Finding &finding = m_diagnosis.verdict();
        const CauseText &words = m_words;
        const QString rule(m_width, u'=');
        line(rule);
        for (const QString &part : wrappedText(tr("%1: %2").arg(wordSeverity(finding.severity).toUpper(),
                                                                words.title),
                                               m_width)) {
            line(coloured(severityColour(finding.severity), part));
        }
        paragraph(words.sentence);
        line(QString(m_width, u'-'));
        const QStringList labels{tr("How sure"), tr("Who acts"), tr("Next step"), tr("Cause"),
                                 tr("Proxy")};
        for (const QString &label : labels)
            m_labelWidth = std::max(m_labelWidth, label.size() + 2);
        labelled(labels.at(0), wordConfidence(finding.confidence));
        labelled(labels.at(1), wordActor(finding.who));
        labelled(labels.at(2), words.nextStep);
        labelled(labels.at(3), shown(finding.cause));
        if (m_diagnosis.product)
            labelled(labels.at(4), shown(wordProduct(*m_diagnosis.product)));
        line(rule);
        if (m_case.origin == CaseOrigin::Practice)
            paragraph(tr("This was a practice run against the built-in proxy; nothing left this computer."));
        if (m_case.cancelled)
            paragraph(tr("The run was stopped before its end, so later steps were not tested."));
    }

    void explanation()
    {
        line();
        paragraph(m_words.explanation);
        if (!m_words.notMeant.isEmpty()) {
            line();
            paragraph(m_words.notMeant);
        }
        showInput();
    }

    /// The address as typed, with the character at which it goes wrong.
    void showInput()
    {
        if (!m_diagnosis.verdict().cause.startsWith(u"input."))
            return;
        for (const InputProblem &problem : m_case.input.problems) {
            if (problem.field != u"url" || problem.position < 0
                || problem.position >= m_case.input.given.size())
                continue;
            // Both halves are made visible on their own, so that the caret stands below the character.
            const QString before = shown(m_case.input.given.left(problem.position), 4096);
            const QString rest = shown(m_case.input.given.mid(problem.position), 4096);
            line();
            line(QStringLiteral("  ") + before + rest);
            line(QStringLiteral("  ") + QString(before.size(), u' ') + u'^');
            paragraph(wordInputProblem(problem), QStringLiteral("  "));
        }
    }

    void fixes()
    {
        const CauseText &words = m_words;
        if (words.fixes.isEmpty())
            return;
        heading(tr("What to do"));
        int number = 0;
        for (const Fix &fix : words.fixes) {
            paragraph(tr("%1: %2").arg(wordActor(fix.who), fix.text),
                      QStringLiteral("  %1. ").arg(++number));
            if (!fix.copy.isEmpty())
                paragraph(fix.copy, QStringLiteral("       "));
        }
    }

    /// What this program can still try, and what each try costs.
    void otherWays()
    {
        const QStringList schemes = schemesLeft(observe(m_case));
        const QStringList &spellings = m_case.attempts.untried;
        const int limit = std::min<int>(3, m_case.attempts.rejected + int(spellings.size()));
        const bool more = !spellings.isEmpty() && limit > m_case.attempts.limit;
        if (m_case.origin != CaseOrigin::Live || (schemes.isEmpty() && !more))
            return;
        heading(tr("What can be tried next"));
        for (const QString &scheme : schemes) {
            const QString name = shown(scheme, 40);
            paragraph(scheme.compare(QLatin1StringView("basic"), Qt::CaseInsensitive) == 0
                          ? tr("The proxy also offers %1: repeat the check with --auth %2. The password is sent "
                               "once more, and the proxy itself gets to read it.")
                                .arg(name, name.toLower())
                          : tr("The proxy also offers %1: repeat the check with --auth %2. The password is sent "
                               "once more.")
                                .arg(name, name.toLower()),
                      QStringLiteral("  - "));
        }
        if (more) {
            paragraph(tr("Other spellings of the sign-in were left untried: repeat the check with --attempts %1. "
                         "The proxy may then refuse the password up to %1 times; many companies lock an account "
                         "after 3 to 5.")
                          .arg(limit),
                      QStringLiteral("  - "));
        }
    }

    void ruledOut()
    {
        const Finding &finding = m_diagnosis.verdict();
        if (!finding.ruledOut.isEmpty())
            heading(tr("What it is not"));
        for (const RuledOut &row : finding.ruledOut)
            paragraph(tr("%1: %2").arg(causeTitle(row.cause), wordRuledOut(row)), QStringLiteral("  - "));
        if (!finding.notExcluded.isEmpty())
            heading(tr("What could not be excluded"));
        for (const QString &cause : finding.notExcluded)
            paragraph(causeTitle(cause), QStringLiteral("  - "));
    }

    void otherFindings()
    {
        if (m_diagnosis.findings.size() < 2)
            return;
        heading(tr("Also found"));
        for (qsizetype i = 1; i < m_diagnosis.findings.size(); ++i) {
            const Finding &finding = m_diagnosis.findings.at(i);
            const CauseText words = wordCause(finding);
            paragraph(tr("%1: %2. %3").arg(wordSeverity(finding.severity), words.title, words.sentence),
                      QStringLiteral("  - "));
        }
    }

    /// What happened and what to look for, with the facts in one column.
    void forTheNetworkTeam()
    {
        if (m_words.network.isEmpty())
            return;
        heading(tr("For the network team"));
        paragraph(m_words.network);
        qsizetype width = 0;
        for (const NetworkFact &fact : m_words.networkFacts)
            width = std::max(width, fact.label.size() + 2);
        width = std::min<qsizetype>(width, m_width / 2);
        for (const NetworkFact &fact : m_words.networkFacts)
            paragraph(fact.value, QStringLiteral("  ") + (fact.label + u':').leftJustified(width) + u' ');
    }

    void stages()
    {
        if (m_case.stages.isEmpty())
            return;
        heading(tr("Steps"));
        qsizetype statusWidth = 0;
        qsizetype nameWidth = 0;
        for (const StageResult &stage : m_case.stages) {
            statusWidth = std::max(statusWidth, wordStageStatus(stage.status).size());
            nameWidth = std::max(nameWidth, wordStageName(stage.id).size());
        }
        for (const StageResult &stage : m_case.stages) {
            const bool timed = stage.status != StageStatus::NotTested
                && stage.status != StageStatus::Skipped;
            const QString time = timed ? tr("%1 ms").arg(stage.durationMs) : QStringLiteral("-");
            const QString row = QStringLiteral("  ")
                + wordStageStatus(stage.status).leftJustified(statusWidth + 2)
                + wordStageName(stage.id).leftJustified(nameWidth + 2) + time.rightJustified(9)
                + QStringLiteral("  ");
            const QString words = wordStage(stage);
            if (row.size() + 30 > m_width) {
                line(row.trimmed().prepend(QStringLiteral("  ")));
                paragraph(words, QStringLiteral("      "));
            } else {
                paragraph(words, row);
            }
        }
    }

    QString about(const Exchange &exchange) const
    {
        QStringList facts;
        if (!exchange.target.isEmpty())
            facts.append(tr("for %1").arg(shown(exchange.target)));
        if (exchange.connection > 0)
            facts.append(tr("connection %1").arg(exchange.connection));
        if (exchange.localPort > 0)
            facts.append(tr("local port %1").arg(exchange.localPort));
        if (!exchange.remote.isEmpty())
            facts.append(tr("to %1").arg(shown(exchange.remote)));
        if (exchange.form != ExchangeForm::Imported) {
            facts.append(tr("started at %1 ms").arg(exchange.startedMs));
            facts.append(tr("took %1 ms").arg(exchange.durationMs));
        }
        const QString number = tr("Exchange %1").arg(exchange.id);
        return facts.isEmpty() ? number : tr("%1 (%2)").arg(number, facts.join(u", "));
    }

    void proof()
    {
        const Finding &verdict = m_diagnosis.verdict();
        heading(tr("The proof"));
        QList<int> order;
        for (const Evidence &evidence : verdict.evidence) {
            if (evidence.exchange > 0 && m_case.exchange(evidence.exchange)) {
                if (!order.contains(evidence.exchange))
                    order.append(evidence.exchange);
            } else {
                paragraph(wordEvidence(evidence), QStringLiteral("  - "));
                if (!evidence.text.isEmpty() && !wordEvidence(evidence).contains(shown(evidence.text)))
                    line(QStringLiteral("      ") + shown(evidence.text));
            }
        }
        std::sort(order.begin(), order.end());
        for (const int id : std::as_const(order))
            exchange(*m_case.exchange(id), verdict.evidence);
    }

    void exchange(const Exchange &exchange, const QList<Evidence> &all)
    {
        line();
        paragraph(about(exchange), QStringLiteral("  "));
        const auto marksOf = [&](EvidenceSource source) {
            QList<ByteMark> marks;
            for (const Evidence &evidence : all) {
                if (evidence.exchange == exchange.id && evidence.source == source)
                    marks.append({{evidence.start, evidence.length}, wordEvidence(evidence)});
            }
            return marks;
        };
        message(tr("Request"), exchange.request, marksOf(EvidenceSource::RequestHead),
                marksOf(EvidenceSource::RequestBody));
        if (!exchange.response.head.isEmpty() || !exchange.response.body.isEmpty())
            message(tr("Answer"), exchange.response, marksOf(EvidenceSource::ResponseHead),
                    marksOf(EvidenceSource::ResponseBody));
        else
            paragraph(tr("No answer came."), QStringLiteral("  "));
        for (const Evidence &evidence : all) {
            if (evidence.exchange == exchange.id && !isMessage(evidence.source))
                paragraph(wordEvidence(evidence), QStringLiteral("     <- "));
        }
    }

    void message(const QString &title, const Message &message, const QList<ByteMark> &headMarks,
                 const QList<ByteMark> &bodyMarks)
    {
        MarkedLineOptions options;
        options.width = m_width - 2;
        options.colour = m_options.colour;
        if (!message.head.isEmpty()) {
            line(QStringLiteral("  ") + tr("%1:").arg(title));
            indented(markedLines(message.head, headMarks, options));
        }
        Excerpt excerpt = excerptOf(message.body, bodyMarks);
        if (message.head.isEmpty() && excerpt.bytes.isEmpty())
            excerpt.bytes = message.body.left(bodyContext);
        if (excerpt.bytes.isEmpty())
            return;
        line(QStringLiteral("  ")
             + (message.head.isEmpty() ? tr("%1, first bytes:").arg(title)
                                       : tr("%1, part of the body:").arg(title)));
        options.hex = message.head.isEmpty() && isNoText(message.body);
        indented(markedLines(excerpt.bytes, excerpt.marks, options));
    }

    /// What the tokens say, of the exchanges that the proof is from, or of all where it is from none.
    void tokens()
    {
        QSet<int> wanted;
        for (const Evidence &evidence : m_diagnosis.verdict().evidence) {
            if (evidence.exchange > 0)
                wanted.insert(evidence.exchange);
        }
        bool any = false;
        for (const Exchange &exchange : m_case.exchanges) {
            if (exchange.decoded.isEmpty() || (!wanted.isEmpty() && !wanted.contains(exchange.id)))
                continue;
            if (!any)
                heading(tr("What the tokens say"));
            any = true;
            for (const DecodedToken &token : exchange.decoded)
                this->token(exchange, token);
        }
    }

    void token(const Exchange &exchange, const DecodedToken &token)
    {
        const bool request = token.place == TokenPlace::RequestHead
            || token.place == TokenPlace::RequestBody;
        const QString where = request ? tr("exchange %1, request").arg(exchange.id)
                                      : tr("exchange %1, answer").arg(exchange.id);
        const QString size = wordTokenSize(token);
        line();
        paragraph(size.isEmpty() ? tr("%1 (%2)").arg(wordTokenName(token.what), where)
                                 : tr("%1 (%2, %3)").arg(wordTokenName(token.what), where, size),
                  QStringLiteral("  "));
        for (const QString &problem : token.problems)
            paragraph(wordTokenProblem(problem), QStringLiteral("    ! "));
        qsizetype width = 0;
        for (const DecodedField &field : token.fields)
            width = std::max(width, wordFieldName(field.id).size() + 2 * depthOf(field));
        width = std::min<qsizetype>(width, 30);
        for (const DecodedField &field : token.fields) {
            const QString name = QString(4 + 2 * depthOf(field), u' ') + wordFieldName(field.id);
            paragraph(wordFieldValue(field), name.leftJustified(4 + width) + QStringLiteral("  "));
        }
    }

    static qsizetype depthOf(const DecodedField &field)
    {
        return std::clamp<qsizetype>(field.depth, 0, 4);
    }

    void indented(const QStringList &lines)
    {
        for (const QString &text : lines)
            line(QStringLiteral("  ") + text);
    }

    const Case &m_case;
    const Diagnosis &m_diagnosis;
    const TextReportOptions &m_options;
    const int m_width;
    const CauseText m_words; ///< of the verdict
    qsizetype m_labelWidth = 0;
    QStringList m_lines;
};

} // namespace

QString textReport(const Case &value, const Diagnosis &diagnosis, const TextReportOptions &options)
{
    return Report(value, diagnosis, options).text();
}

} // namespace pt
