// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/HtmlReport.h"

#include "advice/TokenWords.h"
#include "advice/Wording.h"
#include "diagnosis/SettingsTable.h"
#include "model/HexRow.h"
#include "model/VisibleText.h"
#include "protocol/ByteSpan.h"
#include "protocol/SourcePlace.h"
#include "report/EvidenceMarks.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

constexpr char styleSheet[] = R"(
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--soft:#57606a;--line:#d0d7de;--mark:#fff3b0;
--markline:#9a6700;--ok:#1a7f37;--warning:#9a6700;--error:#b42318;--info:#0b5fad;--box:#f6f8fa}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--paper:#0d1117;--soft:#9da7b3;--line:#3d444d;
--mark:#5c4a00;--markline:#f2cc60;--ok:#56d364;--warning:#e3b341;--error:#ff7b72;--info:#79c0ff;--box:#161b22}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:60rem;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:1.2rem 0 .3rem}
h4{font-size:.9rem;margin:.6rem 0 .2rem;color:var(--soft)}
.verdict{border:1px solid var(--line);border-inline-start:.5rem solid var(--info);border-radius:.4rem;padding:1rem}
.ok{border-inline-start-color:var(--ok)}.warning{border-inline-start-color:var(--warning)}
.error{border-inline-start-color:var(--error)}.soft,dt{color:var(--soft)}
pre{background:var(--box);border:1px solid var(--line);border-radius:.4rem;padding:.6rem;white-space:pre-wrap;
overflow-wrap:anywhere;font:13px/1.45 ui-monospace,monospace;direction:ltr;text-align:left}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
mark{background:var(--mark);color:inherit;border-bottom:2px solid var(--markline)}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;
text-align:start;vertical-align:top}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0}
@media print{:root{--ink:#000;--paper:#fff;--mark:#ddd;--line:#888}body{margin:0;max-width:none}
pre,.verdict,tr{break-inside:avoid}}
)";

/// Builds the page; every text goes through escaped().
class Page
{
    Q_DECLARE_TR_FUNCTIONS(HtmlReport)

public:
    Page(const Case &value, const Diagnosis &diagnosis)
        : m_case(value)
        , m_diagnosis(diagnosis)
    {
    }

