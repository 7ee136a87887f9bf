// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuthChoice.h"
#include "model/Credentials.h"
#include "protocol/Challenge.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// Which of the offered challenges will be answered, or why none.
struct SchemeChoice
{
    std::optional<Challenge> challenge; ///< the one to answer
    QString scheme; ///< its scheme in lower case
    QString reason; ///< where none: "no-credentials", "incomplete", "scheme-unknown",
                    ///< "challenge-missing", "challenge-malformed",
                    ///< "digest.algorithm-unsupported", "digest.qop-unsupported"; of
                    ///< SignIn::choose() also "not-weaker"
    QStringList offered; ///< schemes as sent, readable or not, each once
    QString missing; ///< "incomplete": user or password

    bool operator==(const SchemeChoice &) const = default;
};

/// How strong a scheme is, by its lower-case name: Negotiate, NTLM, Digest, Basic are 4 to 1; 0:
/// none of these.
int strengthOf(const QString &scheme);

/// Chooses among the challenges of one 407: the strongest that can be answered; `wish` limits the
/// choice and never widens it, nor are schemes in `leftOut` (lower case) chosen. A challenge that
/// lacks what it must have, such as a realm (RFC 7617 section 2, RFC 7616 section 3.3), is not
/// answered: what is not a proper challenge is no reason to send a password.
SchemeChoice chooseScheme(const QList<Challenge> &challenges, AuthChoice wish,
                          const Credentials &credentials, const QStringList &leftOut = {});

} // namespace pt
