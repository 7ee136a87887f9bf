// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QMap>
#include <QString>

#include <optional>

namespace pt {

/// Secrets are replaced when they are recorded. Credentials become a typed placeholder that keeps what
/// a diagnosis needs, such as
///     Proxy-Authorization: Basic [basic user="dev" password-length=8-15 password-kind=ascii]
/// The text after the scheme is written and read only here. Kinds and their fields:
///     basic     user, password-length (as SecretFacts::lengthClass), password-kind (empty, ascii, utf-8,
///               latin-1: non-ASCII and no UTF-8). Where true: user-cut=yes (only the begin is kept),
///               user-kind (utf-8, latin-1), colons=N (more than the one that splits), password-facts
///               (joined with "+": edge-space, invisible, smart-quote, percent-escape, control,
///               question-mark, which a lossy conversion leaves). Or only format=undecodable, or
///               format=no-colon.
///     digest    username, realm, nonce, uri, qop, nc, algorithm, userhash, opaque as sent where they were;
///               response-length, cnonce-length
///     ntlm      message (1 to 3, spnego or unknown), bytes; of message 3 also user, domain, workstation,
///               names-cut=yes (only the begin is kept), flags (as ntlmflag::text()), nt-bytes (24: NTLM
///               version 1, more: version 2), format=malformed
///     negotiate token (spnego, kerberos, ntlm or unknown), bytes; of spnego also mech (as
///               NegotiateToken::mech()); of a ticket also spn, realm, etype, kvno, and spn-cut=yes or realm-cut=yes where one was cut
///     withheld  bytes
struct Placeholder
{
    QByteArray kind; ///< "basic", "digest", "withheld" ...
    QMap<QString, QString> fields;

    bool operator==(const Placeholder &) const = default;
};

/// The head with every secret-bearing value replaced: Proxy-Authorization, Authorization, Cookie and
/// Set-Cookie values (names kept), API keys and tokens in fields named so, the proofs in
/// Proxy-Authentication-Info, userinfo of URLs in the start line and in any field. Never longer than
/// the head plus 256 bytes a field. Idempotent. Works on any bytes, in linear time.
QByteArray maskedHead(QByteArrayView head);

/// The value of a Proxy-Authorization or Authorization field with its secret replaced.
QByteArray maskedCredentials(QByteArrayView fieldValue);

/// Text with the userinfo of every URL in it replaced by "***".
QByteArray maskedUrls(QByteArrayView text);

/// The placeholder in a Proxy-Authorization or Authorization value of a masked head.
std::optional<Placeholder> readPlaceholder(QByteArrayView fieldValue);

} // namespace pt
