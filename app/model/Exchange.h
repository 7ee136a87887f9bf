// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/DecodedToken.h"
#include "model/DigestProof.h"
#include "model/EnumNames.h"
#include "model/Message.h"
#include "model/QnamReport.h"
#include "model/StageId.h"
#include "model/TlsFacts.h"

#include <optional>

namespace pt {

/// PlainRequest: absolute-form to the proxy. Connect: CONNECT to the proxy. InsideTunnel: with the
/// target itself, through the tunnel of `tunnelOf`, after its TLS. Imported: from a pasted text.
/// PortProbe: what the proxy's port speaks, without credentials and without a target: a TLS handshake
/// (`tls` is set), a request for its own root in clear, or a SOCKS greeting (in the body).
/// Socks: one message of a SOCKS handshake and its answer, each as the body without a head.
enum class ExchangeForm { PlainRequest, Connect, InsideTunnel, Imported, PortProbe, Socks };

PT_ENUM_NAMES(ExchangeForm, {ExchangeForm::PlainRequest, "plain"}, {ExchangeForm::Connect, "connect"},
              {ExchangeForm::InsideTunnel, "inside-tunnel"}, {ExchangeForm::Imported, "imported"},
              {ExchangeForm::PortProbe, "port-probe"}, {ExchangeForm::Socks, "socks"})

/// How the exchange ended, seen from this side.
enum class ExchangeEnd {
    Complete,      ///< the answer was read to its end (or to the bound on bodies)
    ClosedByPeer,  ///< FIN before the answer was complete
    Reset,         ///< RST before the answer was complete
    IdleTimeout,   ///< nothing came for the idle limit
    TotalTimeout,  ///< bytes kept coming, the exchange's limit was reached
    LimitReached,  ///< a bound on lines, heads, interim answers or connections was hit
    TlsFailed,     ///< InsideTunnel: the target's TLS did not come up; else the proxy's own
    Cancelled,
    ConnectFailed  ///< no TCP connection to the proxy could be had for it
};

PT_ENUM_NAMES(ExchangeEnd, {ExchangeEnd::Complete, "complete"}, {ExchangeEnd::ClosedByPeer, "closed-by-peer"},
              {ExchangeEnd::Reset, "reset"}, {ExchangeEnd::IdleTimeout, "idle-timeout"},
              {ExchangeEnd::TotalTimeout, "total-timeout"}, {ExchangeEnd::LimitReached, "limit-reached"},
              {ExchangeEnd::TlsFailed, "tls-failed"}, {ExchangeEnd::Cancelled, "cancelled"},
              {ExchangeEnd::ConnectFailed, "connect-failed"})

/// One request and its answer on a real connection.
struct Exchange
{
    int id = 0; ///< unique in the Case, counts up in the order of the requests
    StageId stage = StageId::Challenge;
    ExchangeForm form = ExchangeForm::PlainRequest;
    QString target;       ///< the URL it was made for
    bool control = false; ///< a control question of our own (same host, port 443), not a wish of the user
    int connection = 0;   ///< number of the TCP connection in this run; the same number: the same connection
    int tunnelOf = 0;     ///< InsideTunnel: id of the exchange that opened the tunnel, else 0
    QString localAddress;
    quint16 localPort = 0;
    QString remote;       ///< address:port
    std::optional<TlsFacts> tls; ///< InsideTunnel: the target's; else the proxy's own
    QString answeredScheme; ///< lower-case scheme of the credentials this request carried, empty: none
    bool answerRejected = false; ///< the credentials it carried were refused
    int leg = 0; ///< of a sign-in in several legs (NTLM, Negotiate) the number of this one, from 1
    bool answerGoesOn = false; ///< its answer asked for the next leg
    DigestProof proxyProof = DigestProof::NotGiven; ///< of Digest credentials that it carried
    QString alternative; ///< id of the other spelling its credentials were in; empty: as typed
    qint64 startedMs = 0;   ///< first byte of the request, since the start of the run
    qint64 firstByteMs = -1; ///< first byte of the answer, since the start of the run; -1: none came
    qint64 durationMs = 0;
    Message request;
    Message response;
    int interimResponses = 0; ///< 1xx answers passed over
    ExchangeEnd end = ExchangeEnd::Complete;
    QString endDetail; ///< stable code of the bound or error, or the system's words
    bool peerKeptOpen = false; ///< the connection was usable for another request afterwards
    qint64 tunnelBytesSent = 0;     ///< Connect: bytes inside the established tunnel, counted, not kept
    qint64 tunnelBytesReceived = 0;
    std::optional<QnamReport> qnam;
    QList<DecodedToken> decoded; ///< the tokens of both messages, the request's first

    bool operator==(const Exchange &) const = default;
};

} // namespace pt
