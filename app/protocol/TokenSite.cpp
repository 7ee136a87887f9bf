// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/TokenSite.h"

#include "protocol/HttpHead.h"

namespace pt {

namespace {

void addFields(const HttpHead &head, const char *name, TokenSite::Kind kind,
               QList<TokenSite> &sites)
{
    for (const HttpField *field : head.all(name)) {
        if (sites.size() >= maxTokenSites)
            return;
        TokenSite site;
        site.kind = kind;
        site.span = field->valueSpan;
        site.value = field->value;
        sites.append(site);
    }
}

void addChallenges(const HttpHead &head, QByteArrayView bytes, const char *name,
                   QList<TokenSite> &sites)
{
    const QList<Challenge> challenges = parseChallenges(head, bytes, name);
    for (const Challenge &challenge : challenges) {
        if (sites.size() >= maxTokenSites)
            return;
        TokenSite site;
        site.kind = TokenSite::Kind::Challenge;
        site.span = challenge.span;
        site.challenge = challenge;
        if (challenge.token68 && !challenge.token68->isEmpty()) {
            const qsizetype from = challenge.span.start + challenge.scheme.size();
            const qsizetype at = bytes.indexOf(*challenge.token68, from);
            if (at >= from && at + challenge.token68->size() <= challenge.span.end())
                site.token = {at, challenge.token68->size()};
        }
        sites.append(site);
    }
}

} // namespace

QList<TokenSite> tokenSites(QByteArrayView bytes)
{
    QList<TokenSite> sites;
    const std::optional<HttpHead> head = parseHead(bytes);
    if (!head)
        return sites;
    addFields(*head, "Proxy-Authorization", TokenSite::Kind::Credentials, sites);
    addFields(*head, "Authorization", TokenSite::Kind::Credentials, sites);
    addChallenges(*head, bytes, "Proxy-Authenticate", sites);
    addChallenges(*head, bytes, "WWW-Authenticate", sites);
    addFields(*head, "Proxy-Authentication-Info", TokenSite::Kind::Info, sites);
    addFields(*head, "Authentication-Info", TokenSite::Kind::Info, sites);
    return sites;
}

} // namespace pt
