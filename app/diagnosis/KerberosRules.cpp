// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ClockSight.h"
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/KerberosSight.h"
#include "diagnosis/Rules.h"
#include "protocol/NegotiateToken.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString errorText(const NegotiateFacts &facts)
{
    if (!facts.kerberosError)
        return {};
    const QString name = kerberosErrorName(*facts.kerberosError);
    const QString number = QString::number(*facts.kerberosError);
    return name.isEmpty() ? number : number + u' ' + name;
}

/// The proxy can be signed in to in another way than by ticket.
bool otherWay(const Observations &observed, const ExchangeView *asked)
{
    return asked && usableChallenge(asked->proxyChallenges, observed.theCase().input.auth);
}

/// Values for the network team, the same for each of these causes.
void tell(FindingBuilder &builder, const NegotiateFacts &facts)
{
    builder.param("service"_L1, facts.service)
        .param("canonical"_L1, facts.canonicalService)
        .param("principal"_L1, facts.principal)
        .param("source"_L1, toString(facts.source))
        .param("ends"_L1, facts.ticketEndUtc)
        .param("why"_L1, facts.reason)
        .param("error"_L1, errorText(facts))
        .param("detail"_L1, facts.minorText);
    const QString &service
        = facts.canonicalService.isEmpty() ? facts.service : facts.canonicalService;
    builder.show(caseValue(EvidenceSource::Kerberos, service, "kerberos.asked"_L1,
                           {{u"service"_s, facts.service}, {u"canonical"_s, service}}));
    if (!facts.principal.isEmpty()) {
        builder.show(caseValue(EvidenceSource::Kerberos, facts.principal, "kerberos.ticket"_L1,
                               {{u"principal"_s, facts.principal},
                                {u"source"_s, toString(facts.source)},
                                {u"ends"_s, facts.ticketEndUtc}}));
    }
    if (facts.major != 0 || facts.minor != 0) {
        builder.show(caseValue(EvidenceSource::Kerberos,
                               facts.minorText.isEmpty() ? facts.code : facts.minorText,
                               "kerberos.failure"_L1,
                               {{u"error"_s, errorText(facts)},
                                {u"major"_s, QString::number(facts.major)},
                                {u"minor"_s, QString::number(facts.minor)},
                                {u"detail"_s, facts.minorText}}));
    }
}

void showClocks(FindingBuilder &builder, const Observations &observed)
{
    // Where a clock of the proxy's agrees, it is another one that is wrong, such as the KDC's.
    const std::optional<ClockReading> clock = furthestProxyClock(observed);
    if (!clock || clock->atLeastMs() <= kerberosSkewMs)
        return;
    builder.param("minutes"_L1, minutesApart(*clock))
        .param("ahead"_L1, isAhead(*clock))
        .show(clockBytes(*clock));
}

bool clocksDiffer(const Observations &observed)
{
    const std::optional<ClockReading> clock = furthestProxyClock(observed);
    return clock && clock->atLeastMs() > kerberosSkewMs;
}

/// The id of the catalogue, as a literal; empty: none.
QLatin1StringView causeOf(const QString &code)
{
    static constexpr QLatin1StringView ids[] = {
        "kerberos.no-ticket"_L1,       "kerberos.ticket-expired"_L1,
        "kerberos.service-unknown"_L1, "kerberos.proxy-named-by-address"_L1,
        "kerberos.clock-skew"_L1,      "kerberos.kdc-unreachable"_L1,
        "kerberos.ticket-rejected"_L1, "kerberos.unavailable"_L1,
    };
    const auto it = std::find(std::begin(ids), std::end(ids), code);
    return it == std::end(ids) ? QLatin1StringView() : *it;
}

/// A Negotiate sign-in that failed before any byte of it went to the proxy.
void notBegun(const Observations &observed, QList<Finding> &found)
{
    const NegotiateFacts *facts = failedNegotiate(observed);
    if (!facts)
        return;
    QLatin1StringView cause = causeOf(facts->code);
    if (cause.isEmpty())
        return;
    // A clock that is far ahead makes each ticket look ended.
    const bool byClock = cause == "kerberos.ticket-expired"_L1 && clocksDiffer(observed);
    if (byClock)
        cause = "kerberos.clock-skew"_L1;
    const ExchangeView *asked = observed.firstAsked();
    FindingBuilder builder(observed, cause);
    const bool beside = otherWay(observed, asked);
    const bool mild = cause == "kerberos.no-ticket"_L1 || cause == "kerberos.unavailable"_L1;
    builder.confidence(byClock ? Confidence::Likely : Confidence::Certain);
    if (beside)
        builder.severity(mild ? Severity::Info : Severity::Warning);
    if (asked)
        builder.about(*asked);
    tell(builder, *facts);
    if (cause == "kerberos.clock-skew"_L1)
        showClocks(builder, observed);
    if (asked) {
        for (const Challenge &challenge : asked->proxyChallenges) {
            if (challenge.is("Negotiate")) {
                builder.show(offeredChallenge(*asked, challenge));
                break;
            }
        }
        builder.show(statusLine(*asked, "status.asks-for-sign-in"_L1));
    }
    const bool noneSent = observed.theCase().attempts.sent == 0;
    if (noneSent)
        builder.ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
    if (cause != "kerberos.no-ticket"_L1 && !facts->ticketEndUtc.isEmpty())
        builder.ruleOut("kerberos.no-ticket"_L1, "ticket-at-hand"_L1,
                        {{u"principal"_s, facts->principal}});
    if (cause != "kerberos.kdc-unreachable"_L1 && facts->kdcReached.value_or(false))
        builder.ruleOut("kerberos.kdc-unreachable"_L1, "kdc-answered"_L1);
    found.append(builder.done());
}

