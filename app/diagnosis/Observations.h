// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/ExchangeView.h"
#include "model/Case.h"
#include "model/SeenProduct.h"

#include <QList>
#include <QStringList>

namespace pt {

/// All that is derived from a Case before any rule looks at it. Flat and pure: no rule computes one of
/// these again, and none of them is a judgement about a cause.
struct Observations
{
    const Case *value = nullptr; ///< outlives the observations
    QList<ExchangeView> views;   ///< in the order of the exchanges, without the port probes
    /// The control questions to further addresses of the proxy's name; what they answer says nothing
    /// of the address in use.
    QList<ExchangeView> otherAddresses;
    QList<ExchangeView> portProbes; ///< in their order; no answers to a wish of anybody's
    QList<ExchangeView> socks; ///< the messages of SOCKS handshakes; what is inside is in `views`
    bool imported = false;       ///< from a pasted text: what is missing was not recorded, not absent
    EndpointRole role = EndpointRole::Unknown;
    bool roleSure = false;
    qsizetype roleView = -1;     ///< index of the view that shows the role
    qsizetype rolePeer = -1;     ///< a second one that shows it, or -1
    QString proxyServer;         ///< Server value in the proxy's own answers; empty: not known
    std::optional<SeenProduct> seenProduct; ///< what the proxy looks like
    QString product;             ///< the same for people, else what the proxy calls itself; may be empty
    bool loopback = false;       ///< the proxy is on this computer
    QString localAddress;        ///< of the connections to the proxy; empty: not known
    bool signInAsked = false;    ///< a 407 to a request of the user's, or a 401 by the proxy itself
    bool credentialsGiven = false; ///< a user and a password, or a request carried some

    const Case &theCase() const { return *value; }
    /// The views on requests of the user's own to the proxy, without control questions.
    QList<const ExchangeView *> wishes() const;
    /// The views on answers of targets inside tunnels.
    QList<const ExchangeView *> inside() const;
    const ExchangeView *byId(int exchangeId) const;
    const ExchangeView *firstAccepted() const;
    const ExchangeView *firstRefused() const;
    /// The first request of the user's that the proxy answered with 407.
    const ExchangeView *firstAsked() const;
    /// The last view on the same request (kind and target) as `view`.
    bool isLatest(const ExchangeView &view) const;
};

Observations observe(const Case &value);

/// Schemes this version of the program can answer, lower-case.
QStringList usableSchemes();
/// The challenge that would be answered with a password: the strongest that this version can, within `wish`. nullptr:
/// none. Points into `challenges`.
const Challenge *usableChallenge(const QList<Challenge> &challenges, AuthChoice wish);
/// Basic, Digest, NTLM and Negotiate.
bool isKnownScheme(const QByteArray &scheme);
/// Bytes from outside as text: UTF-8 where valid, else Latin-1; at most `limit` characters. Not made safe
/// to show: whoever shows it does that.
QString textOf(QByteArrayView bytes, qsizetype limit = 300);
QString hostOf(const ExchangeView &view);

} // namespace pt
