// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Result.h"
#include "practice/PracticeDoor.h"
#include "practice/PracticeNtlm.h"
#include "practice/PracticeRule.h"
#include "practice/PracticeSocks.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QMap>

#include <optional>
#include <utility>

namespace pt {

// clang-format off
/// The behaviour of a practice proxy, read from the "proxy" object of a scenario:
///
///     "accepts":    [ { "user": "…", "password": "…", "charset": "…" } ]     credentials that are
///                   right, byte by byte; charset: "UTF-8", which need not be said, or "ISO-8859-1"
///     "digest":     { "sha512_256": "misprinted", "uri": "absolute", "refused": true,
///                     "userhash": true }   readings of its own, each left out where it has none: the
///                   hash as the example of RFC 7616 section 3.9.2 has it; for plain requests the
///                   whole URL signed, and nothing else; every answer is wrong, as where its store has
///                   no Digest passwords; only hashed user names (section 3.4.4) are right
///     "keytab":     { "service": "HTTP/…", "kvno": n }       a ticket for this service and version of
///                   its key is right as well; without it none is
///     "tls":        "right", "untrusted", "other-name" or "expired"   TLS on the proxy's own port, and
///                   what its certificate is like; without it the port speaks in clear.
///                   "client-certificate": right, and it wants one of whoever connects
///     "inspector":  the name of the authority that signs the certificates of the sites, where the proxy
///                   looks into what is encrypted
///     "addresses":  [ "127.0.0.1", "127.0.0.2" ]     of the name proxy.practice.test, all of this
///                   computer; it listens on each, in clear. Without it the proxy has no name. Not
///                   every system has more than 127.0.0.1 without being told. "0.0.0.0" stands for
///                   127.0.0.1 where what matters is that it is not taken for a helper on the user's own
///                   computer
///     "dead_addresses": [ "127.0.0.3" ]              more of that name; nobody listens there
///     "door":       "closed": nobody listens; "full": nobody takes a connection and no more of them find
///                   room to wait; "unreachable": its address is one that no connection can be made to.
///                   Nothing else is said of the proxy then but its "addresses"
///     "socks":      { "version": 4 or 5, "method": 0 (none), 1 (GSSAPI) or 2 (password), "reply": code,
///                     "reply_for": { "www.practice.test": code } }   the port speaks SOCKS and
///                   nothing else; without a code the connection is made. The site on port 443
///                   speaks TLS then, on others in clear. "rules" are not used
///     "ntlm":       { "domain": "CORP", "dns_domain": "…", "nodes": ["…", …], "version_1": true,
///                   "malformed": true }   what {ntlm} in an answer, the second message of NTLM, says:
///                   each of the nodes in turn, no word of NTLMv2, lengths past its end. A connection
///                   with a right third message is signed in for all that follows on it
///     "via":        "1.1 proxy.practice.test (squid/6.13)"   added to what sites answer in clear
///     "sites":      { "www.practice.test": { answer } }      what sites say; else a small page
///     "on_connect": [ step, … ]                              done before anything is read
///     "rules":      [ { "when": { conditions }, "do": [ step, … ] }, … ]   the first that matches
///
/// Conditions: "address" (the one of the proxy that was connected to), "method", "host" ("*.name"
/// allowed), "port", "signed" ("none", "right", "wrong", "ntlm-first", "any" or a list of them; Basic, Digest and
/// made-up tickets are checked), "nonce" (of a Digest answer),
/// "request_on_connection", "request" (both count from 1), "request_from" (this one and all after it).
///
/// Steps, each an object with exactly one of:
///
///     "answer": { "line", "fields": [..], "body", "length": "exact" or "none" }
///     "send" (a text; {date}, {host}, {port} are filled in), "send_hex", "send_base64"
///     "delay_ms": n      "close": true      "reset": true      "silent": true
///     "answer_as_target": true
///     "tunnel": "site", "untrusted-site", "drop" or "silent"; begins with a 200
///     "drip": { "text", "every_ms" }
///     "endless_header": { "bytes" }      "big_body": { "bytes" }
// clang-format on
struct PracticeBehaviour
{
    QList<std::pair<QByteArray, QByteArray>> accepts; ///< user, password; as they must be sent
    bool misprintedHash = false;
    bool digestRefused = false; ///< whatever the answer
    bool hashedNamesOnly = false; ///< a name that is not hashed (RFC 7616 section 3.4.4) is wrong
    bool absoluteUri = false; ///< the only uri accepted of plain requests
    QString keytabService; ///< of tickets that are right; empty: none is
    int keytabKvno = 0;
    QString tls; ///< empty: in clear
    QString inspector; ///< empty: the sites' certificates are their own
    QList<QHostAddress> addresses; ///< empty: 127.0.0.1 and no name
    QList<QHostAddress> deadAddresses;
    PracticeDoor door = PracticeDoor::Open;
    std::optional<PracticeSocks> socks; ///< nullopt: HTTP
    PracticeNtlm ntlm;
    QByteArray via;
    QMap<QByteArray, QByteArray> sites; ///< lower-case host: a complete answer
    QList<PracticeStep> onConnect;
    QList<PracticeRule> rules;

    bool operator==(const PracticeBehaviour &) const = default;

    const PracticeRule *ruleFor(const PracticeRequest &request) const;
    /// What `host` answers when it is asked; `overTls`: through a tunnel, where no proxy adds Via.
    QByteArray siteAnswer(const QByteArray &host, bool overTls) const;
};

/// Refuses anything it does not know, so that a misspelt word is found; code
/// "practice.bad-scenario", the detail names the place.
Result<PracticeBehaviour> practiceBehaviourFromJson(const QJsonObject &json);

} // namespace pt