    QByteArray make();

private:
    static QString escaped(const QString &text)
    {
        return visibleText(text, true, 65'536).toHtmlEscaped();
    }
    QString element(const char *name, const QString &text) const
    {
        const QString tag = QString::fromLatin1(name);
        return u'<' + tag + u'>' + escaped(text) + u"</"_s + tag + u">\n"_s;
    }

    QString verdict(const CauseText &words) const;
    QString fixes(const CauseText &words) const;
    QString forTheNetworkTeam(const CauseText &words, const char *heading) const;
    QString notMeant(const CauseText &words) const;
    QString evidence(const Finding &finding) const;
    QString ruledOut(const Finding &finding) const;
    QString otherFindings() const;
    QString stages() const;
    QString exchanges() const;
    QString message(const Exchange &exchange, bool response) const;
    QString tokens(const Exchange &exchange, bool response) const;
    QString marked(const QByteArray &bytes, const QList<ByteMark> &marks) const;
    QString markedHex(const QByteArray &bytes, const QList<ByteMark> &marks) const;
    QString facts() const;

    const Case &m_case;
    const Diagnosis &m_diagnosis;
};

QByteArray Page::make()
{
    const QLocale locale;
    const QString language = QLocale::languageToString(locale.language()).isEmpty() ? u"en"_s
        : locale.bcp47Name() == u"C"_s                                              ? u"en"_s
                                       : locale.bcp47Name();
    const bool rightToLeft = locale.textDirection() == Qt::RightToLeft;
    QString html = u"<!DOCTYPE html>\n<html lang=\""_s + language.toHtmlEscaped() + u"\" dir=\""_s
        + (rightToLeft ? u"rtl"_s : u"ltr"_s)
        + u"\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
          "'unsafe-inline'\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"_s;
    html += element("title", tr("Proxy Triage report"));
    html += u"<style>"_s + QString::fromLatin1(styleSheet)
        + u"</style>\n</head>\n<body>\n<main>\n"_s;
    if (!m_diagnosis.findings.isEmpty()) {
        const Finding &finding = m_diagnosis.verdict();
        const CauseText words = wordCause(m_case, m_diagnosis, finding);
        html += verdict(words) + fixes(words) + notMeant(words) + forTheNetworkTeam(words, "h2")
            + evidence(finding) + ruledOut(finding) + otherFindings();
    }
    html += stages() + exchanges() + facts();
    html += u"</main>\n</body>\n</html>\n"_s;
    return html.toUtf8();
}

QString Page::verdict(const CauseText &words) const
{
    const Finding &finding = m_diagnosis.verdict();
    QString html = u"<section class=\"verdict "_s + toString(finding.severity) + u"\">\n"_s;
    html += element("h1", words.sentence);
    html += u"<p class=\"soft\"><code>"_s + escaped(finding.cause) + u"</code> · "_s
        + escaped(wordSeverity(finding.severity)) + u" · "_s
        + escaped(wordConfidence(finding.confidence)) + u"</p>\n<dl>\n"_s;
    html += element("dt", tr("Who must act")) + element("dd", wordActor(finding.who));
    html += element("dt", tr("Next step")) + element("dd", words.nextStep);
    if (m_diagnosis.product)
        html += element("dt", tr("Proxy")) + element("dd", wordProduct(*m_diagnosis.product));
    html += u"</dl>\n"_s + element("p", words.explanation) + u"</section>\n"_s;
    return html;
}

QString Page::fixes(const CauseText &words) const
{
    if (words.fixes.isEmpty())
        return {};
    QString html = element("h2", tr("What to do")) + u"<ol>\n"_s;
    for (const Fix &fix : words.fixes) {
        html += u"<li>"_s + escaped(fix.text) + u" <span class=\"soft\">("_s
            + escaped(wordActor(fix.who)) + u")</span>"_s;
        if (!fix.copy.isEmpty())
            html += element("pre", fix.copy);
        html += u"</li>\n"_s;
    }
    return html + u"</ol>\n"_s;
}

QString Page::notMeant(const CauseText &words) const
{
    if (words.notMeant.isEmpty())
        return {};
    return element("h2", tr("What it does not mean")) + element("p", words.notMeant);
}

QString Page::forTheNetworkTeam(const CauseText &words, const char *heading) const
{
    if (words.network.isEmpty())
        return {};
    QString html = element(heading, tr("For the network team")) + element("p", words.network);
    if (words.networkFacts.isEmpty())
        return html;
    html += u"<dl>\n"_s;
    for (const NetworkFact &fact : words.networkFacts)
        html += element("dt", fact.label) + element("dd", fact.value);
    return html + u"</dl>\n"_s;
}

QString Page::evidence(const Finding &finding) const
{
    if (finding.evidence.isEmpty())
        return {};
    QString html = element("h2", tr("What proves it")) + u"<ul>\n"_s;
    for (const Evidence &one : finding.evidence) {
        html += u"<li>"_s + escaped(wordEvidence(one));
        if (one.exchange > 0) {
            html += u" <a href=\"#exchange-%1\">"_s.arg(one.exchange)
                + escaped(tr("exchange %1").arg(one.exchange)) + u"</a>"_s;
        }
        if (!one.text.isEmpty())
            html += u"<pre><mark>"_s + escaped(one.text) + u"</mark></pre>"_s;
        html += u"</li>\n"_s;
    }
    return html + u"</ul>\n"_s;
}

QString Page::ruledOut(const Finding &finding) const
{
    const auto name = [](const QString &cause) {
        return u"<li><strong>"_s + escaped(causeTitle(cause)) + u"</strong> <code>"_s
            + escaped(cause) + u"</code>"_s;
    };
    QString html;
    if (!finding.ruledOut.isEmpty()) {
        html += element("h2", tr("What was ruled out")) + u"<ul>\n"_s;
        for (const RuledOut &one : finding.ruledOut)
            html += name(one.cause) + u": "_s + escaped(wordRuledOut(one)) + u"</li>\n"_s;
        html += u"</ul>\n"_s;
    }
    if (!finding.notExcluded.isEmpty()) {
        html += element("h2", tr("What could not be excluded")) + u"<ul>\n"_s;
        for (const QString &cause : finding.notExcluded)
            html += name(cause) + u"</li>\n"_s;
        html += u"</ul>\n"_s;
    }
    return html;
}

QString Page::otherFindings() const
{
    if (m_diagnosis.findings.size() < 2)
        return {};
    QString html = element("h2", tr("Also found"));
    for (const Finding &finding : m_diagnosis.findings.mid(1)) {
        const CauseText words = wordCause(m_case, m_diagnosis, finding);
        html += element("h3", words.title);
        html += u"<p>"_s + escaped(words.sentence) + u" <span class=\"soft\">("_s
            + escaped(wordActor(finding.who)) + u", "_s + escaped(wordSeverity(finding.severity))
            + u")</span></p>\n"_s;
        if (!words.notMeant.isEmpty())
            html += element("p", words.notMeant);
        html += forTheNetworkTeam(words, "h4");
    }
    return html;
}

QString Page::stages() const
{
    if (m_case.stages.isEmpty())
        return {};
    QString html = element("h2", tr("Steps")) + u"<table>\n<thead><tr>"_s
        + element("th", tr("Step")) + element("th", tr("Result"))
        + element("th", tr("What happened")) + element("th", tr("Time"))
        + u"</tr></thead>\n<tbody>\n"_s;
    for (const StageResult &stage : m_case.stages) {
        html += u"<tr>"_s + element("td", wordStageName(stage.id))
            + element("td", wordStageStatus(stage.status)) + element("td", wordStage(stage))
            + element("td", tr("%1 ms").arg(stage.durationMs)) + u"</tr>\n"_s;
    }
    return html + u"</tbody>\n</table>\n"_s;
}

QString Page::marked(const QByteArray &bytes, const QList<ByteMark> &marks) const
{
    QString html;
    qsizetype done = 0;
    const auto plain = [&](qsizetype end) {
        if (end > done)
            html += visibleBytes(QByteArrayView(bytes).sliced(done, end - done), true, 262'144)
                        .toHtmlEscaped();
        done = std::max(done, end);
    };
    for (const ByteMark &mark : marks) {
        const qsizetype start = std::clamp(mark.span.start, done, bytes.size());
        const qsizetype end = std::clamp(mark.span.end(), start, bytes.size());
        if (end == start)
            continue;
        plain(start);
        html += u"<mark title=\""_s + escaped(mark.says) + u"\">"_s;
        plain(end);
        html += u"</mark>"_s;
    }
    plain(bytes.size());
    return html;
}

QString Page::markedHex(const QByteArray &bytes, const QList<ByteMark> &marks) const
{
    QString html;
    for (qsizetype start = 0; start < bytes.size(); start += hexRowBytes) {
        const QString row = hexRow(QByteArrayView(bytes).sliced(
            start, std::min(hexRowBytes, bytes.size() - start)));
        qsizetype done = 0;
        for (const ByteMark &mark : marks) {
            const qsizetype from = std::max(mark.span.start - start, qsizetype(0));
            const qsizetype end = std::min(mark.span.end() - start,
                                           std::min(hexRowBytes, bytes.size() - start));
            if (from >= end || hexColumn(from) < done)
                continue;
            html += row.mid(done, hexColumn(from) - done).toHtmlEscaped();
            done = hexColumn(end - 1) + 2;
            html += u"<mark title=\""_s + escaped(mark.says) + u"\">"_s
                + row.mid(hexColumn(from), done - hexColumn(from)).toHtmlEscaped() + u"</mark>"_s;
        }
        html += row.mid(done).toHtmlEscaped() + u'\n';
    }
    return html;
}

QString Page::message(const Exchange &exchange, bool response) const
{
    const Message &message = response ? exchange.response : exchange.request;
    QString html = element("h3", response ? tr("Answer") : tr("Request"));
    if (message.head.isEmpty() && message.body.isEmpty())
        return html + element("p", response ? tr("No answer came.") : tr("It was not recorded."));
    if (!message.head.isEmpty()) {
        html += u"<pre>"_s
            + marked(message.head, evidenceMarks(m_diagnosis, exchange.id, response, false))
            + u"</pre>\n"_s;
    }
    if (!message.body.isEmpty()) {
        html += u"<pre>"_s
            + (message.head.isEmpty() && isNoText(message.body)
                   ? markedHex(message.body,
                               evidenceMarks(m_diagnosis, exchange.id, response, true))
                   : marked(message.body,
                            evidenceMarks(m_diagnosis, exchange.id, response, true)))
            + u"</pre>\n"_s;
    }
    return html;
}

QString Page::tokens(const Exchange &exchange, bool response) const
{
    QString html;
    for (const DecodedToken &token : exchange.decoded) {
        const bool ofResponse = token.place == TokenPlace::ResponseHead
            || token.place == TokenPlace::ResponseBody;
        if (ofResponse != response)
            continue;
        html += element("h3", wordTokenName(token.what)) + element("p", wordToken(token));
        for (const QString &problem : token.problems)
            html += element("p", wordTokenProblem(problem));
        if (token.fields.isEmpty())
            continue;
        html += u"<table>\n<thead><tr>"_s + element("th", tr("Field")) + element("th", tr("Value"))
            + element("th", tr("What it means")) + u"</tr></thead>\n<tbody>\n"_s;
        for (const DecodedField &field : token.fields) {
            html += u"<tr><td style=\"padding-inline-start:%1rem\">"_s.arg(
                        1 + std::clamp(field.depth, 0, 4))
                + escaped(wordFieldName(field.id)) + u"</td><td><code>"_s
                + escaped(wordFieldValue(field)) + u"</code></td>"_s
                + element("td", wordField(token.what, field)) + u"</tr>\n"_s;
        }
        html += u"</tbody>\n</table>\n"_s;
    }
    return html;
}

QString Page::exchanges() const
{
    if (m_case.exchanges.isEmpty())
        return {};
    QString html = element("h2", tr("What was sent and answered"));
    for (const Exchange &exchange : m_case.exchanges) {
        html += u"<section id=\"exchange-%1\">\n"_s.arg(exchange.id);
        html += element("h3",
                        tr("Exchange %1, %2").arg(QString::number(exchange.id), exchange.target));
        html += u"<p class=\"soft\">"_s
            + escaped(tr("Connection %1, from port %2 to %3, after %4 ms, took %5 ms")
                          .arg(QString::number(exchange.connection),
                               QString::number(exchange.localPort), exchange.remote,
                               QString::number(exchange.startedMs),
                               QString::number(exchange.durationMs)))
            + u"</p>\n"_s;
        html += message(exchange, false) + tokens(exchange, false) + message(exchange, true)
            + tokens(exchange, true) + u"</section>\n"_s;
    }
    return html;
}

QString Page::facts() const
{
    const EnvironmentFacts &environment = m_case.environment;
    QString html = element("h2", tr("About this test")) + u"<dl>\n"_s;
    const auto fact = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            html += element("dt", name) + element("dd", value);
    };
    fact(tr("Proxy"), m_case.input.endpoint.authority());
    fact(tr("Targets"), m_case.input.targets.join(u", "_s));
    fact(tr("Refused sign-ins"),
         tr("%1 of at most %2").arg(m_case.attempts.rejected).arg(m_case.attempts.limit));
    fact(tr("Started"), environment.startedUtc);
    fact(tr("Program"), environment.programVersion);
    fact(tr("System"), environment.system);
    html += u"</dl>\n"_s;
    if (environment.sources.isEmpty())
        return html;
    html += element("h2", tr("This computer's settings")) + u"<dl>\n"_s;
    for (const ProxySource &source : environment.sources)
        fact(placeOf(source), source.value);
    for (const PacFacts &pac : environment.pac) {
        for (const PacAnswer &answer : pac.answers)
            fact(pac.url + u" \u2192 "_s + answer.target, answer.text);
    }
    html += u"</dl>\n"_s;
    const QList<SettingsRow> rows = settingsTable(m_case);
    if (rows.isEmpty())
        return html;
    html += element("h3", tr("Who uses what")) + u"<table>\n<tr>"_s + element("th", tr("Program"))
        + element("th", tr("Website")) + element("th", tr("Way")) + element("th", tr("Decided by"))
        + u"</tr>\n"_s;
    for (const SettingsRow &row : rows) {
        html += u"<tr>"_s + element("td", row.client) + element("td", row.target)
            + element("td", wordWay(row.choice)) + element("td", row.where) + u"</tr>\n"_s;
    }
    return html + u"</table>\n"_s;
}

} // namespace

QByteArray htmlReport(const Case &value, const Diagnosis &diagnosis)
{
    return Page(value, diagnosis).make();
}

} // namespace pt
