// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"
#include "protocol/KnownClients.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// The one check that would decide, from what is missing.
QString question(const Observations &observed, const ExchangeView *last)
{
    if (observed.theCase().cancelled)
        return u"run-again"_s;
    if (observed.views.isEmpty() && !observed.theCase().clientMessage.isEmpty())
        return u"run-live"_s;
    if (observed.views.isEmpty())
        return observed.imported ? u"which-request"_s : u"run-again"_s;
    if (observed.imported) {
        if (last && !last->request)
            return u"which-request"_s;
        return u"run-live"_s;
    }
    if (last && last->status == 407)
        return u"send-again-with-password"_s;
    return u"ask-proxy-admin-log"_s;
}

} // namespace

Finding needsALook(const Observations &observed)
{
    const Case &value = observed.theCase();
    const ExchangeView *last = nullptr;
    for (const ExchangeView &view : observed.views) {
        if (!view.isControl())
            last = &view;
    }
    QStringList passed;
    StageId failed = StageId::Target;
    bool failedSeen = false;
    QString code;
    for (const StageResult &stage : value.stages) {
        if (stage.status == StageStatus::Passed)
            passed.append(toString(stage.id));
        if (stage.status == StageStatus::Failed && !failedSeen) {
            failed = stage.id;
            code = stage.code;
            failedSeen = true;
        }
    }
    FindingBuilder builder(observed, "unknown.needs-a-look"_L1);
    if (last)
        builder.about(*last);
    builder.param("question"_L1, question(observed, last))
        .param("known"_L1, passed.join(", "_L1))
        .param("stage"_L1, failedSeen ? toString(failed) : QString())
        .stage(failed)
        .confidence(Confidence::Possible);

    if (failedSeen) {
        builder.show(inputValue(toString(failed) + u": "_s + code, "stage.failed"_L1,
                                {{u"stage"_s, toString(failed)}, {u"code"_s, code}}));
    }
    int shown = 0;
    for (auto it = observed.views.rbegin(); it != observed.views.rend() && shown < 4; ++it) {
        if (it->isControl())
            continue;
        if (it->readable()) {
            builder.show(statusLine(*it, it->asksForSignIn() ? "status.asks-for-sign-in"_L1
                                                             : "status.seen"_L1));
            for (const Challenge &challenge : it->proxyChallenges.mid(0, 4))
                builder.show(offeredChallenge(*it, challenge));
            ++shown;
        }
        if (it->exchange->end != ExchangeEnd::Complete && it->kind != RequestKind::Unknown) {
            builder.show(howItEnded(*it, "exchange.broken-off"_L1,
                                    {{u"method"_s, it->method},
                                     {u"end"_s, toString(it->exchange->end)}}));
            ++shown;
        }
    }
    if (value.resolution && shown == 0 && !value.resolution->addresses.isEmpty()) {
        const QString addresses = value.resolution->addresses.join(", "_L1);
        builder.show(caseValue(EvidenceSource::Resolution, addresses, "resolution.resolved"_L1,
                               {{u"name"_s, value.resolution->name},
                                {u"addresses"_s, addresses}}));
    }
    if (const QString &words = value.clientMessage; !words.isEmpty()) {
        const ClientMessage *message = knownClients().messageIn(words.toUtf8());
        const KnownClient *client = message ? knownClients().byId(message->client) : nullptr;
        builder.show(inputValue(words, "input.client-message"_L1,
                                {{u"client"_s, client ? client->name : QString()},
                                 {u"text"_s, words}}));
        ++shown;
    }
    if (shown == 0 && value.connects.isEmpty() && !value.resolution) {
        builder.show(inputValue(value.input.given.isEmpty() ? value.input.endpoint.authority()
                                                            : value.input.given,
                                "case.empty"_L1));
    }

    if (observed.firstAccepted()) {
        builder.ruleOut("credentials.rejected"_L1, "sign-in-accepted"_L1,
                        {{u"status"_s, QString::number(observed.firstAccepted()->status)}});
    } else if (!observed.signInAsked && !observed.views.isEmpty()) {
        builder.ruleOut("credentials.rejected"_L1, "no-sign-in-asked"_L1);
    }
    for (const AddressAttempt &attempt : value.connects) {
        if (attempt.outcome == ConnectOutcome::Connected) {
            builder.ruleOut("network.refused"_L1, "connected"_L1,
                            {{u"address"_s, attempt.address}});
            break;
        }
    }
    return builder.done();
}

} // namespace pt
