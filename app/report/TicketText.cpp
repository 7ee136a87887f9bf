// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/TextReport.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"

#include <QCoreApplication>

namespace pt {

namespace {

QString shown(const QString &text, qsizetype limit = 300)
{
    return visibleText(text, false, limit);
}

/// The whole line of a head in which `at` lies.
QByteArray lineAt(const QByteArray &head, qsizetype at)
{
    if (at < 0 || at >= head.size())
        return {};
    const qsizetype before = at == 0 ? -1 : head.lastIndexOf('\n', at - 1);
    const qsizetype after = head.indexOf('\n', at);
    QByteArray line = head.mid(before + 1, (after < 0 ? head.size() : after) - before - 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

class Ticket
{
    Q_DECLARE_TR_FUNCTIONS(TicketText)

public:
    Ticket(const Case &value, const Diagnosis &diagnosis)
        : m_case(value)
        , m_diagnosis(diagnosis)
        , m_finding(diagnosis.verdict())
        , m_product(diagnosis.product)
    {
    }

    QString text()
    {
        const CauseText words = wordCause(m_case, m_diagnosis, m_finding);
        m_lines.append(words.title);
        m_lines.append(words.sentence);
        m_lines.append(QString());
        add(tr("Who acts: %1"), wordActor(m_finding.who));
        add(tr("Next step: %1"), words.nextStep);
        add(tr("How sure: %1"), wordConfidence(m_finding.confidence));
        add(tr("Cause: %1"), m_finding.cause);
        m_lines.append(QString());
        add(tr("Proxy: %1"), m_case.input.endpoint.authority());
        if (m_product)
            m_lines.append(shown(wordProduct(*m_product)));
        const Exchange *exchange = decisiveExchange();
        add(tr("Website: %1"), exchange ? exchange->target : m_case.input.targets.join(u", "));
        evidence();
        section(tr("This does not mean:"), words.notMeant);
        section(tr("For the network team:"), networkNote(words));
        if (m_case.origin == CaseOrigin::Practice) {
            m_lines.append(QString());
            m_lines.append(tr("This was a practice run against the built-in proxy."));
        }
        return m_lines.join(u'\n') + u'\n';
    }

private:
    void add(const QString &pattern, const QString &value)
    {
        if (!value.isEmpty())
            m_lines.append(pattern.arg(shown(value)));
    }

    const Exchange *decisiveExchange() const
    {
        for (const Evidence &evidence : m_finding.evidence) {
            if (const Exchange *exchange = m_case.exchange(evidence.exchange))
                return exchange;
        }
        return nullptr;
    }

    void section(const QString &heading, const QString &text)
    {
        if (!text.isEmpty())
            m_lines << QString() << heading << text;
    }

    void evidence()
    {
        if (m_finding.evidence.isEmpty())
            return;
        m_lines.append(QString());
        m_lines.append(tr("What proves it:"));
        for (const Evidence &evidence : m_finding.evidence) {
            const Exchange *exchange = m_case.exchange(evidence.exchange);
            QByteArray line;
            if (exchange && evidence.source == EvidenceSource::ResponseHead)
                line = lineAt(exchange->response.head, evidence.start);
            else if (exchange && evidence.source == EvidenceSource::RequestHead)
                line = lineAt(exchange->request.head, evidence.start);
            if (!line.isEmpty())
                m_lines.append(QStringLiteral("> ") + visibleBytes(line, false, 300));
            m_lines.append(QStringLiteral("  ") + wordEvidence(evidence));
        }
    }

    const Case &m_case;
    const Diagnosis &m_diagnosis;
    const Finding &m_finding;
    const std::optional<SeenProduct> &m_product;
    QStringList m_lines;
};

} // namespace

QString ticketText(const Case &value, const Diagnosis &diagnosis)
{
    return Ticket(value, diagnosis).text();
}

} // namespace pt
