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
                    ///< "challenge-missing", "challenge-malformed"
    QStringList offered; ///< schemes as sent, readable or not, each once
    QString missing; ///< "incomplete": user or password

    bool operator==(const SchemeChoice &) const = default;
};

/// Chooses among the challenges of one 407. This version answers Basic; `wish` limits the choice
/// and never widens it. A Basic challenge without a realm is not answered (RFC 7617 section 2
/// requires one): what is not a proper challenge is no reason to send a password.
SchemeChoice chooseScheme(const QList<Challenge> &challenges, AuthChoice wish,
                          const Credentials &credentials);

} // namespace pt
