// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"
#include "protocol/KnownClients.h"

#include <QUrl>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// Two answers to one and the same request, both without a sign-in, that do not agree.
bool answersDiffer(const Observations &observed)
{
    const QList<const ExchangeView *> wishes = observed.wishes();
    for (const ExchangeView *one : wishes) {
        for (const ExchangeView *other : wishes) {
            if (one->readable() && other->readable() && one->kind == other->kind
                && one->target == other->target && one->sentScheme.isEmpty()
                && other->sentScheme.isEmpty() && one->status != other->status) {
                return true;
            }
        }
    }
    return false;
}

/// The target was left without any request.
bool targetUntried(const Observations &observed)
{
    const QStringList &targets = observed.theCase().input.targets;
    return std::any_of(targets.begin(), targets.end(), [&observed](const QString &target) {
        const QString host = QUrl(target).host();
        return std::none_of(observed.views.begin(), observed.views.end(),
                            [&](const ExchangeView &view) {
                                return view.target == target || hostOf(view) == host;
                            });
    });
}

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
    const QList<const ExchangeView *> wishes = observed.wishes();
    const auto any = [&wishes](auto holds) {
        return std::any_of(wishes.begin(), wishes.end(),
                           [&holds](const ExchangeView *view) { return holds(*view); });
    };
    if (!any([](const ExchangeView &view) { return view.answered(); }))
        return u"another-network"_s;
    const bool sent = any([](const ExchangeView &view) { return !view.sentScheme.isEmpty(); });
    if (!sent && any([](const ExchangeView &view) { return view.asksForSignIn(); }))
        return u"send-again-with-password"_s;
    if (answersDiffer(observed))
        return u"repeat-and-compare"_s;
    if (targetUntried(observed))
        return u"run-again"_s;
    if (!any([](const ExchangeView &view) { return view.kind == RequestKind::Connect; }))
        return u"try-https"_s;
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
    if (observed.role == EndpointRole::Proxy && observed.roleSure)
        builder.ruleOut("endpoint.not-a-proxy"_L1, "acts-as-proxy"_L1);
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
