// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/DigestToken.h"

#include "protocol/ChallengeProblems.h"
#include "protocol/Masking.h"
#include "protocol/TokenBytes.h"

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isNamed(const QByteArray &name)
{
    static constexpr const char *names[]
        = {"username", "username*", "realm",  "nonce",     "uri",    "response",
           "cnonce",   "opaque",    "qop",    "nc",        "stale",  "algorithm",
           "userhash", "charset",   "domain", "nextnonce", "rspauth"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](const char *known) { return name == known; });
}

bool isProof(const QByteArray &name)
{
    return name == "response" || name == "cnonce" || name == "rspauth";
}

/// `challenge` has its spans in some text in which the token begins at `origin`.
void addParams(const Challenge &challenge, qsizetype origin, bool credentials, DecodedToken &token)
{
    const bool broken = std::any_of(challenge.problems.begin(), challenge.problems.end(),
                                    challengeproblem::isError);
    for (const ChallengeParam &param : challenge.params) {
        const bool named = isNamed(param.name);
        DecodedField field;
        field.id = named ? u"digest."_s + QString::fromLatin1(param.name) : u"digest.other"_s;
        field.start = param.span.start - origin;
        field.length = param.span.length;
        field.secret = isProof(param.name) || (credentials && (broken || !named));
        if (field.secret)
            field.value = QString::number(param.value.size());
        else
            field.value
                = tokenText(maskedUrls(named ? param.value : param.name + '=' + param.value));
        token.fields.append(field);
    }
    for (const QString &problem : challenge.problems) {
        if (!token.problems.contains(problem))
            token.problems.append(problem);
    }
}

DecodedToken paramList(const QString &what, QByteArrayView params)
{
    DecodedToken token;
    token.what = what;
    token.bytes = params.size();
    const QByteArray text = "Digest " + params.toByteArray();
    constexpr qsizetype origin = 7;
    const QList<Challenge> read = parseChallengeValue(text);
    if (read.size() == 1 && read.first().readable && !read.first().params.isEmpty())
        addParams(read.first(), origin, true, token);
    else
        token.problems.append(u"digest.unreadable"_s);
    return token;
}

} // namespace

DecodedToken digestCredentials(QByteArrayView params)
{
    return paramList(u"digest"_s, params);
}

DecodedToken digestInfo(QByteArrayView value)
{
    return paramList(u"digest.info"_s, value);
}

DecodedToken digestChallenge(const Challenge &challenge)
{
    DecodedToken token;
    token.what = u"digest.challenge"_s;
    token.bytes = challenge.span.length;
    addParams(challenge, challenge.span.start, false, token);
    return token;
}

} // namespace pt