/// The KRB-ERROR in the proxy's answer, with the challenge that holds it.
struct ReplyError
{
    const Challenge *challenge = nullptr;
    KerberosError error;
};

std::optional<ReplyError> errorInReply(const ExchangeView &view)
{
    for (const Challenge &challenge : view.proxyChallenges) {
        if (!challenge.is("Negotiate") || !challenge.token68)
            continue;
        const auto bytes = QByteArray::fromBase64Encoding(*challenge.token68,
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            continue;
        const NegotiateToken token = readNegotiateToken(*bytes);
        if (token.error && token.error->code)
            return ReplyError{&challenge, *token.error};
    }
    return std::nullopt;
}

const NegotiateFacts *factsOf(const Observations &observed, const ExchangeView &view)
{
    for (const NegotiateFacts &facts : observed.theCase().negotiate) {
        if (facts.exchange == view.exchange->id && facts.exchange != 0)
            return &facts;
    }
    return nullptr;
}

/// The proxy got a ticket and asks again.
void ticketRejected(const Observations &observed, QList<Finding> &found)
{
    const ExchangeView *refused = nullptr;
    for (const ExchangeView &view : observed.views) {
        if (view.isControl() || !sentTicket(view))
            continue;
        if (view.accepted)
            return;
        if (view.refused && !refused)
            refused = &view;
    }
    if (!refused)
        return;
    const SentTicket ticket = *sentTicket(*refused);
    const NegotiateFacts *facts = factsOf(observed, *refused);
    const std::optional<ReplyError> reply = errorInReply(*refused);
    qint64 code = reply ? reply->error.code->value : -1;
    if (code < 0 && facts && facts->kerberosError)
        code = *facts->kerberosError;
    constexpr qint64 skewError = 37; // KRB_AP_ERR_SKEW
    const bool skew = code == skewError || (code < 0 && clocksDiffer(observed));
    FindingBuilder builder(observed,
                           skew ? "kerberos.clock-skew"_L1 : "kerberos.ticket-rejected"_L1);
    builder.about(*refused)
        .confidence(skew && code != skewError ? Confidence::Likely
                        : observed.imported   ? Confidence::Likely
                                              : Confidence::Certain)
        .param("spn"_L1, ticket.spn)
        .param("realm"_L1, ticket.realm)
        .param("etype"_L1, ticket.etype)
        .param("kvno"_L1, ticket.kvno);
    const HttpField *field = refused->request->field("Proxy-Authorization");
    builder
        .show(requestField(*refused, *field, "request.ticket-sent"_L1,
                           {{u"spn"_s, ticket.spn},
                            {u"realm"_s, ticket.realm},
                            {u"etype"_s, ticket.etype},
                            {u"kvno"_s, ticket.kvno}}))
        .show(statusLine(*refused, "status.asks-again"_L1));
    QString error = code < 0 ? QString() : QString::number(code);
    if (const QString name = kerberosErrorName(code); code >= 0 && !name.isEmpty())
        error += u' ' + name;
    const QString words
        = reply && reply->error.text ? textOf(reply->error.text->value.toUtf8()) : QString();
    builder.param("error"_L1, error).param("detail"_L1, words);
    if (reply) {
        builder.show(challengeLine(*refused, *reply->challenge, "field.kerberos-error"_L1,
                                   {{u"error"_s, error}, {u"detail"_s, words}}));
    }
    if (skew)
        showClocks(builder, observed);
    if (facts) {
        builder.param("service"_L1, facts->service)
            .param("canonical"_L1, facts->canonicalService)
            .param("principal"_L1, facts->principal);
        if (!facts->principal.isEmpty()) {
            builder.show(caseValue(EvidenceSource::Kerberos, facts->principal, "kerberos.ticket"_L1,
                                   {{u"principal"_s, facts->principal},
                                    {u"source"_s, toString(facts->source)},
                                    {u"ends"_s, facts->ticketEndUtc}}));
        }
    }
    builder.ruleOut("credentials.rejected"_L1, "ticket-not-password"_L1);
    if (facts)
        builder.ruleOut("kerberos.service-unknown"_L1, "kdc-gave-ticket"_L1,
                        {{u"spn"_s, ticket.spn}});
    if (!skew)
        ruleOutClocks(observed, builder);
    found.append(builder.done());
}

} // namespace

QList<Finding> kerberosFindings(const Observations &observed)
{
    QList<Finding> found;
    notBegun(observed, found);
    ticketRejected(observed, found);
    return found;
}

} // namespace pt
