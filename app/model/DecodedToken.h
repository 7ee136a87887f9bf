// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedField.h"
#include "model/EnumNames.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace pt {

/// Which message of an exchange a token stands in, and where in it.
enum class TokenPlace { RequestHead, RequestBody, ResponseHead, ResponseBody };

PT_ENUM_NAMES(TokenPlace, {TokenPlace::RequestHead, "request-head"},
              {TokenPlace::RequestBody, "request-body"}, {TokenPlace::ResponseHead, "response-head"},
              {TokenPlace::ResponseBody, "response-body"})

/// A token taken apart. Readers in protocol/ fill `what`, `fields` and `problems`; whoever records
/// the message adds where it stood and bounds it. Holds no secret.
struct DecodedToken
{
    /// Stable: "basic", "digest" (credentials), "basic.challenge", "digest.challenge",
    /// "digest.info", "ntlm.type1", "ntlm.type2", "ntlm.type3", "spnego", "kerberos.ap-req",
    /// "kerberos.ap-rep", "kerberos.error", "socks5.greeting", "socks5.method", "socks5.sign-in",
    /// "socks5.sign-in-reply", "socks5.request", "socks5.reply", "socks4.request", "socks4.reply",
    /// "tls.alert", "tls.client-hello", "tls.server-hello", "token.unknown".
    QString what;
    TokenPlace place = TokenPlace::ResponseHead;
    qsizetype start = 0; ///< in that head or body, as it is recorded
    qsizetype length = 0;
    qsizetype bytes = 0; ///< of the token itself, base64 undone; 0: it would tell how long a secret is
    QList<DecodedField> fields; ///< in the order of their bytes, each parent before its parts
    QStringList problems; ///< stable ids; empty: it is as its definition wants it
    QByteArray octets; ///< all of it where it bears no secret and the message holds it no more

    bool operator==(const DecodedToken &) const = default;
};

} // namespace pt
