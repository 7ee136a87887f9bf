// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/FindingBuilder.h"
#include "diagnosis/Rules.h"
#include "protocol/KnownClients.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A program that was asked and gave nothing, by its own name.
struct AskedClient
{
    const ExchangeView *view = nullptr;
    const HttpField *agent = nullptr;
    const KnownClient *client = nullptr;
    QByteArray version;
    QList<Challenge> offered; ///< of the methods that are known
};

/// Only of a recording: in a test of its own this program answers, whatever name it gives itself.
QList<AskedClient> askedClients(const Observations &observed)
{
    QList<AskedClient> list;
    if (!observed.imported)
        return list;
    for (const ExchangeView *view : observed.wishes()) {
        if (!view->asksForSignIn() || !view->sentScheme.isEmpty() || !view->request)
            continue;
        const HttpField *agent = view->request->field("User-Agent");
        const KnownClient *client = agent ? knownClients().byAgent(agent->value) : nullptr;
        if (!client)
            continue;
        AskedClient asked{view, agent, client, versionOf(*client, agent->value), {}};
        for (const Challenge &challenge : view->proxyChallenges) {
            if (isKnownScheme(challenge.scheme))
                asked.offered.append(challenge);
        }
        if (!asked.offered.isEmpty())
            list.append(asked);
    }
    return list;
}

bool isEveryOffer(const AskedClient &asked, const auto &holds)
{
    return std::all_of(asked.offered.begin(), asked.offered.end(), holds);
}

Finding clientFinding(const Observations &observed, QLatin1StringView cause, const AskedClient &asked)
{
    FindingBuilder builder(observed, cause);
    builder.about(*asked.view)
        .stage(StageId::SignIn)
        .param("client"_L1, asked.client->name)
        .param("version"_L1, textOf(asked.version, 40))
        .param("schemes"_L1, schemeNames(asked.offered).join(", "_L1))
        .param("abilities"_L1, asked.client->schemes.join(", "_L1))
        .confidence(Confidence::Likely) // what is documented, not what this copy was told
        .show(requestField(*asked.view, *asked.agent, "request.client-named"_L1,
                           {{u"client"_s, asked.client->name}}))
        .show(statusLine(*asked.view, "status.asks-for-sign-in"_L1));
    for (const Challenge &challenge : asked.offered)
        builder.show(offeredChallenge(*asked.view, challenge));
    builder.show(credentialsLine(*asked.view))
        .ruleOut("credentials.rejected"_L1, "no-credentials-sent"_L1);
    return builder.done();
}

void cannotDo(const Observations &observed, QList<Finding> &found)
{
    for (const AskedClient &asked : askedClients(observed)) {
        const bool none = isEveryOffer(asked, [&asked](const Challenge &challenge) {
            return !asked.client->schemes.contains(QString::fromLatin1(challenge.scheme).toLower());
        });
        if (none) {
            found.append(clientFinding(observed, "client.cannot-do-scheme"_L1, asked));
            return;
        }
    }
}

void basicDisabled(const Observations &observed, QList<Finding> &found)
{
    for (const AskedClient &asked : askedClients(observed)) {
        const KnownClient &client = *asked.client;
        const bool basicOnly = isEveryOffer(
            asked, [](const Challenge &challenge) { return challenge.is("Basic"); });
        if (asked.view->kind == RequestKind::Connect && basicOnly && !client.basicOffSince.isEmpty()
            && isAtLeast(asked.version, client.basicOffSince.toLatin1())) {
            found.append(clientFinding(observed, "client.basic-disabled-for-tunnels"_L1, asked));
            return;
        }
    }
}

void hides(const Observations &observed, QList<Finding> &found)
{
    const QString &words = observed.theCase().clientMessage;
    const ClientMessage *message = knownClients().messageIn(words.toUtf8());
    const KnownClient *client = message ? knownClients().byId(message->client) : nullptr;
    if (!client)
        return;
    found.append(FindingBuilder(observed, "client.hides-the-407"_L1)
                     .param("client"_L1, client->name)
                     .confidence(Confidence::Likely) // other programs may borrow the words
                     .show(inputValue(words, "input.client-message"_L1,
                                      {{u"client"_s, client->name}, {u"text"_s, words}}))
                     .done());
}

} // namespace

QList<Finding> clientFindings(const Observations &observed)
{
    QList<Finding> found;
    cannotDo(observed, found);
    basicDisabled(observed, found);
    hides(observed, found);
    return found;
}

} // namespace pt
