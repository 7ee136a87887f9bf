// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/BasicToken.h"

#include "model/Secret.h"
#include "protocol/Masking.h"
#include "protocol/TokenBytes.h"

namespace pt {

using namespace Qt::StringLiterals;

DecodedToken basicCredentials(QByteArrayView token68)
{
    DecodedToken token;
    token.what = u"basic"_s;
    std::optional<QByteArray> decoded = tokenBytes(token68);
    if (!decoded) {
        token.problems.append(u"token.base64"_s);
        return token;
    }
    const qsizetype colon = decoded->indexOf(':');
    if (colon < 0) {
        // It may be the password alone.
        token.problems.append(u"basic.no-colon"_s);
        wipeMemory(decoded->data(), decoded->size());
        return token;
    }
    const QByteArrayView user = QByteArrayView(*decoded).first(colon);
    const QByteArrayView password = QByteArrayView(*decoded).sliced(colon + 1);
    token.fields.append({u"basic.user"_s, tokenText(user), 0, colon, 0, false});
    // The facts of the password are those that the placeholder of a record has.
    const std::optional<Placeholder> placeholder
        = readPlaceholder(maskedCredentials("Basic " + token68.toByteArray()));
    const auto fact = [&](const QString &name) {
        return placeholder ? placeholder->fields.value(name) : QString();
    };
    token.fields.append({u"basic.password"_s, fact(u"password-length"_s), colon + 1, 0, 0, true});
    token.fields.append(
        {u"basic.password-kind"_s, fact(u"password-kind"_s), colon + 1, 0, 1, false});
    if (const QString facts = fact(u"password-facts"_s); !facts.isEmpty())
        token.fields.append({u"basic.password-facts"_s, facts, colon + 1, 0, 1, false});
    if (user.isEmpty())
        token.problems.append(u"basic.no-user"_s);
    if (password.isEmpty())
        token.problems.append(u"basic.no-password"_s);
    // RFC 7617 section 2: a user-id cannot hold one, so what is meant can be guessed at only.
    if (password.contains(':'))
        token.problems.append(u"basic.more-colons"_s);
    wipeMemory(decoded->data(), decoded->size());
    return token;
}

DecodedToken basicChallenge(const Challenge &challenge)
{
    DecodedToken token;
    token.what = u"basic.challenge"_s;
    token.bytes = challenge.span.length;
    token.problems = challenge.problems;
    for (const ChallengeParam &param : challenge.params) {
        const bool known = param.name == "realm" || param.name == "charset";
        token.fields.append(
            {known ? u"basic."_s + QString::fromLatin1(param.name) : u"basic.other"_s,
             tokenText(maskedUrls(known ? param.value : param.name + '=' + param.value)),
             param.span.start - challenge.span.start, param.span.length, 0, false});
    }
    return token;
}

} // namespace pt
