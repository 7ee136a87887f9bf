// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/NegotiateConversation.h"

#include "protocol/NegotiateToken.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

NegotiateConversation::NegotiateConversation(NegotiateMechanism *mechanism,
                                             NegotiateRequest request, Report report)
    : m_report(std::move(report))
{
    m_own.host = request.proxyHost;
    m_own.service = u"HTTP@"_s + request.proxyHost;
    if (mechanism)
        m_context = mechanism->begin(std::move(request));
}

NegotiateConversation::~NegotiateConversation() = default;

void NegotiateConversation::fail(const Done &done, const QString &code, const QString &detail)
{
    m_own.code = code;
    m_own.minorText = detail;
    tell();
    done(pt::fail(code, u"auth.negotiate"_s, detail));
}

void NegotiateConversation::next(const Challenge &challenge, Done done)
{
    if (!m_context)
        return fail(done, u"kerberos.unavailable"_s, {});
    QByteArray token;
    if (m_legs > 0) {
        const auto decoded = QByteArray::fromBase64Encoding(
            challenge.token68.value_or(QByteArray()), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || (*decoded).isEmpty())
            return fail(done, u"negotiate.token-unreadable"_s, {});
        token = *decoded;
        const NegotiateToken read = readNegotiateToken(token);
        if (read.error && read.error->code) {
            const qint64 code = read.error->code->value;
            m_own.kerberosError = int(std::clamp<qint64>(code, 0, 255));
            const QString name = kerberosErrorName(code);
            return fail(done, u"kerberos.ticket-rejected"_s,
                        name.isEmpty() ? QString::number(code) : name);
        }
        if (read.spnego && read.spnego->state && read.spnego->state->value == SpnegoToken::rejected)
            return fail(done, u"kerberos.ticket-rejected"_s,
                        spnegoStateName(SpnegoToken::rejected));
        if (m_complete)
            return fail(done, u"kerberos.ticket-rejected"_s, {});
        if (m_legs >= maxLegs)
            return fail(done, u"negotiate.too-long"_s, QString::number(maxLegs));
    }
    m_context->step(token, [this, done = std::move(done)](Result<NegotiateStep> step) {
        if (!step)
            return fail(done, step.error().code, step.error().detail);
        m_complete = step->complete;
        if (step->token.isEmpty())
            return fail(done, u"kerberos.ticket-rejected"_s, {});
        ++m_legs;
        tell();
        AuthLeg leg;
        leg.value = "Negotiate " + step->token.toBase64();
        done(std::move(leg));
    });
}

bool NegotiateConversation::expectsMore() const
{
    // Also where the context is complete: a token that says why the proxy refuses may come.
    return m_legs > 0 && m_legs <= maxLegs;
}

void NegotiateConversation::accepted(QByteArrayView token68)
{
    if (m_legs == 0 || !m_context)
        return;
    const auto decoded = QByteArray::fromBase64Encoding(token68.toByteArray(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    // Only an AP-REP proves anything (RFC 4120 section 3.2.4).
    m_own.proof = !decoded || !readNegotiateToken(*decoded).reply ? MutualProof::NotProven
                                                                  : m_context->prove(*decoded);
    tell();
}

void NegotiateConversation::sentIn(int exchange)
{
    m_own.exchange = exchange;
    tell();
}

void NegotiateConversation::tell() const
{
    if (!m_report)
        return;
    NegotiateFacts facts = m_context ? m_context->facts() : m_own;
    facts.exchange = m_own.exchange;
    facts.host = m_own.host;
    if (facts.service.isEmpty())
        facts.service = m_own.service;
    facts.legs = m_legs;
    facts.proof = m_own.proof;
    if (!m_own.code.isEmpty()) {
        facts.code = m_own.code;
        if (facts.minorText.isEmpty())
            facts.minorText = m_own.minorText;
    }
    if (m_own.kerberosError)
        facts.kerberosError = m_own.kerberosError;
    m_report(facts);
}

} // namespace pt
